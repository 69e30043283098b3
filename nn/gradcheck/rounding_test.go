package gradcheck

import (
	"flag"
	"math"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

var networks = flag.Int("networks", 500, "random networks on which the right Backprop must not be blamed")

// TestNeverBlamesTheRightBackprop draws networks of every depth and width, with
// weights so large that most neurons are saturated, too.
//
//	go test ./nn/gradcheck -run NeverBlames -networks 10000
func TestNeverBlamesTheRightBackprop(t *testing.T) {
	rng := newRand(1)
	for range *networks {
		sizes, spread := randomSizes(rng), math.Pow(10, rng.Float64()*3-1)
		net, e := randomNetwork(sizes, spread, rng)
		if report := Check(net, e.X, e.Y, net.Backprop); !report.OK() {
			t.Fatalf("%v, weights of spread %.3g: Backprop is blamed:\n%v", sizes, spread, report)
		}
		if n := 1 + rng.IntN(4); n > 1 {
			miniBatch := []nn.Example{e}
			for len(miniBatch) < n {
				_, more := randomNetwork(sizes, 1, rng)
				miniBatch = append(miniBatch, more)
			}
			eta := math.Pow(10, rng.Float64()*4-3)
			if report := CheckUpdate(net, miniBatch, eta, (*nn.Network).UpdateMiniBatch); !report.OK() {
				t.Fatalf("%v, weights of spread %.3g, eta %.3g: UpdateMiniBatch is blamed:\n%v", sizes, spread, eta, report)
			}
		}
	}
}

// TestVanishingGradients: where δ underflows, on the way or in the end, the
// right Backprop is not blamed either.
func TestVanishingGradients(t *testing.T) {
	for w := -600.0; w >= -760; w -= 0.5 {
		net := &nn.Network{Sizes: []int{1, 1}, Biases: []matrix.Matrix{{{0}}}, Weights: []matrix.Matrix{{{w}}}}
		if report := Check(net, matrix.Column(1), matrix.Column(1), net.Backprop); !report.OK() {
			t.Errorf("w = %g: Backprop is blamed:\n%v", w, report)
		}
		deep := &nn.Network{Sizes: []int{1, 1, 1}, Biases: []matrix.Matrix{{{0.5}}, {{w}}}, Weights: []matrix.Matrix{{{1e6}}, {{-1e5}}}}
		if report := Check(deep, matrix.Column(1e-6), matrix.Column(1), deep.Backprop); !report.OK() {
			t.Errorf("b = %g: Backprop is blamed:\n%v", w, report)
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

// TestRoundingBound: without c and r, the bound alone covers the difference of
// Backprop from the complex step; and in networks that are not saturated it is
// far below any mistake.
func TestRoundingBound(t *testing.T) {
	rng := newRand(12)
	for range 300 {
		sizes, spread := randomSizes(rng), math.Pow(10, rng.Float64()*3-1)
		net, e := randomNetwork(sizes, spread, rng)
		truth := measure(net, e.X, e.Y)
		nablaB, nablaW := net.Backprop(e.X, e.Y)
		for i := range nablaB {
			for _, part := range []struct{ got, want, bound matrix.Matrix }{
				{nablaB[i], truth.NablaB[i], truth.RoundB[i]}, {nablaW[i], truth.NablaW[i], truth.RoundW[i]},
			} {
				for j := range part.got {
					for k := range part.got[j] {
						if difference := math.Abs(part.got[j][k] - part.want[j][k]); !(difference <= 2*part.bound[j][k]) {
							t.Fatalf("%v, weights of spread %.3g, layer %d: %g is off by %.2g, the bound is %.2g",
								sizes, spread, i+2, part.want[j][k], difference, part.bound[j][k])
						}
					}
				}
				if size := part.want.MaxAbs(); spread < 1 && size > 1e-6 && part.bound.MaxAbs() > 1e-9*size {
					t.Fatalf("%v, weights of spread %.3g, layer %d: the bound %.2g is not far below the gradient %.2g",
						sizes, spread, i+2, part.bound.MaxAbs(), size)
				}
			}
		}
	}
}

func FuzzNeverBlamesTheRightBackprop(f *testing.F) {
	f.Add([]byte{2, 3, 2}, uint64(1), 1.0)
	f.Add([]byte{1, 1}, uint64(2), 100.0)
	f.Add([]byte{12, 12, 12, 12, 12, 12}, uint64(3), 0.01)
	f.Fuzz(func(t *testing.T, widths []byte, seed uint64, spread float64) {
		if len(widths) < 2 || len(widths) > 6 || !(math.Abs(spread) <= 1e6) {
			t.Skip("not a network to check")
		}
		var sizes []int
		for _, w := range widths {
			sizes = append(sizes, 1+int(w)%12)
		}
		net, e := randomNetwork(sizes, spread, newRand(seed))
		if report := Check(net, e.X, e.Y, net.Backprop); !report.OK() {
			t.Errorf("%v, weights of spread %g: Backprop is blamed:\n%v", sizes, spread, report)
		}
	})
}
