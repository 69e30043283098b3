package matrix

import "fmt"

// check panics unless m is a matrix.
func check(op string, m Matrix) {
	if !wellFormed(m) {
		panic(fmt.Sprintf("matrix: %s: %s: want a matrix, rows of one length", op, shape(m)))
	}
}

// checkPair panics unless both a and b are matrices.
func checkPair(op string, a Matrix, joint string, b Matrix) {
	if !wellFormed(a) || !wellFormed(b) {
		mismatch(op, a, joint, b, "want two matrices, each with rows of one length")
	}
}

// checkSameShape panics unless a and b are matrices of the same shape.
func checkSameShape(op string, a, b Matrix) {
	checkPair(op, a, "and", b)
	if a.Rows() != b.Rows() || a.Cols() != b.Cols() {
		mismatch(op, a, "and", b, "want two matrices of the same shape")
	}
}

func mismatch(op string, a Matrix, joint string, b Matrix, want string) {
	panic(fmt.Sprintf("matrix: %s: %s %s %s: %s", op, shape(a), joint, shape(b), want))
}

// wellFormed reports whether m has a row and a column at least, and rows of one
// length.
func wellFormed(m Matrix) bool {
	if len(m) == 0 || len(m[0]) == 0 {
		return false
	}
	for _, row := range m {
		if len(row) != len(m[0]) {
			return false
		}
	}
	return true
}

// shape describes m for a message: "3×2", or what keeps m from being a matrix.
func shape(m Matrix) string {
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
