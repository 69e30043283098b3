package matrix

import "fmt"

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
