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
	"backprop/matrix"
	"backprop/nn"
)

// TestTable runs all passes of small networks, and a sample of a larger one's, in
// both languages: with the same columns, and in other words.
func TestTable(t *testing.T) {
	var heads []string
	for lang, tail := range map[language.Tag]string{language.English: `\nratio: .*\n~ measured`, language.Portuguese: `\nrazão: .*\n~ medido`} {
		var out bytes.Buffer
		svg := filepath.Join(t.TempDir(), "speed.svg")
		if err := table(&out, lang, [][]int{{2, 3, 2}, {8, 10, 4}}, time.Hour, svg); err != nil {
			t.Fatal(err)
		}
		if err := table(&out, lang, [][]int{{784, 30, 10}}, time.Nanosecond, ""); err != nil { // one derivative
			t.Fatal(err)
		}
		for _, want := range []string{
			`\n2-3-2 +17 +\S+ .s +\S+ .s +\d+\.\d +18   +\S+ .s +\d+\n`,
			`\n8-10-4 +134 +.* 135   +\S+ .s +\d+\n`,
			`\n784-30-10 +23860 +.* 23861 ~ +.*` + tail,
		} {
			if !regexp.MustCompile(want).MatchString(out.String()) {
				t.Errorf("the table is\n%s\nwant a match for\n%s", &out, want)
			}
		}
		picture, err := os.ReadFile(svg)
		if err != nil || strings.Count(string(picture), "<polyline") != 3 {
			t.Errorf("the picture, error %v, has not three lines:\n%s", err, picture)
		}
		heads = append(heads, strings.Split(out.String(), "\n")[1])
	}
	if heads[0] == heads[1] || utf8.RuneCountInString(heads[0]) != utf8.RuneCountInString(heads[1]) {
		t.Errorf("the heads of the two languages are %q", heads)
	}
}

// TestPassesAreCounted: a gradient by differences takes a pass for each weight
// and bias and one more, and the network is as it was afterwards.
func TestPassesAreCounted(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 0))
	net, x, y := nn.New([]int{4, 3, 2}, rng), matrix.Randn(4, 1, rng), matrix.Randn(2, 1, rng)
	before := net.Feedforward(x).String()
	for _, test := range []struct {
		budget time.Duration
		want   int
	}{{time.Hour, 23}, {time.Nanosecond, 1}} {
		done, passes, _, err := differences(net, x, y, test.budget, rng)
		if err != nil || done != test.want || passes != test.want+1 {
			t.Errorf("%d derivatives in %d passes, error %v; want %d", done, passes, err, test.want)
		}
	}
	if after := net.Feedforward(x).String(); after != before {
		t.Errorf("the network gives %s afterwards, %s before", after, before)
	}
}

func TestMistakes(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing", "file")
	for _, test := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"-budget", "0s"}, 2, "want a time above 0, such as 2s"},
		{[]string{"-svg", ""}, 2, "-svg is empty, want the name of a file"},
		{[]string{"-svg", missing}, 1, "cannot write " + missing},
	} {
		var stdout, stderr bytes.Buffer
		if status := cli.Run("speed", run, test.args, &stdout, &stderr); status != test.status || !strings.Contains(stderr.String(), test.want) {
			t.Errorf("speed %q: exit status %d, stderr %q, want status %d and %q", test.args, status, &stderr, test.status, test.want)
		}
	}
}
