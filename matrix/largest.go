package matrix

import (
	"fmt"
	"math"
)

// ArgMax returns the index of the largest entry of a column, the first one if
// several are equal. NaN counts as larger than any number, as in np.argmax. It
// panics unless column is n×1.
func ArgMax(column Matrix) int {
	if !wellFormed(column) || column.Cols() != 1 {
		panic(fmt.Sprintf("matrix: ArgMax: %s: want a column, n×1", column.Shape()))
	}
	best := 0
	for j := range column {
		if math.IsNaN(column[j][0]) {
			return j
		}
		if column[j][0] > column[best][0] {
			best = j
		}
	}
	return best
}

// MaxAbs returns the size of the largest entry, max |m[j][k]|: NaN if an entry is
// NaN, else +Inf if one is infinite, and 0 if there are no entries.
func (m Matrix) MaxAbs() float64 {
	size := 0.0
	for _, row := range m {
		for _, v := range row {
			size = max(size, math.Abs(v)) // NaN stays
		}
	}
	return size
}
