package matrix

import "fmt"

// The operations in this file are those of the matrix path, nn/matrixpath.go, and
// of nothing else. They are written for speed, and so they are longer than Dot,
// which does the same; BenchmarkDot shows the gain.
//
// In Dot's inner loop, sum += a[j][k] * b[k][i], each addition waits for the one
// before it, three or four cycles, in which a processor could do six
// multiplications and additions or more; and each b[k][i] is looked up in another
// row. Three things help:
//
//  1. Several sums side by side. The additions of one sum do not wait for those of
//     another. With b given by its columns, a tile of two rows of a and three
//     columns of b has six sums, and five entries are loaded for six
//     multiplications, where Dot loads twelve:
//
//	                b0  b1  b2
//	          a0  [ s00 s01 s02 ]      s00 += a0[k]·b0[k]
//	          a1  [ s10 s11 s12 ]      s01 += a0[k]·b1[k]  …
//
//     More than six sums are slower again: the compiler multiplies all pairs
//     before it adds, so each sum takes two of the 15 registers that Go has for
//     them on amd64, and a number that finds no register goes through memory.
//
//  2. Memory in its order. DotTransposed is given bᵀ, whose rows are the columns
//     of b, so the entries that it multiplies are neighbours in memory. Where sums
//     are short and rows long, as in δ aᵀ for ten examples, DotInto goes along the
//     rows instead: it adds up the rows of b, three terms at a time to each of
//     three rows of the result, so each row is read and written a third as often.
//
//  3. Several processors, where a product is large enough to pay for it: share.
//
// None of this changes a result. Every sum is added up from its first term to its
// last, as in Dot; what runs side by side are different sums. float64(x * y)
// makes Go round the product. Otherwise it might fuse x*y + z into one
// instruction, which rounds once, in one loop and not in another. So the results
// have the same bits on any number of processors, and Dot's bits where the
// compiler does not fuse in Dot (on amd64 below GOAMD64=v3, for one).

// DotTransposed returns a bᵀ, rows times rows: entry (j, i) is the sum over k of
// a[j][k]·b[i][k]. It is Dot(a, b.Transpose()), faster. An n×m by a p×m matrix
// gives n×p. It panics unless both have the same number of columns.
func DotTransposed(a, b Matrix) Matrix {
	checkFactors("DotTransposed", a, b)
	if a.Cols() != b.Cols() {
		mismatch("DotTransposed", a, "by", b, "both must have the same number of columns")
	}
	product := Zeros(a.Rows(), b.Rows())
	share(a.Rows(), a.Rows()*a.Cols()*b.Rows(), func(from, to int) {
		multiply(product[from:to], a[from:to], b)
	})
	return product
}

// DotInto sets dst to the matrix product a b. It is fastest where the rows of b
// are long. It panics unless a has as many columns as b has rows, and dst has a's
// rows and b's columns. If dst shares memory with a or b, what it becomes is
// undefined.
func DotInto(dst, a, b Matrix) {
	checkProduct("DotInto", a, b)
	if !dst.HasShape(a.Rows(), b.Cols()) {
		panic(fmt.Sprintf("matrix: DotInto: %s by %s into %s: want %d×%d to write to",
			a.Shape(), b.Shape(), dst.Shape(), a.Rows(), b.Cols()))
	}
	share(a.Rows(), a.Rows()*a.Cols()*b.Cols(), func(from, to int) {
		combineRows(dst[from:to], a[from:to], b)
	})
}

// AddToRows returns m with the entries of a column added to each of its rows:
// entry (j, k) is m[j][k] + column[k][0]. It panics unless the column is n×1 for n
// columns of m.
func AddToRows(m, column Matrix) Matrix {
	if !wellFormed(m) || !column.HasShape(m.Cols(), 1) {
		mismatch("AddToRows", m, "and", column, fmt.Sprintf("the second must be a column, %d×1", m.Cols()))
	}
	sum := Zeros(m.Rows(), m.Cols())
	for j := range m {
		for k := range m[j] {
			sum[j][k] = m[j][k] + column[k][0]
		}
	}
	return sum
}

