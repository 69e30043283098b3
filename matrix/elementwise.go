package matrix

// Add returns a + b. It panics unless both have the same shape.
func Add(a, b Matrix) Matrix {
	return combine("Add", a, b, addRow)
}

// Sub returns a - b. It panics unless both have the same shape.
func Sub(a, b Matrix) Matrix {
	return combine("Sub", a, b, subRow)
}

// Hadamard returns a ⊙ b, the product entry by entry (NumPy's a * b). It panics
// unless both have the same shape.
func Hadamard(a, b Matrix) Matrix {
	return combine("Hadamard", a, b, mulRow)
}

// Scale returns k m, every entry of m times k. It panics if m is not a matrix
// (nil, ragged).
func Scale(k float64, m Matrix) Matrix {
	check("Scale", m)
	scaled := Zeros(m.Rows(), m.Cols())
	for j := range m {
		scaleRow(scaled[j], k, m[j])
	}
	return scaled
}

// Map returns f(m), the matrix of f(m[j][k]). It panics if m is not a matrix
// (nil, ragged).
func (m Matrix) Map(f func(float64) float64) Matrix {
	check("Map", m)
	mapped := Zeros(m.Rows(), m.Cols())
	for j := range m {
		for k, v := range m[j] {
			mapped[j][k] = f(v)
		}
	}
	return mapped
}

// AddInPlace adds m to dst, and so changes dst. It panics unless both have the
// same shape.
func AddInPlace(dst, m Matrix) {
	checkSameShape("AddInPlace", dst, m)
	for j := range dst {
		addRow(dst[j], dst[j], m[j])
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

// combine returns a new matrix whose rows the kernel makes of those of a and b.
func combine(op string, a, b Matrix, kernel func(dst, a, b []float64)) Matrix {
	checkSameShape(op, a, b)
	c := Zeros(a.Rows(), a.Cols())
	for j := range c {
		kernel(c[j], a[j], b[j])
	}
	return c
}

func scaleRow(dst []float64, k float64, a []float64) {
	a = a[:len(dst)]
	for i, v := range a {
		dst[i] = k * v
	}
}

func addRow(dst, a, b []float64) {
	a, b = a[:len(dst)], b[:len(dst)]
	for i := range dst {
		dst[i] = a[i] + b[i]
	}
}

func subRow(dst, a, b []float64) {
	a, b = a[:len(dst)], b[:len(dst)]
	for i := range dst {
		dst[i] = a[i] - b[i]
	}
}

func mulRow(dst, a, b []float64) {
	a, b = a[:len(dst)], b[:len(dst)]
	for i := range dst {
		dst[i] = a[i] * b[i]
	}
}
