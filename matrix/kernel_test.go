package matrix_test

import (
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"backprop/matrix"
)

// plainDot is the product by its definition.
func plainDot(a, b matrix.Matrix) matrix.Matrix {
	product := matrix.Zeros(a.Rows(), b.Cols())
	for j := range product {
		for i := range product[j] {
			sum := 0.0
			for k := range b {
				sum += float64(a[j][k] * b[k][i]) // not fused
			}
			product[j][i] = sum
		}
	}
	return product
}

// sameProduct reports whether got is the product of a and b, to the last bit, the
// sign of a zero included; NaNs are the same.
func sameProduct(got, a, b matrix.Matrix) bool {
	want := plainDot(a, b)
	if !got.HasShape(want.Rows(), want.Cols()) {
		return false
	}
	for j := range want {
		for i := range want[j] {
			g, w := got[j][i], want[j][i]
			if math.Float64bits(g) != math.Float64bits(w) && !(math.IsNaN(g) && math.IsNaN(w)) {
				return false
			}
		}
	}
	return true
}

// TestDotAgainstPlainLoop tries every shape up to 33 in each dimension, so that
// every kernel meets every remainder, and some larger ones. (A side of 0 is no
// matrix: TestPanics.)
func TestDotAgainstPlainLoop(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 0))
	try := func(n, m, p int) {
		a, b := matrix.Randn(n, m, rng), matrix.Randn(m, p, rng)
		got := matrix.Dot(a, b)
		if !sameProduct(got, a, b) {
			t.Fatalf("Dot of %d×%d by %d×%d is not the plain loop's", n, m, m, p)
		}
		matrix.SubScaledInPlace(got, 3, got) // something else, for DotInto to write over
		if matrix.DotInto(got, a, b); !sameProduct(got, a, b) {
			t.Fatalf("DotInto of %d×%d by %d×%d is not the plain loop's", n, m, m, p)
		}
		if got := matrix.DotTransposed(a, b.Transpose()); !sameProduct(got, a, b) {
			t.Fatalf("DotTransposed of %d×%d by %d×%d is not the plain loop's", n, m, p, m)
		}
	}
	const most = 33
	for n := 1; n <= most; n++ {
		for m := 1; m <= most; m++ {
			for p := 1; p <= most; p++ {
				try(n, m, p)
			}
		}
	}
	for range 20 {
		try(1+rng.IntN(200), 1+rng.IntN(200), 1+rng.IntN(200))
	}
	// Those of the chapter's network on MNIST, alone and ten at a time; and
	// some that are shared out among processors.
	for _, shape := range [][3]int{{30, 784, 1}, {30, 1, 784}, {30, 784, 10}, {30, 10, 784}, {10, 30, 10}, {37, 301, 101}, {1, 1000, 1000}, {3, 1000, 1000}} {
		try(shape[0], shape[1], shape[2])
	}
}

// TestDotOfOddMatrices: rows cut from different slices, with spare capacity, in
// two matrices that overlap, and with NaN and Inf among the entries.
func TestDotOfOddMatrices(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 0))
	special := []float64{math.NaN(), math.Inf(1), math.Inf(-1), 0, math.Copysign(0, -1), math.MaxFloat64, math.SmallestNonzeroFloat64}
	for _, shape := range [][3]int{{1, 1, 1}, {4, 4, 1}, {5, 7, 1}, {6, 1, 9}, {5, 9, 6}, {9, 40, 7}, {8, 40, 8}} {
		n, m, p := shape[0], shape[1], shape[2]
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
			a, b := odd(n, m), odd(m, p)
			if got := matrix.Dot(a, b); !sameProduct(got, a, b) {
				t.Fatalf("Dot of %d×%d by %d×%d is not the plain loop's:\n%v\nby\n%v\ngives\n%v", n, m, m, p, a, b, got)
			}
		}
	}
	for _, n := range []int{1, 2, 5, 8, 33, 40} {
		a := matrix.Randn(n, n, rng)
		if got := matrix.Dot(a, a); !sameProduct(got, a, a) {
			t.Errorf("Dot of a %d×%d matrix by itself is not the plain loop's", n, n)
		}
		// The same row twice, and a product with a part of itself.
		b := append(matrix.Matrix{a[0]}, a...)
		if got := matrix.Dot(b, a); !sameProduct(got, b, a) {
			t.Errorf("Dot of overlapping matrices of %d columns is not the plain loop's", n)
		}
		sum := matrix.Add(a, a)
		twice := a.Clone()
		matrix.AddInPlace(twice, twice)
		if !same(sum, twice) {
			t.Errorf("AddInPlace of a %d×%d matrix to itself is not twice the matrix", n, n)
		}
	}
}

