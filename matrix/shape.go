package matrix

import "fmt"

// Rows returns the number of rows.
func (m Matrix) Rows() int { return len(m) }

// Cols returns the number of columns: the length of the first row, or 0 if
// there are no rows.
func (m Matrix) Cols() int {
	if len(m) == 0 {
		return 0
	}
	return len(m[0])
}

// HasShape reports whether m has that many rows, each of that many columns.
func (m Matrix) HasShape(rows, cols int) bool {
	if len(m) != rows {
		return false
	}
	for _, row := range m {
		if len(row) != cols {
			return false
		}
	}
	return true
}

// Shape describes the shape of m for a message: "3×2", or what keeps m from
// being a matrix: "nil", "ragged (row 0 has 2 entries, row 1 has 3)".
func (m Matrix) Shape() string {
	if m == nil {
		return "nil"
	}
	for j, row := range m {
		if len(row) != len(m[0]) {
			return fmt.Sprintf("ragged (row 0 has %d entries, row %d has %d)", len(m[0]), j, len(row))
		}
	}
	return fmt.Sprintf("%d×%d", m.Rows(), m.Cols())
}

// check panics unless m is a matrix.
func check(op string, m Matrix) {
	if !wellFormed(m) {
		panic(fmt.Sprintf("matrix: %s: %s: want a matrix, rows of one length, 1 or more", op, m.Shape()))
	}
}

// checkSameShape panics unless a and b are matrices of the same shape.
func checkSameShape(op string, a, b Matrix) {
	if !wellFormed(a) || !b.HasShape(a.Rows(), a.Cols()) {
		mismatch(op, a, "and", b, "want two matrices of the same shape")
	}
}

// checkFactors panics unless both a and b are matrices.
func checkFactors(op string, a, b Matrix) {
	if !wellFormed(a) || !wellFormed(b) {
		mismatch(op, a, "by", b, "want two matrices, each with rows of one length, 1 or more")
	}
}

// checkProduct panics unless a and b are matrices whose product exists.
func checkProduct(op string, a, b Matrix) {
	checkFactors(op, a, b)
	if a.Cols() != b.Rows() {
		mismatch(op, a, "by", b, "the first must have as many columns as the second has rows")
	}
}

func mismatch(op string, a Matrix, joint string, b Matrix, want string) {
	panic(fmt.Sprintf("matrix: %s: %s %s %s: %s", op, a.Shape(), joint, b.Shape(), want))
}

// wellFormed reports whether m has at least one column, hence one row, and rows
// of one length.
func wellFormed(m Matrix) bool {
	return m.Cols() > 0 && m.HasShape(m.Rows(), m.Cols())
}
