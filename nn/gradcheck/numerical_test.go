package gradcheck

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck/diagnosis"
)

// precise is the gradient in 300 bits: a central difference with a step of
// 2⁻¹⁰⁰, whose error is some 2⁻²⁰⁰.
func precise(net *nn.Network, x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
	const bits = 300
	number := func(v float64) *big.Float { return new(big.Float).SetPrec(bits).SetFloat64(v) }
	// exp(v) = exp(v/2^k)^(2^k), and the series for the small v/2^k.
	exp := func(v *big.Float) *big.Float {
		const k = 40
		small := new(big.Float).SetMantExp(v, -k)
		sum, term := number(1), number(1)
		for n := 1; n < 30; n++ {
			term = new(big.Float).SetPrec(bits).Quo(new(big.Float).Mul(term, small), number(float64(n)))
			sum = new(big.Float).SetPrec(bits).Add(sum, term)
		}
		for range k {
			sum = new(big.Float).SetPrec(bits).Mul(sum, sum)
		}
		return sum
	}
	// moved says which parameter is moved, and by how much.
	cost := func(moved *float64, by *big.Float) *big.Float {
		value := func(p *float64) *big.Float {
			v := number(*p)
			if p == moved {
				v.Add(v, by)
			}
			return v
		}
		var a []*big.Float
		for j := range x {
			a = append(a, number(x[j][0]))
		}
		for i, w := range net.Weights {
			var next []*big.Float
			for j := range w {
				z := value(&net.Biases[i][j][0])
				for k := range w[j] {
					z.Add(z, new(big.Float).Mul(value(&w[j][k]), a[k]))
				}
				next = append(next, new(big.Float).SetPrec(bits).Quo(number(1), new(big.Float).Add(number(1), exp(z.Neg(z)))))
			}
			a = next
		}
		sum := number(0)
		for j := range a {
			d := new(big.Float).Sub(a[j], number(y[j][0]))
			sum.Add(sum, d.Mul(d, d))
		}
		return sum.Quo(sum, number(2))
	}
	derivative := func(p *float64) float64 {
		h := new(big.Float).SetMantExp(number(1), -100)
		up, down := cost(p, h), cost(p, new(big.Float).Neg(h))
		v, _ := new(big.Float).Quo(up.Sub(up, down), h.Add(h, h)).Float64()
		return v
	}
	for i, w := range net.Weights {
		nb, nw := matrix.Zeros(w.Rows(), 1), matrix.Zeros(w.Rows(), w.Cols())
		for j := range w {
			nb[j][0] = derivative(&net.Biases[i][j][0])
			for k := range w[j] {
				nw[j][k] = derivative(&w[j][k])
			}
		}
		nablaB, nablaW = append(nablaB, nb), append(nablaW, nw)
	}
	return nablaB, nablaW
}

type numerical func(net *nn.Network, x, y matrix.Matrix, step float64) (nablaB, nablaW []matrix.Matrix)

// TestAgainstBig holds the three methods, and Backprop, against a gradient with
// 60 right digits.
//
// Forward differences are off by h·C″/2 and 10ε·C/h, with h = ε^½ and C near 1:
// some 1e-7; central ones by h²·C‴/6 and 10ε·C/h, with h = ε^⅓: some 2e-10. Both
// are absolute, and the layers' gradients here are above 0.01. The complex step
// and Backprop only round: some 10 to 100 times ε, relative to the layer.
func TestAgainstBig(t *testing.T) {
	for seed := range uint64(5) {
		net, e := randomNetwork([]int{2, 3, 2}, 1, newRand(seed))
		wantB, wantW := precise(net, e.X, e.Y)
		for _, test := range []struct {
			name      string
			numerical numerical
			step      float64
			tolerance float64
		}{
			{"Forward", Forward, ForwardStep, 1e-5},
			{"Central", Central, CentralStep, 2e-8},
			{"Complex", Complex, ComplexStep, 1e-14},
			{"Backprop", func(net *nn.Network, x, y matrix.Matrix, _ float64) (nablaB, nablaW []matrix.Matrix) {
				return net.Backprop(x, y)
			}, 0, 1e-14},
		} {
			gotB, gotW := test.numerical(net, e.X, e.Y, test.step)
			got := worstNorm(Compare(gotB, gotW, wantB, wantW))
			if !(got <= test.tolerance) {
				t.Errorf("seed %d: %s is off by %.1e of the layer, want at most %.1e", seed, test.name, got, test.tolerance)
			}
			// A method must not be better than it can be, which would mean
			// that it is another one.
			if test.name == "Forward" && got < 1e-10 || test.name == "Central" && got < 1e-13 {
				t.Errorf("seed %d: %s is off by only %.1e", seed, test.name, got)
			}
		}
	}
}

