package matrix

import "fmt"

// Dot returns the matrix product a b (np.dot): entry (j, i) is the sum over k
// of a[j][k]·b[k][i]. An n×m by an m×p matrix gives n×p. It panics unless a has
// as many columns as b has rows.
func Dot(a, b Matrix) Matrix {
	checkProduct("Dot", a, b)
	product := Zeros(a.Rows(), b.Cols())
	dotInto(product, a, b)
	return product
}

// DotInto sets dst to the matrix product a b (np.dot with out=dst), for callers
// that need a large product again and again, and its memory only once. It panics
// unless a has as many columns as b has rows, and dst the rows of a and the
// columns of b. If dst shares memory with a or b, what it becomes is undefined.
func DotInto(dst, a, b Matrix) {
	checkProduct("DotInto", a, b)
	if !dst.HasShape(a.Rows(), b.Cols()) {
		panic(fmt.Sprintf("matrix: DotInto: %s by %s into %s: want %d×%d to write to",
			a.Shape(), b.Shape(), dst.Shape(), a.Rows(), b.Cols()))
	}
	dotInto(dst, a, b)
}

func checkProduct(op string, a, b Matrix) {
	checkPair(op, a, "by", b)
	if a.Cols() != b.Rows() {
		mismatch(op, a, "by", b, "the first must have as many columns as the second has rows")
	}
}

func dotInto(dst, a, b Matrix) {
	if b.Cols() == 1 || b.Rows() > b.Cols() && a.Rows() > 2 {
		// Long sums, few columns: each entry is a row of a times a column of b. The
		// entries of a column lie apart, each in another row; as a row of bᵀ they
		// lie together. (For two rows of a, transposing would be as much work as
		// the product.)
		dotTransposedInto(dst, a, b.Transpose())
		return
	}
	// Short sums, long rows: the rows of b are added up. Where b has one row, this
	// is the outer product δ aᵀ.
	parallel(a.Rows(), a.Rows()*a.Cols()*b.Cols(), func(from, to int) {
		combineRows(dst[from:to], a[from:to], b)
	})
}

// DotTransposed returns a bᵀ, rows times rows: entry (j, i) is the sum over k of
// a[j][k]·b[i][k]. It is Dot(a, b.Transpose()), but for the work of transposing.
// An n×m by a p×m matrix gives n×p. It panics unless both have as many columns.
func DotTransposed(a, b Matrix) Matrix {
	checkPair("DotTransposed", a, "by", b)
	if a.Cols() != b.Cols() {
		mismatch("DotTransposed", a, "by", b, "both must have as many columns")
	}
	product := Zeros(a.Rows(), b.Rows())
	dotTransposedInto(product, a, b)
	return product
}

func dotTransposedInto(dst, a, b Matrix) {
	parallel(a.Rows(), a.Rows()*a.Cols()*b.Rows(), func(from, to int) {
		multiply(dst[from:to], a[from:to], b)
	})
}
