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
	fusedFromTheEnd := func(a, b []float64) (sum float64) {
		for k := len(a) - 1; k >= 0; k-- {
			sum = math.FMA(a[k], b[k], sum)
		}
		return sum
	}
	deep := func(rng *rand.Rand) []int {
		return append(randomSizes(rng), 1+rng.IntN(6), 1+rng.IntN(6), 1+rng.IntN(6), 1+rng.IntN(6))
	}
	rng := newRand(19)
	for _, style := range []struct {
		name             string
		change           func(f *formulas)
		sizes            func(rng *rand.Rand) []int
		weights, targets float64 // what w and y are multiplied by
	}{
		{"loops", func(f *formulas) {}, randomSizes, 1, 1},
		{"pairwise sums", func(f *formulas) { f.dot = pairwise }, randomSizes, 1, 1},
		{"fused sums", func(f *formulas) { f.dot = fusedFromTheEnd }, randomSizes, 1, 1},
		{"tanh", func(f *formulas) {
			f.sigma = func(z, _ float64) float64 { return (1 + math.Tanh(z/2)) / 2 }
			f.prime = func(_, a float64) float64 { return a * (1 - a) }
		}, randomSizes, 1, 1},
		{"a - a²", func(f *formulas) { f.prime = func(_, a float64) float64 { return a - a*a } }, randomSizes, 1, 1},
		{"weights × 50", func(f *formulas) {}, randomSizes, 50, 1},
		{"y × 1000", func(f *formulas) {}, randomSizes, 1, 1000},
		{"up to ten layers", func(f *formulas) {}, deep, 1, 1},
		{"digits", func(f *formulas) {}, func(*rand.Rand) []int { return []int{784, 30, 10} }, 1, 1},
	} {
		count := *networks / 10
		if style.name == "digits" {
			count = max(1, *networks/500)
		}
		f := rightFormulas()
		style.change(&f)
		for range count {
			net, e := randomNetwork(style.sizes(rng), style.weights, rng)
			e.Y = matrix.Scale(style.targets, e.Y)
			if report := Check(net, e.X, e.Y, f.backprop(net)); !report.OK() {
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
