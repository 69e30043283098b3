package diagnosis

import (
	"slices"

	"backprop/matrix"
)

// Diagnose says which mistakes make a gradient what it is.
func (t *Truth) Diagnose(nablaB, nablaW []matrix.Matrix) []Finding {
	if t.Agrees(nablaB, nablaW) {
		return nil
	}
	s := sceneOf(t, nablaB, nablaW)
	findings := s.back()
	// With δᴸ right, the forward pass was right up to the output.
	if f := findings[0]; f.Equation == "forward" || f.Equation == "BP1" && slices.ContainsFunc(findings, Finding.unknown) {
		if forward := s.forward(); forward != nil && (f.unknown() || !slices.ContainsFunc(forward, Finding.unknown)) {
			findings = forward
		}
	}
	return merge(findings)
}

// back goes back from the last layer, as backprop does, and explains each equation
// that does not hold.
//
// Given δ, each equation stands by itself, and a value that only follows from a wrong
// one further back is not a mistake of its own.
func (s *scene) back() (findings []Finding) {
	in := s.at(s.i)
	for ; in.i >= 0; in.i-- {
		findings = append(findings, in.layer()...)
		if !Finite(in.gotB[in.i]) && !Finite(in.gotW[in.i]) {
			break // and so is all that follows from it
		}
	}
	return findings
}

// layer explains one layer. What is not known is the δ that the code had there. It
// may be what follows from the layer after, what ∂C/∂w = δ aᵀ shows, or what was
// returned as ∂C/∂b. It is the one that takes the fewest mistakes, the first of equals.
func (s *scene) layer() (findings []Finding) {
	nb, nw, expected := s.gotB[s.i], s.gotW[s.i], s.right()
	roundB, roundW := s.RoundB[s.i], s.RoundW[s.i]
	if Agree(expected, s.NablaB[s.i], roundB) {
		expected = s.NablaB[s.i]
	}
	deltas := []matrix.Matrix{expected, divide(nw, s.before(), roundW), nb}
	switch {
	case Agree(nb, s.NablaB[s.i], roundB) || Agree(nw, s.NablaW[s.i], roundW):
		deltas, expected = []matrix.Matrix{s.NablaB[s.i]}, s.NablaB[s.i] // as right numbers show
	case Agree(nw, outer(nb, s.before()), roundW) || !Finite(nb) && !Finite(nw):
		deltas = []matrix.Matrix{nb} // as BP3 and BP4 both hold with it
	}
	far := 3 * unknown
	var best matrix.Matrix
	for n, delta := range deltas {
		if delta == nil {
			continue
		}
		var found []Finding
		cost := 0
		miss := func(equation string, q question, nb, nw matrix.Matrix) {
			f := s.finding(equation, q, nb, nw)
			found, cost = append(found, f), cost+f.readings[0].far
		}
		if !Agree(delta, expected, roundB) {
			miss(s.equation(), question{got: delta, want: expected, rounding: roundB}, nb, nw)
		}
		if s.deltas[s.i] = delta; !Agree(nb, delta, roundB) {
			miss("BP3", question{got: nb, want: delta, rounding: roundB}, nb, nil)
		}
		if want := outer(delta, s.before()); !Agree(nw, want, roundW) && Finite(want) {
			miss("BP4", question{got: nw, want: want, rounding: roundW}, nil, nw)
		}
		if n == 0 && len(found) == 2 && cost >= unknown {
			continue // nothing shows this δ
		}
		if cost < far {
			best, far, findings = delta, cost, found
		}
	}
	s.deltas[s.i] = best
	return findings
}

// divide returns the column with which m is column · aᵀ, or nil if there is none.
func divide(m, a, rounding matrix.Matrix) matrix.Matrix {
	column := scale(1/dot(a.Transpose(), a)[0][0], dot(m, a))
	if !Finite(column) || !Agree(m, outer(column, a), rounding) {
		return nil
	}
	return column
}

// finding explains why an equation does not hold in this layer. Nb and nw are what
// shows it, of which one may be nil.
func (s *scene) finding(equation string, q question, nb, nw matrix.Matrix) Finding {
	f := Finding{Equation: equation, Layer: s.i + 2, readings: q.read(s.terms(equation), s.numbers(equation))}
	if mistakes := f.readings[0].mistakes; len(mistakes) > 0 && mistakes[0].Equation == "forward" {
		f.Equation = "forward"
	}
	if f.Worst = s.worstEntry(s.i, nb, nw); f.unknown() {
		f.byHand = s.byHand(equation, q, f.Worst.J, f.Worst.K)
	}
	return f
}

// merge puts together what is one mistake: the same in several layers. It keeps the
// readings that all these layers share.
func merge(findings []Finding) []Finding {
	var merged []Finding
	for _, f := range findings {
		n := slices.IndexFunc(merged, func(earlier Finding) bool { return len(earlier.shared(f)) > 0 })
		if n < 0 {
			merged = append(merged, f)
			continue
		}
		merged[n].readings = merged[n].shared(f)
		if !merged[n].In(f.Layer) {
			merged[n].also = append(merged[n].also, f.Layer)
		}
	}
	for n := range merged {
		merged[n].finish()
	}
	return merged
}

// shared returns the readings that make two findings one mistake. Several equations
// share a wrong SigmoidPrime, and what is done to all results.
func (f Finding) shared(other Finding) []reading {
	return slices.DeleteFunc(common(f.readings, other.readings), func(r reading) bool {
		return f.Equation != other.Equation && (len(r.mistakes) != 1 || r.mistakes[0].place != "σ′(z)" && r.mistakes[0].Equation != result.equation)
	})
}
