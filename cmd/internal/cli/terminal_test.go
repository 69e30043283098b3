package cli

import (
	"bytes"
	"testing"
)

// TestTerminal: of ten columns, seven are written in.
func TestTerminal(t *testing.T) {
	for _, test := range []struct{ line, want string }{
		{"0123456789", "\r0123456"},
		{"01234567", "\r0123456"},
		{"0123456", "\r0123456"},
		{"σ′σ′", "\rσ′σ′   "}, // characters, not bytes
		{"", "\r       "},
	} {
		var buf bytes.Buffer
		Terminal{w: &buf, Width: 10}.Rewrite(test.line)
		if got := buf.String(); got != test.want {
			t.Errorf("Rewrite(%q) writes %q, want %q", test.line, got, test.want)
		}
	}
	var buf bytes.Buffer
	Terminal{w: &buf, Width: 10}.Clear()
	if got, want := buf.String(), "\r         \r"; got != want {
		t.Errorf("Clear writes %q, want %q", got, want)
	}
	buf.Reset()
	Terminal{w: &buf, Width: 2}.Rewrite("0123456789") // no room at all
	if got := buf.String(); got != "\r" {
		t.Errorf("in two columns Rewrite writes %q, want %q", got, "\r")
	}
	buf.Reset()
	none := Terminal{w: &buf}
	none.Rewrite("0123456789")
	none.Clear()
	if got := buf.String(); got != "" {
		t.Errorf("what is no terminal gets %q", got)
	}
}
