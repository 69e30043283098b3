package gradcheck

import (
	"math"
	"testing"

	"backprop/matrix"
)

// TestWorst: what is allowed is c times the largest entry of want, r times the
// entry itself, and twice the rounding. c and r are 1e-9.
func TestWorst(t *testing.T) {
	want := matrix.Matrix{{0, 1, 3}, {4, 0, 0}}
	zeros := matrix.Zeros(2, 3)
	inf := math.Inf(1)
	tests := []struct {
		name           string
		j, k           int
		got            float64
		want, rounding matrix.Matrix
		excess         float64
	}{
		{"nothing differs", 0, 0, 0, want, nil, 0},
		{"nothing differs, and nothing is allowed", 0, 0, 0, zeros, nil, 0},
		{"4 for 0", 1, 2, 4, want, nil, 4 / 8e-9},
		{"8 for 3", 0, 2, 8, want, nil, 5 / 12e-9},
		{"less than is allowed", 0, 1, 1 + 1e-9, want, nil, 1e-9 / 5e-9},
		{"rounding", 0, 1, 1 + 1e-8, want, zeros.Map(func(float64) float64 { return 1e-8 }), 1e-8 / 25e-9},
		{"NaN", 1, 0, math.NaN(), want, nil, inf},
		{"Inf", 1, 1, -inf, want, nil, inf},
		{"the largest number", 1, 1, math.MaxFloat64, zeros, nil, 1e9},
	}
	for _, test := range tests {
		got := test.want.Clone()
		got[test.j][test.k] = test.got
		j, k, excess := worst(got, test.want, test.rounding)
		// The differences from 1 have 7 right digits.
		if j != test.j || k != test.k || excess != test.excess && !(math.Abs(excess/test.excess-1) < 1e-6) {
			t.Errorf("%s: [%d][%d] is worst, by %g times what is allowed, want [%d][%d], %g", test.name, j, k, excess, test.j, test.k, test.excess)
		}
	}
}

// TestAgrees: one entry that is off is enough, in any layer.
func TestAgrees(t *testing.T) {
	net, e := randomNetwork([]int{2, 3, 2}, 1, newRand(5))
	truth := newTruth(net, e.X, e.Y)
	if !truth.agrees(truth.nablaB, truth.nablaW) {
		t.Error("the numerical gradient does not agree with itself")
	}
	for i := range net.Weights {
		b, w := cloneAll(truth.nablaB), cloneAll(truth.nablaW)
		b[i][1][0]++
		w[i][1][1]++
		if truth.agrees(b, truth.nablaW) {
			t.Errorf("a bias of layer %d is off by 1, and agrees", i+2)
		}
		if truth.agrees(truth.nablaB, w) {
			t.Errorf("a weight of layer %d is off by 1, and agrees", i+2)
		}
	}
}

// TestWorstEntry: of a layer's biases and weights together.
func TestWorstEntry(t *testing.T) {
	net, e := randomNetwork([]int{2, 3, 2}, 1, newRand(5))
	truth := newTruth(net, e.X, e.Y)
	for _, test := range []struct {
		byBias, byWeight float64
		want             string
	}{
		{1e-3, 0, "net.Biases[0][2][0]"},
		{0, 1e-3, "net.Weights[0][1][1]"},
		{1e-3, 1, "net.Weights[0][1][1]"},
		{1, 1e-3, "net.Biases[0][2][0]"},
	} {
		b, w := truth.nablaB[0].Clone(), truth.nablaW[0].Clone()
		b[2][0] += test.byBias
		w[1][1] += test.byWeight
		if got := truth.worstEntry(0, b, w).Name(); got != test.want {
			t.Errorf("a bias off by %g and a weight by %g: the worst is %s, want %s", test.byBias, test.byWeight, got, test.want)
		}
	}
}
