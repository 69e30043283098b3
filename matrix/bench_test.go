package matrix_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"backprop/matrix"
)

// BenchmarkDot multiplies at the sizes of 784-30-10 on MNIST, one example at a
// time and ten, by Dot and by the products of the matrix path. A multiplication and
// an addition count as two operations.
func BenchmarkDot(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 0))
	for _, size := range []struct {
		n, m, p int
		what    string
	}{
		{30, 784, 1, "w a"},
		{30, 1, 784, "delta aT"},
		{10, 784, 30, "aT wT, ten"},
		{30, 10, 784, "delta aT, ten"},
		{256, 256, 256, "square"},
	} {
		x, y := matrix.Randn(size.n, size.m, rng), matrix.Randn(size.m, size.p, rng)
		yT, into := y.Transpose(), matrix.Zeros(size.n, size.p)
		for _, of := range []struct {
			name string
			f    func()
		}{
			{"Dot", func() { matrix.Dot(x, y) }},
			{"DotTransposed", func() { matrix.DotTransposed(x, yT) }},
			{"DotInto", func() { matrix.DotInto(into, x, y) }},
		} {
			b.Run(fmt.Sprintf("%dx%dx%d %s/%s", size.n, size.m, size.p, size.what, of.name), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					of.f()
				}
				operations := 2 * float64(size.n) * float64(size.m) * float64(size.p) * float64(b.N)
				b.ReportMetric(operations/float64(b.Elapsed().Nanoseconds()), "GFLOP/s")
			})
		}
	}
}
