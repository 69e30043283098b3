package matrix

import "fmt"

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

// RowSums returns the sum of each row of m, a column. It panics if m is not a
// matrix (nil, ragged).
func RowSums(m Matrix) Matrix {
	check("RowSums", m)
	sums := Zeros(m.Rows(), 1)
	for j, row := range m {
		sum := 0.0
		for _, v := range row {
			sum += v
		}
		sums[j][0] = sum
	}
	return sums
}

// AsRows returns the matrix whose rows are the entries of these columns. It
// panics unless there is one or more, all n×1 of the same n.
func AsRows(columns ...Matrix) Matrix {
	if len(columns) == 0 {
		panic("matrix: AsRows: no columns: want one or more")
	}
	check("AsRows", columns[0])
	m := Zeros(len(columns), columns[0].Rows())
	for j, column := range columns {
		if !column.HasShape(m.Cols(), 1) {
			panic(fmt.Sprintf("matrix: AsRows: column %d is %s, want %d×1 like the first", j, column.Shape(), m.Cols()))
		}
		for k := range column {
			m[j][k] = column[k][0]
		}
	}
	return m
}
