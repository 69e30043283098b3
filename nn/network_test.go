package nn_test

import (
	"math"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

// TestNew: the biases, then the weights, each entry straight from the Gaussian.
func TestNew(t *testing.T) {
	sizes := []int{4, 3, 2}
	net := nn.New(sizes, newRand(1))
	sizes[0] = 99 // which is the caller's
	rng := newRand(1)
	want := &nn.Network{
		Sizes:   []int{4, 3, 2},
		Biases:  []matrix.Matrix{matrix.Randn(3, 1, rng), matrix.Randn(2, 1, rng)},
		Weights: []matrix.Matrix{matrix.Randn(3, 4, rng), matrix.Randn(2, 3, rng)},
	}
	if !equal(net, want) {
		t.Errorf("New gives\n%v\nwant\n%v", net, want)
	}
}

// TestEvaluate uses networks that keep the order of their inputs: σ(x) grows with
// x. A single output, always the largest, is right on y's side of ½.
func TestEvaluate(t *testing.T) {
	three := &nn.Network{
		Sizes:   []int{3, 3},
		Biases:  []matrix.Matrix{matrix.Column(-5, -5, -5)},
		Weights: []matrix.Matrix{{{10, 0, 0}, {0, 10, 0}, {0, 0, 10}}},
	}
	one := &nn.Network{Sizes: []int{1, 1}, Biases: []matrix.Matrix{{{0}}}, Weights: []matrix.Matrix{{{1}}}}
	c := matrix.Column
	for _, test := range []struct {
		net  *nn.Network
		x, y matrix.Matrix
		want int
	}{
		{three, c(1, 0, 0), c(1, 0, 0), 1}, {three, c(0, .5, .6), c(0, 0, 1), 1}, {three, c(0, 2, 1), c(0, 1, 0), 1},
		{three, c(1, 0, 0), c(0, 1, 0), 0}, {three, c(.9, .5, .6), c(0, 0, 1), 0},
		{one, c(2), c(1), 1}, {one, c(2), c(0), 0}, {one, c(-2), c(0), 1}, {one, c(-2), c(1), 0},
		{one, c(0.1), c(0.6), 1}, {one, c(-0.1), c(0.6), 0}, // σ(0.1) is above ½
		{one, c(0), c(1), 0}, {one, c(0), c(0), 0}, {one, c(1), c(0.5), 0}, // nothing lies on a side of ½ itself
		{one, c(math.NaN()), c(0), 0},
	} {
		examples := nn.Examples{{X: test.x, Y: test.y}}
		if got, matrixPath := test.net.Evaluate(examples), test.net.EvaluateMatrix(examples); got != test.want || matrixPath != test.want {
			t.Errorf("x = %v, y = %v: Evaluate says %d, EvaluateMatrix %d, want %d", test.x.Transpose(), test.y.Transpose(), got, matrixPath, test.want)
		}
	}
}

func TestSigmoid(t *testing.T) {
	e := math.E
	tests := []struct{ z, sigmoid, prime float64 }{
		{0, 0.5, 0.25},
		{1, e / (1 + e), e / (1 + e) / (1 + e)},
		{-1, 1 / (1 + e), e / (1 + e) / (1 + e)},
		{1000, 1, 0},
		{-1000, 0, 0},
		{math.Inf(1), 1, 0},
		{math.Inf(-1), 0, 0},
	}
	for _, test := range tests {
		z := matrix.Column(test.z)
		// A few roundings on either side.
		if got := nn.Sigmoid(z)[0][0]; !(math.Abs(got-test.sigmoid) <= 4e-16) {
			t.Errorf("Sigmoid(%v) = %v, want %v", test.z, got, test.sigmoid)
		}
		if got := nn.SigmoidPrime(z)[0][0]; !(math.Abs(got-test.prime) <= 4e-16) {
			t.Errorf("SigmoidPrime(%v) = %v, want %v", test.z, got, test.prime)
		}
	}
	if got := nn.Sigmoid(matrix.Column(math.NaN()))[0][0]; !math.IsNaN(got) {
		t.Errorf("Sigmoid(NaN) = %v, want NaN", got)
	}
}
