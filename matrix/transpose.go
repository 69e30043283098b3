package matrix

// Transpose returns mᵀ, m with its rows as columns: an n×m matrix gives m×n. It
// panics if m is not a matrix (nil, ragged).
func (m Matrix) Transpose() Matrix {
	check("Transpose", m)
	t := Zeros(m.Cols(), m.Rows())
	transpose(t, m)
	return t
}

// transpose computes t = mᵀ, four columns of m at a time.
func transpose(t, m Matrix) {
	k := 0
	for ; k+4 <= len(t); k += 4 {
		t0, t1, t2, t3 := t[k][:len(m)], t[k+1][:len(m)], t[k+2][:len(m)], t[k+3][:len(m)]
		for j, row := range m {
			row = row[k : k+4 : k+4]
			t0[j], t1[j], t2[j], t3[j] = row[0], row[1], row[2], row[3]
		}
	}
	for ; k < len(t); k++ {
		row := t[k][:len(m)]
		for j := range m {
			row[j] = m[j][k]
		}
	}
}
