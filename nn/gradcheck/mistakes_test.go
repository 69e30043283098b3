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
				want := fmt.Sprint(equation, " ", i+2, " ", m.name)
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
		{"the same twice", func(b, w []matrix.Matrix) {
			w[2], w[0] = matrix.Scale(-1, w[2]), matrix.Scale(-1, w[0])
		}, "BP4 layer 4: the gradient of the weights has its sign flipped, though δ was right; the same in layer 2\n"},
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

// TestNoFactorOfOneNumber: a single number is a multiple of any other, which
// says nothing.
func TestNoFactorOfOneNumber(t *testing.T) {
	net, e := randomNetwork([]int{1, 1, 1}, 1, newRand(1))
	report := Check(net, e.X, e.Y, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		nablaB, nablaW = net.Backprop(x, y)
		nablaW[0][0][0] *= 1.2345
		return nablaB, nablaW
	})
	if want := "no known mistake"; len(report.Findings) != 1 || !strings.HasPrefix(report.Findings[0].Hint, want) {
		t.Errorf("%v\nwant the hint to begin with %q", report, want)
	}
}