// TestDifferencesByHand: the two formulas with the costs that package nn gives,
// and a step so large that one to the other side would be another number.
func TestDifferencesByHand(t *testing.T) {
	x, y := matrix.Column(0.5), matrix.Column(1)
	network := func(w, b float64) *nn.Network {
		return &nn.Network{Sizes: []int{1, 1}, Biases: []matrix.Matrix{{{b}}}, Weights: []matrix.Matrix{{{w}}}}
	}
	cost := func(w, b float64) float64 { return nn.QuadraticCost(network(w, b).Feedforward(x), y) }
	// The step of w = 2 is twice that of b = -1.
	for _, test := range []struct {
		name         string
		numerical    numerical
		wantB, wantW float64
	}{
		{"Forward", Forward, (cost(2, -0.75) - cost(2, -1)) / 0.25, (cost(2.5, -1) - cost(2, -1)) / 0.5},
		{"Central", Central, (cost(2, -0.75) - cost(2, -1.25)) / 0.5, (cost(2.5, -1) - cost(1.5, -1)) / 1},
	} {
		b, w := test.numerical(network(2, -1), x, y, 0.25)
		// A few roundings of numbers below 1, over 0.25.
		if math.Abs(b[0][0][0]-test.wantB) > 4e-15 || math.Abs(w[0][0][0]-test.wantW) > 4e-15 {
			t.Errorf("%s = %v for b and %v for w, want %v and %v", test.name, b[0][0][0], w[0][0][0], test.wantB, test.wantW)
		}
	}
}

// TestTruncation: without rounding in the way, a step ten times as large makes
// the error of forward differences 10 times as large, and of the two others 100
// times, as the dropped terms of the Taylor series say.
func TestTruncation(t *testing.T) {
	net, e := randomNetwork([]int{2, 3, 2}, 1, newRand(1))
	wantB, wantW := net.Backprop(e.X, e.Y)
	for _, test := range []struct {
		name      string
		numerical numerical
		growth    float64
	}{{"Forward", Forward, 10}, {"Central", Central, 100}, {"Complex", Complex, 100}} {
		at := func(step float64) float64 {
			b, w := test.numerical(net, e.X, e.Y, step)
			return worstNorm(Compare(b, w, wantB, wantW))
		}
		// The next term of the series is some 1e-2 of this one.
		if growth := at(1e-2) / at(1e-3); math.Abs(growth/test.growth-1) > 0.05 {
			t.Errorf("%s: a step ten times as large makes the error %.3g times as large, want %g", test.name, growth, test.growth)
		}
	}
}

// TestStepIsScaled: the step of a large weight grows with it, so that the
// difference does not drown in its rounding; that of a small one does not shrink.
func TestStepIsScaled(t *testing.T) {
	for _, w := range []float64{1e-9, 1, -3e7} {
		net := &nn.Network{Sizes: []int{1, 1}, Biases: []matrix.Matrix{{{0.3}}}, Weights: []matrix.Matrix{{{w}}}}
		x, y := matrix.Column(1/math.Max(1, math.Abs(w))), matrix.Column(0)
		wantB, wantW := precise(net, x, y)
		for name, numerical := range map[string]func() (b, w []matrix.Matrix){
			"Forward": func() (b, w []matrix.Matrix) { return Forward(net, x, y, ForwardStep) },
			"Central": func() (b, w []matrix.Matrix) { return Central(net, x, y, CentralStep) },
		} {
			b, nw := numerical()
			if got := worstNorm(Compare(b[:1], nw[:1], wantB, wantW)); !(got < 1e-6) {
				t.Errorf("w = %g: %s is off by %.1e", w, name, got)
			}
		}
	}
}

// TestComplexStepIsScaled: a step of a weight counts as often as the x that it is
// multiplied with is large.
func TestComplexStepIsScaled(t *testing.T) {
	for _, x := range []float64{1, 1e12, -1e17, 1e22} {
		net := &nn.Network{Sizes: []int{1, 1}, Biases: []matrix.Matrix{{{0.3}}}, Weights: []matrix.Matrix{{{0.7 / x}}}}
		if report := Check(net, matrix.Column(x), matrix.Column(0), net.Backprop); !report.OK() {
			t.Errorf("x = %g: Backprop is blamed:\n%v", x, report)
		}
	}
}

