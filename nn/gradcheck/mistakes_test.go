package gradcheck

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

// formulas are the functions in the four equations and the forward pass, for a
// backprop that is written out entry by entry.
type formulas struct {
	sigma func(z, b float64) float64                                            // a, in every layer
	cost  func(a, y float64) float64                                            // ∂C/∂a
	prime func(z, a float64) float64                                            // σ′(z)
	back  func(w, delta, a, arrived float64) float64                            // a term of wᵀδ; a and what arrived are those of the layer after
	bias  func(delta, z, b float64) float64                                     // ∂C/∂b
	outer func(delta, arrived, a, w, own float64) float64                       // ∂C/∂w; own is a of the layer itself
	hid   func(prime func(z, a float64) float64) (p func(z, a float64) float64) // σ′ in the hidden layers
}

func rightFormulas() formulas {
	return formulas{
		sigma: func(z, _ float64) float64 { return sigma(z) },
		cost:  func(a, y float64) float64 { return a - y },
		prime: func(z, _ float64) float64 { return sigma(z) * (1 - sigma(z)) },
		back:  func(w, delta, _, _ float64) float64 { return w * delta },
		bias:  func(delta, _, _ float64) float64 { return delta },
		outer: func(delta, _, a, _, _ float64) float64 { return delta * a },
		hid:   func(p func(z, a float64) float64) func(z, a float64) float64 { return p },
	}
}

func sigma(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

func (f formulas) backprop(net *nn.Network) Backprop {
	return func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		as, zs := []matrix.Matrix{x}, []matrix.Matrix{}
		for i, w := range net.Weights {
			z := matrix.Add(matrix.Dot(w, as[i]), net.Biases[i])
			a := z.Clone()
			for j := range a {
				a[j][0] = f.sigma(z[j][0], net.Biases[i][j][0])
			}
			as, zs = append(as, a), append(zs, z)
		}
		last := len(zs) - 1
		var delta, arrived matrix.Matrix
		for i := last; i >= 0; i-- {
			arriving := matrix.Zeros(len(zs[i]), 1)
			prime := f.prime
			if i < last {
				prime = f.hid(f.prime)
			}
			for j := range arriving {
				if i == last {
					arriving[j][0] = f.cost(as[i+1][j][0], y[j][0])
					continue
				}
				for k, row := range net.Weights[i+1] {
					arriving[j][0] += f.back(row[j], delta[k][0], as[i+2][k][0], arrived[k][0])
				}
			}
			delta, arrived = arriving.Clone(), arriving
			nb, nw := arriving.Clone(), matrix.Zeros(len(delta), len(as[i]))
			for j := range delta {
				delta[j][0] *= prime(zs[i][j][0], as[i+1][j][0])
				nb[j][0] = f.bias(delta[j][0], zs[i][j][0], net.Biases[i][j][0])
				for k := range nw[j] {
					nw[j][k] = f.outer(delta[j][0], arriving[j][0], as[i][k][0], net.Weights[i][j][k], as[i+1][j][0])
				}
			}
			nablaB, nablaW = append([]matrix.Matrix{nb}, nablaB...), append([]matrix.Matrix{nw}, nablaW...)
		}
		return nablaB, nablaW
	}
}

