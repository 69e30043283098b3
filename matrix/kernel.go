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

// dotRows computes rows of the product of a with the matrix whose columns are
// given: dst[j][i] = a[j]·columns[i].
func dotRows(dst, a, columns Matrix) {
	j := 0
	for ; j+2 <= len(a); j += 2 {
		i := 0
		for ; i+4 <= len(columns); i += 4 {
			dot2x4(dst[j][i:i+4], dst[j+1][i:i+4], a[j], a[j+1], columns[i], columns[i+1], columns[i+2], columns[i+3])
		}
		for ; i < len(columns); i++ {
			dst[j][i] = dot(a[j], columns[i])
			dst[j+1][i] = dot(a[j+1], columns[i])
		}
	}
	for ; j < len(a); j++ {
		for i := range columns {
			dst[j][i] = dot(a[j], columns[i])
		}
	}
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

// dot2x4 is two rows times four columns.
func dot2x4(dst0, dst1, a0, a1, b0, b1, b2, b3 []float64) {
	n := len(a0)
	a1, b0, b1, b2, b3 = a1[:n], b0[:n], b1[:n], b2[:n], b3[:n]
	var s00, s01, s02, s03, s10, s11, s12, s13 float64
	for k, u := range a0 {
		v := a1[k]
		s00 += u * b0[k]
		s01 += u * b1[k]
		s02 += u * b2[k]
		s03 += u * b3[k]
		s10 += v * b0[k]
		s11 += v * b1[k]
		s12 += v * b2[k]
		s13 += v * b3[k]
	}
	dst0[0], dst0[1], dst0[2], dst0[3] = s00, s01, s02, s03
	dst1[0], dst1[1], dst1[2], dst1[3] = s10, s11, s12, s13
}

// combineRows computes rows of the product of a and b as sums of rows of b:
// dst[j] = a[j][0]·b[0] + a[j][1]·b[1] + …
func combineRows(dst, a, b Matrix) {
	for j, c := range a {
		scaleRow(dst[j], c[0], b[0])
		k := 1
		for ; k+4 <= len(c); k += 4 {
			addScaled4(dst[j], c[k], c[k+1], c[k+2], c[k+3], b[k], b[k+1], b[k+2], b[k+3])
		}
		for ; k < len(c); k++ {
			addScaled(dst[j], c[k], b[k])
		}
	}
}

func addScaled(dst []float64, c float64, b []float64) {
	b = b[:len(dst)]
	for i := range dst {
		dst[i] += c * b[i]
	}
}

func addScaled4(dst []float64, c0, c1, c2, c3 float64, b0, b1, b2, b3 []float64) {
	n := len(dst)
	b0, b1, b2, b3 = b0[:n], b1[:n], b2[:n], b3[:n]
	for i, sum := range dst {
		sum += c0 * b0[i]
		sum += c1 * b1[i]
		sum += c2 * b2[i]
		sum += c3 * b3[i]
		dst[i] = sum
	}
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
