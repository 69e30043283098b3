package gradcheck

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

// TestCalls: what a backprop may do wrong besides its numbers.
func TestCalls(t *testing.T) {
	type ms = []matrix.Matrix
	net, e := randomNetwork([]int{2, 3, 2}, 1, newRand(4))
	// after calls the right Backprop and lets change spoil what it gives.
	after := func(change func(nablaB, nablaW ms) (ms, ms)) Backprop {
		return func(x, y matrix.Matrix) (nablaB, nablaW ms) { return change(net.Backprop(x, y)) }
	}
	calls := 0
	var kept matrix.Matrix
	keptB, keptW := net.Backprop(e.X, e.Y)
	tests := []struct {
		name     string
		backprop Backprop
		want     []string // how each finding begins
	}{
		{"right", net.Backprop, nil},
		{"panics", func(x, y matrix.Matrix) (ms, ms) { panic("ouch") }, []string{"call: backprop panicked: ouch (call_test.go:"}},
		{"runs off the end", func(x, y matrix.Matrix) (ms, ms) { return ms{matrix.Column(x[9][0])}, nil },
			[]string{"call: backprop panicked: runtime error: index out of range [9] with length 2 (call_test.go:"}},
		{"a shape", func(x, y matrix.Matrix) (ms, ms) { return ms{matrix.Dot(x, y)}, nil },
			[]string{"call: backprop panicked: matrix: Dot: 2×1 by 2×1: the first must have as many columns as the second has rows (call_test.go:"}},
		{"panics later", func(x, y matrix.Matrix) (ms, ms) {
			if calls++; calls > 1 {
				panic("ouch")
			}
			return net.Backprop(x, y)
		}, []string{"call: backprop panicked when called with another example: ouch"}},
		{"nothing", func(x, y matrix.Matrix) (ms, ms) { return nil, nil },
			[]string{"call: nablaB has 0 matrices, want 2, one for each of net.Biases"}},
		{"too few", after(func(b, w ms) (ms, ms) { return b, w[:1] }),
			[]string{"call: nablaW has 1 matrices, want 2, one for each of net.Weights"}},
		{"too many", after(func(b, w ms) (ms, ms) { return append(b, b[0]), w }), []string{"call: nablaB has 3 matrices, want 2"}},
		{"nil matrix", after(func(b, w ms) (ms, ms) { b[1] = nil; return b, w }),
			[]string{"call: nablaB[1], for layer 3, is nil: no step has set it; B12 and B13 are to set the last layer's"}},
		{"transposed", after(func(b, w ms) (ms, ms) { w[0] = w[0].Transpose(); return b, w }),
			[]string{"call: nablaW[0], for layer 2, is 2×3, want 3×2 like net.Weights[0]"}},
		{"ragged", after(func(b, w ms) (ms, ms) { w[0][1] = nil; return b, w }),
			[]string{"call: nablaW[0], for layer 2, is ragged (row 0 has 2 entries, row 1 has 0), want 3×2"}},
		{"changes shape later", after(func(b, w ms) (ms, ms) {
			if calls++; calls > 1 {
				b = b[:1]
			}
			return b, w
		}), []string{"call: when called with another example: nablaB has 1 matrices"}},
		{"NaN", after(func(b, w ms) (ms, ms) { w[1][1][2] = math.NaN(); return b, w }),
			[]string{"BP4, for the weights from layer 2 to layer 3: there are entries that are NaN or infinite"}},
		{"Inf", after(func(b, w ms) (ms, ms) { b[0][1][0] = math.Inf(-1); return b, w }),
			[]string{"BP3, for the biases of layer 2: there are entries that are NaN or infinite"}},
		{"zero", after(func(b, w ms) (ms, ms) {
			for i := range b {
				b[i], w[i] = matrix.Scale(0, b[i]), matrix.Scale(0, w[i])
			}
			return b, w
		}), []string{"BP1, layer 3: δ is zero: is it never computed, or lost?"}},
		{"another answer", after(func(b, w ms) (ms, ms) {
			if calls++; calls > 1 {
				b[0][0][0] += 1e-15
			}
			return b, w
		}), []string{"call: a call with the same x and y gave another gradient after one with another example: something is left over"}},
		{"changes weights", func(x, y matrix.Matrix) (ms, ms) {
			defer func() { net.Weights[1][0][2] = 9 }()
			return net.Backprop(x, y)
		}, []string{"call: backprop changed net.Weights[1]: it must only read"}},
		{"changes weights later", func(x, y matrix.Matrix) (ms, ms) {
			if calls++; calls == 2 {
				defer func() { net.Weights[0][0][0] = 7 }()
			}
			return net.Backprop(x, y)
		}, []string{"call: backprop changed net.Weights[0] when called with another example: it must only read"}},
		{"changes weights in the last call", func(x, y matrix.Matrix) (ms, ms) {
			if calls++; calls == 3 {
				defer func() { net.Weights[0][0][0] = 7 }()
			}
			return net.Backprop(x, y)
		}, []string{"call: backprop changed net.Weights[0] when called again: it must only read"}},
		{"keeps x and overwrites it", func(x, y matrix.Matrix) (ms, ms) {
			if calls++; calls == 1 {
				kept = x
			}
			for j := range kept {
				copy(kept[j], x[j])
			}
			return net.Backprop(kept, y)
		}, []string{"call: backprop changed x when called with another example: it must only read"}},
		{"changes another x", func(x, y matrix.Matrix) (ms, ms) {
			if calls++; calls == 2 {
				defer func() { x[0][0] = 7 }()
			}
			return net.Backprop(x, y)
		}, []string{"call: backprop changed x when called with another example: it must only read"}},
		{"changes biases", func(x, y matrix.Matrix) (ms, ms) {
			defer func() { net.Biases[0][1][0] = math.NaN() }()
			return net.Backprop(x, y)
		}, []string{"call: backprop changed net.Biases[0]: "}},
		{"changes x", func(x, y matrix.Matrix) (ms, ms) {
			defer func() { x[1][0] = 9 }()
			return net.Backprop(x, y)
		}, []string{"call: backprop changed x: "}},
		{"changes y", func(x, y matrix.Matrix) (ms, ms) {
			defer func() { y[1][0] = 9 }()
			return net.Backprop(x, y)
		}, []string{"call: backprop changed y: "}},
		{"replaces weights", func(x, y matrix.Matrix) (ms, ms) {
			b, w := net.Backprop(x, y)
			net.Weights[0] = matrix.Sub(net.Weights[0], w[0])
			return b, w
		}, []string{"call: backprop changed net.Weights: "}},
		{"replaces biases", func(x, y matrix.Matrix) (ms, ms) {
			defer func() { net.Biases = net.Biases[:1] }()
			return net.Backprop(x, y)
		}, []string{"call: backprop changed net.Biases: "}},
		{"replaces a row", func(x, y matrix.Matrix) (ms, ms) {
			defer func() { net.Weights[0][1] = []float64{1, 2} }()
			return net.Backprop(x, y)
		}, []string{"call: backprop changed net.Weights[0]: "}},
		{"changes sizes", func(x, y matrix.Matrix) (ms, ms) {
			defer func() { net.Sizes[1] = 7 }()
			return net.Backprop(x, y)
		}, []string{"call: backprop changed net.Sizes: "}},
		{"shares among results", after(func(b, w ms) (ms, ms) {
			w[0][2] = w[0][1]
			return b, w
		}), []string{"call: nablaW[0] and nablaW[0] share memory", "BP4, for the weights from layer 1 to layer 2"}},
		{"shares two results", after(func(b, w ms) (ms, ms) {
			for k := range w[1][0] {
				w[1][0][k] = 0
			}
			w[1][0][0] = b[1][0][0]
			b[1][0] = w[1][0][:1]
			return b, w
		}), []string{"call: nablaB[1] and nablaW[1] share memory", "BP4, for the weights from layer 2 to layer 3"}},
		{"the same memory each time", func(x, y matrix.Matrix) (ms, ms) { return keptB, keptW },
			[]string{"call: another example gives the same gradient", "call: nablaB[0] shares memory with the result of an earlier call"}},
		{"shares with x", after(func(b, w ms) (ms, ms) {
			b[1] = e.X
			return b, w
		}), []string{"call: nablaB[1] shares memory with the result of an earlier call", "call: the results share memory with x", "BP3"}},
	}
	for _, test := range tests {
		calls = 0
		before := fmt.Sprint(*net, e)
		report := Check(net, e.X, e.Y, test.backprop)
		if fmt.Sprint(*net, e) != before {
			t.Errorf("%s: Check left the network, x or y changed", test.name)
		}
		if report.OK() != (len(test.want) == 0) || len(report.Findings) != len(test.want) {
			t.Errorf("%s: %d findings, want %d:\n%v", test.name, len(report.Findings), len(test.want), report)
			continue
		}
		for i, want := range test.want {
			if got := report.Findings[i].String(); !strings.HasPrefix(got, want) {
				t.Errorf("%s: finding %d is\n\t%s\nwant\n\t%s", test.name, i, got, want)
			}
		}
	}
}

