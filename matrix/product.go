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
	switch {
	case b.Cols() == 1:
		// A matrix times a vector. The vector's entries, each a row of its own,
		// are packed into one slice first.
		x := b.packed()
		rows = func(product, a Matrix) { dotColumn(product, a, x) }
	case b.Rows() <= maxCombined && b.Cols() >= maxCombined:
		// Few terms in each sum, and long rows: those of b are added up. With
		// one term this is the outer product δ aᵀ.
		rows = func(product, a Matrix) { combineRows(product, a, b) }
	default:
		rows = func(product, a Matrix) { multiply(product, a, b) }
	}
	parallel(a.Rows(), a.Rows()*a.Cols()*b.Cols(), func(from, to int) {
		rows(product[from:to], a[from:to])
	})
	return product
}

// maxCombined is the number of terms up to which adding up long rows is faster
// than tiles (BenchmarkDot).
const maxCombined = 16

// packed returns the entries of a column as one slice.
func (m Matrix) packed() []float64 {
	entries := make([]float64, len(m))
	for j, row := range m {
		entries[j] = row[0]
	}
	return entries
}

// Transpose returns mᵀ, m with its rows as columns: an n×m matrix gives m×n. It
// panics if m is not a matrix (nil, ragged).
func (m Matrix) Transpose() Matrix {
	check("Transpose", m)
	t := Zeros(m.Cols(), m.Rows())
	transpose(t, m)
	return t
}
