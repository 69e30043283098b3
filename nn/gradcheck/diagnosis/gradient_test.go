package diagnosis

import (
	"math"
	"math/rand/v2"
	"testing"

	"backprop/matrix"
)

// TestWorst: what is allowed is a part of the entry itself, and twice the rounding
// or, if there is no bound on it, a part of the largest entry of want.
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
		{"4 for 0", 1, 2, 4, want, nil, 4 / (4*ofLayer + 4*ofEntry)},
		{"8 for 3", 0, 2, 8, want, nil, 5 / (4*ofLayer + 8*ofEntry)},
		{"less than is allowed", 0, 1, 1 + 1e-9, want, nil, 1e-9 / (4*ofLayer + ofEntry)},
		{"rounding", 0, 1, 1 + 1e-8, want, zeros.Map(func(float64) float64 { return 1e-8 }), 1e-8 / (ofEntry + 2e-8)},
		{"NaN", 1, 0, math.NaN(), want, nil, inf},
		{"Inf", 1, 1, -inf, want, nil, inf},
		{"the largest number", 1, 1, math.MaxFloat64, zeros, nil, 1 / ofEntry},
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
	truth := truthOf([]int{2, 3, 2}, rand.New(rand.NewPCG(5, 0)))
	if !truth.Agrees(truth.NablaB, truth.NablaW) {
		t.Error("the numerical gradient does not agree with itself")
	}
	for i := range truth.Net.Weights {
		b, w := clones(truth.NablaB), clones(truth.NablaW)
		b[i][1][0]++
		w[i][1][1]++
		if truth.Agrees(b, truth.NablaW) {
			t.Errorf("a bias of layer %d is off by 1, and agrees", i+2)
		}
		if truth.Agrees(truth.NablaB, w) {
			t.Errorf("a weight of layer %d is off by 1, and agrees", i+2)
		}
	}
}

// TestWorstEntry: of a layer's biases and weights together.
func TestWorstEntry(t *testing.T) {
	truth := truthOf([]int{2, 3, 2}, rand.New(rand.NewPCG(5, 0)))
	for _, test := range []struct {
		byBias, byWeight float64
		want             string
	}{
		{1e-3, 0, "net.Biases[0][2][0]"},
		{0, 1e-3, "net.Weights[0][1][1]"},
		{1e-3, 1, "net.Weights[0][1][1]"},
		{1, 1e-3, "net.Biases[0][2][0]"},
	} {
		b, w := truth.NablaB[0].Clone(), truth.NablaW[0].Clone()
		b[2][0] += test.byBias
		w[1][1] += test.byWeight
		if got := truth.worstEntry(0, b, w).Name(); got != test.want {
			t.Errorf("a bias off by %g and a weight by %g: the worst is %s, want %s", test.byBias, test.byWeight, got, test.want)
		}
	}
	// The largest difference may be rounding, and then it is another that is wrong.
	b, w := truth.NablaB[0].Clone(), truth.NablaW[0].Clone()
	truth.RoundB[0][2][0] = 1
	b[2][0], b[1][0] = b[2][0]+1, b[1][0]+1e-3
	if got, want := truth.worstEntry(0, b, w).Name(), "net.Biases[0][1][0]"; got != want {
		t.Errorf("a bias that is rounded by 1, and one off by 1e-3: the worst is %s, want %s", got, want)
	}
	// One of them lies further off in multiples of what rounding allows.
	b[0][0], truth.RoundB[0][0][0] = b[0][0]+1e-5, 0
	if got, want := truth.worstEntry(0, b, w).Name(), "net.Biases[0][1][0]"; got != want {
		t.Errorf("a bias off by 1e-3, and one by 1e-5: the worst is %s, want %s", got, want)
	}
}

func clones(ms []matrix.Matrix) []matrix.Matrix {
	var clones []matrix.Matrix
	for _, m := range ms {
		clones = append(clones, m.Clone())
	}
	return clones
}

func TestRatio(t *testing.T) {
	for _, test := range []struct {
		got, want matrix.Matrix
		factor    float64
		carriers  int
	}{
		{matrix.Column(2, 4), matrix.Column(1, 2), 2, 2},
		{matrix.Matrix{{-3, 4.5}}, matrix.Matrix{{2, -3}}, -1.5, 2},
		{matrix.Column(1, 3), matrix.Column(1, 1), 2, 2}, // no multiple: the nearest
		{matrix.Column(3), matrix.Column(2), 1.5, 1},     // one number alone
		{matrix.Column(0, 0), matrix.Column(1, 1e-3), 0, 1},
		{matrix.Column(0, 0), matrix.Column(1, 2e-3), 0, 2},
		{matrix.Column(1, 1), matrix.Column(0, 0), 0, 0},
		{matrix.Column(math.Inf(1), 1), matrix.Column(1, 1), 0, 0},
	} {
		if factor, carriers := ratio(test.got, test.want); factor != test.factor || carriers != test.carriers {
			t.Errorf("ratio of %v and %v = %v, carried by %d, want %v, by %d", test.got, test.want, factor, carriers, test.factor, test.carriers)
		}
	}
}
