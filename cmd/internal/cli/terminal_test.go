package cli

import (
	"bytes"
	"testing"
)

// TestTerminal: of ten columns, seven are written in; what is no terminal gets
// nothing.
func TestTerminal(t *testing.T) {
	for _, test := range []struct {
		width      int
		line, want string
	}{
		{10, "01234567", "\r0123456"},
		{10, "0123456", "\r0123456"},
		{10, "σ′σ′", "\rσ′σ′   "}, // characters, not bytes
		{10, "", "\r       "},
		{2, "0123456789", "\r"}, // no room at all
		{0, "0123456789", ""},
	} {
		var buf bytes.Buffer
		terminal := Terminal{w: &buf, Width: test.width}
		terminal.Rewrite(test.line)
		if got := buf.String(); got != test.want {
			t.Errorf("in %d columns, Rewrite(%q) writes %q, want %q", test.width, test.line, got, test.want)
		}
		buf.Reset()
		terminal.Clear()
		if want := map[int]string{10: "\r         \r", 2: "\r \r", 0: ""}[test.width]; buf.String() != want {
			t.Errorf("in %d columns, Clear writes %q, want %q", test.width, &buf, want)
		}
	}
}
