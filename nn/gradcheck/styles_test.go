package gradcheck

import (
	"flag"
	"math"
	"math/rand/v2"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

var networks = flag.Int("networks", 500, "random networks on which right code must not be blamed")

// TestRightCodeIsNeverBlamed, in whatever style it is written: other sums, other
// forms of the functions, networks that are hard on rounding.
//
//	go test ./nn/gradcheck -run RightCode -networks 10000
func TestRightCodeIsNeverBlamed(t *testing.T) {
	var pairwise func(a, b []float64) float64
	pairwise = func(a, b []float64) float64 {
		if n := len(a) / 2; n > 0 {
			return pairwise(a[:n], b[:n]) + pairwise(a[n:], b[n:])
		}
		return a[0] * b[0]
	}
	reversed := func(a, b []float64) (sum float64) {
		for k := len(a) - 1; k >= 0; k-- {
			sum += a[k] * b[k]
		}
		return sum
	}
	kahan := func(a, b []float64) (sum float64) {
		lost := 0.0
		for k := range a {
			term := a[k]*b[k] - lost
			next := sum + term
			lost, sum = (next-sum)-term, next
		}
		return sum
	}
	fused := func(a, b []float64) (sum float64) {
		for k := range a {
			sum = math.FMA(a[k], b[k], sum)
		}
		return sum
	}
	right := rightFormulas()
	with := func(dot func(a, b []float64) float64) formulas {
		f := right
		f.dot = dot
		return f
	}
	tanh, square := right, right
	tanh.sigma = func(z, _ float64) float64 { return (1 + math.Tanh(z/2)) / 2 }
	tanh.prime = func(_, a float64) float64 { return a * (1 - a) }
	square.prime = func(_, a float64) float64 { return a - a*a }
	of := func(sizes ...int) func(*rand.Rand) []int { return func(*rand.Rand) []int { return sizes } }

	rng := newRand(19)
	for _, style := range []struct {
		name             string
		formulas         formulas
		sizes            func(rng *rand.Rand) []int
		weights, targets float64 // what w and y are multiplied by
	}{
		{"loops", right, randomSizes, 1, 1},
		{"reversed sums", with(reversed), randomSizes, 1, 1},
		{"pairwise sums", with(pairwise), randomSizes, 1, 1},
		{"Kahan's sums", with(kahan), randomSizes, 1, 1},
		{"fused", with(fused), randomSizes, 1, 1},
		{"tanh", tanh, randomSizes, 1, 1},
		{"a - a²", square, randomSizes, 1, 1},
		{"weights × 50", right, randomSizes, 50, 1},
		{"y × 1000", right, randomSizes, 1, 1000},
		{"ten layers", right, of(2, 6, 1, 4, 3, 6, 5, 2, 4, 3), 1, 1},
		{"digits", right, of(784, 30, 10), 1, 1},
	} {
		count := *networks / 10
		if style.name == "digits" {
			count = max(1, *networks/500)
		}
		for range count {
			net, e := randomNetwork(style.sizes(rng), style.weights, rng)
			e.Y = matrix.Scale(style.targets, e.Y)
			if report := Check(net, e.X, e.Y, style.formulas.backprop(net)); !report.OK() {
				t.Errorf("%s, %v:\n%v", style.name, net.Sizes, report)
				break
			}
		}
	}
}

// TestNeverBlamesTheRightBackprop draws networks of every depth and width, with
// weights so large that most neurons are saturated, too, and checks updates.
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
		miniBatch := []nn.Example{e}
		for range rng.IntN(4) {
			_, more := randomNetwork(sizes, 1, rng)
			miniBatch = append(miniBatch, more)
		}
		eta := math.Pow(10, rng.Float64()*4-3)
		if report := CheckUpdate(net, miniBatch, eta, (*nn.Network).UpdateMiniBatch); !report.OK() {
			t.Fatalf("%v, weights of spread %.3g, eta %.3g: UpdateMiniBatch is blamed:\n%v", sizes, spread, eta, report)
		}
	}
}
