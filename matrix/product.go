package matrix

// Dot returns the matrix product a b (np.dot): entry (j, i) is the sum over k
// of a[j][k]·b[k][i]. An n×m by an m×p matrix gives n×p. It panics unless a has
// as many columns as b has rows.
func Dot(a, b Matrix) Matrix {
	checkPair("Dot", a, "by", b)
	if a.Cols() != b.Rows() {
		mismatch("Dot", a, "by", b, "the first must have as many columns as the second has rows")
	}
	product := Zeros(a.Rows(), b.Cols())
	var rows func(product, a Matrix) // computes some rows of the product from those of a
	if b.Rows() <= b.Cols() {
		// Short sums and long rows: the rows of b are added up. With one row
		// this is the outer product δ aᵀ.
		rows = func(product, a Matrix) { combineRows(product, a, b) }
	} else {
		// Each entry is a row of a times a column of b. The entries of a column
		// lie apart, each in another row; as a row of bᵀ they lie together.
		columns := b.Transpose()
		rows = func(product, a Matrix) { multiply(product, a, columns) }
	}
	parallel(a.Rows(), a.Rows()*a.Cols()*b.Cols(), func(from, to int) {
		rows(product[from:to], a[from:to])
	})
	return product
}

// Transpose returns mᵀ, m with its rows as columns: an n×m matrix gives m×n. It
// panics if m is not a matrix (nil, ragged).
func (m Matrix) Transpose() Matrix {
	check("Transpose", m)
	t := Zeros(m.Cols(), m.Rows())
	transpose(t, m)
	return t
}
