package matrix

// Add returns a + b. It panics unless both have the same shape.
func Add(a, b Matrix) Matrix {
	return combine("Add", a, b, func(x, y float64) float64 { return x + y })
}

// Sub returns a - b. It panics unless both have the same shape.
func Sub(a, b Matrix) Matrix {
	return combine("Sub", a, b, func(x, y float64) float64 { return x - y })
}

// Hadamard returns a ⊙ b, the product entry by entry (NumPy's a * b). It panics
// unless both have the same shape.
func Hadamard(a, b Matrix) Matrix {
	return combine("Hadamard", a, b, func(x, y float64) float64 { return x * y })
}

// Scale returns k m, every entry of m times k. It panics if m is not a matrix
// (nil, ragged).
func Scale(k float64, m Matrix) Matrix {
	return transform("Scale", m, func(x float64) float64 { return k * x })
}

// Map returns f(m), the matrix of f(m[j][k]). It panics if m is not a matrix
// (nil, ragged).
func (m Matrix) Map(f func(float64) float64) Matrix {
	return transform("Map", m, f)
}

// combine returns the matrix of f(a[j][k], b[j][k]).
func combine(op string, a, b Matrix, f func(x, y float64) float64) Matrix {
	checkSameShape(op, a, b)
	c := Zeros(a.Rows(), a.Cols())
	for j := range c {
		for k := range c[j] {
			c[j][k] = f(a[j][k], b[j][k])
		}
	}
	return c
}

// transform returns the matrix of f(m[j][k]).
func transform(op string, m Matrix, f func(float64) float64) Matrix {
	check(op, m)
	c := Zeros(m.Rows(), m.Cols())
	for j := range c {
		for k := range c[j] {
			c[j][k] = f(m[j][k])
		}
	}
	return c
}
