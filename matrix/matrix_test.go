package matrix_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"backprop/matrix"
)

// same reports whether a and b have the same shape and the same bits.
func same(a, b matrix.Matrix) bool {
	return slices.EqualFunc(a, b, func(r, s []float64) bool {
		return slices.EqualFunc(r, s, func(x, y float64) bool {
			return math.Float64bits(x) == math.Float64bits(y)
		})
	})
}

// TestOperations: the entries are small whole numbers, so every result is exact.
func TestOperations(t *testing.T) {
	type M = matrix.Matrix
	inf, nan := math.Inf(1), math.NaN()
	double := func(x float64) float64 { return 2 * x }
	tests := []struct {
		call string
		got  M
		want M
	}{
		{"Zeros(1, 1)", matrix.Zeros(1, 1), M{{0}}},
		{"Zeros(3, 2)", matrix.Zeros(3, 2), M{{0, 0}, {0, 0}, {0, 0}}},
		{"Column(7)", matrix.Column(7), M{{7}}},
		{"Column(1, -2, 3)", matrix.Column(1, -2, 3), M{{1}, {-2}, {3}}},
		{"Clone 2×3", M{{1, 2, 3}, {4, 5, 6}}.Clone(), M{{1, 2, 3}, {4, 5, 6}}},

		{"Dot 1×1", matrix.Dot(M{{3}}, M{{-4}}), M{{-12}}},
		{"Dot 2×3 by 3×2", matrix.Dot(M{{1, 2, 3}, {4, 5, 6}}, M{{1, 0}, {0, 1}, {1, 1}}), M{{4, 5}, {10, 11}}},
		{"Dot row by column", matrix.Dot(M{{1, 2, 3}}, M{{4}, {5}, {6}}), M{{32}}},
		{"Dot column by row", matrix.Dot(M{{1}, {2}, {3}}, M{{4, 5}}), M{{4, 5}, {8, 10}, {12, 15}}},
		{"Dot by identity", matrix.Dot(M{{1, 2}, {3, 4}}, M{{1, 0}, {0, 1}}), M{{1, 2}, {3, 4}}},
		{"Dot with Inf and 0", matrix.Dot(M{{0, 1}}, M{{inf}, {1}}), M{{nan}}},
		{"Transpose 1×3", M{{1, 2, 3}}.Transpose(), M{{1}, {2}, {3}}},
		{"Transpose 2×2", M{{1, 2}, {3, 4}}.Transpose(), M{{1, 3}, {2, 4}}},

		{"Add", matrix.Add(M{{1, 2}, {3, 4}}, M{{10, 20}, {30, 40}}), M{{11, 22}, {33, 44}}},
		{"Sub", matrix.Sub(M{{1, 2}, {3, 4}}, M{{10, 20}, {30, 40}}), M{{-9, -18}, {-27, -36}}},
		{"Sub gives 0, not -0", matrix.Sub(M{{5}}, M{{5}}), M{{0}}},
		{"Hadamard", matrix.Hadamard(M{{1, 2}, {3, 4}}, M{{10, 20}, {30, -40}}), M{{10, 40}, {90, -160}}},
		{"Scale", matrix.Scale(-2, M{{1, 2}, {3, 4}}), M{{-2, -4}, {-6, -8}}},
		{"Scale by 0", matrix.Scale(0, M{{1}, {2}}), M{{0}, {0}}},
		{"Map", M{{1, 2}, {3, 4}}.Map(double), M{{2, 4}, {6, 8}}},
	}
	for _, test := range tests {
		// NaN has many bit patterns; the one that Inf·0 gives is the processor's.
		got := test.got.Map(func(x float64) float64 {
			if math.IsNaN(x) {
				return nan
			}
			return x
		})
		if !same(got, test.want) {
			t.Errorf("%s =\n%v\nwant\n%v", test.call, test.got, test.want)
		}
	}
}

func TestArgMax(t *testing.T) {
	nan := math.NaN()
	tests := []struct {
		column matrix.Matrix
		want   int
	}{
		{matrix.Column(5), 0},
		{matrix.Column(1, 2, 3), 2},
		{matrix.Column(3, 2, 1), 0},
		{matrix.Column(-3, -1, -2), 1},
		{matrix.Column(1, 4, 4, 2), 1},
		{matrix.Column(1, math.Inf(1), nan, nan), 2},
		{matrix.Column(nan, 1), 0},
	}
	for _, test := range tests {
		if got := matrix.ArgMax(test.column); got != test.want {
			t.Errorf("ArgMax(%v) = %d, want %d", test.column.Transpose(), got, test.want)
		}
	}
}