// written are mistakes by a formula that is written out here, so that a name in
// the tables that belongs to another formula is noticed.
func written() []struct {
	change func(f *formulas)
	want   string // equation, first layer in 3-4-5-2, cause
} {
	type p = func(z, a float64) float64
	prime := func(wrong p) func(*formulas) { return func(f *formulas) { f.prime = wrong } }
	hidden := func(wrong p) func(*formulas) { return func(f *formulas) { f.hid = func(p) p { return wrong } } }
	cost := func(wrong func(a, y float64) float64) func(*formulas) {
		return func(f *formulas) { f.cost = wrong }
	}
	function := func(wrong func(z float64) float64) func(*formulas) {
		return func(f *formulas) { f.sigma = func(z, _ float64) float64 { return wrong(z) } }
	}
	sp := func(z, _ float64) float64 { return sigma(z) * (1 - sigma(z)) }
	return []struct {
		change func(f *formulas)
		want   string
	}{
		{cost(func(a, y float64) float64 { return y - a }), "BP1 4 sign"},
		{cost(func(a, y float64) float64 { return 2 * (a - y) }), "BP1 4 doubled"},
		{cost(func(a, y float64) float64 { return 2 * (y - a) }), "BP1 4 doubled+sign"},
		{cost(func(a, y float64) float64 { return a }), "BP1 4 error-no-y"},
		{cost(func(a, y float64) float64 { return a + y }), "BP1 4 error-sum"},
		{cost(func(a, y float64) float64 { return (a - y) * (a - y) }), "BP1 4 error-squared"},
		{cost(func(a, y float64) float64 { return (a - y) / (a * (1 - a)) }), "BP1 4 prime-missing"}, // together with σ′
		{cost(func(a, y float64) float64 { return -a - y }), "BP1 4 error-sum+sign"},
		{prime(func(z, a float64) float64 { return 1 }), "BP1 4 prime-missing"},
		{prime(func(z, a float64) float64 { return sp(a, 0) }), "BP1 4 prime-of-a"},
		{hidden(func(z, a float64) float64 { return a }), "BP2 3 prime-sigma"},
		{hidden(func(z, a float64) float64 { return z * (1 - z) }), "BP2 3 prime-form-of-z"},
		{hidden(func(z, a float64) float64 { return 1 - a*a }), "BP2 3 prime-tanh"},
		{hidden(func(z, a float64) float64 { return sp(z, a) * sp(z, a) }), "BP2 3 prime-twice"},
		{hidden(func(z, a float64) float64 { return -sp(z, a) }), "BP2 3 sign"},
		{func(f *formulas) { f.back = func(w, _, _, arrived float64) float64 { return w * arrived } }, "BP2 3 back-carried"},
		{func(f *formulas) { f.back = func(w, _, a, _ float64) float64 { return w * a } }, "BP2 3 back-a"},
		{func(f *formulas) { f.back = func(_, delta, _, _ float64) float64 { return delta } }, "BP2 3 back-sum-of-delta"},
		{func(f *formulas) { f.bias = func(_, _, _ float64) float64 { return 0 } }, "BP3 4 zero"},
		{func(f *formulas) { f.bias = func(delta, _, b float64) float64 { return delta * b } }, "BP3 4 bias-times-b"},
		{func(f *formulas) { f.bias = func(delta, z, _ float64) float64 { return delta * sp(z, 0) } }, "BP3 4 bias-prime-again"},
		{func(f *formulas) { f.outer = func(_, e, a, _, _ float64) float64 { return e * a } }, "BP4 4 outer-without-prime"},
		{func(f *formulas) { f.outer = func(delta, _, _, w, _ float64) float64 { return delta * w } }, "BP4 4 outer-weights-for-a"},
		{func(f *formulas) { f.outer = func(delta, _, _, _, _ float64) float64 { return delta } }, "BP4 4 outer-no-a"},
		{func(f *formulas) { f.outer = func(delta, _, a, w, _ float64) float64 { return delta*a + 0.01*w } }, "BP4 4 outer-decayed"},
		{function(func(z float64) float64 { return z }), "forward 2 forward-no-sigma"},
		{function(func(z float64) float64 { return sigma(sigma(z)) }), "forward 2 forward-sigma-twice"},
		{function(func(z float64) float64 { return sigma(-z) }), "forward 2 forward-exp-plus"},
		{function(math.Tanh), "forward 2 forward-tanh"},
		{func(f *formulas) { f.sigma = func(z, b float64) float64 { return sigma(z-b) + b } }, "forward 2 forward-bias-after"},
		{func(f *formulas) { f.sigma = func(z, b float64) float64 { return sigma(z - 2*b) } }, "forward 2 forward-bias-minus"},
	}
}

// TestMistakesWrittenOut: one finding each: the equation, the layer, the cause.
func TestMistakesWrittenOut(t *testing.T) {
	for seed := range uint64(4) {
		net, e := randomNetwork([]int{3, 4, 5, 2}, 1, newRand(30+seed))
		if report := Check(net, e.X, e.Y, rightFormulas().backprop(net)); !report.OK() {
			t.Fatalf("the right formulas are blamed:\n%v", report)
		}
		for _, test := range written() {
			f := rightFormulas()
			test.change(&f)
			report := Check(net, e.X, e.Y, f.backprop(net))
			got := ""
			if len(report.Findings) > 0 {
				got = fmt.Sprint(report.Findings[0].Equation, " ", report.Findings[0].Layer, " ", report.Findings[0].Cause)
			}
			if !strings.HasPrefix(got, test.want) || len(report.Findings) != 1 {
				t.Errorf("seed %d: %d findings, the first %s, want one, %s:\n%v", seed, len(report.Findings), got, test.want, report)
			}
		}
	}
}

// TestPairs: of two independent mistakes both are named, or one and nothing that
// is false.
func TestPairs(t *testing.T) {
	net, e := randomNetwork([]int{3, 4, 5, 2}, 1, newRand(33))
	equation := func(want string) string { return strings.Fields(want)[0] }
	both, one := 0, 0
	tests := written()
	for n, first := range tests {
		for _, second := range tests[n+1:] {
			if equation(first.want) == equation(second.want) || equation(first.want) == "forward" || equation(second.want) == "forward" {
				continue // they may change the same line
			}
			f := rightFormulas()
			first.change(&f)
			second.change(&f)
			report := Check(net, e.X, e.Y, f.backprop(net))
			found := ""
			for _, finding := range report.Findings {
				found += fmt.Sprintf("%s %d %s, ", finding.Equation, finding.Layer, finding.Cause)
			}
			named := 0
			for _, want := range []string{first.want, second.want} {
				if strings.Contains(found, want+", ") {
					named++
				}
			}
			// The mistakes in σ′ that reach BP1 and BP2 alike may show in either.
			switch {
			case named == 2:
				both++
			case named == 1 && len(report.Findings) <= 2:
				one++
			default:
				t.Logf("%s and %s are said to be %s", first.want, second.want, found)
			}
		}
	}
	t.Logf("both named in %d pairs, one in %d", both, one)
	if both < 150 {
		t.Errorf("both are named in %d pairs, and one in %d, want both in 150 or more", both, one)
	}
}

