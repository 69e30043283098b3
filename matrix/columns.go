package matrix

import "fmt"

// What the matrix path does to the columns of a matrix, one for each example, and
// to the network's parameters.

// AddColumn returns m with the column added to each of its columns. It panics
// unless the column is n×1 for n rows of m.
func AddColumn(m, column Matrix) Matrix {
	checkPair("AddColumn", m, "and", column)
	if !column.HasShape(m.Rows(), 1) {
		mismatch("AddColumn", m, "and", column, fmt.Sprintf("the second must be a column, %d×1", m.Rows()))
	}
	sum := Zeros(m.Rows(), m.Cols())
	for j, row := range m {
		b := column[j][0]
		for k, v := range row {
			sum[j][k] = v + b
		}
	}
	return sum
}

// RowSumsInto sets dst, n×1, to the sums of the rows of m, n×p. It panics if dst
// is not n×1, or m is not a matrix (nil, ragged).
func RowSumsInto(dst, m Matrix) {
	checkPair("RowSumsInto", dst, "from", m)
	if !dst.HasShape(m.Rows(), 1) {
		mismatch("RowSumsInto", dst, "from", m, fmt.Sprintf("the first must be a column, %d×1", m.Rows()))
	}
	for j, row := range m {
		sum := 0.0
		for _, v := range row {
			sum += v
		}
		dst[j][0] = sum
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
