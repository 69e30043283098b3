package gradcheck

import (
	"fmt"
	"math"
	"regexp"
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

type ms = []matrix.Matrix

// TestCalls: what a backprop may do wrong besides its numbers.
func TestCalls(t *testing.T) {
	net, e := randomNetwork([]int{2, 3, 3, 2}, 1, newRand(4))
	calls, was := 0, e.Y[0][0]
	// after calls the right Backprop and lets change spoil what it gives, in each
	// call from the n-th on; change may spoil the network and x and y, too.
	after := func(n int, change func(x, y matrix.Matrix, b, w ms)) Backprop {
		return func(x, y matrix.Matrix) (ms, ms) {
			b, w := net.Backprop(x, y)
			if calls++; calls >= n {
				change(x, y, b, w)
			}
			return b, w
		}
	}
	keptB, keptW := net.Backprop(e.X, e.Y)
	var kept ms
	const second, third = "the second call, with another example: ", "the third call, like the first: "
	for _, test := range []struct {
		name     string
		backprop Backprop
		want     string // how the first finding begins
	}{
		{"right", net.Backprop, ""},
		{"panics", after(1, func(x, y matrix.Matrix, b, w ms) { panic("ouch") }), "backprop panicked: ouch (call_test.go:"},
		{"panics later", after(2, func(x, y matrix.Matrix, b, w ms) { panic("ouch") }), second + "backprop panicked: ouch"},
		{"runs off the end", after(3, func(x, y matrix.Matrix, b, w ms) { x[9][0] = 1 }),
			third + "backprop panicked: runtime error: index out of range [9] with length 2 (call_test.go:"},
		{"two columns", func(x, y matrix.Matrix) (ms, ms) { return ms{matrix.Dot(x, y)}, nil },
			"backprop panicked: matrix: Dot: 2×1 by 2×1: the first must have as many columns as the second has rows (call_test.go:"},
		{"nothing", func(x, y matrix.Matrix) (ms, ms) { return nil, nil }, "nablaB has 0 matrices, want 3, one for each of net.Biases"},
		{"too few", func(x, y matrix.Matrix) (ms, ms) { return keptB, keptW[:1] }, "nablaW has 1 matrices, want 3, one for each of net.Weights"},
		{"never set", after(1, func(x, y matrix.Matrix, b, w ms) { w[0] = nil }),
			"nablaW[0], for layer 2, is nil, want 3×2 like net.Weights[0]: no step has set it; B12 and B13 set"},
		{"transposed", after(2, func(x, y matrix.Matrix, b, w ms) { w[0] = w[0].Transpose() }),
			second + "nablaW[0], for layer 2, is 2×3, want 3×2 like net.Weights[0]: is it transposed?"},
		{"a of the layer", after(1, func(x, y matrix.Matrix, b, w ms) { w[2] = matrix.Dot(b[2], b[2].Transpose()) }),
			"nablaW[2], for layer 4, is 2×2, want 2×3 like net.Weights[2]: is it δ times a column of this layer"},
		{"reversed", after(1, func(x, y matrix.Matrix, b, w ms) { b[0], b[2] = b[2], b[0] }),
			"nablaB[0], for layer 2, is 2×1, want 3×1 like net.Biases[0]: are the layers in reverse?"},
		{"exchanged", func(x, y matrix.Matrix) (ms, ms) { return keptW, keptB },
			"nablaB[0], for layer 2, is 3×2, want 3×1 like net.Biases[0]: are nablaB and nablaW exchanged?"},
		{"a bias too many", after(1, func(x, y matrix.Matrix, b, w ms) { b[2] = matrix.Column(1, 2, 3, 4) }), "nablaB[2], for layer 4, is 4×1, want 2×1 like net.Biases[2]"},
		{"ragged", after(1, func(x, y matrix.Matrix, b, w ms) { w[0][1] = nil }),
			"nablaW[0], for layer 2, is ragged (row 0 has 2 entries, row 1 has 0), want 3×2"},
		{"changes weights", after(1, func(x, y matrix.Matrix, b, w ms) { net.Weights[1][0][2] = 9 }), "backprop changed net.Weights[1]: it must only"},
		{"changes weights later", after(3, func(x, y matrix.Matrix, b, w ms) { net.Weights[0][0][0] = 7 }), third + "backprop changed net.Weights[0]: "},
		{"changes biases", after(1, func(x, y matrix.Matrix, b, w ms) { net.Biases[0][1][0] = math.NaN() }), "backprop changed net.Biases[0]: "},
		{"changes x", after(1, func(x, y matrix.Matrix, b, w ms) { x[1][0] = 9 }), "backprop changed x: "},
		{"changes another y", after(2, func(x, y matrix.Matrix, b, w ms) { y[1][0] = 9 }), second + "backprop changed y: "},
		{"keeps x and overwrites it", func(x, y matrix.Matrix) (ms, ms) {
			if kept == nil {
				kept = ms{x}
			}
			copy(kept[0][0], x[0])
			return net.Backprop(kept[0], y)
		}, second + "backprop changed x: "},
		{"replaces weights", after(1, func(x, y matrix.Matrix, b, w ms) { net.Weights[0] = matrix.Sub(net.Weights[0], w[0]) }),
			"backprop changed net.Weights: "},
		{"forgets biases", after(1, func(x, y matrix.Matrix, b, w ms) { net.Biases = net.Biases[:1] }), "backprop changed net.Biases: "},
		{"replaces a row", after(1, func(x, y matrix.Matrix, b, w ms) { net.Weights[0][1] = []float64{1, 2} }), "backprop changed net.Weights[0]: "},
		{"changes sizes", after(1, func(x, y matrix.Matrix, b, w ms) { net.Sizes[1], net.Sizes = 7, net.Sizes[:2] }), "backprop changed net.Sizes: "},
		{"the same memory each time", after(1, func(x, y matrix.Matrix, b, w ms) {
			copy(keptW[1], w[1])
			w[1] = keptW[1]
		}), second + "backprop changed the results of the first call: each call must return new matrices"},
		{"another answer", after(2, func(x, y matrix.Matrix, b, w ms) { b[0][0][0] += 1e-15 }),
			"a call with the same x and y gave another gradient after one with another example: something is left over"},
		{"returns the biases", after(1, func(x, y matrix.Matrix, b, w ms) {
			for j := range b[1] {
				copy(net.Biases[1][j], b[1][j])
			}
			b[1] = net.Biases[1]
		}), "backprop changed net.Biases[1]: "},
		{"sums go on", after(1, func(x, y matrix.Matrix, b, w ms) {
			for i, now := range append(b[:3:3], w...) {
				if calls > 1 {
					copy(now, matrix.Add(now, kept[i]))
				} else {
					kept = append(kept, nil)
				}
				kept[i] = now.Clone()
			}
		}), "a call with the same x and y gave another gradient after one with another example: it differs from call to call"},
		{"x is kept", func(x, y matrix.Matrix) (ms, ms) {
			if kept == nil {
				kept = ms{x.Clone()}
			}
			return net.Backprop(kept[0], y)
		}, "the gradient is right for the example of the first call, and wrong for that of the next"},
		{"wrong for the next alone", func(x, y matrix.Matrix) (ms, ms) {
			b, w := net.Backprop(x, y)
			if y[0][0] != was {
				w[1][0][1]++
			}
			return b, w
		}, "the gradient is right for the example of the first call, and wrong for that of the next"},
	} {
		calls, kept = 0, nil
		before := fmt.Sprint(*net, e)
		report := Check(net, e.X, e.Y, test.backprop)
		if fmt.Sprint(*net, e) != before {
			t.Fatalf("%s: Check left the network, x or y changed", test.name)
		}
		if report.OK() != (test.want == "") || !report.OK() && !strings.HasPrefix(report.Findings[0].String(), "call: "+test.want) {
			t.Errorf("%s:\n%v\nwant first\ncall: %s", test.name, report, test.want)
		}
		if n := len(report.Findings); n > 1 && report.Findings[n-1].Equation == "call" {
			t.Errorf("%s:\n%v\nwant one finding of a call", test.name, report)
		}
		if strings.HasPrefix(test.want, second) && report.Layers == nil {
			t.Errorf("%s:\n%v\nwant the first call's gradient compared", test.name, report)
		}
	}
}

// TestElsewhere: a mistake that only the second call shows is named, and nothing is
// said to be kept.
func TestElsewhere(t *testing.T) {
	net, e := randomNetwork([]int{3, 4, 4, 2}, 1, newRand(4))
	was := e.Y[0][0]
	report := Check(net, e.X, e.Y, func(x, y matrix.Matrix) (ms, ms) {
		b, w := net.Backprop(x, y)
		if y[0][0] != was {
			w[1] = matrix.Scale(2, w[1])
		}
		return b, w
	})
	if len(report.Findings) != 1 || !strings.HasPrefix(report.String(), "BP4, for the weights from layer 2 to layer 3: with another example, as yours gives the right gradient: ∂C/∂w is twice too large") {
		t.Errorf("%v\nwant BP4, with another example: twice too large", report)
	}
}

// TestExchanged: on layers of one neuron, the shapes fit.
func TestExchanged(t *testing.T) {
	net := oneNeuron(0.3, 0.2)
	report := Check(net, matrix.Column(0.6), matrix.Column(0.9), func(x, y matrix.Matrix) (ms, ms) {
		b, w := net.Backprop(x, y)
		return w, b
	})
	if want := "call: nablaB is right for the weights, and nablaW for the biases"; !strings.HasPrefix(report.String(), want) {
		t.Errorf("%v\nwant %s", report, want)
	}
}

// TestShapesThatDoNotFit: a panic of an operation says whose the shapes are.
func TestShapesThatDoNotFit(t *testing.T) {
	net, e := randomNetwork([]int{3, 4, 5, 3}, 1, newRand(9))
	for want, wrong := range map[string]func(x, y matrix.Matrix) matrix.Matrix{
		"; 5×4 is the shape of the weights from layer 2 to layer 3; 3×1 is the shape of a column of layer 1, or a column of layer 4; is z, δ or w that of another layer\\? Is a transpose missing, or is there one too many\\? Or is one": func(x, y matrix.Matrix) matrix.Matrix {
			return matrix.Dot(net.Weights[1], x)
		},
		"; 3×4 is the shape of the weights from layer 1 to layer 2, transposed; 3×1 is": func(x, y matrix.Matrix) matrix.Matrix {
			return matrix.Dot(net.Weights[0].Transpose(), x)
		},
		"; 3×1 is the shape of a column of layer 1, or a column of layer 4; a column by a column: is a transpose missing\\?.*matrix.Hadamard": matrix.Dot,
		"\\(network.go:\\d+, H1\\); 3×1 is the shape of.*too many\\?$":                                                                        func(x, y matrix.Matrix) matrix.Matrix { return nn.CostDerivative(x, net.Weights[1]) },
		"; the other way round, 4×3 by 3×1, they fit": func(x, y matrix.Matrix) matrix.Matrix {
			return matrix.Dot(x, net.Weights[0])
		},
	} {
		report := Check(net, e.X, e.Y, func(x, y matrix.Matrix) (ms, ms) { return ms{wrong(x, y)}, nil })
		if !regexp.MustCompile(want).MatchString(report.String()) {
			t.Errorf("%v\nwant in it %s", report, want)
		}
	}
}
