package gradcheck

import (
	"fmt"
	"slices"
	"strings"
)

// Report is what a check found.
type Report struct {
	Findings []Finding // one for each mistake; none if all is well
	Layers   []Layer   // how far each layer agrees, from the last one back; none if there was nothing to compare
}

// OK reports whether the check found no mistake.
func (r Report) OK() bool { return len(r.Findings) == 0 }

// Finding is a mistake.
type Finding struct {
	// Equation is the equation that does not hold: "BP1", "BP2", "BP3" or
	// "BP4"; "update" for a wrong step of gradient descent; or "call" where the
	// call itself went wrong: a panic, results of the wrong shape, a changed
	// network.
	Equation string
	// Layer is the layer whose values the equation gives, as the chapter counts
	// them: 1 is the input, len(net.Sizes) the output. It is 0 where no one
	// layer is to blame.
	Layer int
	// Hint says what is wrong, as far as can be told.
	Hint string
	// Worst is the entry of that layer that is furthest off; nil if there is
	// nothing to compare.
	Worst *Entry

	also []int // the other layers with the same mistake
}

// In reports whether the finding is one of this layer, too.
func (f Finding) In(layer int) bool { return f.Layer == layer || slices.Contains(f.also, layer) }

// broken returns a report of a call that went wrong.
func broken(format string, args ...any) Report {
	return Report{Findings: []Finding{callFinding(format, args...)}}
}

func callFinding(format string, args ...any) Finding {
	return Finding{Equation: "call", Hint: fmt.Sprintf(format, args...)}
}

// Entry is a weight or a bias, with its derivative from both sides.
type Entry struct {
	Layer     int // the chapter's number of the layer that it leads to
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

// String returns the findings in full, or that there are none; and below them a
// line for each layer.
func (r Report) String() string {
	var s strings.Builder
	for _, f := range r.Findings {
		fmt.Fprintln(&s, f)
	}
	if r.OK() {
		fmt.Fprintln(&s, "ok: every weight and bias agrees with the numerical gradient")
	}
	if len(r.Layers) > 0 {
		fmt.Fprintln(&s, "layer  parameters  worst error / largest entry")
	}
	for _, l := range r.Layers {
		fmt.Fprintf(&s, "%5d  %10d  %-8.2g at %s\n", l.Layer, l.Parameters, l.Worst.Relative, l.Worst.Name())
	}
	return strings.TrimSuffix(s.String(), "\n")
}

// String returns the finding as two or three lines: where and what, and the
// worst entry.
func (f Finding) String() string {
	s := f.where() + ": " + f.Hint
	if e := f.Worst; e != nil {
		s += fmt.Sprintf("\n  worst at %s: got %.6g, numerically %.6g", e.Name(), e.Backprop, e.Numerical)
		s += fmt.Sprintf("\n  off by %.2g, %.2g times the layer's largest", e.Absolute, e.Relative)
		switch {
		case f.Equation == "update":
		case e.Bias:
			s += fmt.Sprintf("; δ there is %.6g", e.Delta)
		default:
			s += fmt.Sprintf("; δ there is %.6g, and a before it %.6g", e.Delta, e.A)
		}
	}
	return s
}

// where names the equation and the layers that it connects.
func (f Finding) where() string {
	switch {
	case f.Layer == 0:
		return f.Equation
	case f.Equation == "BP2":
		return fmt.Sprintf("BP2, going from layer %d back to layer %d", f.Layer+1, f.Layer)
	case f.Equation == "BP4":
		return fmt.Sprintf("BP4, for the weights from layer %d to layer %d", f.Layer-1, f.Layer)
	case f.Equation == "BP3":
		return fmt.Sprintf("BP3, for the biases of layer %d", f.Layer)
	}
	return fmt.Sprintf("%s, layer %d", f.Equation, f.Layer)
}