// TestDefaultSteps are what theory says, ε = 2⁻⁵²: ε^½ and ε^⅓.
func TestDefaultSteps(t *testing.T) {
	if ForwardStep != math.Sqrt(0x1p-52) {
		t.Errorf("ForwardStep = %g, want %g", ForwardStep, math.Sqrt(0x1p-52))
	}
	if math.Abs(CentralStep/math.Cbrt(0x1p-52)-1) > 1e-3 {
		t.Errorf("CentralStep = %g, want %g", CentralStep, math.Cbrt(0x1p-52))
	}
}

// TestSigmoidFarOut: neither form of σ overflows on the way.
func TestSigmoidFarOut(t *testing.T) {
	for z, want := range map[float64]float64{-800: 0, -745: math.Exp(-745), 0: 0.5, 800: 1} {
		net := &nn.Network{Sizes: []int{1, 1}, Biases: []matrix.Matrix{{{z}}}, Weights: []matrix.Matrix{{{0}}}}
		a := newPass(net, matrix.Column(1), matrix.Column(0)).a[1][0]
		if real(a) != want || imag(a) != 0 {
			t.Errorf("σ(%g) = %g, want %g", z, a, want)
		}
		if prime := diagnosis.SigmoidPrime(matrix.Column(z))[0][0]; prime != want*(1-want) {
			t.Errorf("σ′(%g) = %g, want %g", z, prime, want*(1-want))
		}
	}
}

func TestNumericalLeavesNetworkAlone(t *testing.T) {
	net, e := randomNetwork([]int{3, 4, 2}, 1, newRand(2))
	before := fmt.Sprint(*net, e)
	for name, numerical := range map[string]numerical{"Forward": Forward, "Central": Central, "Complex": Complex} {
		numerical(net, e.X, e.Y, 0.1)
		if fmt.Sprint(*net, e) != before {
			t.Errorf("%s changed the network, x or y", name)
		}
		want := fmt.Sprintf("gradcheck: %s: layer 3: y: got 3×1, want 2×1", name)
		if got := panicOf(func() { numerical(net, e.X, matrix.Zeros(3, 1), 0.1) }); got != want {
			t.Errorf("panic %v, want %s", got, want)
		}
	}
}

// The largest network of the chapter, with an input like a digit's.
func mnistNetwork() (*nn.Network, nn.Example) {
	rng := newRand(16)
	net := nn.New([]int{784, 30, 10}, rng)
	x := matrix.Zeros(784, 1).Map(func(float64) float64 { return math.Max(0, rng.Float64()*5-4) })
	y := matrix.Zeros(10, 1)
	y[3][0] = 1
	return net, nn.Example{X: x, Y: y}
}

// TestMNISTSize: with sums of 784 terms, rounding may reach some √784·ε = 3e-15
// in the norm of a layer, and the central difference's 1e-10 stands against a
// gradient of some 0.1.
func TestMNISTSize(t *testing.T) {
	net, e := mnistNetwork()
	wantB, wantW := net.Backprop(e.X, e.Y)
	b, w := Complex(net, e.X, e.Y, ComplexStep)
	if got := worstNorm(Compare(wantB, wantW, b, w)); !(got <= 1e-14) {
		t.Errorf("Complex and Backprop differ by %.1e of a layer's norm, want at most 1e-14", got)
	}
	// Its half a minute is for the benchmark: here, ten neurons of the 30.
	net.Sizes = []int{784, 10, 10}
	net.Biases[0], net.Weights[0] = net.Biases[0][:10], net.Weights[0][:10]
	for j, row := range net.Weights[1] {
		net.Weights[1][j] = row[:10]
	}
	wantB, wantW = net.Backprop(e.X, e.Y)
	b, w = Central(net, e.X, e.Y, CentralStep)
	if got := worstNorm(Compare(wantB, wantW, b, w)); !(got <= 1e-8) {
		t.Errorf("Central and Backprop differ by %.1e of a layer's norm, want at most 1e-8", got)
	}
}

// The benchmarks compute all 23,860 derivatives of 784-30-10.

func BenchmarkForward(b *testing.B) { benchmark(b, Forward, ForwardStep) }
func BenchmarkCentral(b *testing.B) { benchmark(b, Central, CentralStep) }
func BenchmarkComplex(b *testing.B) { benchmark(b, Complex, ComplexStep) }

func benchmark(b *testing.B, numerical numerical, step float64) {
	net, e := mnistNetwork()
	for b.Loop() {
		numerical(net, e.X, e.Y, step)
	}
}