// TestTwoExamplesOneGradient: behind a saturated layer x does not count, and a y
// may be the other example's too. Right code is not said to keep anything.
func TestTwoExamplesOneGradient(t *testing.T) {
	net := &nn.Network{
		Sizes:   []int{2, 2, 1},
		Biases:  []matrix.Matrix{{{1000}, {1000}}, {{0.1}}},
		Weights: []matrix.Matrix{{{1, 1}, {1, 1}}, {{0.2, 0.3}}},
	}
	x := matrix.Column(0.1, 0.1)
	for _, y := range []float64{0, 0.25, 0.5, 1, 1. / 6, -1. / 6, 5. / 6} {
		report := Check(net, x, matrix.Column(y), net.Backprop)
		if !report.OK() {
			t.Errorf("y = %g: Backprop is blamed:\n%v", y, report)
		}
	}
	b, w := net.Backprop(x, matrix.Column(0.5))
	report := Check(net, x, matrix.Column(0.5), func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		return cloneAll(b), cloneAll(w)
	})
	want := "another example gives the same gradient"
	if len(report.Findings) != 1 || !strings.Contains(report.Findings[0].Hint, want) {
		t.Errorf("a result that is kept:\n%v\nwant one finding, %s", report, want)
	}
}

// TestRowsOfAnEarlierResult: whichever row of the second result lies in the
// memory of whichever row of the first, it is noticed.
func TestRowsOfAnEarlierResult(t *testing.T) {
	net, e := randomNetwork([]int{2, 3, 2}, 1, newRand(4))
	const rows = 10 // of all the biases and weights
	for first := range rows {
		for second := range rows {
			memory, next := make([]float64, 3), first
			report := Check(net, e.X, e.Y, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
				nablaB, nablaW = net.Backprop(x, y)
				number := 0
				for _, m := range append(nablaB[:2:2], nablaW...) {
					for j := range m {
						if number == next {
							copy(memory, m[j])
							m[j] = memory[:len(m[j])]
						}
						number++
					}
				}
				next = second
				return nablaB, nablaW
			})
			want := "shares memory with the result of an earlier call"
			if len(report.Findings) != 1 || !strings.Contains(report.Findings[0].Hint, want) {
				t.Errorf("row %d in the memory of row %d:\n%v\nwant one finding, %s", second, first, report, want)
			}
		}
	}
}
