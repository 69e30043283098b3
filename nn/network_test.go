package nn_test

import (
	"math"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

func TestNew(t *testing.T) {
	sizes := []int{4, 3, 2}
	net := nn.New(sizes, newRand(1))
	sizes[0] = 99
	if !equal(net.Sizes, []int{4, 3, 2}) {
		t.Errorf("Sizes = %v after the caller's slice changed, want [4 3 2]", net.Sizes)
	}
	for i, want := range []string{"3×1", "2×1"} {
		if got := net.Biases[i].Shape(); got != want {
			t.Errorf("Biases[%d] is %s, want %s", i, got, want)
		}
	}
	for i, want := range []string{"3×4", "2×3"} {
		if got := net.Weights[i].Shape(); got != want {
			t.Errorf("Weights[%d] is %s, want %s", i, got, want)
		}
	}
	// Biases first, then weights, each entry straight from the Gaussian.
	rng := newRand(1)
	want := &nn.Network{
		Sizes:   []int{4, 3, 2},
		Biases:  []matrix.Matrix{matrix.Randn(3, 1, rng), matrix.Randn(2, 1, rng)},
		Weights: []matrix.Matrix{matrix.Randn(3, 4, rng), matrix.Randn(2, 3, rng)},
	}
	if !equal(net, want) {
		t.Error("the parameters are not the generator's draws in the documented order")
	}
	if equal(net, nn.New([]int{4, 3, 2}, newRand(2))) {
		t.Error("another seed gave the same network")
	}
}

// TestBackpropChangesNothing: the same call twice, with everything overwritten
// that the first one returned.
func TestBackpropChangesNothing(t *testing.T) {
	for _, sizes := range [][]int{{1, 1}, {2, 3, 2}, {3, 3, 3, 3}} {
		rng := newRand(3)
		net := nn.New(sizes, rng)
		e := randomExample(sizes, rng)
		netBefore, xBefore, yBefore := cloneNet(net), e.X.Clone(), e.Y.Clone()
		unchanged := func() bool {
			return equal(net, netBefore) && equal(e.X, xBefore) && equal(e.Y, yBefore)
		}

		nablaB, nablaW := net.Backprop(e.X, e.Y)
		if !unchanged() {
			t.Errorf("%v: Backprop changed the network, x or y", sizes)
		}
		wantB, wantW := cloneAll(nablaB), cloneAll(nablaW)
		for i, results := range [][]matrix.Matrix{nablaB, nablaW} {
			for _, m := range results {
				for j := range m {
					for k := range m[j] {
						m[j][k] = math.Inf(1)
					}
				}
			}
			if !unchanged() {
				t.Errorf("%v: the results of Backprop share memory with the network, x or y", sizes)
			}
			if i == 0 && !equal(nablaW, wantW) {
				t.Errorf("%v: nablaB and nablaW share memory", sizes)
			}
		}
		gotB, gotW := net.Backprop(e.X, e.Y)
		if !equal(gotB, wantB) || !equal(gotW, wantW) {
			t.Errorf("%v: Backprop gave another gradient the second time", sizes)
		}
	}
}

// TestUpdateMiniBatchTakesTheMean: a mini-batch of one example n times over is
// the same step as that example once. Adding the example's gradient for the
// third and the fourth time rounds; dividing by four does not.
func TestUpdateMiniBatchTakesTheMean(t *testing.T) {
	rng := newRand(4)
	once := nn.New([]int{3, 4, 2}, rng)
	fourTimes := cloneNet(once)
	e := randomExample(once.Sizes, rng)
	once.UpdateMiniBatch([]nn.Example{e}, 0.5)
	fourTimes.UpdateMiniBatch([]nn.Example{e, e, e, e}, 0.5)
	checkClose(t, "biases", fourTimes.Biases, once.Biases, 1e-15, 0)
	checkClose(t, "weights", fourTimes.Weights, once.Weights, 1e-15, 0)
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
	tests := []struct {
		examples nn.Examples
		want     int
	}{
		{nil, 0},
		{nn.Examples{{c(1, 0, 0), c(1, 0, 0)}}, 1},
		{nn.Examples{{c(1, 0, 0), c(0, 1, 0)}}, 0},
		{nn.Examples{{c(0, .5, .6), c(0, 0, 1)}, {c(.9, .5, .6), c(0, 0, 1)}, {c(0, 2, 1), c(0, 1, 0)}}, 2},
	}
	for _, test := range tests {
		if got := net.Evaluate(test.examples); got != test.want {
			t.Errorf("Evaluate of %d examples = %d, want %d", len(test.examples), got, test.want)
		}
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
