package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"backprop/cmd/internal/cli"
	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck"
	"backprop/nn/gradcheck/zoo"
)

func command(args ...string) (status int, stdout, stderr string) {
	var out, err bytes.Buffer
	status = cli.Run("gradcheck", run, args, &out, &err)
	return status, out.String(), err.String()
}

func TestCheck(t *testing.T) {
	tests := []struct {
		args string
		want []string // regular expressions
	}{
		{"", []string{
			`^2-3-2, on random numbers\n`,
			`\nforward      3           8 +\d\.\de-\d\d  net\.`,
			`\n             2           9 +\d\.\de-\d\d  net\.`,
			`\ncentral      3           8 `, `\ncomplex      3           8 +\d\.\de-1[5-7]  `,
			`\nok: all 17 weights and biases agree with the complex step\n\n3-4-4-2, on random numbers\n`,
			`\ncomplex      3         310 `, `\n             2        1950 `,
			`\nok: all 2260 weights and biases agree with the complex step\n$`,
		}},
		{"-sizes 5,4,3,2 -method central", []string{`^5-4-3-2, on random numbers\nmethod .*\ncentral      4           8 .*\n {13}3          15 .*\n {13}2          24 .*\nok: all 47 `}},
		{"-sizes 64,10 -method complex", []string{`^64-10, on a handwritten 0\nmethod .*\ncomplex      2         650 .*\nok: all 650 `}},
		{"-load ../trace/testdata/mazur.json -x 0.05,0.10 -y 0.01,0.99", []string{`^2-2-2, on the numbers given\n`, `\nok: all 12 `}},
		{"-sizes 1,1 -x 0.5 -y 1", []string{`^1-1, on the numbers given\n`, `\nok: all 2 `}},
		{"-sweep -method complex", []string{`^2-3-2, on random numbers: .*\nstep   complex\n1e\+00  \d`, `\n1e-20  \d\.\de-1[5-7]\n$`}},
		{"-sweep -sizes 3,2", []string{`^3-2, .*\nstep   forward  central  complex\n`, `\n1e-20 +– +– +\d\.\de-1[5-7]\n–: `}},
	}
	for _, test := range tests {
		status, stdout, stderr := command(strings.Fields(test.args)...)
		if status != 0 || stderr != "" {
			t.Errorf("gradcheck %s: exit status %d, stderr %s", test.args, status, stderr)
		}
		for _, want := range test.want {
			if !regexp.MustCompile(want).MatchString(stdout) {
				t.Errorf("gradcheck %s prints\n%s\nwant a match for\n%s", test.args, stdout, want)
			}
		}
	}
}

func TestBug(t *testing.T) {
	status, stdout, stderr := command("-bug", "no-prime-hidden")
	if status != 1 || !strings.HasPrefix(stdout, "no-prime-hidden: σ′ is missing in the hidden layers\n\nB17 of nn/network.go, right and wrong:\n\n- sp := SigmoidPrime(z)\n+ sp := ") ||
		!strings.Contains(stdout, "\nBP2, going from layer 4 back to layer 3: σ′(z) is missing; the same in layer 2\n  worst at net.") ||
		stderr != "gradcheck: the check failed, as it should: no-prime-hidden is a mistake made on purpose\n" {
		t.Errorf("gradcheck -bug no-prime-hidden: exit status %d\n%s\n%s", status, stdout, stderr)
	}
}

// TestBugs lists the mistakes after two epochs, to save time.
func TestBugs(t *testing.T) {
	var out bytes.Buffer
	if err := listBugs(&out, zoo.Bugs(), 2, 16); err != nil {
		t.Fatal(err)
	}
	stdout := out.String()
	if !regexp.MustCompile(`\n\(none\) +no finding +\d+ / 297\n`).MatchString(stdout) {
		t.Errorf("the list does not begin with the right code:\n%s", stdout)
	}
	if n := len(regexp.MustCompile(`(?m)^[a-z-]+ +(BP[1-4]|update), layer [2-4] +\d+ / 297$`).FindAllString(stdout, -1)); n < 14 {
		t.Errorf("the list has %d mistakes, want 14 or more:\n%s", n, stdout)
	}
}

