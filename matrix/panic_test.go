package matrix_test

import (
	"fmt"
	"math"
	"strings"
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
		want string // in the panic
	}{
		{func() { matrix.Zeros(0, 3) }, "Zeros: 0×3: a matrix has at least 1 row and 1 column"},
		{func() { matrix.Zeros(3, 0) }, "Zeros: 3×0: "},
		{func() { matrix.Zeros(-1, 3) }, "Zeros: -1×3: "},
		{func() { matrix.Column() }, "Zeros: 0×1: "},
		{func() { matrix.Randn(2, 2, nil) }, "Randn: the random number generator is nil: pass rand.New("},
		{func() { matrix.ArgMax(m32) }, "ArgMax: 3×2: want a column, n×1"},

		{func() { M(nil).Clone() }, "Clone: nil: want a matrix, rows of one length, 1 or more"},
		{func() { M{}.Transpose() }, "Transpose: 0×0: want a matrix"},
		{func() { ragged.Transpose() }, "Transpose: ragged (row 0 has 2 entries, row 1 has 1): want a matrix"},
		{func() { matrix.Scale(2, nil) }, "Scale: nil: want a matrix"},
		{func() { M{{}}.Map(math.Exp) }, "Map: 1×0: want a matrix"},
		{func() { matrix.ArgMax(nil) }, "ArgMax: nil: want a column, n×1"},

		{func() { matrix.Dot(nil, m31) }, "Dot: nil by 3×1: want two matrices, each with rows of one length"},
		{func() { matrix.Dot(m31, ragged) }, "Dot: 3×1 by ragged (row 0 has 2 entries, row 1 has 1): want two"},
		{func() { matrix.DotTransposed(nil, m31) }, "DotTransposed: nil by 3×1: want two"},
		{func() { matrix.Add(m31, nil) }, "Add: 3×1 and nil: want two matrices of the same shape"},
		{func() { matrix.Sub(nil, nil) }, "Sub: nil and nil: want two matrices of the same shape"},
		{func() { matrix.AddToRows(nil, m31) }, "AddToRows: nil and 3×1: the second must be"},
		{func() { matrix.ColumnSumsInto(m31, nil) }, "ColumnSumsInto: 3×1 from nil: the first must be"},

		{func() { matrix.Dot(m32, m31) }, "Dot: 3×2 by 3×1: the first must have as many columns as the second has rows"},
		{func() { matrix.DotInto(m32, m32, m31) }, "DotInto: 3×2 by 3×1: the first must have as many columns"},
		{func() { matrix.DotInto(m32, m32, m23) }, "DotInto: 3×2 by 2×3 into 3×2: want 3×3 to write to"},
		{func() { matrix.DotTransposed(m32, m31) }, "DotTransposed: 3×2 by 3×1: both must have the same number of columns"},
		{func() { matrix.Add(m32, m23) }, "Add: 3×2 and 2×3: want two matrices of the same shape"},
		{func() { matrix.Sub(m32, m31) }, "Sub: 3×2 and 3×1: want two matrices of the same shape"},
		{func() { matrix.Hadamard(m31, m32) }, "Hadamard: 3×1 and 3×2: want two matrices of the same shape"},
		{func() { matrix.SubScaledInPlace(m32, 1, m23) }, "SubScaledInPlace: 3×2 and 2×3: want two matrices of the same"},
		{func() { matrix.AddToRows(m32, m31) }, "AddToRows: 3×2 and 3×1: the second must be a column, 2×1"},
		{func() { matrix.ColumnSumsInto(m31, m32) }, "ColumnSumsInto: 3×1 from 3×2: the first must be a column, 2×1"},
	}
	for _, test := range tests {
		if got := fmt.Sprint(panicOf(test.call)); !strings.HasPrefix(got, "matrix: "+test.want) {
			t.Errorf("got the panic\n\t%v\nwant one that begins with\n\tmatrix: %s", got, test.want)
		}
	}
}

// panicOf calls f and returns what it panicked with, or nil.
func panicOf(f func()) (value any) {
	defer func() { value = recover() }()
	f()
	return nil
}
