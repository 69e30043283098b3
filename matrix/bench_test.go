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

func BenchmarkElementwise(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 0))
	x, y, column := matrix.Randn(30, 784, rng), matrix.Randn(30, 784, rng), matrix.Randn(784, 1, rng)
	a := matrix.Randn(784, 1, rng)
	for _, op := range []struct {
		name string
		flop int // for each entry
		f    func()
	}{
		{"Add", 1, func() { matrix.Add(x, y) }},
		{"Sub", 1, func() { matrix.Sub(x, y) }},
		{"SubScaledInPlace", 2, func() { matrix.SubScaledInPlace(x, 0, y) }},
		{"Hadamard", 1, func() { matrix.Hadamard(x, y) }},
		{"Scale", 1, func() { matrix.Scale(3, x) }},
		{"AddToRows", 1, func() { matrix.AddToRows(x, column) }},
		{"ColumnSumsInto", 1, func() { matrix.ColumnSumsInto(column, x) }},
		{"Map", 1, func() { x.Map(func(v float64) float64 { return -v }) }},
		{"Transpose", 0, func() { x.Transpose() }},
		{"Transpose of a column", 0, func() { a.Transpose() }},
		{"Zeros", 0, func() { matrix.Zeros(30, 784) }},
		{"Zeros of a column", 0, func() { matrix.Zeros(784, 1) }},
	} {
		b.Run(op.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				op.f()
			}
			if op.flop > 0 {
				b.ReportMetric(float64(op.flop*30*784*b.N)/float64(b.Elapsed().Nanoseconds()), "GFLOP/s")
			}
		})
	}
}

// BenchmarkClock measures the processor's clock, to tell how many cycles the
// other benchmarks took: each operation waits one cycle for the one before.
func BenchmarkClock(b *testing.B) {
	const pairs = 10_000
	x, y := 1, 1
	for b.Loop() {
		x, y = chain(pairs, x, y)
	}
	b.ReportMetric(2*pairs*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GHz")
}

func chain(pairs, x, y int) (int, int) {
	for range pairs {
		x += y
		x ^= y // not another sum, which the compiler would merge with the first
	}
	return x, y
}
