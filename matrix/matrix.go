// Package matrix is the linear algebra that backpropagation needs, written by
// hand on plain slices: the product, the transpose, and arithmetic entry by
// entry. It takes the place that NumPy has in the chapter.
//
// A [Matrix] is a slice of rows, so m[j][k] is the entry that a book writes
// m_jk (counted from 0), a test can write a matrix as a literal, and a debugger
// shows it row by row. A vector is a column: a matrix of n rows and 1 column.
//
//	w := matrix.Matrix{{1, 2}, {3, 4}, {5, 6}}     // 3×2
//	a := matrix.Column(10, 1)                      // 2×1
//	z := matrix.Add(matrix.Dot(w, a), matrix.Zeros(3, 1)) // 3×1
//
// An operation returns a new matrix that shares no memory with its arguments, and
// leaves its arguments as they were. Where a name ends in Into or InPlace, the
// operation writes to its first argument. Those, and the others in fast.go, are for
// the matrix path of package nn alone.
//
// A matrix has at least one row and one column, and all its rows have the same
// length. An operation that is given anything else (nil, a ragged literal), or
// shapes that do not fit together, panics with its name and the shapes: such a
// call is a mistake in the program, and no program can go on from it.
package matrix

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// Matrix is a matrix as a slice of its rows: m[j][k] is the entry in row j and
// column k, both counted from 0.
//
// The matrices that this package returns have all their rows cut from one
// slice, one behind the other; those that a caller puts together need not.
type Matrix [][]float64

// Zeros returns a rows×cols matrix of zeros (np.zeros). It panics unless rows
// and cols are at least 1.
func Zeros(rows, cols int) Matrix {
	if rows < 1 || cols < 1 {
		panic(fmt.Sprintf("matrix: Zeros: %d×%d: a matrix has at least 1 row and 1 column", rows, cols))
	}
	if cols > math.MaxInt/rows {
		panic(fmt.Sprintf("matrix: Zeros: %d×%d: too many entries", rows, cols))
	}
	entries := make([]float64, rows*cols)
	m := make(Matrix, rows)
	for j := range m {
		// The third index keeps an append to this row out of the next one.
		m[j] = entries[j*cols : (j+1)*cols : (j+1)*cols]
	}
	return m
}

// Column returns the values as a column, a len(values)×1 matrix. It panics if
// there are none.
func Column(values ...float64) Matrix {
	m := Zeros(len(values), 1)
	for j, v := range values {
		m[j][0] = v
	}
	return m
}

// Randn returns a rows×cols matrix whose entries are drawn, row by row, from
// the Gaussian with mean 0 and variance 1 (np.random.randn). It panics unless
// rows and cols are at least 1 and rng is not nil.
func Randn(rows, cols int, rng *rand.Rand) Matrix {
	if rng == nil {
		panic("matrix: Randn: the random number generator is nil: pass rand.New(rand.NewPCG(seed, 0))")
	}
	m := Zeros(rows, cols)
	for j := range m {
		for k := range m[j] {
			m[j][k] = rng.NormFloat64()
		}
	}
	return m
}

// Clone returns a copy of m. It panics if m is not a matrix (nil, ragged).
func (m Matrix) Clone() Matrix {
	check("Clone", m)
	c := Zeros(m.Rows(), m.Cols())
	for j := range m {
		copy(c[j], m[j])
	}
	return c
}
