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

// agrees reports whether nablaB and nablaW are all as they should be.
func (g *gradient) agrees(nablaB, nablaW []matrix.Matrix) bool {
	for i := range nablaB {
		if !agree(nablaB[i], g.nablaB[i], g.roundB[i]) || !agree(nablaW[i], g.nablaW[i], g.roundW[i]) {
			return false
		}
	}
	return true
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

// worstEntry returns the entry of layer i+2 that is furthest off, in multiples
// of what is allowed. Either of nb and nw may be nil, to leave it out.
func (g *gradient) worstEntry(i int, nb, nw matrix.Matrix) Entry {
	scale := math.Max(g.nablaB[i].MaxAbs(), g.nablaW[i].MaxAbs())
	var of Entry
	most := -1.0
	look := func(got, want, rounding matrix.Matrix, bias bool) {
		if got == nil {
			return
		}
		if j, k, excess := worst(got, want, rounding); excess > most {
			most = excess
			of = entry(i, j, k, bias, got[j][k], want[j][k], scale)
		}
	}
	look(nw, g.nablaW[i], g.roundW[i], false)
	look(nb, g.nablaB[i], g.roundB[i], true)
	return of
}

// worstEntry does the same, and adds a and δ.
func (t *truth) worstEntry(i int, nb, nw matrix.Matrix) Entry {
	of := t.gradient.worstEntry(i, nb, nw)
	of.A, of.Delta = 1, t.nablaB[i][of.J][0]
	if !of.Bias {
		of.A = t.a[i][of.K][0]
	}
	return of
}

func finite(m matrix.Matrix) bool {
	size := m.MaxAbs()
	return !math.IsNaN(size) && !math.IsInf(size, 0)
}
