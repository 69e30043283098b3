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

// TestEvaluate uses a network that hands its input through: 1-for-1 weights of
// 10 and biases of -5 keep the order of the inputs.
func TestEvaluate(t *testing.T) {
	net := &nn.Network{
		Sizes:   []int{3, 3},
		Biases:  []matrix.Matrix{matrix.Column(-5, -5, -5)},
		Weights: []matrix.Matrix{{{10, 0, 0}, {0, 10, 0}, {0, 0, 10}}},
	}
	c := matrix.Column
	test := nn.Examples{
		{c(1, 0, 0), c(1, 0, 0)}, {c(0, .5, .6), c(0, 0, 1)}, {c(0, 2, 1), c(0, 1, 0)}, // right
		{c(1, 0, 0), c(0, 1, 0)}, {c(.9, .5, .6), c(0, 0, 1)},
	}
	if got := net.Evaluate(test); got != 3 {
		t.Errorf("Evaluate = %d, want 3", got)
	}
}

// TestEvaluateOneOutput: the output of this network is σ(x), and right on y's side
// of ½. (The largest of a single output is always the first, so that ArgMax would
// call everything right.)
func TestEvaluateOneOutput(t *testing.T) {
	net := &nn.Network{Sizes: []int{1, 1}, Biases: []matrix.Matrix{{{0}}}, Weights: []matrix.Matrix{{{1}}}}
	tests := []struct {
		x, y float64
		want int
	}{
		{2, 1, 1}, {2, 0, 0}, {-2, 0, 1}, {-2, 1, 0}, {0.1, 0.6, 1}, {-0.1, 0.6, 0}, // σ(0.1) is above ½
		{0, 1, 0}, {0, 0, 0}, {1, 0.5, 0}, // nothing lies on a side of ½ itself
		{math.NaN(), 0, 0},
	}
	for _, test := range tests {
		examples := nn.Examples{{X: matrix.Column(test.x), Y: matrix.Column(test.y)}}
		if got := net.Evaluate(examples); got != test.want {
			t.Errorf("Evaluate of x = %g, y = %g: %d right, want %d", test.x, test.y, got, test.want)
		}
		if got := net.EvaluateMatrix(examples); got != test.want {
			t.Errorf("EvaluateMatrix of x = %g, y = %g: %d right, want %d", test.x, test.y, got, test.want)
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
