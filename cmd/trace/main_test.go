package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"backprop/cmd/internal/cli"
	"backprop/internal/golden"
	"backprop/internal/language"
	"backprop/nn"
	"backprop/nn/netfile"
)

func call(args ...string) (status int, stdout, stderr string) {
	var out, err bytes.Buffer
	status = cli.Run("trace", run, args, &out, &err)
	return status, out.String(), err.String()
}

// write has a page written, and returns it.
func write(t *testing.T, args ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.html")
	status, stdout, stderr := call(append(args, "-html", file)...)
	page, err := os.ReadFile(file)
	if err != nil || status != 0 || stdout+stderr != "" {
		t.Fatalf("%q: exit status %d, stdout %q, stderr %q: %v", args, status, stdout, stderr, err)
	}
	return string(page)
}

// TestGolden keeps what the command prints and writes:
//
//	go test ./cmd/trace -run Golden -update
func TestGolden(t *testing.T) {
	for file, args := range map[string][]string{
		"testdata/deep.pt-BR.txt":     {"-sizes", "7,11,6,3", "-lang", "pt-BR"},
		"testdata/digit.txt":          {"-digit", "7"},
		"../../docs/en/trace.html":    {},
		"../../docs/pt-BR/trace.html": {"-lang", "pt-BR"},
	} {
		_, got, _ := call(args...)
		if strings.HasPrefix(file, "../../docs") {
			got = write(t, args...)
		}
		golden.Compare(t, file, got, "")
	}
}

// TestText wants plain text for windows of 79 and of 40 columns, where a long word
// of the code may go on.
func TestText(t *testing.T) {
	for _, args := range [][]string{{}, {"-digit", "3"}, {"-sizes", "1,1"}, {"-sizes", "7,1,6,5"}, {"-sizes", "300,2", "-lang", "pt-BR"}, {"-sizes", "2,2,2,2,2,2,2,2,2,2"}} {
		status, stdout, stderr := call(args...)
		if status != 0 {
			t.Errorf("%q: exit status %d: %s", args, status, stderr)
		}
		checkText(t, stdout, maxWidth)
	}
	var narrow strings.Builder
	s := subject{}
	s.net, s.x, s.y = deep()
	if err := s.trace(&narrow, language.Portuguese, 39); err != nil {
		t.Error(err)
	}
	checkText(t, narrow.String(), 39)
}

func checkText(t *testing.T, text string, width int) {
	t.Helper()
	for i, line := range strings.Split(text, "\n") {
		if n := len([]rune(line)); n > width && strings.Contains(strings.TrimLeft(line, " "), " ") || strings.TrimRight(line, " ") != line {
			t.Errorf("line %d has %d columns, or ends with spaces: %q", i+1, n, line)
		}
	}
	if odd := regexp.MustCompile(`[^\PC\n]|\x{fffd}|{[lbaenC]}|ˡ⁺|ˡ.*ˡ⁻|%!`).FindString(text); odd != "" {
		t.Errorf("the text has %q", odd)
	}
}

// TestBadInput wants one clear line for each.
func TestBadInput(t *testing.T) {
	dir := t.TempDir()
	empty, big := filepath.Join(dir, "empty.json"), filepath.Join(dir, "big.json")
	if err := os.WriteFile(empty, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := netfile.Save(big, nn.New([]int{200, 600}, rand.New(rand.NewPCG(1, 0))), ""); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"-digit", "10"}, 2, "want a whole number from 0 to 9"},
		{[]string{"-digit", "3", "-sizes", "2,2"}, 2, "-digit wants a network of 64 inputs and 10 outputs, not 2-2"},
		{[]string{"-sizes", "2"}, 2, "want two layers or more"},
		{[]string{"-sizes", "1000,1000"}, 2, "want at most 100000"},
		{[]string{"-sizes", "1,1,1,1,1,1,1,1,1,1,1,1,1"}, 2, "a network of 13 layers, want at most 12"},
		{[]string{"-load", "."}, 1, "it is a folder, want a file"},
		{[]string{"-load", big}, 2, "want at most 100000"},
		{[]string{"-load", ""}, 2, "-load or -html is empty"},
		{[]string{"-html", ""}, 2, "-load or -html is empty"},
		{[]string{"-load", empty, "-html", empty}, 2, "name the same file"},
		{[]string{"-load", empty}, 1, empty},
		{[]string{"-load", empty, "-sizes", "2,2"}, 2, "-load and -sizes do not go together"},
		{[]string{"-x", "1,0.5"}, 2, "-x and -y go together"},
		{[]string{"-x", "1,0.5", "-y", "1"}, 2, "-y: got 1, want 2 numbers: one for each output of 2-3-2"},
		{[]string{"-x", "1", "-y", "1", "-digit", "3"}, 2, "-x and -digit do not go together"},
		{[]string{"-html", filepath.Join(dir, "no", "page.html")}, 1, "page.html"},
	} {
		status, stdout, stderr := call(test.args...)
		if status != test.status || !strings.Contains(stderr, test.want) || strings.Count(stderr, "\n") != 1 || stdout != "" {
			t.Errorf("%q: exit status %d, stdout %q, stderr %q, want status %d and one line with %q", test.args, status, stdout, stderr, test.status, test.want)
		}
	}
}

// TestPageIsWhole wants one file that needs nothing from outside, says so to the
// browser, and holds the trace as text for who has no JavaScript.
func TestPageIsWhole(t *testing.T) {
	for _, test := range []struct {
		args   []string
		runs   bool // or is text alone
		within string
	}{
		{nil, true, "errors of layer 3 are added"},
		{[]string{"-lang", "pt-BR"}, true, "os erros da camada 3"},
		{[]string{"-sizes", "1,1"}, true, "yours, 1-1"},
		{[]string{"-load", "testdata/mazur.json", "-x", "0.05,0.10", "-y", "0.01,0.99"}, true, "[0.7514]  - [0.0100]  = [ 0.7414]"},
		{[]string{"-sizes", "64,5,10"}, false, "The input is a handwritten 0, of 8×8 pixels."}, // as in cmd/gradcheck
		{[]string{"-digit", "7"}, false, "draws networks of up to 5 layers of up to 6 neurons"},
		{[]string{"-sizes", "2,2,2,2,2,2"}, false, "draws networks of up to 5 layers"},
	} {
		page := write(t, test.args...)
		if len(page) > 150_000 {
			t.Errorf("%q: the page has %d bytes, want 150,000 at most", test.args, len(page))
		}
		outside := regexp.MustCompile(`(?i)\b(src|href)=|url\(|@import|https?:|\bfetch\b|XMLHttpRequest|<no value>`)
		if found := outside.FindString(strings.ReplaceAll(page, "http://www.w3.org/2000/svg", "")); found != "" {
			t.Errorf("%q: the page refers to something outside: %s", test.args, found)
		}
		if policy := `content="default-src 'none'; script-src`; !strings.Contains(page, test.within) || !strings.Contains(page, policy) {
			t.Errorf("%q: the page has no %q, or no %s", test.args, test.within, policy)
		}
		if strings.Contains(page, "<script>") != test.runs {
			t.Errorf("%q: the page has a script, or lacks it", test.args)
		}
	}
}
