package gradcheck

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

// TestUpdates: what an update may do wrong that is not in the zoo.
func TestUpdates(t *testing.T) {
	net, e := randomNetwork([]int{2, 3, 2}, 1, newRand(8))
	_, f := randomNetwork([]int{2, 3, 2}, 1, newRand(9))
	miniBatch := []nn.Example{e, f}
	update := (*nn.Network).UpdateMiniBatch
	calls := 0
	type args = func(net *nn.Network, miniBatch []nn.Example, eta float64)
	tests := []struct {
		name   string
		update args
		want   string
	}{
		{"nothing", func(*nn.Network, []nn.Example, float64) {}, "update, layer 3: the parameters do not change"},
		{"weights only", func(n *nn.Network, m []nn.Example, eta float64) {
			b := cloneAll(n.Biases)
			update(n, m, eta)
			n.Biases = b
		}, "update, layer 3: for the biases alone (U8): the parameters do not change"},
		{"biases only", func(n *nn.Network, m []nn.Example, eta float64) {
			w := cloneAll(n.Weights)
			update(n, m, eta)
			n.Weights = w
		}, "update, layer 3: for the weights alone (U7): the parameters do not change"},
		{"up", func(n *nn.Network, m []nn.Example, eta float64) { update(n, m, -eta) },
			"update, layer 3: the step goes up the gradient"},
		{"no eta", func(n *nn.Network, m []nn.Example, eta float64) { update(n, m, 1) }, "update, layer 3: eta is missing"},
		{"first only", func(n *nn.Network, m []nn.Example, eta float64) { update(n, m[:1], eta/2) },
			"update, layer 3: only the first example counts"},
		{"last alone", func(n *nn.Network, m []nn.Example, eta float64) { update(n, m[1:], eta) },
			"update, layer 3: the step is that of the last example alone"},
		{"a factor", func(n *nn.Network, m []nn.Example, eta float64) { update(n, m, 1.5*eta) },
			"update, layer 3: the values are right but for a factor of 1.5"},
		{"divided by seven", func(n *nn.Network, m []nn.Example, eta float64) { update(n, m, eta*2/7) },
			"update, layer 3: eta is divided by 7, not by the 2 examples of the mini-batch"},
		{"divided by all", func(n *nn.Network, m []nn.Example, eta float64) { update(n, m, eta*2/60000) },
			"update, layer 3: eta is divided by 60000, not by the 2 examples of the mini-batch"},
		{"no whole number", func(n *nn.Network, m []nn.Example, eta float64) { update(n, m, 0.73*eta) },
			"update, layer 3: the values are right but for a factor of 0.73"}, // 2/0.73 = 2.74, not 3
		{"hardly a factor", func(n *nn.Network, m []nn.Example, eta float64) { update(n, m, eta*(1+1e-7)) },
			"update, layer 3: no known mistake gives these values"}, // not: divided by 2, not by the 2
		{"one bias", func(n *nn.Network, m []nn.Example, eta float64) {
			update(n, m, eta)
			n.Biases[0][1][0] += 1e-6
		}, "update, layer 2: for the biases alone (U8): in row 1 alone (neurons are counted from 0): this value is wrong"},
		{"weights up", func(n *nn.Network, m []nn.Example, eta float64) {
			b := cloneAll(n.Biases)
			update(n, m, -eta)
			copy(n.Biases, stepped(b, n.Biases, -1))
		}, "update, layer 3: for the weights alone (U7): the step goes up the gradient"},
		{"biases by a factor", func(n *nn.Network, m []nn.Example, eta float64) {
			w := cloneAll(n.Weights)
			update(n, m, 2.5*eta)
			copy(n.Weights, stepped(w, n.Weights, 1/2.5))
		}, "update, layer 3: for the biases alone (U8): the values are right but for a factor of 2.5"},
		{"NaN", func(n *nn.Network, m []nn.Example, eta float64) {
			update(n, m, eta)
			n.Weights[0][1][1] = math.NaN()
		}, "update, layer 2: for the weights alone (U7): there are entries that are NaN or infinite"},
		{"momentum", func(n *nn.Network, m []nn.Example, eta float64) {
			update(n, m, eta)
			if calls++; calls > 1 {
				n.Weights[0][1][1]++
			}
		}, "update, layer 2: in a second call: for the weights alone (U7): only in rows 1, columns 1 (counted from 0): this value is wrong"},
		{"panics", func(*nn.Network, []nn.Example, float64) { panic("ouch") }, "call: update panicked: ouch"},
		{"panics later", func(n *nn.Network, m []nn.Example, eta float64) {
			if calls++; calls > 1 {
				panic("ouch")
			}
			update(n, m, eta)
		}, "call: the second call: update panicked: ouch"},
		{"damages", func(n *nn.Network, m []nn.Example, eta float64) { n.Weights[0] = nil },
			"call: the network is damaged after update: layer 2: weights: got nil, want 3×2"},
		{"changes sizes", func(n *nn.Network, m []nn.Example, eta float64) { n.Sizes[1] = 4 },
			"call: the network is damaged after update: "},
		{"grows", func(n *nn.Network, m []nn.Example, eta float64) { *n = *nn.New([]int{2, 4, 2}, newRand(1)) },
			"call: update changed net.Sizes from [2 3 2] to [2 4 2]"},
		{"deepens", func(n *nn.Network, m []nn.Example, eta float64) { *n = *nn.New([]int{2, 3, 3, 2}, newRand(1)) },
			"call: update changed net.Sizes from [2 3 2] to [2 3 3 2]"},
		{"changes x", func(n *nn.Network, m []nn.Example, eta float64) { m[1].X[0][0]++ }, "call: update changed miniBatch[1].X"},
		{"changes y", func(n *nn.Network, m []nn.Example, eta float64) { m[0].Y[0][0]++ }, "call: update changed miniBatch[0].Y"},
		{"the wrong network", func(n *nn.Network, m []nn.Example, eta float64) { update(net, m, eta) },
			"call: update changed net.Biases"},
		{"reorders", func(n *nn.Network, m []nn.Example, eta float64) {
			m[0], m[1] = m[1], m[0]
			update(n, m, eta)
		}, ""},
		{"overwrites the slice", func(n *nn.Network, m []nn.Example, eta float64) {
			update(n, m, eta)
			m[0] = m[1]
		}, ""},
	}
	for _, test := range tests {
		calls = 0
		before := fmt.Sprint(*net, miniBatch)
		report := CheckUpdate(net, miniBatch, 0.7, test.update)
		if fmt.Sprint(*net, miniBatch) != before {
			t.Errorf("%s: CheckUpdate left the network or an example changed", test.name)
		}
		if test.want == "" {
			if !report.OK() {
				t.Errorf("%s: %v\nwant no finding", test.name, report)
			}
			continue
		}
		if len(report.Findings) != 1 || !strings.HasPrefix(report.Findings[0].String(), test.want) {
			t.Errorf("%s:\n%v\nwant one finding,\n%s", test.name, report, test.want)
			continue
		}
		if f := report.Findings[0]; f.Worst != nil && f.Worst.Layer != f.Layer {
			t.Errorf("%s: the worst entry of layer %d is %s", test.name, f.Layer, f.Worst.Name())
		}
		if w := report.Findings[0].Worst; w != nil && (w.A != 0 || w.Delta != 0) {
			t.Errorf("%s: the worst entry has A = %g and Delta = %g, want 0", test.name, w.A, w.Delta)
		}
	}
}