// ColumnSumsInto sets dst, n×1, to the sums of the columns of m, p×n. It panics if
// dst is not n×1, or m is not a matrix (nil, ragged).
func ColumnSumsInto(dst, m Matrix) {
	if !wellFormed(m) || !dst.HasShape(m.Cols(), 1) {
		mismatch("ColumnSumsInto", dst, "from", m, fmt.Sprintf("the first must be a column, %d×1", m.Cols()))
	}
	for k := range dst {
		sum := 0.0
		for j := range m {
			sum += m[j][k]
		}
		dst[k][0] = sum
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

// multiply computes rows of the product of a and b, given the columns of b, in
// tiles of two rows and three columns. A tile that reaches over the edge repeats
// the last row or column.
func multiply(dst, a, columns Matrix) {
	lastRow, lastColumn := len(a)-1, len(columns)-1
	for j0 := 0; j0 <= lastRow; j0 += 2 {
		j1 := min(j0+1, lastRow)
		for i0 := 0; i0 <= lastColumn; i0 += 3 {
			i1, i2 := min(i0+1, lastColumn), min(i0+2, lastColumn)
			s00, s01, s02, s10, s11, s12 := tile2x3(a[j0], a[j1], columns[i0], columns[i1], columns[i2])
			dst[j0][i0], dst[j0][i1], dst[j0][i2] = s00, s01, s02
			dst[j1][i0], dst[j1][i1], dst[j1][i2] = s10, s11, s12
		}
	}
}

// tile2x3 is two rows times three columns.
func tile2x3(a0, a1, b0, b1, b2 []float64) (s00, s01, s02, s10, s11, s12 float64) {
	n := len(a0)
	a1, b0, b1, b2 = a1[:n], b0[:n], b1[:n], b2[:n]
	for k, u := range a0 {
		v := a1[k]
		s00 += float64(u * b0[k])
		s10 += float64(v * b0[k])
		s01 += float64(u * b1[k])
		s11 += float64(v * b1[k])
		s02 += float64(u * b2[k])
		s12 += float64(v * b2[k])
	}
	return s00, s01, s02, s10, s11, s12
}

// combineRows computes rows of the product of a and b as sums of the rows of b:
// dst[j] = a[j][0]·b[0] + a[j][1]·b[1] + …, in blocks of three rows and three
// terms. The last block takes four terms where one term would be left over; two
// terms left over are added one at a time. A block that reaches over the edge
// repeats the last row.
func combineRows(dst, a, b Matrix) {
	last := len(a) - 1
	for j0 := 0; j0 <= last; j0 += 3 {
		j1, j2 := min(j0+1, last), min(j0+2, last)
		clear(dst[j0])
		clear(dst[j1])
		clear(dst[j2])
		k := 0
		for ; k+3 <= len(b) && k+4 != len(b); k += 3 {
			addScaled3x3(dst[j0], dst[j1], dst[j2], a[j0][k:], a[j1][k:], a[j2][k:], b[k], b[k+1], b[k+2])
		}
		if k+4 == len(b) {
			addScaled3x4(dst[j0], dst[j1], dst[j2], a[j0][k:], a[j1][k:], a[j2][k:], b[k], b[k+1], b[k+2], b[k+3])
			k += 4
		}
		for ; k < len(b); k++ {
			for j := j0; j <= j2; j++ {
				addScaled(dst[j], a[j][k], b[k])
			}
		}
	}
}

// addScaled3x3 adds three terms to each of three rows.
func addScaled3x3(dst0, dst1, dst2, c, d, e, b0, b1, b2 []float64) {
	n := len(dst0)
	dst1, dst2, b0, b1, b2 = dst1[:n], dst2[:n], b0[:n], b1[:n], b2[:n]
	c0, c1, c2 := c[0], c[1], c[2]
	d0, d1, d2 := d[0], d[1], d[2]
	e0, e1, e2 := e[0], e[1], e[2]
	for i, s0 := range dst0 {
		s1, s2 := dst1[i], dst2[i]
		v := b0[i]
		s0 += float64(c0 * v)
		s1 += float64(d0 * v)
		s2 += float64(e0 * v)
		v = b1[i]
		s0 += float64(c1 * v)
		s1 += float64(d1 * v)
		s2 += float64(e1 * v)
		v = b2[i]
		s0 += float64(c2 * v)
		s1 += float64(d2 * v)
		s2 += float64(e2 * v)
		dst0[i], dst1[i], dst2[i] = s0, s1, s2
	}
}

// addScaled3x4 adds four terms to each of three rows. Two of its twelve factors
// find no register; that is still quicker than a pass over the rows for the term
// left over.
func addScaled3x4(dst0, dst1, dst2, c, d, e, b0, b1, b2, b3 []float64) {
	n := len(dst0)
	dst1, dst2, b0, b1, b2, b3 = dst1[:n], dst2[:n], b0[:n], b1[:n], b2[:n], b3[:n]
	c0, c1, c2, c3 := c[0], c[1], c[2], c[3]
	d0, d1, d2, d3 := d[0], d[1], d[2], d[3]
	e0, e1, e2, e3 := e[0], e[1], e[2], e[3]
	for i, s0 := range dst0 {
		s1, s2 := dst1[i], dst2[i]
		v := b0[i]
		s0 += float64(c0 * v)
		s1 += float64(d0 * v)
		s2 += float64(e0 * v)
		v = b1[i]
		s0 += float64(c1 * v)
		s1 += float64(d1 * v)
		s2 += float64(e1 * v)
		v = b2[i]
		s0 += float64(c2 * v)
		s1 += float64(d2 * v)
		s2 += float64(e2 * v)
		v = b3[i]
		s0 += float64(c3 * v)
		s1 += float64(d3 * v)
		s2 += float64(e3 * v)
		dst0[i], dst1[i], dst2[i] = s0, s1, s2
	}
}

// addScaled adds one term to one row.
func addScaled(dst []float64, c float64, b []float64) {
	b = b[:len(dst)]
	for i := range dst {
		dst[i] += float64(c * b[i])
	}
}
