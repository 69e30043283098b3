package matrix

import "math"

// MaxAbs returns ‖m‖∞, the size of the largest entry: NaN if an entry is NaN,
// else +Inf if one is infinite, and 0 if there is none.
func (m Matrix) MaxAbs() float64 {
	size := 0.0
	for _, row := range m {
		for _, v := range row {
			size = max(size, math.Abs(v)) // NaN stays
		}
	}
	return size
}
