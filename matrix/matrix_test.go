package matrix_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"backprop/matrix"
)

// same compares entry by entry; no entry in these tests is NaN.
func same(a, b matrix.Matrix) bool { return reflect.DeepEqual(a, b) }

// TestOperations holds each operation entry by entry against its definition. Then it
// overwrites the arguments, and sees whether the result notices.
func TestOperations(t *testing.T) {
	type M = matrix.Matrix
	operations := []struct {
		name string
		call func(a, b M) M
		want func(a, b M, j, k int) float64
	}{
		{"Clone", func(a, b M) M { return a.Clone() }, func(a, b M, j, k int) float64 { return a[j][k] }},
		{"Transpose", func(a, b M) M { return a.Transpose() }, func(a, b M, j, k int) float64 { return a[k][j] }},
		{"Add", matrix.Add, func(a, b M, j, k int) float64 { return a[j][k] + b[j][k] }},
		{"Sub", matrix.Sub, func(a, b M, j, k int) float64 { return a[j][k] - b[j][k] }},
		{"Hadamard", matrix.Hadamard, func(a, b M, j, k int) float64 { return a[j][k] * b[j][k] }},
		{"Scale", func(a, b M) M { return matrix.Scale(3, a) }, func(a, b M, j, k int) float64 { return 3 * a[j][k] }},
		{"Map", func(a, b M) M { return a.Map(math.Abs) }, func(a, b M, j, k int) float64 { return math.Abs(a[j][k]) }},
		{"AddToRows", func(a, b M) M { return matrix.AddToRows(a, b[:1].Transpose()) },
			func(a, b M, j, k int) float64 { return a[j][k] + b[0][k] }},
		{"SubScaledInPlace", func(a, b M) M {
			difference := a.Clone()
			matrix.SubScaledInPlace(difference, 2, b) // 2b is exact, so fusing changes nothing
			return difference
		}, func(a, b M, j, k int) float64 { return a[j][k] - 2*b[j][k] }},
		{"ColumnSumsInto", func(a, b M) M {
			sums := matrix.Randn(a.Cols(), 1, rand.New(rand.NewPCG(1, 0))) // to be written over
			matrix.ColumnSumsInto(sums, a)
			return sums
		}, func(a, b M, j, k int) (sum float64) {
			for _, row := range a {
				sum += row[j]
			}
			return sum
		}},
	}
	rng := rand.New(rand.NewPCG(2, 0))
	for _, of := range operations {
		for _, shape := range [][2]int{{1, 1}, {1, 4}, {4, 1}, {2, 2}, {3, 5}, {33, 7}} {
			a, b := matrix.Randn(shape[0], shape[1], rng), matrix.Randn(shape[0], shape[1], rng)
			aBefore, bBefore := a.Clone(), b.Clone()
			result := of.call(a, b)
			for j := range result {
				for k, got := range result[j] {
					if want := of.want(a, b, j, k); got != want {
						t.Fatalf("%s of %s: [%d][%d] = %v, want %v", of.name, a.Shape(), j, k, got, want)
					}
				}
			}
			if !same(a, aBefore) || !same(b, bBefore) {
				t.Errorf("%s of %s changed its arguments", of.name, a.Shape())
			}
			resultBefore := result.Clone()
			for j := range a {
				clear(a[j])
				clear(b[j])
			}
			if !same(result, resultBefore) {
				t.Errorf("%s of %s: the result shares memory with an argument", of.name, a.Shape())
			}
		}
	}

	m := matrix.Zeros(2, 1)
	if _ = append(m[0], 1); m[1][0] != 0 {
		t.Error("an append to a row of Zeros reached the next row")
	}
}

func TestArgMaxAndMaxAbs(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	tests := []struct {
		column matrix.Matrix
		argMax int
		maxAbs float64
	}{
		{matrix.Column(0.5), 0, 0.5},
		{matrix.Column(1, 2, 3), 2, 3},
		{matrix.Column(-3, -1, -2), 1, 3},
		{matrix.Column(1, 4, 4, 2), 1, 4},
		{matrix.Column(1, -inf, 2), 2, inf},
		{matrix.Column(1, inf, nan, nan), 2, nan},
		{matrix.Column(nan, 1), 0, nan},
	}
	for _, test := range tests {
		if got := matrix.ArgMax(test.column); got != test.argMax {
			t.Errorf("ArgMax(%v) = %d, want %d", test.column.Transpose(), got, test.argMax)
		}
		if got := fmt.Sprint(test.column.MaxAbs(), test.column.Transpose().MaxAbs()); got != fmt.Sprint(test.maxAbs, test.maxAbs) {
			t.Errorf("MaxAbs of %v, as a column and as a row: %s, want %v", test.column.Transpose(), got, test.maxAbs)
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

// TestRandn: row by row what the Gaussian of the generator gives.
func TestRandn(t *testing.T) {
	m := matrix.Randn(3, 2, rand.New(rand.NewPCG(7, 0)))
	rng := rand.New(rand.NewPCG(7, 0))
	for j := range 3 {
		for k := range 2 {
			if want := rng.NormFloat64(); m[j][k] != want {
				t.Errorf("[%d][%d] = %v, want %v", j, k, m[j][k], want)
			}
		}
	}
}

func TestShape(t *testing.T) {
	tests := []struct {
		m          matrix.Matrix
		rows, cols int
		shape      string
		has        bool // rows of cols entries each
	}{
		{nil, 0, 0, "nil", true},
		{matrix.Matrix{}, 0, 0, "0×0", true},
		{matrix.Matrix{{}}, 1, 0, "1×0", true},
		{matrix.Zeros(4, 3), 4, 3, "4×3", true},
		{matrix.Column(1, 2), 2, 1, "2×1", true},
		{matrix.Matrix{{1}, {2, 3}}, 2, 1, "ragged (row 0 has 1 entries, row 1 has 2)", false},
		{matrix.Matrix{{1, 2}, {3, 4}, nil}, 3, 2, "ragged (row 0 has 2 entries, row 2 has 0)", false},
	}
	for _, test := range tests {
		m := test.m
		if m.Rows() != test.rows || m.Cols() != test.cols || m.Shape() != test.shape ||
			m.HasShape(test.rows, test.cols) != test.has || m.HasShape(test.rows+1, test.cols) {
			t.Errorf("%s: %d rows, %d columns, Shape %q, HasShape %v; want %d, %d, HasShape %v", test.shape,
				m.Rows(), m.Cols(), m.Shape(), m.HasShape(test.rows, test.cols), test.rows, test.cols, test.has)
		}
	}
}
