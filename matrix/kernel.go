package matrix

// The loops that the time goes into, on plain slices. A kernel writes to dst,
// reads the rest, and trusts that the lengths fit.
//
// Every sum of products is added up from the first term to the last, as a plain
// triple loop does it; what is done side by side are different sums. So the
// results are the plain loop's to the last bit, but for the sign of a zero.
// Several sums at a time keep the adders of a processor busy: an addition waits
// some four cycles for the one before it in the same sum, but for none in the
// others. More than six sums are slower again: the compiler runs out of
// registers and keeps some of them in memory.

// dotColumn computes the entries of a·x for the rows of a: dst[j][0] = a[j]·x.
func dotColumn(dst, a Matrix, x []float64) {
	j := 0
	for ; j+5 <= len(a); j += 5 {
		dst[j][0], dst[j+1][0], dst[j+2][0], dst[j+3][0], dst[j+4][0] = dot5(a[j], a[j+1], a[j+2], a[j+3], a[j+4], x)
	}
	for ; j < len(a); j++ {
		dst[j][0] = dot(a[j], x)
	}
}

func dot(a, x []float64) float64 {
	a = a[:len(x)]
	sum := 0.0
	for k, v := range x {
		sum += a[k] * v
	}
	return sum
}

// dot5 is five rows times one column.
func dot5(a0, a1, a2, a3, a4, x []float64) (s0, s1, s2, s3, s4 float64) {
	a0, a1, a2, a3, a4 = a0[:len(x)], a1[:len(x)], a2[:len(x)], a3[:len(x)], a4[:len(x)]
	for k, v := range x {
		s0 += a0[k] * v
		s1 += a1[k] * v
		s2 += a2[k] * v
		s3 += a3[k] * v
		s4 += a4[k] * v
	}
	return s0, s1, s2, s3, s4
}

// multiply computes rows of the product of a and b, which has two columns or
// more, in tiles of two rows and three or two columns.
func multiply(dst, a, b Matrix) {
	for j := 0; j < len(a); j += 2 {
		next := min(j+1, len(a)-1) // an odd last row is computed twice
		for i := 0; i < len(b[0]); {
			switch len(b[0]) - i {
			case 2, 4:
				tile2x2(dst[j][i:], dst[next][i:], a[j], a[next], b, i)
				i += 2
			default:
				tile2x3(dst[j][i:], dst[next][i:], a[j], a[next], b, i)
				i += 3
			}
		}
	}
}

// tile2x3 is two rows times columns i to i+2 of b.
func tile2x3(dst0, dst1, a0, a1 []float64, b Matrix, i int) {
	a0, a1 = a0[:len(b)], a1[:len(b)]
	var s00, s01, s02, s10, s11, s12 float64
	for k, row := range b {
		row = row[i : i+3 : i+3]
		u, v := a0[k], a1[k]
		s00 += u * row[0]
		s10 += v * row[0]
		s01 += u * row[1]
		s11 += v * row[1]
		s02 += u * row[2]
		s12 += v * row[2]
	}
	dst0[0], dst0[1], dst0[2] = s00, s01, s02
	dst1[0], dst1[1], dst1[2] = s10, s11, s12
}

// tile2x2 is two rows times columns i and i+1 of b.
func tile2x2(dst0, dst1, a0, a1 []float64, b Matrix, i int) {
	a0, a1 = a0[:len(b)], a1[:len(b)]
	var s00, s01, s10, s11 float64
	for k, row := range b {
		row = row[i : i+2 : i+2]
		u, v := a0[k], a1[k]
		s00 += u * row[0]
		s10 += v * row[0]
		s01 += u * row[1]
		s11 += v * row[1]
	}
	dst0[0], dst0[1] = s00, s01
	dst1[0], dst1[1] = s10, s11
}

// combineRows computes rows of the product of a and b as sums of the rows of b,
// five at a time: dst[j] = a[j][0]·b[0] + a[j][1]·b[1] + …
func combineRows(dst, a, b Matrix) {
	for j, c := range a {
		k := 1
		if len(c) < 5 {
			scaleRow(dst[j], c[0], b[0])
		} else {
			scaled5(dst[j], c[0], c[1], c[2], c[3], c[4], b[0], b[1], b[2], b[3], b[4])
			k = 5
		}
		for ; k+5 <= len(c); k += 5 {
			addScaled5(dst[j], c[k], c[k+1], c[k+2], c[k+3], c[k+4], b[k], b[k+1], b[k+2], b[k+3], b[k+4])
		}
		for ; k < len(c); k++ {
			addScaled(dst[j], c[k], b[k])
		}
	}
}

func scaled5(dst []float64, c0, c1, c2, c3, c4 float64, b0, b1, b2, b3, b4 []float64) {
	n := len(dst)
	b0, b1, b2, b3, b4 = b0[:n], b1[:n], b2[:n], b3[:n], b4[:n]
	for i := range dst {
		sum := c0 * b0[i]
		sum += c1 * b1[i]
		sum += c2 * b2[i]
		sum += c3 * b3[i]
		sum += c4 * b4[i]
		dst[i] = sum
	}
}

func addScaled5(dst []float64, c0, c1, c2, c3, c4 float64, b0, b1, b2, b3, b4 []float64) {
	n := len(dst)
	b0, b1, b2, b3, b4 = b0[:n], b1[:n], b2[:n], b3[:n], b4[:n]
	for i, sum := range dst {
		sum += c0 * b0[i]
		sum += c1 * b1[i]
		sum += c2 * b2[i]
		sum += c3 * b3[i]
		sum += c4 * b4[i]
		dst[i] = sum
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
