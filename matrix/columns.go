package matrix

import "fmt"

// AddToRows returns m with the entries of a column added to each of its rows:
// entry (j, k) is m[j][k] + column[k][0]. It panics unless the column is n×1 for n
// columns of m.
func AddToRows(m, column Matrix) Matrix {
	if !wellFormed(m) || !column.HasShape(m.Cols(), 1) {
		mismatch("AddToRows", m, "and", column, fmt.Sprintf("the second must be a column, %d×1", m.Cols()))
	}
	sum := Zeros(m.Rows(), m.Cols())
	for j := range m {
		for k := range m[j] {
			sum[j][k] = m[j][k] + column[k][0]
		}
	}
	return sum
}

// ColumnSumsInto sets dst, n×1, to the sums of the columns of m, p×n. It panics if
// dst is not n×1, or m is not a matrix (nil, ragged).
func ColumnSumsInto(dst, m Matrix) {
	if !wellFormed(m) || !dst.HasShape(m.Cols(), 1) {
		mismatch("ColumnSumsInto", dst, "from", m, fmt.Sprintf("the first must be a column, %d×1", m.Cols()))
	}
	for k := range dst {
		sum := 0.0
		for j := range m {
			sum += m[j][k]
		}
		dst[k][0] = sum
	}
}

// SubScaledInPlace subtracts k m from dst, and so changes dst. It panics unless
// both have the same shape.
func SubScaledInPlace(dst Matrix, k float64, m Matrix) {
	checkSameShape("SubScaledInPlace", dst, m)
	for j := range dst {
		addScaled(dst[j], -k, m[j])
	}
}
