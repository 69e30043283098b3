package gradcheck

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

// TestEveryMistakeIsRecognised makes each mistake of the lists in each layer in
// which its shapes allow it, goes on from there by the right equations, and
// wants one finding: that mistake, in that equation and layer.
func TestEveryMistakeIsRecognised(t *testing.T) {
	net, e := randomNetwork([]int{4, 4, 4, 4}, 1, newRand(6))
	truth := newTruth(net, e.X, e.Y)
	layers := len(net.Weights)
	made := map[string]int{}

	for i := range layers {
		equations := map[string][]mistake{"BP2": mistakesBP2, "BP3": mistakesBP3, "BP4": mistakesBP4}
		if i == layers-1 {
			equations = map[string][]mistake{"BP1": mistakesBP1, "BP3": mistakesBP3, "BP4": mistakesBP4}
		}
		for equation, mistakes := range equations {
			for n, m := range mistakes {
				if equation == "BP2" && n == len(mistakes)-1 {
					continue // the zoo makes it: it needs an eta
				}
				nablaB, nablaW := make([]matrix.Matrix, layers), make([]matrix.Matrix, layers)
				s := &scene{t: truth, i: layers}
				possible := true
				for s.back() {
					s.delta = s.rightDelta()
					if s.i == i && (equation == "BP1" || equation == "BP2") {
						if s.delta = m.gives(s); s.delta == nil {
							possible = false
							break
						}
					}
					nablaB[s.i], nablaW[s.i] = s.delta, matrix.Dot(s.delta, s.before().Transpose())
					if s.i == i && equation == "BP3" {
						nablaB[i] = m.gives(s)
					}
					if s.i == i && equation == "BP4" {
						nablaW[i] = m.gives(s)
					}
					if nablaB[s.i] == nil || nablaW[s.i] == nil {
						possible = false
						break
					}
				}
				if !possible {
					continue
				}
				made[equation]++
				findings := truth.diagnose(nablaB, nablaW)
				want := fmt.Sprint(equation, " ", i+2, " ", m.hint)
				if len(findings) != 1 {
					t.Errorf("%s: %d findings, want 1: %v", want, len(findings), findings)
				} else if f := findings[0]; want != fmt.Sprint(f.Equation, " ", f.Layer, " ", f.Hint) {
					t.Errorf("%s: the finding is\n%v", want, f)
				}
			}
		}
	}
	// So that none is skipped for want of a shape: all but two of primeOf at
	// either end, and the two of BP4 that need a layer before the one before.
	for equation, want := range map[string]int{
		"BP1": len(mistakesBP1) - 1,
		"BP2": 2*(len(mistakesBP2)-1) - 1,
		"BP3": 3*len(mistakesBP3) - 2,
		"BP4": 3*len(mistakesBP4) - 2,
	} {
		if made[equation] != want {
			t.Errorf("%s: %d mistakes were made, want %d", equation, made[equation], want)
		}
	}
}

