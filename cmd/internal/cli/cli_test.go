package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
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
}

func TestWrapLines(t *testing.T) {
	got := WrapLines("short\n  one two three\nend", 12)
	if want := "short\n  one two\n    three\nend\n"; got != want {
		t.Errorf("WrapLines gives %q, want %q", got, want)
	}
}

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	write := func(text string, err error) error {
		return WriteFile(path, func(w io.Writer) error {
			fmt.Fprint(w, text)
			return err
		})
	}
	check := func(want string) {
		t.Helper()
		if got, _ := os.ReadFile(path); string(got) != want {
			t.Errorf("the file holds %q, want %q", got, want)
		}
		if files, _ := os.ReadDir(dir); len(files) != 1 {
			t.Errorf("the folder holds %v, want the file alone", files)
		}
	}
	if err := write("first", nil); err != nil {
		t.Fatal(err)
	}
	check("first")
	broken := errors.New("broken")
	if err := write("second, to be lost", broken); !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
	check("first")
	if err := write("third", nil); err != nil {
		t.Fatal(err)
	}
	check("third")
	if err := WriteFile(filepath.Join(dir, "missing", "file"), func(io.Writer) error { return nil }); err == nil {
		t.Error("a file was written into a folder that does not exist")
	}
	if err := WriteFile(dir, func(io.Writer) error { return nil }); err == nil {
		t.Error("a file took the place of a folder")
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
	for _, test := range []struct {
		sizes []int
		want  int64
	}{
		{nil, 0}, {[]int{3}, 0}, {[]int{784, 30, 10}, 23860}, {[]int{64, 100000, 100000, 10}, 10007600010},
	} {
		if got := Parameters(test.sizes); got != test.want {
			t.Errorf("Parameters(%v) = %d, want %d", test.sizes, got, test.want)
		}
	}
}