// TestWrongCode: what the exit status says of code that is wrong, and of mistakes
// that are not found.
func TestWrongCode(t *testing.T) {
	bug, _ := zoo.Find("sign-flipped")
	methods, _ := methodsNamed("complex")
	var out bytes.Buffer
	rng := rand.New(rand.NewPCG(1, 0))
	net := nn.New([]int{2, 3, 2}, rng)
	if check(&out, methods, net, matrix.Randn(2, 1, rng), matrix.Column(1, 0), bug.Backprop(net)) {
		t.Errorf("a wrong backprop passes:\n%s", &out)
	}
	if want := "\nBP1, layer 3: the sign of δ is flipped: y - a for a - y, or - σ′(z)?\n  worst at net."; !strings.Contains(out.String(), want) {
		t.Errorf("the check of a wrong backprop prints\n%s\nwant %s", &out, want)
	}
	right := zoo.Bug{Name: "right", Equation: "BP1", NewUpdate: func() gradcheck.Update {
		return (*nn.Network).UpdateMiniBatch
	}, Backprop: func(net *nn.Network) gradcheck.Backprop { return net.Backprop }}
	if err := listBugs(&out, []zoo.Bug{right}, 1, 1); err == nil || err.Error() != "1 of 1 mistakes were not found" {
		t.Errorf("a mistake that is none: error %v", err)
	}
}

func TestSVG(t *testing.T) {
	file := filepath.Join(t.TempDir(), "v.svg")
	if status, _, stderr := command("-sweep", "-svg", file); status != 0 {
		t.Fatalf("exit status %d: %s", status, stderr)
	}
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	decoder := xml.NewDecoder(bytes.NewReader(content))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("the picture is no XML: %v", err)
		}
		if element, ok := token.(xml.StartElement); ok && element.Name.Local == "polyline" {
			lines++
		}
	}
	if lines != 3 {
		t.Errorf("the picture has %d lines, want 3", lines)
	}
}

func TestMistakes(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "no", "such", "folder.svg")
	tests := []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"-sizes", "3"}, 2, "-sizes 3: want two layers or more, an input and an output"},
		{[]string{"-sizes", "3,0"}, 2, "want numbers of neurons from 1 to 1000"},
		{[]string{"-sizes", "1000,1000,10"}, 2, "a network of 1000-1000-10 has 1011010 weights and biases, want at most 100000"},
		{[]string{"-load", missing, "-sizes", "2,2"}, 2, "-load and -sizes do not go together"},
		{[]string{"-load", missing}, 1, missing},
		{[]string{"-x", "1", "-y", "1"}, 2, "-x and -y go together, with -load or -sizes"},
		{[]string{"-sizes", "2,1", "-x", "1", "-y", "1"}, 2, "-x has 1 number, want 2: one for each input of 2-1"},
		{[]string{"-bugs", "-sweep"}, 2, "-bugs and -sweep do not go together"},
		{[]string{"-bug", "summed", "-sizes", "2,2"}, 2, "-bug and -sizes do not go together"},
		{[]string{"-method", "magic"}, 2, `-method "magic": want forward, central, complex or all`},
		{[]string{"-method", ""}, 2, `-method "": want forward`},
		{[]string{"-bug", "x"}, 2, `-bug "x": want one of sigma-in-place, cost-doubled, `},
		{[]string{"-bug", ""}, 2, `-bug "": want one of sigma-in-place, `},
		{[]string{"-svg", "x.svg"}, 2, "-svg wants -sweep"},
		{[]string{"-svg", ""}, 2, "-svg wants -sweep"},
		{[]string{"-sweep", "-svg", ""}, 2, "-svg is empty, want the name of a file"},
		{[]string{"-sweep", "-svg", missing}, 1, "cannot write " + missing},
		{[]string{"-seed", "x"}, 2, `invalid value "x" for flag -seed`},
		{[]string{"all"}, 2, `unexpected argument "all"`},
	}
	for _, test := range tests {
		status, stdout, stderr := command(test.args...)
		if status != test.status || strings.Count(stderr, "\n") != 1 || !strings.HasPrefix(stderr, "gradcheck: ") || !strings.Contains(stderr, test.want) {
			t.Errorf("gradcheck %q: exit status %d, stderr\n\t%s\nwant status %d and the line\n\tgradcheck: … %s", test.args, status, stderr, test.status, test.want)
		}
		if stdout != "" && test.status == 2 {
			t.Errorf("gradcheck %q prints %q before it says that it cannot", test.args, stdout)
		}
	}
}
