package diagnosis

import (
	"fmt"
	"math"

	"backprop/matrix"
	"backprop/nn"
)

// Gradient is what a gradient, or a step along it, should be, and how far
// rounding may take a right one away from it.
type Gradient struct {
	NablaB, NablaW []matrix.Matrix
	RoundB, RoundW []matrix.Matrix // bounds on the rounding of each entry
}

// Truth is what is known of a network and an example without any backprop.
//
// Index i is that of net.Weights: Z[i] and NablaB[i] belong to layer i+2. As A[0]
// is x, A[i] belongs to layer i+1.
type Truth struct {
	Net  *nn.Network
	Y    matrix.Matrix
	A, Z []matrix.Matrix
	Gradient
}

// A number agrees with what it should be if
//
//	|got - want| ≤ 2·rounding + ofEntry·max(|got|, |want|)
//
// The bound on rounding counts once for either side. It covers rounding to first
// order, so the second term need only cover what rounds otherwise than the bound
// supposes: a less careful exp, the second order. Both are relative to the entry,
// and far below 1e-9, ten million roundings. And 1e-9 is far below any mistake: even
// a float32 changes an entry by up to 6e-8 of itself.
//
// Where there is no bound, it may be another entry whose rounding is in this one,
// so ofLayer·‖want‖∞ takes its place. With a bound it would hide a mistake in an
// entry that is below 1e-9 of its layer, that of a saturated neuron.
const (
	ofLayer = 1e-9
	ofEntry = 1e-9
)

// Agree reports whether got is want, as far as can be told. Rounding is a bound
// for each entry, or nil for none.
func Agree(got, want, rounding matrix.Matrix) bool {
	return got.HasShape(want.Rows(), want.Cols()) && wrong(got, want, rounding).MaxAbs() == 0
}

// wrong returns a mask of the entries that do not agree: 1 for these, else 0.
func wrong(got, want, rounding matrix.Matrix) matrix.Matrix {
	mask, allowed := matrix.Zeros(want.Rows(), want.Cols()), ofLayer*want.MaxAbs()
	for j, row := range mask {
		for k := range row {
			if rounding != nil {
				allowed = 2 * rounding[j][k]
			}
			g, w := got[j][k], want[j][k]
			difference := math.Abs(g - w)
			if !(difference <= math.MaxFloat64) || difference > allowed+ofEntry*math.Max(math.Abs(g), math.Abs(w)) {
				row[k] = 1
			}
		}
	}
	return mask
}

// Agrees reports whether a gradient is right.
func (g Gradient) Agrees(nablaB, nablaW []matrix.Matrix) bool {
	for i := range nablaB {
		if !Agree(nablaB[i], g.NablaB[i], g.RoundB[i]) || !Agree(nablaW[i], g.NablaW[i], g.RoundW[i]) {
			return false
		}
	}
	return true
}

// Finite reports whether all entries are finite numbers.
func Finite(m matrix.Matrix) bool {
	size := m.MaxAbs()
	return !math.IsNaN(size) && !math.IsInf(size, 0)
}

// Entry is a weight or a bias, with its derivative from both sides.
type Entry struct {
	Layer     int // the layer that it leads to, counted from 1, the input
	Bias      bool
	J, K      int     // w_jk or b_j, counted from 0 as in Go; K is 0 for a bias
	Backprop  float64 // what was checked: ∂C/∂w, or for CheckUpdate the change of w
	Numerical float64 // what it should be
	Absolute  float64 // |Backprop - Numerical|
	Relative  float64 // Absolute over the largest entry of its layer, of Numerical
	A         float64 // a_k of the layer before, which w_jk multiplies; 1 for a bias. 0 from CheckUpdate
	Delta     float64 // δ_j of its layer, numerically. 0 from CheckUpdate
}

// Name is how to write the weight or bias in Go: net.Weights[0][2][1].
func (e Entry) Name() string {
	if e.Bias {
		return fmt.Sprintf("net.Biases[%d][%d][0]", e.Layer-2, e.J)
	}
	return fmt.Sprintf("net.Weights[%d][%d][%d]", e.Layer-2, e.J, e.K)
}

// NewEntry returns the entry [j][k] of layer i+2. Scale is the layer's largest.
func NewEntry(i, j, k int, bias bool, got, want, scale float64) Entry {
	absolute := math.Abs(got - want)
	return Entry{
		Layer: i + 2, Bias: bias, J: j, K: k,
		Backprop: got, Numerical: want,
		Absolute: absolute, Relative: Relative(absolute, scale),
	}
}

// Relative is a / b, with 0 / 0 = 0 and infinite for NaN.
func Relative(a, b float64) float64 {
	switch {
	case a == 0:
		return 0
	case math.IsNaN(a):
		return math.Inf(1)
	}
	return a / b
}

// worstEntry returns the entry of layer i+2 that is furthest off, of those that
// are wrong. Either of nb and nw may be nil, to leave it out.
func (g Gradient) worstEntry(i int, nb, nw matrix.Matrix) *Entry {
	scale := math.Max(g.NablaB[i].MaxAbs(), g.NablaW[i].MaxAbs())
	of := Entry{Relative: -1}
	look := func(got, want, rounding matrix.Matrix, bias bool) {
		if got == nil {
			return
		}
		for j, row := range wrong(got, want, rounding) {
			for k, isWrong := range row {
				if e := NewEntry(i, j, k, bias, got[j][k], want[j][k], scale); isWrong == 1 && e.Relative > of.Relative {
					of = e
				}
			}
		}
	}
	look(nw, g.NablaW[i], g.RoundW[i], false)
	look(nb, g.NablaB[i], g.RoundB[i], true)
	return &of
}

// worstEntry does the same, and adds a and δ.
func (t *Truth) worstEntry(i int, nb, nw matrix.Matrix) *Entry {
	of := t.Gradient.worstEntry(i, nb, nw)
	of.A, of.Delta = 1, t.NablaB[i][of.J][0]
	if !of.Bias {
		of.A = t.A[i][of.K][0]
	}
	return of
}
