package gradcheck

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"backprop/matrix"
)

// written are mistakes by a formula that is written out here, so a name in the
// tables that belongs to another formula is noticed.
var written = []struct {
	want   string // equation, first layer in 3-4-5-2, cause
	change func(f *formulas)
}{
	{"BP1 4 sign", func(f *formulas) { f.cost = func(a, y float64) float64 { return y - a } }},
	{"BP1 4 doubled", func(f *formulas) { f.cost = func(a, y float64) float64 { return 2 * (a - y) } }},
	{"BP1 4 doubled+sign", func(f *formulas) { f.cost = func(a, y float64) float64 { return 2 * (y - a) } }},
	{"BP1 4 error-no-y", func(f *formulas) { f.cost = func(a, y float64) float64 { return a } }},
	{"BP1 4 error-sum", func(f *formulas) { f.cost = func(a, y float64) float64 { return a + y } }},
	{"BP1 4 error-squared", func(f *formulas) { f.cost = func(a, y float64) float64 { return (a - y) * (a - y) } }},
	{"BP1 4 halved", func(f *formulas) { f.cost = func(a, y float64) float64 { return (a - y) / 2 } }},
	{"BP1 4 error-only-y", func(f *formulas) { f.cost = func(a, y float64) float64 { return y } }},
	{"BP1 4 error-of-sign", func(f *formulas) { f.cost = func(a, y float64) float64 { return math.Copysign(1, a-y) } }},
	{"BP1 4 error-ratio", func(f *formulas) { f.cost = func(a, y float64) float64 { return -y / a } }},
	{"BP1 4 prime-missing", func(f *formulas) { f.cost = func(a, y float64) float64 { return (a - y) / (a * (1 - a)) } }}, // times σ′
	{"BP1 4 prime-of-a", func(f *formulas) { f.prime = func(_, a float64) float64 { return logisticPrime(a, 0) } }},
	{"BP2 3 prime-missing", func(f *formulas) { f.hidden = func(z, a float64) float64 { return 1 } }},
	{"BP2 3 prime-of-a", func(f *formulas) { f.hidden = func(z, a float64) float64 { return logisticPrime(a, 0) } }},
	{"BP2 3 prime-sigma", func(f *formulas) { f.hidden = func(z, a float64) float64 { return a } }},
	{"BP2 3 prime-form-of-z", func(f *formulas) { f.hidden = func(z, a float64) float64 { return z * (1 - z) } }},
	{"BP2 3 prime-tanh", func(f *formulas) { f.hidden = func(z, a float64) float64 { return 1 - a*a } }},
	{"BP2 3 prime-twice", func(f *formulas) { f.hidden = func(z, a float64) float64 { return a * a * (1 - a) * (1 - a) } }},
	{"BP2 3 prime-one-minus-a", func(f *formulas) { f.hidden = func(z, a float64) float64 { return 1 - a } }},
	{"BP2 3 prime-relu", func(f *formulas) { f.hidden = func(z, a float64) float64 { return math.Max(0, z) / z } }},
	{"BP2 3 prime-tanh-of-z", func(f *formulas) { f.hidden = func(z, a float64) float64 { return 1 - math.Tanh(z)*math.Tanh(z) } }},
	{"BP2 3 prime-inverse", func(f *formulas) { f.hidden = func(z, a float64) float64 { return 1 / a / (1 - a) } }},
	{"BP2 3 prime-z", func(f *formulas) { f.hidden = func(z, a float64) float64 { return z } }},
	{"BP2 3 sign", func(f *formulas) { f.hidden = func(z, a float64) float64 { return a * (a - 1) } }},
	{"BP2 3 back-carried", func(f *formulas) { f.back = func(w, _, _, arrived float64) (u, v float64) { return w, arrived } }},
	{"BP2 3 back-a", func(f *formulas) { f.back = func(w, _, a, _ float64) (u, v float64) { return w, a } }},
	{"BP2 3 back-sum-of-delta", func(f *formulas) { f.back = func(_, delta, _, _ float64) (u, v float64) { return 1, delta } }},
	{"BP3 4 zero", func(f *formulas) { f.bias = func(_, _ float64) float64 { return 0 } }},
	{"BP3 4 bias-times-b", func(f *formulas) { f.bias = func(delta, b float64) float64 { return delta * b } }},
	{"BP4 4 outer-weights-for-a", func(f *formulas) { f.outer = func(delta, _, w float64) float64 { return delta * w } }},
	{"BP4 4 outer-no-a", func(f *formulas) { f.outer = func(delta, _, _ float64) float64 { return delta } }},
	{"BP4 4 outer-decayed", func(f *formulas) { f.outer = func(delta, a, w float64) float64 { return delta*a + 0.01*w } }},
	{"forward 2 forward-no-sigma", func(f *formulas) { f.sigma = func(z, _ float64) float64 { return z } }},
	{"forward 2 forward-sigma-twice", func(f *formulas) { f.sigma = func(z, _ float64) float64 { return logistic(logistic(z)) } }},
	{"forward 2 forward-exp-plus", func(f *formulas) { f.sigma = func(z, _ float64) float64 { return logistic(-z) } }},
	{"forward 2 forward-tanh", func(f *formulas) { f.sigma = func(z, _ float64) float64 { return math.Tanh(z) } }},
	{"forward 2 forward-relu", func(f *formulas) { f.sigma = func(z, _ float64) float64 { return math.Max(0, z) } }},
	{"forward 2 forward-leaky-relu", func(f *formulas) { f.sigma = func(z, _ float64) float64 { return math.Max(z/100, z) } }},
	{"forward 2 forward-z-over", func(f *formulas) { f.sigma = func(z, _ float64) float64 { return z / (1 + math.Exp(-z)) } }},
	{"forward 2 forward-exp-minus", func(f *formulas) { f.sigma = func(z, _ float64) float64 { return 1 / (1 - math.Exp(-z)) } }},
	{"forward 2 forward-doubled", func(f *formulas) { f.sigma = func(z, _ float64) float64 { return 2*logistic(z) - 1 } }},
	{"forward 2 forward-prime-for-sigma", func(f *formulas) { f.sigma = func(z, _ float64) float64 { return logisticPrime(z, 0) } }},
	{"forward 2 forward-no-bias", func(f *formulas) { f.sigma = func(z, b float64) float64 { return logistic(z - b) } }},
	{"forward 2 forward-bias-twice", func(f *formulas) { f.sigma = func(z, b float64) float64 { return logistic(z + b) } }},
	{"forward 2 forward-bias-minus", func(f *formulas) { f.sigma = func(z, b float64) float64 { return logistic(z - 2*b) } }},
	{"forward 2 forward-bias-after", func(f *formulas) { f.sigma = func(z, b float64) float64 { return logistic(z-b) + b } }},
	{"forward 2 ", func(f *formulas) { f.sigma = func(z, _ float64) float64 { return 0.3 + 0.1*math.Sin(z) } }}, // which nobody knows
}

