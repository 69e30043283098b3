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
		if fmt.Fprint(&checked{w: &s, colour: colour}, "✓ δ ✗"); s.String() != want {
			t.Errorf("colour %v: wrote %q", colour, &s)
		}
	}
}

func TestQuote(t *testing.T) {
	for arg, want := range map[string]string{
		"":                      "''",
		"-_./:,=+@%aZ09números": "-_./:,=+@%aZ09números",
		"two words":             "'two words'",
		"~/$HOME*\n":            "'~/$HOME*\n'",
		"it's":                  `'it'\''s'`,
	} {
		if got := Quote(arg); got != want {
			t.Errorf("Quote(%q) = %s, want %s", arg, got, want)
		}
	}
}

func TestLang(t *testing.T) {
	for _, test := range []struct {
		all, messages, lang, flag string // LC_ALL, LC_MESSAGES, LANG, -lang
		want                      language.Tag
	}{
		{"", "", "", "", language.English},
		{"C", "", "pt_BR.UTF-8", "", language.English},
		{"", "", "pt_BR.UTF-8", "", language.Portuguese},
		{"", "pt_PT", "en_US.UTF-8", "", language.Portuguese},
		{"", "", "ptx", "", language.English},
		{"", "", "pt", "en", language.English},
		{"", "", "", "pt", language.Portuguese},
		{"", "", "", "pt-BR", language.Portuguese},
	} {
		t.Setenv("LC_ALL", test.all)
		t.Setenv("LC_MESSAGES", test.messages)
		t.Setenv("LANG", test.lang)
		flags, args := NewFlags(""), []string{}
		if test.flag != "" {
			args = []string{"-lang", test.flag}
		}
		lang := flags.Lang()
		if err := flags.Parse(args, io.Discard); err != nil || *lang != test.want {
			t.Errorf("%+v: got %s, %v", test, *lang, err)
		}
	}
	flags := NewFlags("")
	flags.Lang()
	if err := flags.Parse([]string{"-lang", "de"}, io.Discard); err == nil || !strings.Contains(err.Error(), "want en or pt-BR") {
		t.Errorf("-lang de: error %v", err)
	}
}
