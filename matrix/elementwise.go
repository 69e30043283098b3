package matrix

// Add returns a + b. It panics unless both have the same shape.
func Add(a, b Matrix) Matrix {
	checkSameShape("Add", a, b)
	sum := Zeros(a.Rows(), a.Cols())
	for j := range a {
		for k := range a[j] {
			sum[j][k] = a[j][k] + b[j][k]
		}
	}
	return sum
}

// Sub returns a - b. It panics unless both have the same shape.
func Sub(a, b Matrix) Matrix {
	checkSameShape("Sub", a, b)
	difference := Zeros(a.Rows(), a.Cols())
	for j := range a {
		for k := range a[j] {
			difference[j][k] = a[j][k] - b[j][k]
		}
	}
	return difference
}

// Hadamard returns a ⊙ b, the product entry by entry (NumPy's a * b). It panics
// unless both have the same shape.
func Hadamard(a, b Matrix) Matrix {
	checkSameShape("Hadamard", a, b)
	product := Zeros(a.Rows(), a.Cols())
	for j := range a {
		for k := range a[j] {
			product[j][k] = a[j][k] * b[j][k]
		}
	}
	return product
}

// Scale returns k m, every entry of m times k. It panics if m is not a matrix
// (nil, ragged).
func Scale(k float64, m Matrix) Matrix {
	check("Scale", m)
	return m.Map(func(v float64) float64 { return k * v })
}

// Map returns m with f applied to each entry, the matrix of f(m[j][k]). It panics if
// m is not a matrix (nil, ragged).
func (m Matrix) Map(f func(float64) float64) Matrix {
	check("Map", m)
	mapped := Zeros(m.Rows(), m.Cols())
	for j := range m {
		for k := range m[j] {
			mapped[j][k] = f(m[j][k])
		}
	}
	return mapped
}
