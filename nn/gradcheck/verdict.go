package gradcheck

import (
	"math"

	"backprop/matrix"
)

// Backprop and numerical gradient agree in an entry if
//
//	|backprop - numerical| ≤ c·‖gradient of the layer‖∞ + r·max(|backprop|, |numerical|) + 2·rounding
//
// The last term is the bound of truth.boundRounding, once for either side. It
// covers rounding to first order, so that c and r need cover only what rounds
// otherwise than the bound supposes: a less careful exp, the second order. Both
// are far below 1e-9, ten million roundings. And 1e-9 is far below a mistake: the
// classic ones change a layer by a tenth and more.
const (
	c = 1e-9
	r = 1e-9
)

// agree reports whether got is want as far as can be told. rounding is a bound
// for each entry, or nil for none.
func agree(got, want, rounding matrix.Matrix) bool {
	if !got.HasShape(want.Rows(), want.Cols()) {
		return false
	}
	_, _, excess := worst(got, want, rounding)
	return excess <= 1
}

// worst returns where got differs most from want, and by how many times what is
// allowed: +Inf for NaN, and where nothing is allowed.
func worst(got, want, rounding matrix.Matrix) (atJ, atK int, excess float64) {
	layer := want.MaxAbs()
	excess = -1
	for j := range want {
		for k := range want[j] {
			difference := math.Abs(got[j][k] - want[j][k])
			allowed := c*layer + r*math.Max(math.Abs(got[j][k]), math.Abs(want[j][k]))
			if rounding != nil {
				allowed += 2 * rounding[j][k]
			}
			e := difference / allowed
			switch {
			case difference == 0:
				e = 0
			case !(difference <= math.MaxFloat64): // Inf and NaN
				e = math.Inf(1)
			}
			if e > excess {
				atJ, atK, excess = j, k, e
			}
		}
	}
	return atJ, atK, excess
}