// findings returns the equation, layer and cause of each finding.
func findings(report Report) (found []string) {
	for _, f := range report.Findings {
		found = append(found, fmt.Sprint(f.Equation, " ", f.Layer, " ", f.Cause))
	}
	return found
}

// TestMistakesWrittenOut: one finding each: the equation, the layer, the cause.
func TestMistakesWrittenOut(t *testing.T) {
	for seed := range uint64(4) {
		net, e := randomNetwork([]int{3, 4, 5, 2}, 1, newRand(30+seed))
		for _, test := range written {
			f := rightFormulas()
			test.change(&f)
			report := Check(net, e.X, e.Y, f.backprop(net))
			if !slices.Equal(findings(report), []string{test.want}) {
				t.Errorf("seed %d: want one finding, %s:\n%v", seed, test.want, report)
			}
		}
	}
}

// TestPairs: of two independent mistakes one is named, and nearly always both: at
// times two others give the same numbers.
func TestPairs(t *testing.T) {
	net, e := randomNetwork([]int{3, 4, 5, 2}, 1, newRand(33))
	pairs, both := 0, 0
	for n, first := range written {
		for _, second := range written[n+1:] {
			if first.want[:3] == second.want[:3] || first.want[0] == 'f' || second.want[0] == 'f' {
				continue // they may change the same line
			}
			f := rightFormulas()
			first.change(&f)
			second.change(&f)
			found := findings(Check(net, e.X, e.Y, f.backprop(net)))
			one, other := slices.Contains(found, first.want), slices.Contains(found, second.want)
			if pairs++; one && other {
				both++
			} else if !one && !other {
				t.Errorf("%s and %s are said to be %q", first.want, second.want, found)
			}
		}
	}
	if both*10 < pairs*9 {
		t.Errorf("both are named in %d of %d pairs, want nine of ten", both, pairs)
	}
}

