package docs_test

import (
	"regexp"
	"strings"
	"testing"
)

var (
	// A number with the unit of time or memory behind it, as 900 ms may be 1.1 s
	// the next time; and what go test prints instead of a time.
	number = regexp.MustCompile(`\d+[hm][\dhm.]+s\b|[-+]?(?:\d[\d.,]*|\.\d+)(?:[eE][-+]?\d+)?(?: ?(?:ns|µs|us|ms|s|m|h|kB|MB|GB)\b)?|\(cached\)|[-+]?Inf|NaN`)
	// Which parameter has the largest rounding error is as random as the error.
	parameter = regexp.MustCompile(`net\.(?:Weights|Biases)(?:\[\d+\])+`)
	numbers   = regexp.MustCompile(`#+`)
	blanks    = regexp.MustCompile(`[ \t]+`)
)

// masked puts # in the place of all numbers, and one blank in the place of
// several, as the widths of columns vary with what is in them.
func masked(lines []string) []string {
	var all []string
	for _, line := range lines {
		line = parameter.ReplaceAllString(line, "net.#")
		line = numbers.ReplaceAllString(number.ReplaceAllString(line, "#"), "#")
		all = append(all, strings.TrimSpace(blanks.ReplaceAllString(line, " ")))
	}
	return all
}

func TestMasked(t *testing.T) {
	for _, same := range [][2]string{
		{"Time: 3.4 s", "Time: 812 ms"},
		{"ok  	backprop/nn	0.084s", "ok  	backprop/nn	(cached)"},
		{"Epoch 3: 216 / 297", "Epoch 3: 9 / 297"},
		{"complex   6.8e-16  net.Biases[1][1][0]       0.000", "complex  1.1e-15  net.Weights[1][1][20]  12.5"},
		{"took 1m3.5s", "took 59.1s"},
		{"  9 rows", " 10 rows"},
		{"2-3-2", "784-30-10"},
		{"320 µs   2.33 ms", "1.2 ms   900 µs"},
		{"loss -0.5", "loss NaN"},
	} {
		if a, b := masked(same[:1])[0], masked(same[1:])[0]; a != b {
			t.Errorf("masked %q and %q are %q and %q, want the same", same[0], same[1], a, b)
		}
	}
	for _, other := range [][2]string{
		{"Time: 3.4 s", "Zeit: 3.4 s"},
		{"ok  	backprop/nn	0.084s", "FAIL	backprop/nn	0.084s"},
		{"3 seconds", "3 minutes"},
		{"3 / 4", "3"},
	} {
		if a, b := masked(other[:1])[0], masked(other[1:])[0]; a == b {
			t.Errorf("masked %q and %q are both %q", other[0], other[1], a)
		}
	}
}