// TestMistakesWrittenOut: TestEveryMistakeIsRecognised takes the wrong values
// from the lists. Here they come from a backprop with the wrong formula written
// out, so that a list whose name and formula differ is noticed. The mistake is
// made in the cost, or in layer 3 alone.
func TestMistakesWrittenOut(t *testing.T) {
	type formulas struct {
		cost  func(a, y float64) float64             // ∂C/∂a
		prime func(before, z, after float64) float64 // σ′(z), given z of the layers on either side
		a     func(a float64) float64                // what BP4 multiplies δ with
	}
	sigma := func(z float64) float64 { return 1 / (1 + math.Exp(-z)) }
	prime := func(z float64) float64 { return sigma(z) * (1 - sigma(z)) }
	right := formulas{
		func(a, y float64) float64 { return a - y },
		func(_, z, _ float64) float64 { return prime(z) },
		func(a float64) float64 { return a },
	}
	const outputs = 4
	cost := func(f func(a, y float64) float64) formulas { return formulas{f, right.prime, right.a} }
	primeIs := func(f func(before, z, after float64) float64) formulas { return formulas{right.cost, f, right.a} }
	const bp1, bp2, bp4 = "BP1, layer 4: ", "BP2, going from layer 4 back to layer 3: ", "BP4, for the weights from layer 2 to layer 3: "
	tests := []struct {
		formulas
		want string // how the finding begins; "" for none
	}{
		{right, ""},
		{cost(func(a, y float64) float64 { return 0 }), bp1 + "δ is zero"},
		{cost(func(a, y float64) float64 { return y - a }), bp1 + "the sign is flipped"},
		{cost(func(a, y float64) float64 { return 2 * (a - y) }), bp1 + "δ is twice too large"},
		{cost(func(a, y float64) float64 { return a }), bp1 + "y is not subtracted"},
		{cost(func(a, y float64) float64 { return a + y }), bp1 + "y is added"},
		{cost(func(a, y float64) float64 { return (a - y) / outputs }), bp1 + "the cost is taken for half the mean"},
		{cost(func(a, y float64) float64 { return 2 * (a - y) / outputs }), bp1 + "the cost is taken for the mean"},
		{primeIs(func(_, z, _ float64) float64 { return 1 }), bp2 + "σ′(z) is missing"},
		{primeIs(func(_, z, _ float64) float64 { return sigma(z) }), bp2 + "σ(z) stands where σ′(z) should"},
		{primeIs(func(_, z, _ float64) float64 { return prime(sigma(z)) }), bp2 + "σ′ is taken of a = σ(z)"},
		{primeIs(func(_, z, _ float64) float64 { return 1 - sigma(z) }), bp2 + "1 - σ(z) stands where"},
		{primeIs(func(_, z, _ float64) float64 { return 1 - sigma(z)*sigma(z) }), bp2 + "1 - a² stands where"},
		{primeIs(func(_, z, _ float64) float64 { return prime(z) * prime(z) }), bp2 + "σ′(z) is multiplied in twice"},
		{primeIs(func(_, _, after float64) float64 { return prime(after) }), bp2 + "σ′ is taken of the z of the layer after it"},
		{primeIs(func(before, _, _ float64) float64 { return prime(before) }), bp2 + "σ′ is taken of the z of the layer before it"},
		{formulas{right.cost, right.prime, func(float64) float64 { return 1 }}, bp4 + "a is missing: each weight got δ alone"},
	}
	net, e := randomNetwork([]int{4, 4, 4, outputs}, 1, newRand(6))
	for _, test := range tests {
		report := Check(net, e.X, e.Y, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
			as, zs := []matrix.Matrix{x}, []matrix.Matrix{}
			for i, w := range net.Weights {
				zs = append(zs, matrix.Add(matrix.Dot(w, as[i]), net.Biases[i]))
				as = append(as, zs[i].Map(sigma))
			}
			delta := matrix.Zeros(outputs, 1)
			for j := range delta {
				delta[j][0] = test.cost(as[3][j][0], y[j][0]) * prime(zs[2][j][0])
			}
			delta3 := matrix.Dot(net.Weights[2].Transpose(), delta)
			for j := range delta3 {
				delta3[j][0] *= test.prime(zs[0][j][0], zs[1][j][0], zs[2][j][0])
			}
			delta2 := matrix.Hadamard(matrix.Dot(net.Weights[1].Transpose(), delta3), zs[0].Map(prime))
			return []matrix.Matrix{delta2, delta3, delta}, []matrix.Matrix{
				matrix.Dot(delta2, x.Transpose()), matrix.Dot(delta3, as[1].Map(test.a).Transpose()), matrix.Dot(delta, as[2].Transpose()),
			}
		})
		if test.want == "" {
			if !report.OK() {
				t.Errorf("the right formulas are blamed:\n%v", report)
			}
			continue
		}
		if len(report.Findings) != 1 || !strings.HasPrefix(report.Findings[0].String(), test.want) {
			t.Errorf("%v\nwant one finding,\n%s", report, test.want)
		}
	}
}