// TestTwoMistakes: what was spoiled after the equations, entry by entry.
func TestTwoMistakes(t *testing.T) {
	net, e := randomNetwork([]int{3, 4, 5, 2}, 1, newRand(7))
	e.Y = matrix.Column(5, 4) // so δ of the last layer is negative
	scale := matrix.Scale
	for _, test := range []struct {
		name  string
		spoil func(b, w ms)
		want  string
	}{
		{"BP4 and BP3", func(b, w ms) { w[2], b[0] = scale(2, w[2]), scale(0, b[0]) }, "BP4 4 doubled, BP3 2 zero"},
		{"the last layer doubled, ∇b of the first tripled", func(b, w ms) {
			b[2], w[2], b[0] = scale(2, b[2]), scale(2, w[2]), scale(3, b[0])
		}, "BP1 4 doubled, BP3 2 factor"},
		{"the same twice", func(b, w ms) { w[2], w[0] = scale(-1, w[2]), scale(-1, w[0]) }, "BP4 4 sign"},
		{"two in one equation", func(b, w ms) { w[2], w[0] = scale(2, w[2]), scale(-1, w[0]) }, "BP4 4 doubled, BP4 2 sign"},
		{"a middle layer is not stored", func(b, w ms) { b[1], w[1] = scale(0, b[1]), scale(0, w[1]) }, "BP2 3 zero"},
		{"a row is missing", func(b, w ms) { clear(w[1][4]); b[1][4][0] = 0 }, "BP2 3 zero-entries"},
		{"the sign of two entries", func(b, w ms) { w[1][0][0], w[1][2][1] = -w[1][0][0], -w[1][2][1] }, "BP4 3 sign"},
		{"clipped", func(b, w ms) {
			for i := range w {
				w[i] = w[i].Map(func(v float64) float64 { return math.Max(-1e-3, math.Min(1e-3, v)) })
			}
		}, "BP4 4 clipped"},
		{"NaN and a zero", func(b, w ms) { w[2][0][0], b[0] = math.NaN(), scale(0, b[0]) }, "BP4 4 not-finite, BP3 2 zero"},
		{"NaN in δ", func(b, w ms) { b[1][0][0], w[1][0][0] = math.NaN(), math.NaN() }, "BP2 3 not-finite"},
		{"unknown", func(b, w ms) { w[1][0][0]++ }, "BP4 3 "},
	} {
		nablaB, nablaW := net.Backprop(e.X, e.Y)
		test.spoil(nablaB, nablaW)
		report := compareWith(measure(net, e.X, e.Y), nablaB, nablaW)
		if got := strings.Join(findings(report), ", "); got != test.want {
			t.Errorf("%s: the findings are %s, want %s:\n%v", test.name, got, test.want, report)
		}
	}
}