func TestMaxAbs(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(-1)
	tests := []struct {
		m    matrix.Matrix
		want float64
	}{
		{nil, 0},
		{matrix.Zeros(2, 2), 0},
		{matrix.Column(1, 2, -3), 3},
		{matrix.Matrix{{4, 1}, {2, 3}}, 4},
		{matrix.Column(1, inf, 2), math.Inf(1)},
		{matrix.Column(nan, 1), nan},
		{matrix.Column(inf, nan, 1), nan},
	}
	for _, test := range tests {
		if got := test.m.MaxAbs(); got != test.want && !(math.IsNaN(got) && math.IsNaN(test.want)) {
			t.Errorf("MaxAbs of %v = %v, want %v", test.m, got, test.want)
		}
	}
}

func TestString(t *testing.T) {
	tests := []struct {
		m    matrix.Matrix
		want string
	}{
		{nil, "[]"},
		{matrix.Matrix{}, "[]"},
		{matrix.Matrix{{}}, "[]"},
		{matrix.Matrix{{1, 2}, {3}}, "[1  2]\n[3]"},
		{matrix.Matrix{{1}, {2, 3}}, "[1]\n[2  3]"},
		{matrix.Matrix{{1, 20}, {300, 4}}, "[  1  20]\n[300   4]"},
		{matrix.Matrix{{0.5, -1}, {10.25, 2}}, "[ 0.5   -1]\n[10.25   2]"},
		{matrix.Matrix{{1e-20, 1e30}}, "[1e-20  1e+30]"},
		{matrix.Matrix{{math.NaN(), math.Inf(-1)}, {1, 2}}, "[NaN  -Inf]\n[  1     2]"},
		{matrix.Column(1e-7, 1.5e-7, -2.25, 1e30), "[ 1e-07  ]\n[ 1.5e-07]\n[-2.25   ]\n[ 1e+30  ]"},
		{matrix.Column(2.0/3, 1), "[0.666667]\n[1       ]"},
	}
	for _, test := range tests {
		if got := test.m.String(); got != test.want {
			t.Errorf("String of %#v =\n%s\nwant\n%s", test.m, got, test.want)
		}
	}
}

// TestRandn holds 10,000 draws to mean 0 and variance 1. Both estimates are
// within 5 standard deviations (5/√n, 5√(2/n)) unless luck is one in a million.
func TestRandn(t *testing.T) {
	const n = 10000
	m := matrix.Randn(100, 100, rand.New(rand.NewPCG(7, 0)))
	var sum, squares float64
	for _, row := range m {
		for _, x := range row {
			sum += x
			squares += x * x
		}
	}
	mean, variance := sum/n, squares/n-sum/n*sum/n
	if math.Abs(mean) > 5/math.Sqrt(n) {
		t.Errorf("mean of %d draws = %g, want 0 ± %g", n, mean, 5/math.Sqrt(n))
	}
	if math.Abs(variance-1) > 5*math.Sqrt(2.0/n) {
		t.Errorf("variance of %d draws = %g, want 1 ± %g", n, variance, 5*math.Sqrt(2.0/n))
	}
	if same(m, matrix.Randn(100, 100, rand.New(rand.NewPCG(8, 0)))) {
		t.Error("two seeds gave the same matrix")
	}
}

// TestRowsShareOneSlice: each new matrix is one allocation of entries, and yet
// an append to a row cannot reach the next row.
func TestRowsShareOneSlice(t *testing.T) {
	m := matrix.Zeros(3, 2)
	for j := range m {
		if cap(m[j]) != 2 { // so that an append moves the row elsewhere
			t.Errorf("row %d has capacity %d, want 2", j, cap(m[j]))
		}
	}
	// The slice of entries and the slice of rows: two, however many the rows.
	if allocs := testing.AllocsPerRun(10, func() { matrix.Zeros(50, 4) }); allocs > 2 {
		t.Errorf("Zeros(50, 4) allocates %v times, want 2", allocs)
	}
}