// TestTwoMistakes: what was spoiled after the equations, entry by entry.
func TestTwoMistakes(t *testing.T) {
	net, e := randomNetwork([]int{3, 4, 5, 2}, 1, newRand(7))
	e.Y = matrix.Column(5, 4) // so δ of the last layer is negative
	type ms = []matrix.Matrix
	scale := func(k float64, m matrix.Matrix) matrix.Matrix { return matrix.Scale(k, m) }
	for _, test := range []struct {
		name  string
		spoil func(b, w ms)
		want  string
	}{
		{"BP4 and BP3", func(b, w ms) { w[2], b[0] = scale(2, w[2]), scale(0, b[0]) }, "BP4 4 doubled, BP3 2 zero, "},
		{"the last layer doubled, ∇b of the first tripled", func(b, w ms) {
			b[2], w[2], b[0] = scale(2, b[2]), scale(2, w[2]), scale(3, b[0])
		}, "BP1 4 doubled, BP3 2 factor, "},
		{"BP1, and BP3 after it", func(b, w ms) {
			for i := range b {
				b[i], w[i] = scale(2, b[i]), scale(2, w[i])
			}
			b[0] = scale(0, b[0])
		}, "BP1 4 doubled, BP3 2 zero, "},
		{"the same twice", func(b, w ms) { w[2], w[0] = scale(-1, w[2]), scale(-1, w[0]) }, "BP4 4 sign, "},
		{"two in one equation", func(b, w ms) { w[2], w[0] = scale(2, w[2]), scale(-1, w[0]) }, "BP4 4 doubled, BP4 2 sign, "},
		{"a middle layer is not stored", func(b, w ms) { b[1], w[1] = scale(0, b[1]), scale(0, w[1]) }, "BP2 3 zero, "},
		{"a row is missing", func(b, w ms) { clear(w[1][4]); b[1][4][0] = 0 }, "BP2 3 zero-entries, "},
		{"reversed neurons", func(b, w ms) { b[1][0], b[1][4], b[1][1], b[1][3] = b[1][4], b[1][0], b[1][3], b[1][1] }, "BP3 3 bias-reversed, "},
		{"sizes alone, where one layer's are all negative", func(b, w ms) {
			for i := range b {
				b[i] = b[i].Map(math.Abs)
			}
		}, "BP3 4 bias-absolute, "},
		{"clipped", func(b, w ms) {
			for i := range w {
				w[i] = w[i].Map(func(v float64) float64 { return math.Max(-1e-3, math.Min(1e-3, v)) })
			}
		}, "BP4 4 clipped, "},
		{"float32", func(b, w ms) {
			for i := range w {
				w[i] = w[i].Map(func(v float64) float64 { return float64(float32(v)) })
				b[i] = b[i].Map(func(v float64) float64 { return float64(float32(v)) })
			}
		}, "BP3 4 single-precision, "},
		{"rounded", func(b, w ms) {
			w[2] = w[2].Map(func(v float64) float64 { return math.Round(1000*v) / 1000 })
		}, "BP4 4 rounded, "},
		{"the same number everywhere, and no sum of anything", func(b, w ms) {
			b[1] = b[1].Map(func(float64) float64 { return 0.123 })
		}, "BP3 3 , "},
		{"NaN and a zero", func(b, w ms) { w[2][0][0], b[0] = math.NaN(), scale(0, b[0]) }, "BP4 4 not-finite, BP3 2 zero, "},
		{"NaN in δ", func(b, w ms) { b[1][0][0], w[1][0][0] = math.NaN(), math.NaN() }, "BP2 3 not-finite, "},
		{"unknown", func(b, w ms) { w[1][0][0]++ }, "BP4 3 , "},
	} {
		nablaB, nablaW := net.Backprop(e.X, e.Y)
		test.spoil(nablaB, nablaW)
		report := compareWith(measure(net, e.X, e.Y), nablaB, nablaW)
		got := ""
		for _, f := range report.Findings {
			got += fmt.Sprintf("%s %d %s, ", f.Equation, f.Layer, f.Cause)
		}
		if got != test.want {
			t.Errorf("%s: the findings are %s, want %s:\n%v", test.name, got, test.want, report)
		}
	}
}
