package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"testing"

	"backprop/internal/language"
)

func TestWrap(t *testing.T) {
	for _, test := range []struct {
		text  string
		width int
		want  string
	}{
		{"", 10, "  \n"},
		{"one", 10, "  one\n"},
		{"one two", 9, "  one two\n"},
		{"one two", 8, "  one\n  two\n"},
		{"σ′ δ", 6, "  σ′ δ\n"}, // characters, not bytes
		{"a very-long-word here", 8, "  a\n  very-long-word\n  here\n"},
	} {
		if got := Wrap(test.text, "  ", test.width); got != test.want {
			t.Errorf("Wrap(%q, 2 spaces, %d) = %q, want %q", test.text, test.width, got, test.want)
		}
	}
	got := WrapLines("short\n  one two three\nend", 12)
	if want := "short\n  one two\n    three\nend\n"; got != want {
		t.Errorf("WrapLines gives %q, want %q", got, want)
	}
}

func TestPrintable(t *testing.T) {
	for text, want := range map[string]string{
		"":                           "",
		`C:\números "δˡ" 中`:          `C:\números "δˡ" 中`,
		"a\nb\tc\r\x1b[2J\x00\u0085": `a\nb\tc\r\x1b[2J\x00\u0085`,
		"\xff\u202e\ufffd":           `\xff\u202e` + "\ufffd",
	} {
		if got := Printable(text); got != want {
			t.Errorf("Printable(%q) = %s, want %s", text, got, want)
		}
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

// TestRun: the status, and the line that says why.
func TestRun(t *testing.T) {
	for _, test := range []struct {
		err    error
		stdout io.Writer
		status int
		want   string
	}{
		{nil, io.Discard, 0, ""},
		{nil, full{}, 1, "x: writing the output: no space left\n"},
		{flag.ErrHelp, io.Discard, 0, ""},
		{ErrInterrupted, io.Discard, 130, ""},
		{Usagef("odd\n"), io.Discard, 2, "x: odd\\n; -h explains the flags\n"},
		{errors.New(strings.Repeat("a", 1_000_000)), io.Discard, 1, "x: " + strings.Repeat("a", 2000) + "…\n"},
	} {
		var stderr strings.Builder
		status := Run("x", func(_ []string, stdout, _ io.Writer) error {
			fmt.Fprintln(stdout, "something")
			return test.err
		}, nil, test.stdout, &stderr)
		if status != test.status || stderr.String() != test.want {
			t.Errorf("%.80v: status %d, %.3000q; want %d, %q", test.err, status, &stderr, test.status, test.want)
		}
	}
}

// TestColour: only where there are colours do the marks have one.
func TestColour(t *testing.T) {
	for colour, want := range map[bool]string{false: "✓ δ ✗", true: "\x1b[32m✓\x1b[0m δ \x1b[31m✗\x1b[0m"} {
		var s strings.Builder
		if n, err := (&checked{w: &s, colour: colour}).Write([]byte("✓ δ ✗")); s.String() != want || n != len("✓ δ ✗") || err != nil {
			t.Errorf("colour %v: wrote %q, %d bytes, error %v", colour, &s, n, err)
		}
	}
}

func TestQuote(t *testing.T) {
	for arg, want := range map[string]string{
		"":               "''",
		"net.json":       "net.json",
		"-_./:,=+@%aZ09": "-_./:,=+@%aZ09",
		"números":        "números",
		"two words":      "'two words'",
		"$HOME":          "'$HOME'",
		"~/mnist":        "'~/mnist'",
		"a*b":            "'a*b'",
		"a\nb":           "'a\nb'",
		"it's":           `'it'\''s'`,
	} {
		if got := Quote(arg); got != want {
			t.Errorf("Quote(%q) = %s, want %s", arg, got, want)
		}
	}
}

func TestSizes(t *testing.T) {
	if got := Dashed([]int{784, 30, 10}); got != "784-30-10" {
		t.Errorf("Dashed = %s, want 784-30-10", got)
	}
	if got := Commas([]int{100, 30}); got != "100,30" {
		t.Errorf("Commas = %s, want 100,30", got)
	}
}

func TestLang(t *testing.T) {
	tests := []struct {
		all, messages, lang string // LC_ALL, LC_MESSAGES, LANG
		args                []string
		want                language.Tag
	}{
		{"", "", "", nil, language.English},
		{"C", "", "pt_BR.UTF-8", nil, language.English},
		{"", "", "pt_BR.UTF-8", nil, language.Portuguese},
		{"", "pt_PT", "en_US.UTF-8", nil, language.Portuguese},
		{"", "", "pt", nil, language.Portuguese},
		{"", "", "ptx", nil, language.English},
		{"", "", "pt_BR.UTF-8", []string{"-lang", "en"}, language.English},
		{"", "", "", []string{"-lang", "pt"}, language.Portuguese},
		{"", "", "", []string{"-lang", "pt-BR"}, language.Portuguese},
	}
	for _, test := range tests {
		t.Setenv("LC_ALL", test.all)
		t.Setenv("LC_MESSAGES", test.messages)
		t.Setenv("LANG", test.lang)
		flags := NewFlags("")
		lang := flags.Lang()
		if err := flags.Parse(test.args, io.Discard); err != nil || *lang != test.want {
			t.Errorf("%+v: got %s, %v", test, *lang, err)
		}
	}
	if err := NewFlags("").Parse([]string{"-lang", "de"}, io.Discard); err == nil {
		t.Error("-lang de: no error")
	}
}
