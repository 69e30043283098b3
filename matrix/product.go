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
	for j := range product {
		for i := range product[j] {
			sum := 0.0
			for k := range b {
				sum += a[j][k] * b[k][i]
			}
			product[j][i] = sum
		}
	}
	return product
}

// Transpose returns mᵀ, m with its rows as columns: an n×m matrix gives m×n. It
// panics if m is not a matrix (nil, ragged).
func (m Matrix) Transpose() Matrix {
	check("Transpose", m)
	t := Zeros(m.Cols(), m.Rows())
	for j := range m {
		for k := range m[j] {
			t[k][j] = m[j][k]
		}
	}
	return t
}
