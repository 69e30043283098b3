package gradcheck

import (
	"math"
	"slices"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

// TestVanishingGradients: where δ underflows, on the way or in the end, the
// right Backprop is not blamed either.
func TestVanishingGradients(t *testing.T) {
	for w := -600.0; w >= -760; w -= 0.5 {
		for x, net := range map[float64]*nn.Network{
			1:    oneNeuron(w, 0),
			1e-6: {Sizes: []int{1, 1, 1}, Biases: ms{{{0.5}}, {{w}}}, Weights: ms{{{1e6}}, {{-1e5}}}},
		} {
			if report := Check(net, matrix.Column(x), matrix.Column(1), net.Backprop); !report.OK() {
				t.Errorf("w or b = %g, x = %g: Backprop is blamed:\n%v", w, x, report)
			}
		}
	}
}

// TestCancellation: where z is the small sum of large terms, it is wrong by the
// rounding of these, and another order of adding them up gives another z. The
// right Backprop is not blamed.
func TestCancellation(t *testing.T) {
	for seed := range uint64(50) {
		net, e := randomNetwork([]int{2, 1}, 1e8, newRand(seed))
		z := matrix.Dot(net.Weights[0], e.X)
		net.Biases[0] = matrix.Sub(net.Biases[0], z)
		if report := Check(net, e.X, e.Y, net.Backprop); !report.OK() {
			t.Errorf("seed %d: Backprop is blamed:\n%v", seed, report)
		}
	}
}

// TestRoundingBound: twice the bound covers the difference of Backprop from the
// complex step; and in networks that are not saturated it is far below any mistake.
func TestRoundingBound(t *testing.T) {
	rng := newRand(12)
	for range 300 {
		sizes, spread := randomSizes(rng), math.Pow(10, rng.Float64()*3-1)
		net, e := randomNetwork(sizes, spread, rng)
		truth := measure(net, e.X, e.Y)
		nablaB, nablaW := net.Backprop(e.X, e.Y)
		all, bounds := slices.Concat(nablaB, nablaW), slices.Concat(truth.RoundB, truth.RoundW)
		for i, want := range slices.Concat(truth.NablaB, truth.NablaW) {
			got, bound := all[i], bounds[i]
			for j := range got {
				for k := range got[j] {
					if off := math.Abs(got[j][k] - want[j][k]); !(off <= 2*bound[j][k]) {
						t.Fatalf("%v, weights of spread %.3g: %g is off by %.2g, the bound is %.2g", sizes, spread, want[j][k], off, bound[j][k])
					}
				}
			}
			if size := want.MaxAbs(); spread < 1 && size > 1e-6 && bound.MaxAbs() > 1e-9*size {
				t.Fatalf("%v, weights of spread %.3g: the bound %.2g is not far below the gradient %.2g", sizes, spread, bound.MaxAbs(), size)
			}
		}
	}
}