// TestTwoMistakes: two that are independent are two findings; the same in two
// layers is one.
func TestTwoMistakes(t *testing.T) {
	net, e := randomNetwork([]int{3, 4, 5, 2}, 1, newRand(7))
	check := func(spoil func(nablaB, nablaW []matrix.Matrix)) string {
		report := Check(net, e.X, e.Y, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
			nablaB, nablaW = net.Backprop(x, y)
			spoil(nablaB, nablaW)
			return nablaB, nablaW
		})
		s := ""
		for _, f := range report.Findings {
			s += fmt.Sprintf("%s layer %d: %s\n", f.Equation, f.Layer, f.Hint)
		}
		return s
	}
	const unknown = "no known mistake gives these values: compare each factor of the equation, and of the forward pass, with your code"
	tests := []struct {
		name  string
		spoil func(nablaB, nablaW []matrix.Matrix)
		want  string
	}{
		{"BP4 and BP3", func(b, w []matrix.Matrix) {
			w[2] = matrix.Scale(2, w[2])
			b[0] = matrix.Scale(0, b[0])
		}, "BP4 layer 4: the gradient of the weights is twice too large, though δ was right\nBP3 layer 2: the gradient of the biases is zero, though δ was right\n"},
		{"BP1, and BP3 after it", func(b, w []matrix.Matrix) {
			for i := range b {
				b[i], w[i] = matrix.Scale(2, b[i]), matrix.Scale(2, w[i])
			}
			b[0] = matrix.Scale(0, b[0])
		}, "BP1 layer 4: δ is twice too large: that is the gradient of ‖a - y‖², the cost is ½‖a - y‖²\nBP3 layer 2: the gradient of the biases is zero, though δ was right\n"},
		{"the same twice", func(b, w []matrix.Matrix) {
			w[2], w[0] = matrix.Scale(-1, w[2]), matrix.Scale(-1, w[0])
		}, "BP4 layer 4: the gradient of the weights has its sign flipped, though δ was right; the same in layer 2\n"},
		{"two in one equation", func(b, w []matrix.Matrix) {
			w[2], w[0] = matrix.Scale(2, w[2]), matrix.Scale(-1, w[0])
		}, "BP4 layer 4: the gradient of the weights is twice too large, though δ was right\nBP4 layer 2: the gradient of the weights has its sign flipped, though δ was right\n"},
		{"two unknown ones", func(b, w []matrix.Matrix) { w[2][0][0]++; b[0][0][0]++ },
			"BP4 layer 4: " + unknown + "\nBP3 layer 2: " + unknown + "\n"},
		{"the last layer is not stored", func(b, w []matrix.Matrix) {
			b[2], w[2] = matrix.Scale(0, b[2]), matrix.Scale(0, w[2])
		}, "BP1 layer 4: δ is zero: is it never computed, or lost?\n"},
		{"a middle layer is not stored", func(b, w []matrix.Matrix) {
			b[1], w[1] = matrix.Scale(0, b[1]), matrix.Scale(0, w[1])
		}, "BP2 layer 3: δ is zero: does the loop come to this layer, or is its result lost?\n"},
		{"both in one layer", func(b, w []matrix.Matrix) { b[1][0][0]++; w[1][0][0]++ },
			"BP2 layer 3: " + unknown + "\nBP4 layer 3: " + unknown + "\n"},
		{"NaN and a zero", func(b, w []matrix.Matrix) {
			w[2][0][0] = math.NaN()
			b[0] = matrix.Scale(0, b[0])
		}, "BP4 layer 4: there are entries that are NaN or infinite\nBP3 layer 2: the gradient of the biases is zero, though δ was right\n"},
		{"NaN in δ", func(b, w []matrix.Matrix) {
			b[1][0][0], w[1][0][0] = math.NaN(), math.NaN()
			b[0] = matrix.Scale(0, b[0])
		}, "BP2 layer 3: there are entries that are NaN or infinite\n"},
		{"a factor", func(b, w []matrix.Matrix) { w[1] = matrix.Scale(0.25, w[1]) },
			"BP4 layer 3: the values are right but for a factor of 0.25\n"},
		{"unknown", func(b, w []matrix.Matrix) { w[1][0][0]++ }, "BP4 layer 3: " + unknown + "\n"},
	}
	for _, test := range tests {
		if got := check(test.spoil); got != test.want {
			t.Errorf("%s: the findings are\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
}

// TestForgottenBias: a mistake of the forward pass spoils every equation, and is
// one finding all the same.
func TestForgottenBias(t *testing.T) {
	for seed := range uint64(10) {
		net, e := randomNetwork([]int{2, 3, 1, 3}, 1, newRand(seed))
		bare := &nn.Network{Sizes: net.Sizes, Weights: net.Weights}
		for _, b := range net.Biases {
			bare.Biases = append(bare.Biases, matrix.Scale(0, b))
		}
		report := Check(net, e.X, e.Y, bare.Backprop)
		want := "BP1, layer 4: this is the gradient of the network without biases: b is missing"
		if len(report.Findings) != 1 || !strings.HasPrefix(report.Findings[0].String(), want) {
			t.Errorf("seed %d:\n%v\nwant one finding,\n%s", seed, report, want)
		}
	}
}

// TestMistakesWithoutADifference: got is just beyond the tolerance of want, and a
// mistake whose result is within it stands between them. Neither that nor a
// factor of 1 is what made the difference.
func TestMistakesWithoutADifference(t *testing.T) {
	column := func(v float64) matrix.Matrix { return matrix.Column(v, v) }
	between := mistake{hint: "between", gives: func(*scene) matrix.Matrix { return column(1 + 1.5e-9) }}
	impossible := mistake{hint: "impossible", gives: func(*scene) matrix.Matrix { return nil }}
	got := (&scene{}).recognise([]mistake{impossible, between}, column(1+3e-9), column(1), nil)
	if want := "no known mistake"; !strings.HasPrefix(got.hint, want) {
		t.Errorf("1 + 3e-9 for 1 is recognised as %q, want %q", got.hint, want)
	}
}

func TestRatio(t *testing.T) {
	tests := []struct {
		got, want matrix.Matrix
		factor    float64
		ok        bool
	}{
		{matrix.Column(2, 4), matrix.Column(1, 2), 2, true},
		{matrix.Matrix{{-3, 4.5}}, matrix.Matrix{{2, -3}}, -1.5, true},
		{matrix.Column(1, 3), matrix.Column(1, 1), 2, true}, // no multiple: the nearest
		{matrix.Column(3), matrix.Column(2), 1.5, false},    // one number alone
		{matrix.Column(0, 0), matrix.Column(1, 1e-3), 0, false},
		{matrix.Column(0, 0), matrix.Column(1, 2e-3), 0, true},
		{matrix.Column(1, 1), matrix.Column(0, 0), math.Inf(1), false},
		{matrix.Column(math.Inf(1), 1), matrix.Column(1, 1), math.Inf(1), false},
	}
	for _, test := range tests {
		factor, ok := ratio(test.got, test.want)
		if ok != test.ok || ok && factor != test.factor {
			t.Errorf("ratio of %v and %v = %v, %v, want %v, %v", test.got, test.want, factor, ok, test.factor, test.ok)
		}
	}
}

// TestNoFactorOfOneNumber: a single number is a multiple of any other, which
// says nothing; and there is an η with which any δ is that of weights that have
// taken their step already.
func TestNoFactorOfOneNumber(t *testing.T) {
	net, e := randomNetwork([]int{1, 1, 1}, 1, newRand(1))
	for equation, factorB := range map[string]float64{"BP4": 1, "BP2": 1.2345} {
		report := Check(net, e.X, e.Y, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
			nablaB, nablaW = net.Backprop(x, y)
			nablaB[0][0][0] *= factorB
			nablaW[0][0][0] *= 1.2345
			return nablaB, nablaW
		})
		want := "no known mistake"
		if len(report.Findings) != 1 || report.Findings[0].Equation != equation || !strings.HasPrefix(report.Findings[0].Hint, want) {
			t.Errorf("%v\nwant %s, and the hint to begin with %q", report, equation, want)
		}
	}
}
