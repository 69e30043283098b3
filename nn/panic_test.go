package nn_test

import (
	"context"
	"math"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

// TestPanics: every misuse names the call, the layer, and what it got and wants.
func TestPanics(t *testing.T) {
	rng := newRand(1)
	net := nn.New([]int{2, 3, 2}, rng)
	x, y := matrix.Zeros(2, 1), matrix.Zeros(2, 1)
	x3 := matrix.Zeros(3, 1)
	ragged := matrix.Matrix{{1}, {1, 2}}
	miniBatch := []nn.Example{{X: x, Y: y}}
	broken := func(change func(net *nn.Network)) *nn.Network {
		b := cloneNet(net)
		change(b)
		return b
	}
	sgd := func(training nn.Data, epochs, miniBatchSize int, eta float64) func() {
		return func() {
			net.SGD(context.Background(), training, epochs, miniBatchSize, eta, rng, nil, nil)
		}
	}
	tests := []struct {
		call func()
		want string
	}{
		{func() { nn.New(nil, rng) }, "nn: New: sizes []: want two layers or more, an input and an output"},
		{func() { nn.New([]int{2}, rng) }, "nn: New: sizes [2]: want two layers or more, an input and an output"},
		{func() { nn.New([]int{2, 0, 2}, rng) }, "nn: New: sizes [2 0 2]: layer 2 has 0 neurons, want 1 or more"},
		{func() { nn.New([]int{-1, 2}, rng) }, "nn: New: sizes [-1 2]: layer 1 has -1 neurons, want 1 or more"},
		{func() { nn.New([]int{2, 2}, nil) },
			"matrix: Randn: the random number generator is nil: pass rand.New(rand.NewPCG(seed, 0))"},

		{func() { net.Feedforward(x3) }, "nn: Feedforward: layer 1: x: got 3×1, want 2×1"},
		{func() { net.Feedforward(nil) }, "nn: Feedforward: layer 1: x: got nil, want 2×1"},
		{func() { net.Feedforward(matrix.Zeros(1, 2)) }, "nn: Feedforward: layer 1: x: got 1×2, want 2×1"},
		{func() { net.Feedforward(ragged) },
			"nn: Feedforward: layer 1: x: got ragged (row 0 has 1 entries, row 1 has 2), want 2×1"},

		{func() { net.Backprop(x3, y) }, "nn: Backprop: layer 1: x: got 3×1, want 2×1"},
		{func() { net.Backprop(x, x3) }, "nn: Backprop: layer 3: y: got 3×1, want 2×1"},
		{func() { net.Backprop(x, nil) }, "nn: Backprop: layer 3: y: got nil, want 2×1"},
		{func() { (*nn.Network)(nil).Backprop(x, y) }, "nn: Backprop: the network is nil: make one with New"},
		{func() { (&nn.Network{}).Backprop(x, y) },
			"nn: Backprop: sizes []: want two layers or more, an input and an output"},
		{func() { broken(func(b *nn.Network) { b.Biases = b.Biases[:1] }).Backprop(x, y) },
			"nn: Backprop: 1 matrices in biases and 2 in weights, want 2 in each for sizes [2 3 2]"},
		{func() { broken(func(b *nn.Network) { b.Weights = append(b.Weights, x) }).Backprop(x, y) },
			"nn: Backprop: 2 matrices in biases and 3 in weights, want 2 in each for sizes [2 3 2]"},
		{func() { broken(func(b *nn.Network) { b.Biases[0] = x }).Backprop(x, y) },
			"nn: Backprop: layer 2: biases: got 2×1, want 3×1"},
		{func() { broken(func(b *nn.Network) { b.Weights[1] = b.Weights[1].Transpose() }).Backprop(x, y) },
			"nn: Backprop: layer 3: weights: got 3×2, want 2×3"},

		{func() { net.Evaluate(nn.Examples{{X: x, Y: x3}}) }, "nn: Evaluate: layer 3: y: got 3×1, want 2×1"},
		{func() { net.Evaluate(nn.Examples{{X: x3, Y: y}}) }, "nn: Evaluate: layer 1: x: got 3×1, want 2×1"},

		{func() { net.UpdateMiniBatch(nil, 3) }, "nn: UpdateMiniBatch: the mini-batch is empty, want 1 example or more"},
		{func() { net.UpdateMiniBatch(miniBatch, math.NaN()) }, "nn: UpdateMiniBatch: eta is NaN, want a finite number"},
		{func() { net.UpdateMiniBatch(miniBatch, math.Inf(-1)) }, "nn: UpdateMiniBatch: eta is -Inf, want a finite number"},

		{sgd(nil, 1, 1, 3), "nn: SGD: there are no training data"},
		{sgd(nn.Examples{}, 1, 1, 3), "nn: SGD: there are no training data"},
		{sgd(nn.Examples(miniBatch), -1, 1, 3), "nn: SGD: -1 epochs, want 0 or more"},
		{sgd(nn.Examples(miniBatch), 1, 0, 3), "nn: SGD: mini-batches of 0 examples, want 1 or more"},
		{sgd(nn.Examples(miniBatch), 1, 1, math.Inf(1)), "nn: SGD: eta is +Inf, want a finite number"},
		{func() { net.SGD(context.Background(), nn.Examples(miniBatch), 1, 1, 3, nil, nil, nil) },
			"nn: SGD: the random number generator is nil: pass rand.New(rand.NewPCG(seed, 0))"},

		{func() { (*nn.Network)(nil).UpdateMiniBatch(miniBatch, 3) }, "nn: UpdateMiniBatch: the network is nil: make one with New"},
		{func() { broken(func(b *nn.Network) { b.Biases[0] = nil }).UpdateMiniBatch(miniBatch, 3) },
			"nn: UpdateMiniBatch: layer 2: biases: got nil, want 3×1"},
		{func() { broken(func(b *nn.Network) { b.Biases[1] = nil }).Evaluate(nn.Examples(miniBatch)) },
			"nn: Evaluate: layer 3: biases: got nil, want 2×1"},
		{func() {
			broken(func(b *nn.Network) { b.Weights = nil }).SGD(context.Background(), nn.Examples(miniBatch), 1, 1, 3, rng, nil, nil)
		}, "nn: SGD: 2 matrices in biases and 0 in weights, want 2 in each for sizes [2 3 2]"},
		{func() { net.SGD(nil, nn.Examples(miniBatch), 1, 1, 3, rng, nil, nil) }, //lint:ignore SA1012 the mistake to be caught
			"nn: SGD: the context is nil: pass context.Background()"},
		{func() { nn.QuadraticCost(x, x3) }, "matrix: Sub: 2×1 and 3×1: want two matrices of the same shape"},
		{func() { nn.CostDerivative(x, x3) }, "matrix: Sub: 2×1 and 3×1: want two matrices of the same shape"},
	}
	for _, test := range tests {
		if got := panicOf(test.call); got != test.want {
			t.Errorf("got the panic\n\t%v\nwant\n\t%s", got, test.want)
		}
	}
}

// TestPanicLeavesTheNetworkAlone: a mini-batch with one example that does not
// fit changes no parameter.
func TestPanicLeavesTheNetworkAlone(t *testing.T) {
	rng := newRand(1)
	net := nn.New([]int{2, 3, 2}, rng)
	before := cloneNet(net)
	good := randomExample(net.Sizes, rng)
	bad := nn.Example{X: good.X, Y: matrix.Zeros(3, 1)}
	if panicOf(func() { net.UpdateMiniBatch([]nn.Example{good, bad}, 3) }) == nil {
		t.Fatal("UpdateMiniBatch took an example of another shape")
	}
	if !equal(net, before) {
		t.Error("UpdateMiniBatch panicked and left the network changed")
	}
}

// panicOf calls f and returns what it panicked with, or nil.
func panicOf(f func()) (value any) {
	defer func() { value = recover() }()
	f()
	return nil
}
