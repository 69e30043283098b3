package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"backprop/cmd/internal/cli"
	"backprop/internal/language"
	"backprop/nn"
)

// TestTable runs all passes of small networks, and a sample of a larger one's.
func TestTable(t *testing.T) {
	var out bytes.Buffer
	svg := filepath.Join(t.TempDir(), "speed.svg")
	if err := table(&out, language.English, [][]int{{2, 3, 2}, {8, 10, 4}}, 0, 1, svg); err != nil {
		t.Fatal(err)
	}
	if err := table(&out, language.English, [][]int{{784, 30, 10}}, time.Nanosecond, 1, ""); err != nil { // one of them
		t.Fatal(err)
	}
	for _, want := range []string{
		`\n2-3-2 +17 +\S+ .s +\S+ .s +\d+\.\d +18 +\S+ .s +\d+\n`,
		`\n8-10-4 +134 +.* 135 +\S+ .s +\d+\n`,
		`\n784-30-10 +23860 +.* 23861 ~ +.*\nratio: .*\n~ measured on a sample`,
	} {
		if !regexp.MustCompile(want).MatchString(out.String()) {
			t.Errorf("the table is\n%s\nwant a match for\n%s", &out, want)
		}
	}
	for line := range strings.Lines(out.String()) {
		if n := len([]rune(line)); n > 81 {
			t.Errorf("a line has %d characters, want at most 80: %s", n-1, line)
		}
	}
	picture, err := os.ReadFile(svg)
	if err != nil || strings.Count(string(picture), "<polyline") != 3 {
		t.Errorf("the picture, error %v, has not three lines:\n%s", err, picture)
	}
}

// TestPortuguese: the head has the columns of the English one, and no word of it.
func TestPortuguese(t *testing.T) {
	var en, pt bytes.Buffer
	for out, lang := range map[*bytes.Buffer]language.Tag{&en: language.English, &pt: language.Portuguese} {
		if err := table(out, lang, [][]int{{2, 3, 2}}, 0, 1, ""); err != nil {
			t.Fatal(err)
		}
	}
	a, b := strings.Split(en.String(), "\n"), strings.Split(pt.String(), "\n")
	for i := range 2 {
		if len(a) != len(b) || utf8.RuneCountInString(a[i]) != utf8.RuneCountInString(b[i]) || a[i] == b[i] {
			t.Errorf("line %d is %q in English, %q in Portuguese", i+1, a[i], b[i])
		}
	}
	if !strings.Contains(pt.String(), "\nrazão: ") {
		t.Errorf("in Portuguese the table is\n%s", &pt)
	}
}

// TestPassesAreCounted: a gradient by differences takes a pass for each weight
// and bias and one more, and the network is as it was afterwards.
func TestPassesAreCounted(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 0))
	net := nn.New([]int{4, 3, 2}, rng)
	before := net.Feedforward(newDifferences(net, rand.New(rand.NewPCG(3, 0))).x).String()
	d := newDifferences(net, rand.New(rand.NewPCG(3, 0)))
	done, err := d.run(0)
	if err != nil || done != 23 || d.passes != 24 {
		t.Errorf("%d derivatives in %d passes, error %v; want 23 in 24", done, d.passes, err)
	}
	if after := net.Feedforward(d.x).String(); after != before {
		t.Errorf("the network gives %s afterwards, %s before", after, before)
	}
	// With hardly any time, one derivative is computed all the same.
	d = newDifferences(net, rng)
	if done, err := d.run(time.Nanosecond); err != nil || done != 1 || d.passes != 2 {
		t.Errorf("%d derivatives in %d passes, error %v; want 1 in 2", done, d.passes, err)
	}
}

func TestMistakes(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing", "file")
	tests := []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"-budget", "5"}, 2, `invalid value "5" for flag -budget: want a time above 0, such as 2s`},
		{[]string{"-budget", "0s"}, 2, "want a time above 0, such as 2s"},
		{[]string{"-budget", "-1s"}, 2, "want a time above 0, such as 2s"},
		{[]string{"-budget", "soon"}, 2, "want a time above 0, such as 2s"},
		{[]string{"-budget", "1s", "-full"}, 2, "-budget and -full do not go together"},
		{[]string{"-svg", ""}, 2, "-svg is empty, want the name of a file"},
		{[]string{"-svg", missing}, 1, "cannot write " + missing + ": there is no folder "},
		{[]string{"784"}, 2, `unexpected argument "784"`},
	}
	for _, test := range tests {
		var stdout, stderr bytes.Buffer
		status := cli.Run("speed", run, test.args, &stdout, &stderr)
		if status != test.status || stdout.Len() > 0 || strings.Count(stderr.String(), "\n") != 1 || !strings.Contains(stderr.String(), test.want) {
			t.Errorf("speed %q: exit status %d, stdout %q, stderr\n\t%s\nwant status %d and\n\t%s", test.args, status, &stdout, &stderr, test.status, test.want)
		}
	}
}
