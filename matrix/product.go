package matrix

// Dot returns the matrix product a b (np.dot), by its definition: the entry in row j
// and column i is row j of a times column i of b, the sum over k of
// a[j][k]·b[k][i]. An n×m by an m×p matrix gives n×p. It panics unless a has as many
// columns as b has rows.
func Dot(a, b Matrix) Matrix {
	checkProduct("Dot", a, b)
	product := Zeros(a.Rows(), b.Cols())
	for j := range a {
		for i := range b[0] {
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
