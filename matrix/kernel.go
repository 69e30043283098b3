package matrix

// The loops that the time goes into, on plain slices. A kernel writes to dst,
// reads the rest, and trusts that the lengths fit.
//
// Every sum of products is added up from the first term to the last, as a plain
// triple loop does it; what is done side by side are different sums. So the
// results are the plain loop's to the last bit. (Where the first term is -0 they
// may be -0 for its 0, as nothing is added to 0 first.) Eight sums at a time
// keep the adders of a processor busy: each addition waits some four cycles for
// the one before it in the same sum, but for none of the other seven.

// dotColumn computes the entries of a·x for the rows of a: dst[j][0] = a[j]·x.
func dotColumn(dst, a Matrix, x []float64) {
	j := 0
	for ; j+4 <= len(a); j += 4 {
		dst[j][0], dst[j+1][0], dst[j+2][0], dst[j+3][0] = dot4(a[j], a[j+1], a[j+2], a[j+3], x)
	}
	for ; j < len(a); j++ {
		dst[j][0] = dot(a[j], x)
	}
}

// multiply computes rows of the product of a and b, in tiles of two rows and
// four columns.
func multiply(dst, a, b Matrix) {
	j := 0
	for ; j+2 <= len(a); j += 2 {
		i := 0
		for ; i+4 <= len(b[0]); i += 4 {
			tile2x4(dst[j][i:], dst[j+1][i:], a[j], a[j+1], b, i)
		}
		for ; i+2 <= len(b[0]); i += 2 {
			tile2x2(dst[j][i:], dst[j+1][i:], a[j], a[j+1], b, i)
		}
		for ; i < len(b[0]); i++ {
			dst[j][i] = dotStrided(a[j], b, i)
			dst[j+1][i] = dotStrided(a[j+1], b, i)
		}
	}
	for ; j < len(a); j++ {
		i := 0
		for ; i+4 <= len(b[0]); i += 4 {
			tile1x4(dst[j][i:], a[j], b, i)
		}
		for ; i < len(b[0]); i++ {
			dst[j][i] = dotStrided(a[j], b, i)
		}
	}
}

// tile2x4 is two rows times columns i to i+3 of b.
func tile2x4(dst0, dst1, a0, a1 []float64, b Matrix, i int) {
	a0, a1 = a0[:len(b)], a1[:len(b)]
	var s00, s01, s02, s03, s10, s11, s12, s13 float64
	for k, row := range b {
		row = row[i : i+4 : i+4]
		u, v := a0[k], a1[k]
		s00 += u * row[0]
		s01 += u * row[1]
		s02 += u * row[2]
		s03 += u * row[3]
		s10 += v * row[0]
		s11 += v * row[1]
		s12 += v * row[2]
		s13 += v * row[3]
	}
	dst0[0], dst0[1], dst0[2], dst0[3] = s00, s01, s02, s03
	dst1[0], dst1[1], dst1[2], dst1[3] = s10, s11, s12, s13
}

// tile2x2 is two rows times columns i and i+1 of b.
func tile2x2(dst0, dst1, a0, a1 []float64, b Matrix, i int) {
	a0, a1 = a0[:len(b)], a1[:len(b)]
	var s00, s01, s10, s11 float64
	for k, row := range b {
		row = row[i : i+2 : i+2]
		u, v := a0[k], a1[k]
		s00 += u * row[0]
		s01 += u * row[1]
		s10 += v * row[0]
		s11 += v * row[1]
	}
	dst0[0], dst0[1], dst1[0], dst1[1] = s00, s01, s10, s11
}

// tile1x4 is one row times columns i to i+3 of b.
func tile1x4(dst, a []float64, b Matrix, i int) {
	a = a[:len(b)]
	var s0, s1, s2, s3 float64
	for k, row := range b {
		row = row[i : i+4 : i+4]
		u := a[k]
		s0 += u * row[0]
		s1 += u * row[1]
		s2 += u * row[2]
		s3 += u * row[3]
	}
	dst[0], dst[1], dst[2], dst[3] = s0, s1, s2, s3
}

// dotStrided is one row times column i of b.
func dotStrided(a []float64, b Matrix, i int) float64 {
	a = a[:len(b)]
	sum := 0.0
	for k, row := range b {
		sum += a[k] * row[i]
	}
	return sum
}

func dot(a, b []float64) float64 {
	b = b[:len(a)]
	sum := 0.0
	for k, v := range a {
		sum += v * b[k]
	}
	return sum
}

// dot4 is four rows times one column.
func dot4(a0, a1, a2, a3, x []float64) (s0, s1, s2, s3 float64) {
	a0, a1, a2, a3 = a0[:len(x)], a1[:len(x)], a2[:len(x)], a3[:len(x)]
	for k, v := range x {
		s0 += a0[k] * v
		s1 += a1[k] * v
		s2 += a2[k] * v
		s3 += a3[k] * v
	}
	return s0, s1, s2, s3
}

// outer computes rows of the product of a column and a row, δ aᵀ.
func outer(dst, column Matrix, row []float64) {
	for j := range dst {
		scaleRow(dst[j], column[j][0], row)
	}
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

func scaleRow(dst []float64, k float64, a []float64) {
	a = a[:len(dst)]
	for i, v := range a {
		dst[i] = k * v
	}
}

func addScaled(dst []float64, c float64, b []float64) {
	b = b[:len(dst)]
	for i := range dst {
		dst[i] += c * b[i]
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
