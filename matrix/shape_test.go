package matrix_test

import (
	"testing"

	"backprop/matrix"
)

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
		if m.Rows() != test.rows || m.Cols() != test.cols {
			t.Errorf("%s: %d rows and %d columns, want %d and %d", test.shape, m.Rows(), m.Cols(), test.rows, test.cols)
		}
		if got := m.Shape(); got != test.shape {
			t.Errorf("Shape = %q, want %q", got, test.shape)
		}
		if got := m.HasShape(test.rows, test.cols); got != test.has {
			t.Errorf("%s: HasShape(%d, %d) = %v, want %v", test.shape, test.rows, test.cols, got, test.has)
		}
		if m.HasShape(test.rows+1, test.cols) || (test.rows > 0 && m.HasShape(test.rows, test.cols+1)) {
			t.Errorf("%s: HasShape of one row or column more = true, want false", test.shape)
		}
	}
}
