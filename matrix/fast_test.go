package matrix_test

import (
	"math"
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"

	"backprop/matrix"
)

// plainDot is the product by its definition, each product rounded, and beside each
// entry the sum of the sizes of its terms.
func plainDot(a, b matrix.Matrix) (product, sizes matrix.Matrix) {
	product, sizes = matrix.Zeros(a.Rows(), b.Cols()), matrix.Zeros(a.Rows(), b.Cols())
	for j := range product {
		for i := range product[j] {
			for k := range b {
				term := float64(a[j][k] * b[k][i]) // not fused with the addition
				product[j][i] += term
				sizes[j][i] += math.Abs(term)
			}
		}
	}
	return product, sizes
}

// checkProducts holds DotTransposed and DotInto against the plain loop, to the last
// bit, the sign of a zero included (NaNs are the same); and Dot, whose terms a
// processor may fuse. Each of its m additions and m products then rounds elsewhere,
// by 2⁻⁵³ of at most the sum of the terms' sizes.
func checkProducts(t *testing.T, a, b matrix.Matrix) {
	t.Helper()
	want, sizes := plainDot(a, b)
	into := matrix.Randn(a.Rows(), b.Cols(), rand.New(rand.NewPCG(1, 0))) // to be written over
	matrix.DotInto(into, a, b)
	transposed, dot := matrix.DotTransposed(a, b.Transpose()), matrix.Dot(a, b)
	for _, got := range []struct {
		name string
		m    matrix.Matrix
		of   float64 // the sizes
	}{{"DotInto", into, 0}, {"DotTransposed", transposed, 0}, {"Dot", dot, 4 * float64(len(b)) * 0x1p-53}} {
		if !got.m.HasShape(want.Rows(), want.Cols()) {
			t.Fatalf("%s of %s by %s is %s", got.name, a.Shape(), b.Shape(), got.m.Shape())
		}
		for j := range want {
			for i, w := range want[j] {
				g := got.m[j][i]
				if math.Float64bits(g) == math.Float64bits(w) || math.IsNaN(g) && math.IsNaN(w) ||
					math.Abs(g-w) < got.of*sizes[j][i] {
					continue
				}
				t.Fatalf("%s of %s by %s: [%d][%d] = %v, want %v", got.name, a.Shape(), b.Shape(), j, i, g, w)
			}
		}
	}
}

// TestProducts tries every shape up to 17 in each dimension, so every kernel meets
// every remainder, and some larger ones. (A side of 0 is no matrix: TestPanics.)
func TestProducts(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 0))
	try := func(n, m, p int) { checkProducts(t, matrix.Randn(n, m, rng), matrix.Randn(m, p, rng)) }
	const most = 17
	for n := 1; n <= most; n++ {
		for m := 1; m <= most; m++ {
			for p := 1; p <= most; p++ {
				try(n, m, p)
			}
		}
	}
	for range 20 {
		try(1+rng.IntN(150), 1+rng.IntN(150), 1+rng.IntN(150))
	}
	// Those of the book's network on MNIST, one example at a time and ten.
	for _, shape := range [][3]int{{30, 784, 1}, {30, 1, 784}, {30, 784, 10}, {30, 10, 784}, {10, 30, 10}} {
		try(shape[0], shape[1], shape[2])
	}
}

// TestProductsOfOddMatrices: rows cut from different slices, with spare capacity, in
// two matrices that overlap, and with NaN and Inf among the entries.
func TestProductsOfOddMatrices(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 0))
	special := []float64{math.NaN(), math.Inf(1), math.Inf(-1), 0, math.Copysign(0, -1), math.MaxFloat64, math.SmallestNonzeroFloat64}
	for _, shape := range [][3]int{{1, 1, 1}, {4, 4, 1}, {5, 7, 1}, {6, 1, 9}, {5, 9, 6}, {9, 40, 7}, {8, 40, 8}} {
		odd := func(rows, cols int) matrix.Matrix {
			var o matrix.Matrix
			for range rows {
				row := matrix.Randn(1, cols+rng.IntN(3), rng)[0][:cols]
				if rng.IntN(3) == 0 {
					row[rng.IntN(cols)] = special[rng.IntN(len(special))]
				}
				o = append(o, row)
			}
			return o
		}
		for range 50 {
			checkProducts(t, odd(shape[0], shape[1]), odd(shape[1], shape[2]))
		}
	}
	a := matrix.Randn(8, 8, rng)
	checkProducts(t, a, a)
	checkProducts(t, append(matrix.Matrix{a[0]}, a...), a) // the same row twice
}

// TestSameBitsForAll: products that are large enough to be shared give the same
// bits on one processor and on several, to one caller and to several at once.
func TestSameBitsForAll(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	rng := rand.New(rand.NewPCG(6, 0))
	a, b := matrix.Randn(157, 131, rng), matrix.Randn(131, 151, rng)
	want := matrix.DotTransposed(a, b.Transpose())
	for _, processors := range []int{1, 2, 9, 128} {
		runtime.GOMAXPROCS(processors)
		var callers sync.WaitGroup
		for range 4 {
			callers.Add(1)
			go func() {
				defer callers.Done()
				into := matrix.Zeros(a.Rows(), b.Cols())
				matrix.DotInto(into, a, b)
				if !same(matrix.DotTransposed(a, b.Transpose()), want) || !same(into, want) {
					t.Errorf("on %d processors DotTransposed or DotInto differs from that on one", processors)
				}
			}()
		}
		callers.Wait()
	}
}