// stepped returns before, moved by a factor of the way to after.
func stepped(before, after []matrix.Matrix, factor float64) []matrix.Matrix {
	moved := cloneAll(before)
	for i := range moved {
		matrix.SubScaledInPlace(moved[i], -factor, matrix.Sub(after[i], before[i]))
	}
	return moved
}

// TestCheckUpdateNegativeEta: a negative eta is a step up, and asked for.
func TestCheckUpdateNegativeEta(t *testing.T) {
	net, e := randomNetwork([]int{2, 3, 2}, 1, newRand(8))
	if report := CheckUpdate(net, []nn.Example{e}, -2, (*nn.Network).UpdateMiniBatch); !report.OK() {
		t.Errorf("UpdateMiniBatch with eta = -2:\n%v", report)
	}
}

// TestSmallSteps: a step that is lost in the rounding of w is not held against
// the update; a parameter that is forgotten is.
func TestSmallSteps(t *testing.T) {
	net, e := randomNetwork([]int{2, 3, 2}, 1, newRand(8))
	net.Weights[1][0][0] = 1e6
	net.Biases[1][0][0] = -1e6 // so that the neuron is not saturated for good
	for _, eta := range []float64{1e-9, 1e-6, 1} {
		if report := CheckUpdate(net, []nn.Example{e}, eta, (*nn.Network).UpdateMiniBatch); !report.OK() {
			t.Errorf("eta %g: UpdateMiniBatch is blamed:\n%v", eta, report)
		}
		forgets := func(n *nn.Network, m []nn.Example, eta float64) {
			kept := matrix.Matrix{append([]float64(nil), n.Weights[0][2]...)}
			n.UpdateMiniBatch(m, eta)
			n.Weights[0][2] = kept[0]
		}
		if report := CheckUpdate(net, []nn.Example{e}, eta, forgets); report.OK() {
			t.Errorf("eta %g: an update that forgets a row of weights is not blamed", eta)
		}
		up := func(n *nn.Network, m []nn.Example, eta float64) { n.UpdateMiniBatch(m, -eta) }
		report, want := CheckUpdate(net, []nn.Example{e}, eta, up), "the step goes up the gradient"
		if len(report.Findings) != 1 || !strings.HasPrefix(report.Findings[0].Hint, want) {
			t.Errorf("eta %g:\n%v\nwant one finding, %s", eta, report, want)
		}
	}
}

