package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"backprop/cmd/internal/cli"
	"backprop/internal/language"
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
		{"-lang en", []string{`^✓ 2-3-2, on random numbers: all 17 derivatives agree\n✓ 4-4-4, .*\n✓ 3-4-4-2, .*\n✓ 64-30-10, on a handwritten 0: all 2260 derivatives agree\n✓ 2-3-2: UpdateMiniBatch takes the right step, with 7 examples\n$`}},
		{"-lang pt-BR -sizes 3,2", []string{`^✓ 3-2, com números aleatórios: as 8 derivadas conferem\n$`}},
		{"-lang en -methods", []string{
			`^2-3-2, on random numbers\n.*\nforward, [\d.]+.?s\n  layer 3 \d\.\de-\d\d net\..*\n  layer 2 \d\.\de-\d\d net\..*\ncentral, `,
			`\ncomplex, [\d.]+.?s\n  layer 3 \d\.\de-1[5-7] `,
			`\n\n3-4-4-2, on random numbers\n`,
			`\n✓ 2-3-2, on random numbers: all 17 `,
		}},
		{"-lang en -sizes 5,4,3,2 -methods", []string{`^5-4-3-2, on random numbers\n`, `\ncentral, .*\n  layer 4 .*\n  layer 3 .*\n  layer 2 .*\ncomplex, `, `\n\n✓ 5-4-3-2, on random numbers: all 47 `}},
		{"-lang en -load ../trace/testdata/mazur.json -x 0.05,0.10 -y 0.01,0.99", []string{`^✓ 2-2-2, on the given numbers: all 12 derivatives agree\n$`}},
		{"-lang en -sizes 1,1 -x 0.5 -y 1", []string{`^✓ 1-1, on the given numbers: all 2 derivatives agree\n$`}},
		{"-sweep -lang pt", []string{`^2-3-2, com números aleatórios: .*\npasso  progressiva  central  complexo\n`, `\n–: w \+ passo, `}},
		{"-sweep -lang en -x 1,2 -y 0,1", []string{`^2-3-2, on the given numbers: `}},
		{"-sweep -lang en -sizes 3,2", []string{`^3-2, .*\nstep   forward  central  complex\n`, `\n1e-20 +– +– +\d\.\de-1[5-7]\n–: `}},
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
	status, stdout, stderr := command("-lang", "en", "-bug", "no-prime-hidden")
	if status != 1 || !strings.HasPrefix(stdout, "no-prime-hidden: σ′ is missing in the hidden layers\n\nB16 of nn/network.go, right and wrong:\n\n- sp := SigmoidPrime(z)\n+ sp := ") ||
		!strings.Contains(stdout, "\nBP2, going from layer 4 back to layer 3: σ′(z) is missing; the same in layer 2\n  worst at net.") ||
		stderr != "gradcheck: the check failed, as it should: no-prime-hidden is a mistake made on purpose\n" {
		t.Errorf("gradcheck -bug no-prime-hidden: exit status %d\n%s\n%s", status, stdout, stderr)
	}
	status, stdout, _ = command("-lang", "pt-BR", "-bug", "no-prime-hidden")
	if status != 1 || !strings.Contains(stdout, "\nBP2, voltando da camada 4 para a camada 3: falta σ′(z); o mesmo na camada 2\n  o pior é net.") {
		t.Errorf("gradcheck -lang pt-BR -bug no-prime-hidden: exit status %d\n%s", status, stdout)
	}
}

// TestBugs lists the mistakes after an epoch, to save time, in a narrow window:
// each line fits, but for a word that is longer.
func TestBugs(t *testing.T) {
	var stdout bytes.Buffer
	listBugs(output{&stdout, language.English, 40}, zoo.Bugs(), 1, 16)
	list := stdout.String()
	if !regexp.MustCompile(`\n\(none\)  \d+ / 297\n    the right code\n    → no finding\n`).MatchString(list) || strings.Count(list, "no finding") != 1 {
		t.Errorf("the list does not begin with the right code, or a mistake has no finding:\n%s", list)
	}
	if n := len(regexp.MustCompile(`(?m)^[a-z-]+  \d+ / 297$`).FindAllString(list, -1)); n != len(zoo.Bugs()) {
		t.Errorf("the list has %d mistakes, want %d:\n%s", n, len(zoo.Bugs()), list)
	}
	for line := range strings.Lines(list) {
		if n := len([]rune(line)); n > 41 && strings.Contains(strings.TrimSpace(line), " ") {
			t.Errorf("a line has %d characters, want at most 40: %s", n-1, line)
		}
	}
}

// TestWrongCode: the report, and a line for each network at the end.
func TestWrongCode(t *testing.T) {
	bug, _ := zoo.Find("sign-flipped")
	var stdout bytes.Buffer
	out := output{&stdout, language.English, 78}
	wrong, right := newSubject([]int{2, 3, 2}, 1), newSubject([]int{3, 2}, 1)
	wrong.backprop = bug.Backprop(wrong.net)
	if err := check(out, true, []*subject{wrong, right}); err == nil {
		t.Errorf("a wrong backprop passes:\n%s", &stdout)
	}
	for _, want := range []string{
		"\nBP1, layer 3: the sign of δ is flipped: y - a for a - y, or - σ′(z)?\n  worst at net.",
		"\n✗ 2-3-2: BP1, layer 3: the sign of δ is flipped: y - a for a - y, or - σ′(z)?\n✓ 3-2, on random numbers: all 8 ",
	} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("the check of a wrong backprop prints\n%s\nwant %s", &stdout, want)
		}
	}
	stdout.Reset()
	bug, _ = zoo.Find("summed")
	err := checkUpdate(out, 1, bug.NewUpdate())
	if err == nil || !regexp.MustCompile(`(?s)\nupdate, layer 3: the gradients are summed, not averaged.*\n\n✗ 2-3-2: update, layer 3: the gradients.*\n$`).MatchString(stdout.String()) {
		t.Errorf("a wrong update: error %v\n%s", err, &stdout)
	}
}

func TestMistakes(t *testing.T) {
	tests := []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"-sizes", "3"}, 2, "-sizes 3: want two layers or more, an input and an output"},
		{[]string{"-sizes", "3,0"}, 2, "want numbers of neurons from 1 to 1000"},
		{[]string{"-sizes", "1000,1000,10"}, 2, "a network of 1000-1000-10 has 1011010 weights and biases, want at most 100000"},
		{[]string{"-bugs", "-sweep"}, 2, "-bugs and -sweep do not go together"},
		{[]string{"-bug", "summed", "-sizes", "2,2"}, 2, "-bug and -sizes do not go together"},
		{[]string{"-load", "x", "-sizes", "2,2"}, 2, "-sizes and -load do not go together"},
		{[]string{"-load", "no-such.json"}, 1, "no-such.json"},
		{[]string{"-load", ""}, 2, "-load is empty, want the name of a file"},
		{[]string{"-x", "1,2"}, 2, "-x and -y go together"},
		{[]string{"-sizes", "2,1", "-x", "1", "-y", "1"}, 2, "-x: got 1, want 2 numbers: one for each input of 2-1"},
		{[]string{"-bug", "x"}, 2, `-bug "x": want one of sigma-in-place, cost-doubled, `},
		{[]string{"-sweep", "-methods"}, 2, "-sweep and -methods do not go together"},
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
