package gradcheck

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

// TestUpdates: what an update may do wrong, most of it not in the zoo.
func TestUpdates(t *testing.T) {
	net, e := randomNetwork([]int{2, 3, 2}, 1, newRand(8))
	_, f := randomNetwork([]int{2, 3, 2}, 1, newRand(9))
	miniBatch := []nn.Example{e, f}
	right := (*nn.Network).UpdateMiniBatch
	calls := 0
	// times takes the right step with another eta. After lets spoil change the
	// network, in each call from the n-th on.
	times := func(factor float64) Update {
		return func(net *nn.Network, miniBatch []nn.Example, eta float64) { right(net, miniBatch, factor*eta) }
	}
	after := func(n int, spoil func(net, before *nn.Network, m []nn.Example)) Update {
		return func(net *nn.Network, miniBatch []nn.Example, eta float64) {
			before := net.Clone()
			right(net, miniBatch, eta)
			if calls++; calls >= n {
				spoil(net, before, miniBatch)
			}
		}
	}
	for _, test := range []struct {
		name   string
		update Update
		want   string
	}{
		{"right", right, ""},
		{"weights only", after(1, func(n, before *nn.Network, _ []nn.Example) { n.Biases = before.Biases }),
			"update, layer 3: for the biases (U5, U8): the parameters do not change"},
		{"biases only", after(1, func(n, before *nn.Network, _ []nn.Example) { n.Weights = before.Weights }),
			"update, layer 3: for the weights (U6, U7): the parameters do not change"},
		{"up", times(-1), "update, layer 3: the step goes up the gradient"},
		{"no eta", times(1 / 0.7), "update, layer 3: eta is missing"},
		{"first only", func(n *nn.Network, m []nn.Example, eta float64) { right(n, m[:1], eta/2) }, "update, layer 3: only the first example counts"},
		{"a factor", times(1.5), "update, layer 3: the values are right but for a factor of 1.5"},
		{"divided by seven", times(2. / 7), "update, layer 3: eta is divided by 7, not by the 2 examples of the mini-batch"},
		{"no number of examples", times(2 / 60000.4), "update, layer 3: the values are right but for a factor of"},
		{"too large to be told from one", times(2 / 700000.4), "update, layer 3: the values are right but for a factor of"},
		{"no whole number", times(0.73), "update, layer 3: the values are right but for a factor of 0.73"}, // 2/0.73 = 2.74, not 3
		{"hardly a factor", times(1 + 1e-7), "update, layer 3: no known mistake gives these values"},       // not: divided by 2, not by the 2
		{"one bias", after(1, func(n, _ *nn.Network, _ []nn.Example) { n.Biases[0][1][0] += 1e-6 }),
			"update, layer 2: for the biases (U5, U8): in row 1 alone (neurons are counted from 0): what stands here is wrong"},
		{"at random", func(n *nn.Network, m []nn.Example, eta float64) {
			calls++
			right(n, m[calls%2:calls%2+1], eta)
		}, "call: the same network and mini-batch gave another step in a second call"},
		{"weights at random", after(1, func(n, _ *nn.Network, _ []nn.Example) { n.Weights[0][0][0] += float64(calls) }),
			"call: the same network and mini-batch gave another step in a second call"},
		{"NaN", after(1, func(n, _ *nn.Network, _ []nn.Example) { n.Weights[0][1][1] = math.NaN() }),
			"update, layer 2: for the weights (U6, U7): there are entries that are NaN or infinite"},
		{"wrong later", after(2, func(n, _ *nn.Network, _ []nn.Example) { n.Weights[0][1][1]++ }),
			"update, layer 2: in a second call: for the weights (U6, U7): only in rows 1, columns 1 (counted from 0): what stands here is wrong"},
		{"panics", after(1, func(n, _ *nn.Network, _ []nn.Example) { panic("ouch") }), "call: update panicked: ouch"},
		{"panics later", after(2, func(n, _ *nn.Network, _ []nn.Example) { panic("ouch") }), "call: the second call: update panicked: ouch"},
		{"damages", after(1, func(n, _ *nn.Network, _ []nn.Example) { n.Weights[0] = nil }),
			"call: the network is damaged after update: layer 2: weights: got nil, want 3×2"},
		{"grows", after(1, func(n, _ *nn.Network, _ []nn.Example) { *n = *nn.New([]int{2, 4, 2}, newRand(1)) }),
			"call: update changed net.Sizes from [2 3 2] to [2 4 2]"},
		{"changes x", after(1, func(_, _ *nn.Network, m []nn.Example) { m[1].X[0][0]++ }), "call: update changed miniBatch[1].X"},
		{"changes y", after(1, func(_, _ *nn.Network, m []nn.Example) { m[0].Y[0][0]++ }), "call: update changed miniBatch[0].Y"},
		{"the wrong network", func(_ *nn.Network, m []nn.Example, eta float64) { right(net, m, eta) }, "call: update changed net.Biases"},
		{"overwrites the slice", after(1, func(_, _ *nn.Network, m []nn.Example) { m[0] = m[1] }), ""},
	} {
		calls = 0
		before := fmt.Sprint(*net, miniBatch)
		report := CheckUpdate(net, miniBatch, 0.7, test.update)
		if fmt.Sprint(*net, miniBatch) != before {
			t.Errorf("%s: CheckUpdate left the network or an example changed", test.name)
		}
		if test.want == "" && report.OK() {
			continue
		}
		if len(report.Findings) != 1 || test.want == "" || !strings.HasPrefix(report.Findings[0].String(), test.want) {
			t.Errorf("%s:\n%v\nwant one finding,\n%s", test.name, report, test.want)
		} else if f := report.Findings[0]; f.Worst != nil && f.Worst.Layer != f.Layer {
			t.Errorf("%s: the worst entry of layer %d is %s", test.name, f.Layer, f.Worst.Name())
		}
	}
	// With one neuron a layer's biases show no factor by themselves.
	one := oneNeuron(0.3, 0.2)
	m := []nn.Example{{X: matrix.Column(0.6), Y: matrix.Column(0.9)}, {X: matrix.Column(0.1), Y: matrix.Column(0.2)}}
	const want = "update, layer 2: eta is divided by 5, not by the 2 examples"
	if report := CheckUpdate(one, m, 0.7, times(2./5)); len(report.Findings) != 1 || !strings.HasPrefix(report.String(), want) {
		t.Errorf("%v\nwant %s", report, want)
	}
	// One example alone hides the mean, and the report says so. A negative eta is a
	// step up, and asked for.
	if report := CheckUpdate(net, miniBatch[:1], -0.3, times(1)); !report.OK() || !strings.Contains(report.String(), "One example alone does not show") {
		t.Errorf("a mini-batch of one:\n%v\nwant no finding, and a word on what it does not show", report)
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
			kept := n.Clone()
			n.UpdateMiniBatch(m, eta)
			n.Weights[0][2] = kept.Weights[0][2]
		}
		if report := CheckUpdate(net, []nn.Example{e}, eta, forgets); report.OK() {
			t.Errorf("eta %g: an update that forgets a row of weights is not blamed", eta)
		}
	}
}

// TestSumOfManyIsRounded: a sum of many gradients that cancel is wrong in its last
// digits, and code that adds them up better is not blamed for that.
func TestSumOfManyIsRounded(t *testing.T) {
	const n = 3000
	x := matrix.Column(1)
	miniBatch := []nn.Example{{X: x, Y: matrix.Column(0.5 + n*0.7)}}
	for range n {
		miniBatch = append(miniBatch, nn.Example{X: x, Y: matrix.Column(0.5 - 0.7)})
	}
	report := CheckUpdate(oneNeuron(0, 0), miniBatch, 1, func(net *nn.Network, miniBatch []nn.Example, eta float64) {
		b, w := net.Backprop(x, miniBatch[0].Y)
		of, ofW := net.Backprop(x, miniBatch[1].Y)
		net.Biases[0][0][0] -= eta / (n + 1) * (b[0][0][0] + n*of[0][0][0])
		net.Weights[0][0][0] -= eta / (n + 1) * (w[0][0][0] + n*ofW[0][0][0])
	})
	if !report.OK() {
		t.Errorf("a better sum is blamed:\n%v", report)
	}
}