// TestSumOfManyIsRounded: a sum of many gradients that cancel is wrong in its last
// digits, and code that adds them up better is not blamed for that.
func TestSumOfManyIsRounded(t *testing.T) {
	const n = 3000
	net := &nn.Network{Sizes: []int{1, 1}, Biases: []matrix.Matrix{{{0}}}, Weights: []matrix.Matrix{{{0}}}}
	x := matrix.Column(1)
	miniBatch := []nn.Example{{X: x, Y: matrix.Column(0.5 + n*0.7)}}
	for range n {
		miniBatch = append(miniBatch, nn.Example{X: x, Y: matrix.Column(0.5 - 0.7)})
	}
	exact := func(net *nn.Network, miniBatch []nn.Example, eta float64) {
		for i := range net.Weights {
			b, w := new(big.Float).SetPrec(200), new(big.Float).SetPrec(200)
			for _, e := range miniBatch {
				nablaB, nablaW := net.Backprop(e.X, e.Y)
				b.Add(b, big.NewFloat(nablaB[i][0][0]))
				w.Add(w, big.NewFloat(nablaW[i][0][0]))
			}
			sumB, _ := b.Float64()
			sumW, _ := w.Float64()
			net.Biases[i][0][0] -= eta / float64(len(miniBatch)) * sumB
			net.Weights[i][0][0] -= eta / float64(len(miniBatch)) * sumW
		}
	}
	if report := CheckUpdate(net, miniBatch, 1, exact); !report.OK() {
		t.Errorf("an exact sum is blamed:\n%v", report)
	}
}

// TestFactorThatIsNoNumberOfExamples: 1/N is read off to a millionth, and so no N
// above half a million can be told from a whole number.
func TestFactorThatIsNoNumberOfExamples(t *testing.T) {
	net, e := randomNetwork([]int{2, 3, 2}, 1, newRand(6))
	for n, cause := range map[float64]string{60000: "step-divided-by-all", 60000.4: "factor", 700000.4: "factor"} {
		report := CheckUpdate(net, []nn.Example{e, e}, 1e5, func(net *nn.Network, miniBatch []nn.Example, eta float64) {
			net.UpdateMiniBatch(miniBatch, eta*2/n)
		})
		if len(report.Findings) != 1 || report.Findings[0].Cause != cause {
			t.Errorf("a step divided by %v:\n%v\nwant one finding, %s", n, report, cause)
		}
	}
}
