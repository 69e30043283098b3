package gradcheck

import (
	"math"
	"math/rand/v2"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

// style is a way to write right code: other sums, other forms of the functions.
type style struct {
	name    string
	dot     func(a, b []float64) float64
	sigmoid func(z float64) float64
	prime   func(z, a float64) float64
	sizes   func(rng *rand.Rand) []int // of the networks
	weights float64                    // what they are multiplied by
	targets float64                    // and y
}

func styles() []style {
	loop := func(a, b []float64) float64 {
		sum := 0.0
		for k := range a {
			sum += a[k] * b[k]
		}
		return sum
	}
	var pairwise func(a, b []float64) float64
	pairwise = func(a, b []float64) float64 {
		if len(a) < 3 {
			return loop(a, b)
		}
		n := len(a) / 2
		return pairwise(a[:n], b[:n]) + pairwise(a[n:], b[n:])
	}
	chapter := func(z float64) float64 { return 1 / (1 + math.Exp(-z)) }
	plain := style{"loops", loop, chapter, func(z, _ float64) float64 { return chapter(z) * (1 - chapter(z)) }, randomSizes, 1, 1}
	with := func(name string, change func(s *style)) style {
		s := plain
		s.name = name
		change(&s)
		return s
	}
	return []style{
		plain,
		with("reversed sums", func(s *style) {
			s.dot = func(a, b []float64) float64 {
				sum := 0.0
				for k := len(a) - 1; k >= 0; k-- {
					sum += a[k] * b[k]
				}
				return sum
			}
		}),
		with("pairwise sums", func(s *style) { s.dot = pairwise }),
		with("Kahan's sums", func(s *style) {
			s.dot = func(a, b []float64) float64 {
				sum, lost := 0.0, 0.0
				for k := range a {
					term := a[k]*b[k] - lost
					next := sum + term
					lost, sum = (next-sum)-term, next
				}
				return sum
			}
		}),
		with("fused", func(s *style) {
			s.dot = func(a, b []float64) float64 {
				sum := 0.0
				for k := range a {
					sum = math.FMA(a[k], b[k], sum)
				}
				return sum
			}
		}),
		with("tanh", func(s *style) {
			s.sigmoid = func(z float64) float64 { return (1 + math.Tanh(z/2)) / 2 }
			s.prime = func(_, a float64) float64 { return a * (1 - a) }
		}),
		with("a - a²", func(s *style) { s.prime = func(_, a float64) float64 { return a - a*a } }),
		with("weights × 50", func(s *style) { s.weights = 50 }),
		with("y × 1000", func(s *style) { s.targets = 1000 }),
		with("ten layers", func(s *style) {
			s.sizes = func(rng *rand.Rand) []int {
				sizes := make([]int, 10)
				for i := range sizes {
					sizes[i] = 1 + rng.IntN(6)
				}
				return sizes
			}
		}),
		with("digits", func(s *style) { s.sizes = func(*rand.Rand) []int { return []int{784, 30, 10} } }),
	}
}

// backprop is Backprop in this style, without package nn or matrix's products.
func (s style) backprop(net *nn.Network) Backprop {
	return func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		row := func(m matrix.Matrix) []float64 { return m.Transpose()[0] }
		as, zs := [][]float64{row(x)}, [][]float64{}
		for i, w := range net.Weights {
			var z, a []float64
			for j := range w {
				z = append(z, s.dot(w[j], as[i])+net.Biases[i][j][0])
				a = append(a, s.sigmoid(z[j]))
			}
			zs, as = append(zs, z), append(as, a)
		}
		last := len(zs) - 1
		nablaB, nablaW = make([]matrix.Matrix, last+1), make([]matrix.Matrix, last+1)
		var delta []float64
		for i := last; i >= 0; i-- {
			var arriving []float64
			for j := range zs[i] {
				if i == last {
					arriving = append(arriving, as[i+1][j]-y[j][0])
				} else {
					arriving = append(arriving, s.dot(net.Weights[i+1].Transpose()[j], delta))
				}
			}
			delta = nil
			for j, z := range zs[i] {
				delta = append(delta, arriving[j]*s.prime(z, as[i+1][j]))
			}
			nablaB[i], nablaW[i] = matrix.Column(delta...), matrix.Zeros(len(delta), len(as[i]))
			for j := range delta {
				for k, a := range as[i] {
					nablaW[i][j][k] = delta[j] * a
				}
			}
		}
		return nablaB, nablaW
	}
}

// TestRightCodeIsNeverBlamed, in whatever style it is written.
//
//	go test ./nn/gradcheck -run RightCode -networks 10000
func TestRightCodeIsNeverBlamed(t *testing.T) {
	rng := newRand(19)
	checks := 0
	for _, s := range styles() {
		count := *networks / 10
		if s.name == "digits" {
			count = max(1, *networks/500)
		}
		for range count {
			net, e := randomNetwork(s.sizes(rng), s.weights, rng)
			e.Y = matrix.Scale(s.targets, e.Y)
			checks++
			if report := Check(net, e.X, e.Y, s.backprop(net)); !report.OK() {
				t.Errorf("%s, %v:\n%v", s.name, net.Sizes, report)
				break
			}
		}
	}
	t.Logf("%d checks in %d styles", checks, len(styles()))
}
