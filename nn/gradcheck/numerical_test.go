package gradcheck

import (
	"fmt"
	"math"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

// methods are the three ways to differentiate, with their default steps.
var methods = []struct {
	name     string
	gradient func(net *nn.Network, x, y matrix.Matrix, step float64) (nablaB, nablaW ms)
	step     float64
}{{"Forward", Forward, ForwardStep}, {"Central", Central, CentralStep}, {"Complex", Complex, ComplexStep}}

// TestNumericalGradients holds the three methods against the four equations, as
// formulas_test.go has them.
//
// Forward differences are off by h·C″/2 and 10ε·C/h, with h = ε^½ and C near 1:
// some 1e-7; central ones by h²·C‴/6 and 10ε·C/h, with h = ε^⅓: some 2e-10. Both
// are absolute, and the layers' gradients here are above 0.01. The complex step
// only rounds: some 10 to 100 times ε, relative to the layer. A method must not be
// better than it can be, either, which would mean that it is another one.
func TestNumericalGradients(t *testing.T) {
	limits := map[string][2]float64{"Forward": {1e-10, 1e-5}, "Central": {1e-13, 2e-8}, "Complex": {0, 1e-14}}
	for seed := range uint64(5) {
		net, e := randomNetwork([]int{2, 3, 2}, 1, newRand(seed))
		wantB, wantW := rightFormulas().backprop(net)(e.X, e.Y)
		for _, method := range methods {
			gotB, gotW := method.gradient(net, e.X, e.Y, method.step)
			limit := limits[method.name]
			if got := worstNorm(gotB, gotW, wantB, wantW); !(limit[0] <= got && got <= limit[1]) {
				t.Errorf("seed %d: %s is off by %.1e of the layer, want %.1e to %.1e", seed, method.name, got, limit[0], limit[1])
			}
		}
	}
}

// TestDifferencesByHand: the two formulas with the costs that package nn gives,
// and a step so large that one to the other side would be another number.
func TestDifferencesByHand(t *testing.T) {
	x, y := matrix.Column(0.5), matrix.Column(1)
	cost := func(w, b float64) float64 { return nn.QuadraticCost(oneNeuron(w, b).Feedforward(x), y) }
	// The step of w = 2 is twice that of b = -1.
	for n, want := range [][2]float64{
		{(cost(2, -0.75) - cost(2, -1)) / 0.25, (cost(2.5, -1) - cost(2, -1)) / 0.5},
		{(cost(2, -0.75) - cost(2, -1.25)) / 0.5, (cost(2.5, -1) - cost(1.5, -1)) / 1},
	} {
		b, w := methods[n].gradient(oneNeuron(2, -1), x, y, 0.25)
		// A few roundings of numbers below 1, over 0.25.
		if math.Abs(b[0][0][0]-want[0]) > 4e-15 || math.Abs(w[0][0][0]-want[1]) > 4e-15 {
			t.Errorf("%s = %v for b and %v for w, want %v", methods[n].name, b[0][0][0], w[0][0][0], want)
		}
	}
}

// TestStepIsScaled: the step of a large weight grows with it, so the difference
// does not drown in its rounding; that of a small one does not shrink. And a
// complex step of a weight counts as often as the x that it is multiplied with is
// large.
func TestStepIsScaled(t *testing.T) {
	for _, w := range []float64{1e-9, 1, -3e7} {
		x, y := matrix.Column(1/math.Max(1, math.Abs(w))), matrix.Column(0)
		wantB, wantW := rightFormulas().backprop(oneNeuron(w, 0.3))(x, y)
		for _, method := range methods {
			b, nw := method.gradient(oneNeuron(w, 0.3), x, y, method.step)
			if got := worstNorm(b, nw, wantB, wantW); !(got < 1e-6) {
				t.Errorf("w = %g: %s is off by %.1e", w, method.name, got)
			}
		}
	}
	for _, x := range []float64{1, 1e12, -1e17, 1e22} {
		net := oneNeuron(0.7/x, 0.3)
		if report := Check(net, matrix.Column(x), matrix.Column(0), net.Backprop); !report.OK() {
			t.Errorf("x = %g: Backprop is blamed:\n%v", x, report)
		}
	}
}

// TestSigmoidFarOut: neither form of σ overflows on the way.
func TestSigmoidFarOut(t *testing.T) {
	for z, want := range map[float64]float64{-800: 0, -745: math.Exp(-745), 0: 0.5, 800: 1} {
		if a := sigmoid(complex(z, 0)); real(a) != want || imag(a) != 0 {
			t.Errorf("σ(%g) = %g, want %g", z, a, want)
		}
	}
}

func TestNumericalLeavesNetworkAlone(t *testing.T) {
	net, e := randomNetwork([]int{3, 4, 2}, 1, newRand(2))
	before := fmt.Sprint(*net, e)
	for _, method := range methods {
		method.gradient(net, e.X, e.Y, 0.1)
		if fmt.Sprint(*net, e) != before {
			t.Errorf("%s changed the network, x or y", method.name)
		}
		want := fmt.Sprintf("gradcheck: %s: layer 3: y: got 3×1, want 2×1", method.name)
		if got := panicOf(func() { method.gradient(net, e.X, matrix.Zeros(3, 1), 0.1) }); got != want {
			t.Errorf("panic %v, want %s", got, want)
		}
	}
}