// TestElementwiseAgainstPlainLoop does the same for the operations entry by
// entry.
func TestElementwiseAgainstPlainLoop(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 0))
	for rows := 1; rows <= 33; rows += 4 {
		for cols := 1; cols <= 33; cols++ {
			a, b, column := matrix.Randn(rows, cols, rng), matrix.Randn(rows, cols, rng), matrix.Randn(rows, 1, rng)
			plus, minus := a.Clone(), a.Clone()
			matrix.AddInPlace(plus, b)
			matrix.SubScaledInPlace(minus, 2, b) // 2b is exact, so that fusing changes nothing
			sums := matrix.Randn(rows, 1, rng)
			matrix.RowSumsInto(sums, a)
			for _, op := range []struct {
				name string
				got  matrix.Matrix
				want func(j, k int) float64
			}{
				{"Add", matrix.Add(a, b), func(j, k int) float64 { return a[j][k] + b[j][k] }},
				{"AddInPlace", plus, func(j, k int) float64 { return a[j][k] + b[j][k] }},
				{"Sub", matrix.Sub(a, b), func(j, k int) float64 { return a[j][k] - b[j][k] }},
				{"SubScaledInPlace", minus, func(j, k int) float64 { return a[j][k] - 2*b[j][k] }},
				{"Hadamard", matrix.Hadamard(a, b), func(j, k int) float64 { return a[j][k] * b[j][k] }},
				{"Scale", matrix.Scale(3, a), func(j, k int) float64 { return 3 * a[j][k] }},
				{"Map", a.Map(math.Abs), func(j, k int) float64 { return math.Abs(a[j][k]) }},
				{"AddColumn", matrix.AddColumn(a, column), func(j, k int) float64 { return a[j][k] + column[j][0] }},
			} {
				for j := range a {
					for k := range a[j] {
						if got, want := op.got[j][k], op.want(j, k); got != want {
							t.Fatalf("%s of %d×%d: [%d][%d] = %v, want %v", op.name, rows, cols, j, k, got, want)
						}
					}
				}
			}
			for j := range a {
				want := 0.0
				for _, v := range a[j] {
					want += v
				}
				if sums[j][0] != want {
					t.Fatalf("RowSumsInto of %d×%d: [%d] = %v, want %v", rows, cols, j, sums[j][0], want)
				}
			}
		}
	}
}

// TestSameBitsOnAnyNumberOfProcessors, for products that are shared out.
func TestSameBitsOnAnyNumberOfProcessors(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	rng := rand.New(rand.NewPCG(6, 0))
	for _, shape := range [][3]int{{30, 784, 100}, {300, 10, 784}, {3000, 784, 1}, {101, 101, 101}, {1, 1100, 1100}, {2000, 1, 1000}, {13, 784, 100}} {
		a, b := matrix.Randn(shape[0], shape[1], rng), matrix.Randn(shape[1], shape[2], rng)
		runtime.GOMAXPROCS(1)
		want := matrix.Dot(a, b)
		for n := 2; n <= 9; n++ {
			runtime.GOMAXPROCS(n)
			if !same(matrix.Dot(a, b), want) || !same(matrix.DotTransposed(a, b.Transpose()), want) {
				t.Errorf("Dot or DotTransposed of %d×%d by %d×%d on %d processors differs from that on one", shape[0], shape[1], shape[1], shape[2], n)
			}
		}
	}
}
