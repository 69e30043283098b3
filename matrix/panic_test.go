package matrix_test

import (
	"fmt"
	"math"
	"testing"

	"backprop/matrix"
)

// TestPanics: every call that cannot be carried out says which operation it
// was, what shapes it got and what it wants.
func TestPanics(t *testing.T) {
	type M = matrix.Matrix
	ragged := M{{1, 2}, {3}}
	m32, m31, m23 := matrix.Zeros(3, 2), matrix.Zeros(3, 1), matrix.Zeros(2, 3)
	tests := []struct {
		call func()
		want string
	}{
		{func() { matrix.Zeros(0, 3) }, "matrix: Zeros: 0×3: a matrix has at least 1 row and 1 column"},
		{func() { matrix.Zeros(3, 0) }, "matrix: Zeros: 3×0: a matrix has at least 1 row and 1 column"},
		{func() { matrix.Zeros(-1, 3) }, "matrix: Zeros: -1×3: a matrix has at least 1 row and 1 column"},
		{func() { matrix.Zeros(3, -1) }, "matrix: Zeros: 3×-1: a matrix has at least 1 row and 1 column"},
		{func() { matrix.Zeros(math.MaxInt, 2) },
			fmt.Sprintf("matrix: Zeros: %d×2: more entries than memory can hold", math.MaxInt)},
		{func() { matrix.Zeros(1<<26, 1<<26) }, "matrix: Zeros: 67108864×67108864: more entries than memory can hold"},
		{func() { matrix.Zeros(math.MaxInt/16, 1) }, // whose rows' headers alone are too much
			fmt.Sprintf("matrix: Zeros: %d×1: more entries than memory can hold", math.MaxInt/16)},
		{func() { matrix.Column() }, "matrix: Column: no values: a column has at least 1 row"},
		{func() { matrix.Randn(2, 2, nil) },
			"matrix: Randn: the random number generator is nil: pass rand.New(rand.NewPCG(seed, 0))"},

		{func() { M(nil).Clone() }, "matrix: Clone: nil: want a matrix, rows of one length, 1 or more"},
		{func() { ragged.Clone() },
			"matrix: Clone: ragged (row 0 has 2 entries, row 1 has 1): want a matrix, rows of one length, 1 or more"},
		{func() { M(nil).Transpose() }, "matrix: Transpose: nil: want a matrix, rows of one length, 1 or more"},
		{func() { M{}.Transpose() }, "matrix: Transpose: 0×0: want a matrix, rows of one length, 1 or more"},
		{func() { M{{}, {}}.Transpose() }, "matrix: Transpose: 2×0: want a matrix, rows of one length, 1 or more"},
		{func() { M{{1}, {1}, {1, 2, 3}}.Transpose() },
			"matrix: Transpose: ragged (row 0 has 1 entries, row 2 has 3): want a matrix, rows of one length, 1 or more"},
		{func() { matrix.Scale(2, nil) }, "matrix: Scale: nil: want a matrix, rows of one length, 1 or more"},
		{func() { M{{}}.Map(math.Exp) }, "matrix: Map: 1×0: want a matrix, rows of one length, 1 or more"},
		{func() { matrix.ArgMax(nil) }, "matrix: ArgMax: nil: want a matrix, rows of one length, 1 or more"},
		{func() { matrix.ArgMax(m32) }, "matrix: ArgMax: 3×2: want a column, n×1"},

		{func() { matrix.Dot(m32, m31) },
			"matrix: Dot: 3×2 by 3×1: the first must have as many columns as the second has rows"},
		{func() { matrix.Dot(m31, m31) },
			"matrix: Dot: 3×1 by 3×1: the first must have as many columns as the second has rows"},
		{func() { matrix.Dot(nil, m31) },
			"matrix: Dot: nil by 3×1: want two matrices, each with rows of one length, 1 or more"},
		{func() { matrix.Dot(m31, ragged) },
			"matrix: Dot: 3×1 by ragged (row 0 has 2 entries, row 1 has 1): want two matrices, each with rows of one length, 1 or more"},
		{func() { matrix.Add(m32, m23) }, "matrix: Add: 3×2 and 2×3: want two matrices of the same shape"},
		{func() { matrix.Add(m32, m31) }, "matrix: Add: 3×2 and 3×1: want two matrices of the same shape"},
		{func() { matrix.Add(m31, nil) },
			"matrix: Add: 3×1 and nil: want two matrices, each with rows of one length, 1 or more"},
		{func() { matrix.Sub(m32, m23) }, "matrix: Sub: 3×2 and 2×3: want two matrices of the same shape"},
		{func() { matrix.Sub(ragged, m23) },
			"matrix: Sub: ragged (row 0 has 2 entries, row 1 has 1) and 2×3: want two matrices, each with rows of one length, 1 or more"},
		{func() { matrix.SubScaledInPlace(m32, 1, m23) }, "matrix: SubScaledInPlace: 3×2 and 2×3: want two matrices of the same shape"},
		{func() { matrix.DotTransposed(m32, m31) }, "matrix: DotTransposed: 3×2 by 3×1: both must have the same number of columns"},
		{func() { matrix.DotTransposed(nil, m31) }, "matrix: DotTransposed: nil by 3×1: want two matrices, each with rows of one length, 1 or more"},
		{func() { matrix.DotInto(m32, m32, m31) },
			"matrix: DotInto: 3×2 by 3×1: the first must have as many columns as the second has rows"},
		{func() { matrix.DotInto(m32, m32, m23) }, "matrix: DotInto: 3×2 by 2×3 into 3×2: want 3×3 to write to"},
		{func() { matrix.DotInto(nil, m32, m23) }, "matrix: DotInto: 3×2 by 2×3 into nil: want 3×3 to write to"},
		{func() { matrix.AddToRows(m32, m31) }, "matrix: AddToRows: 3×2 and 3×1: the second must be a column, 2×1"},
		{func() { matrix.AddToRows(m32, m32) }, "matrix: AddToRows: 3×2 and 3×2: the second must be a column, 2×1"},
		{func() { matrix.AddToRows(nil, m31) }, "matrix: AddToRows: nil and 3×1: want two matrices, each with rows of one length, 1 or more"},
		{func() { matrix.ColumnSumsInto(m31, nil) }, "matrix: ColumnSumsInto: 3×1 from nil: want two matrices, each with rows of one length, 1 or more"},
		{func() { matrix.ColumnSumsInto(m31, m32) }, "matrix: ColumnSumsInto: 3×1 from 3×2: the first must be a column, 2×1"},
		{func() { matrix.Hadamard(m32, m23) }, "matrix: Hadamard: 3×2 and 2×3: want two matrices of the same shape"},
		{func() { matrix.Hadamard(m31, m32) }, "matrix: Hadamard: 3×1 and 3×2: want two matrices of the same shape"},
	}
	for _, test := range tests {
		if got := panicOf(test.call); got != test.want {
			t.Errorf("got the panic\n\t%v\nwant\n\t%s", got, test.want)
		}
	}
}

// panicOf calls f and returns what it panicked with, or nil.
func panicOf(f func()) (value any) {
	defer func() { value = recover() }()
	f()
	return nil
}
