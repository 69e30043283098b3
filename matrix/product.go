package matrix

// Dot returns the matrix product a b (np.dot): entry (j, i) is the sum over k
// of a[j][k]·b[k][i]. An n×m by an m×p matrix gives n×p. It panics unless a has
// as many columns as b has rows.
func Dot(a, b Matrix) Matrix {
	checkPair("Dot", a, "by", b)
	if a.Cols() != b.Rows() {
		mismatch("Dot", a, "by", b, "the first must have as many columns as the second has rows")
	}
	if b.Cols() == 1 || b.Rows() > b.Cols() && a.Rows() > 2 {
		// Each entry is a row of a times a column of b. The entries of a column
		// lie apart, each in another row; as a row of bᵀ they lie together. (For
		// two rows of a, transposing would be as much work as the product.)
		return DotTransposed(a, b.Transpose())
	}
	// The rows of b are added up. With one row this is the outer product δ aᵀ.
	product := Zeros(a.Rows(), b.Cols())
	parallel(a.Rows(), a.Rows()*a.Cols()*b.Cols(), func(from, to int) {
		combineRows(product[from:to], a[from:to], b)
	})
	return product
}

// DotTransposed returns a bᵀ, rows times rows: entry (j, i) is the sum over k of
// a[j][k]·b[i][k]. It is Dot(a, b.Transpose()), but for the work of transposing.
// An n×m by a p×m matrix gives n×p. It panics unless both have as many columns.
func DotTransposed(a, b Matrix) Matrix {
	checkPair("DotTransposed", a, "by", b)
	if a.Cols() != b.Cols() {
		mismatch("DotTransposed", a, "by", b, "both must have as many columns")
	}
	product := Zeros(a.Rows(), b.Rows())
	parallel(a.Rows(), a.Rows()*a.Cols()*b.Rows(), func(from, to int) {
		multiply(product[from:to], a[from:to], b)
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
