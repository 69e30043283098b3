package main

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"backprop/cmd/internal/cli"
	"backprop/nn"
	"backprop/nn/netfile"
	"backprop/nn/steps"
)

var update = flag.Bool("update", false, "rewrite the files in testdata, and those in docs that the command makes")

func call(args ...string) (status int, stdout, stderr string) {
	var out, err bytes.Buffer
	status = cli.Run("trace", run, args, &out, &err)
	return status, out.String(), err.String()
}

// TestGolden keeps what the command prints and writes of the 2-3-2 network:
//
//	go test ./cmd/trace -update
func TestGolden(t *testing.T) {
	page := filepath.Join(t.TempDir(), "page.html")
	for _, test := range []struct {
		golden string
		args   []string
	}{
		{"testdata/2-3-2.txt", nil},
		{"testdata/2-3-2.pt-BR.txt", []string{"-lang", "pt-BR"}},
		{"testdata/deep.txt", []string{"-sizes", "7,11,6,3", "-seed", "3"}},
		{"testdata/digit.txt", []string{"-digit", "7"}},
		{"../../docs/en/trace.html", []string{"-html", page}},
		{"../../docs/pt-BR/trace.html", []string{"-html", page, "-lang", "pt-BR"}},
	} {
		status, stdout, stderr := call(test.args...)
		if status != 0 || stderr != "" {
			t.Fatalf("%q: exit status %d, stderr %q", test.args, status, stderr)
		}
		got := []byte(stdout)
		if strings.HasPrefix(test.golden, "../../docs") {
			if stdout != "" {
				t.Errorf("%q printed %q", test.args, stdout)
			}
			var err error
			if got, err = os.ReadFile(page); err != nil {
				t.Fatal(err)
			}
		}
		if test.golden == "testdata/deep.txt" || test.golden == "testdata/digit.txt" {
			// Its smallest derivatives differ in the digits that are shown, as
			// other processors round them in another way.
			got, _, _ = bytes.Cut(got, []byte("\nThe check"))
		}
		got = withoutLines(t, got)
		if *update {
			if err := os.WriteFile(test.golden, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(test.golden)
		if err != nil {
			t.Fatal(err)
		}
		if line := firstDifference(got, want); line > 0 {
			t.Errorf("%s is stale from line %d on: if the change is meant, run go test ./cmd/trace -update", test.golden, line)
		}
	}
}

// withoutLines wants the number of each step's line to be that in
// nn/network.go now, and takes it out, as readers put in lines of their own.
func withoutLines(t *testing.T, text []byte) []byte {
	t.Helper()
	return regexp.MustCompile(`── (B\d+)[^─\n]*, (?:line|linha) (\d+) ─+`).ReplaceAllFunc(text, func(head []byte) []byte {
		found := regexp.MustCompile(`── (B\d+).* (\d+) `).FindSubmatch(head)
		if got, want := string(found[2]), fmt.Sprint(steps.Named(string(found[1])).Line); got != want {
			t.Errorf("%s is said to be in line %s, want %s", found[1], got, want)
		}
		return regexp.MustCompile(` \d+ ─+`).ReplaceAll(head, []byte(" … ──"))
	})
}

// firstDifference returns the number of the first line that differs, or 0.
func firstDifference(a, b []byte) int {
	as, bs := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
	for i := range max(len(as), len(bs)) {
		if i >= len(as) || i >= len(bs) || as[i] != bs[i] {
			return i + 1
		}
	}
	return 0
}

// TestText wants plain text of at most 78 columns, lines of code excepted.
func TestText(t *testing.T) {
	for _, args := range [][]string{{}, {"-digit", "3"}, {"-sizes", "1,1"}, {"-sizes", "7,1,6,5"}, {"-sizes", "300,2", "-lang", "pt-BR"}, {"-sizes", "2,2,2,2,2,2,2,2"}} {
		status, stdout, stderr := call(args...)
		if status != 0 {
			t.Errorf("%q: exit status %d: %s", args, status, stderr)
		}
		for i, line := range strings.Split(stdout, "\n") {
			if n := len([]rune(line)); n > maxWidth && !strings.HasPrefix(line, "    ") {
				t.Errorf("%q: line %d has %d columns: %s", args, i+1, n, line)
			}
			if strings.TrimRight(line, " ") != line {
				t.Errorf("%q: line %d ends with spaces: %q", args, i+1, line)
			}
			for _, r := range line {
				if r < ' ' || r == 0x7f || r == '\ufffd' {
					t.Fatalf("%q: line %d has the character %q", args, i+1, r)
				}
			}
		}
	}
}

// TestBadInput wants one clear line for each.
func TestBadInput(t *testing.T) {
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty.json")
	if err := os.WriteFile(empty, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"-digit", "10"}, 2, "want a whole number from 0 to 9"},
		{[]string{"-digit", "-1"}, 2, "want a whole number from 0 to 9"},
		{[]string{"-digit", "x"}, 2, "want a whole number from 0 to 9"},
		{[]string{"-digit", "3", "-sizes", "2,2"}, 2, "-digit wants a network of 64 inputs and 10 outputs, not 2-2"},
		{[]string{"-sizes", "2"}, 2, "want two layers or more"},
		{[]string{"-sizes", "2,0"}, 2, "-sizes"},
		{[]string{"-sizes", "1000,1000"}, 2, "want at most 100000"},
		{[]string{"-sizes", ""}, 2, "-sizes"},
		{[]string{"-seed", "3"}, 2, "-seed wants -sizes, -digit or -load"},
		{[]string{"-seed", "-3", "-digit", "1"}, 2, "-seed"},
		{[]string{"-load", ""}, 2, "-load is empty"},
		{[]string{"-load", empty, "-html", empty}, 2, "name the same file"},
		{[]string{"-sizes", "2,2,2,2,2,2,2,2,2,2,2,2,2"}, 2, "13 layers, want at most 12"},
		{[]string{"-load", "no.json"}, 1, "no.json"},
		{[]string{"-load", dir}, 1, dir},
		{[]string{"-load", empty}, 1, empty},
		{[]string{"-load", empty, "-sizes", "2,2"}, 2, "-load and -sizes do not go together"},
		{[]string{"-html", ""}, 2, "-html is empty"},
		{[]string{"-x", "1,0.5"}, 2, "-x and -y go together"},
		{[]string{"-x", "1,0.5", "-y", "1"}, 2, "-y has 1 number, want 2: one for each output of 2-3-2"},
		{[]string{"-x", "1", "-y", "1,0", "-sizes", "3,2"}, 2, "-x has 1 number, want 3: one for each input of 3-2"},
		{[]string{"-x", "1,NaN", "-y", "1,0"}, 2, "want finite numbers, separated by commas"},
		{[]string{"-x", "", "-y", "1,0"}, 2, "want finite numbers, separated by commas"},
		{[]string{"-x", "1", "-y", "1", "-digit", "3"}, 2, "-x and -digit do not go together"},
		{[]string{"-html", filepath.Join(dir, "no", "page.html")}, 1, "page.html"},
		{[]string{"-html", dir}, 1, dir},
		{[]string{"-lang", "de"}, 2, `invalid value "de" for flag -lang: want en or pt-BR`},
		{[]string{"-lang", ""}, 2, "want en or pt-BR"},
		{[]string{"-page"}, 2, "-page"},
		{[]string{"2-3-2"}, 2, "2-3-2"},
	} {
		status, stdout, stderr := call(test.args...)
		if status != test.status || !strings.Contains(stderr, test.want) || strings.Count(stderr, "\n") != 1 || stdout != "" {
			t.Errorf("%q: exit status %d, stdout %q, stderr %q, want status %d and one line with %q", test.args, status, stdout, stderr, test.status, test.want)
		}
	}
}

// TestLoad traces the example's network from a file, and gets its gradient.
func TestLoad(t *testing.T) {
	net, _, _ := example()
	file := filepath.Join(t.TempDir(), "net.json")
	if err := netfile.Save(file, net, ""); err != nil {
		t.Fatal(err)
	}
	status, stdout, stderr := call("-load", file)
	if status != 0 {
		t.Fatalf("exit status %d: %s", status, stderr)
	}
	for _, want := range []string{"Backprop on 2-3-2", "   [ 0.4  -0.6]", "   [-0.4   0.9  0.3]"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("the trace has no %q:\n%s", want, stdout)
		}
	}

	big := nn.New([]int{200, 600}, rand.New(rand.NewPCG(1, 0)))
	if err := netfile.Save(file, big, ""); err != nil {
		t.Fatal(err)
	}
	if status, _, stderr := call("-load", file); status != 1 || !strings.Contains(stderr, "want at most 100000") {
		t.Errorf("a network of 120,600 weights and biases: exit status %d, %q", status, stderr)
	}
}
