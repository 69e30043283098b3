package nn_test

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

// TestPanics: every misuse names the call, the layer, and what it got and wants.
func TestPanics(t *testing.T) {
	rng, ctx := newRand(1), context.Background()
	net := nn.New([]int{2, 3, 2}, rng)
	x, y, x3 := matrix.Zeros(2, 1), matrix.Zeros(2, 1), matrix.Zeros(3, 1)
	one := nn.Examples{{X: x, Y: y}}
	wide := nn.Examples{{X: x3, Y: y}}
	tall := nn.Examples{{X: x, Y: x3}}
	broken := func(change func(net *nn.Network)) *nn.Network {
		b := net.Clone()
		change(b)
		return b
	}
	tests := []struct {
		call func()
		want string // in the panic
	}{
		{func() { nn.New([]int{2}, rng) }, "New: sizes [2]: want two layers or more, an input and an output"},
		{func() { nn.New([]int{2, 0, 2}, rng) }, "New: sizes [2 0 2]: layer 2 has 0 neurons, want 1 or more"},
		{func() { nn.New([]int{2, 2}, nil) }, "Randn: the random number generator is nil"},

		{func() { net.Feedforward(x3) }, "Feedforward: layer 1: x: got 3×1, want 2×1"},
		{func() { net.Feedforward(nil) }, "Feedforward: layer 1: x: got nil, want 2×1"},
		{func() { net.Backprop(x3, y) }, "Backprop: layer 1: x: got 3×1, want 2×1"},
		{func() { net.Backprop(x, x3) }, "Backprop: layer 3: y: got 3×1, want 2×1"},
		{func() { net.Evaluate(tall) }, "Evaluate: layer 3: y: got 3×1, want 2×1"},
		{func() { net.EvaluateMatrix(wide) }, "Batch: example 0: x: got 3×1, want 2×1"},
		{func() { net.EvaluateMatrix(tall) }, "Batch: example 0: y: got 3×1, want 2×1"},
		{func() { nn.QuadraticCost(x, x3) }, "Sub: 2×1 and 3×1"},
		{func() { nn.CostDerivative(x, x3) }, "Sub: 2×1 and 3×1"},

		{func() { (*nn.Network)(nil).UpdateMiniBatch(one, 3) }, "UpdateMiniBatch: the network is nil: make one with New"},
		{func() { (*nn.Network)(nil).BackpropMatrix(x, y) }, "BackpropMatrix: the network is nil"},
		{func() { (*nn.Network)(nil).EvaluateMatrix(one) }, "EvaluateMatrix: the network is nil"},
		{func() { (&nn.Network{}).Backprop(x, y) }, "Backprop: sizes []: want two layers or more"},
		{func() { broken(func(b *nn.Network) { b.Biases = b.Biases[:1] }).Backprop(x, y) },
			"Backprop: 1 matrices in biases and 2 in weights, want 2 in each for sizes [2 3 2]"},
		{func() { broken(func(b *nn.Network) { b.Weights = nil }).SGD(ctx, one, 1, 1, 3, rng, nil, nil) },
			"SGD: 2 matrices in biases and 0 in weights, want 2 in each"},
		{func() { broken(func(b *nn.Network) { b.Biases[0] = nil }).Feedforward(x) },
			"Feedforward: layer 2: biases: got nil, want 3×1"},
		{func() { broken(func(b *nn.Network) { b.Weights[1] = b.Weights[0] }).Backprop(x, y) },
			"Backprop: layer 3: weights: got 3×2, want 2×3"},

		{func() { net.UpdateMiniBatch(nil, 3) }, "UpdateMiniBatch: the mini-batch is empty, want 1 example or more"},
		{func() { net.UpdateMiniBatch(one, math.NaN()) }, "UpdateMiniBatch: eta is NaN, want a finite number"},
		{func() { net.SGD(ctx, one, 1, 1, math.Inf(-1), rng, nil, nil) }, "SGD: eta is -Inf, want a finite number"},
		{func() { net.SGD(ctx, nil, 1, 1, 3, rng, nil, nil) }, "SGD: there are no training data"},
		{func() { net.SGDMatrix(ctx, nn.Examples{}, 1, 1, 3, rng, nil, nil) }, "SGDMatrix: there are no training data"},
		{func() { net.SGD(ctx, one, -1, 1, 3, rng, nil, nil) }, "SGD: -1 epochs, want 0 or more"},
		{func() { net.SGD(ctx, one, 1, 0, 3, rng, nil, nil) }, "SGD: mini-batches of 0 examples, want 1 or more"},
		{func() { net.SGD(ctx, one, 1, 1, 3, nil, nil, nil) }, "SGD: the random number generator is nil: pass rand.New("},
	}
	for _, test := range tests {
		if got := fmt.Sprint(panicOf(test.call)); !strings.Contains(got, ": "+test.want) {
			t.Errorf("got the panic\n\t%v\nwant in it\n\t: %s", got, test.want)
		}
	}
}

// TestPanicLeavesTheNetworkAlone: a mini-batch with one example that does not
// fit changes no parameter.
func TestPanicLeavesTheNetworkAlone(t *testing.T) {
	rng := newRand(1)
	net := nn.New([]int{2, 3, 2}, rng)
	before := net.Clone()
	good := randomExample(net.Sizes, rng)
	bad := nn.Example{X: good.X, Y: matrix.Zeros(3, 1)}
	if panicOf(func() { net.UpdateMiniBatch([]nn.Example{good, bad}, 3) }) == nil || !equal(net, before) {
		t.Error("UpdateMiniBatch took an example of another shape, or panicked and left the network changed")
	}
}

// panicOf calls f and returns what it panicked with, or nil.
func panicOf(f func()) (value any) {
	defer func() { value = recover() }()
	f()
	return nil
}
