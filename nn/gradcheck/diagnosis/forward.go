package diagnosis

import (
	"fmt"
	"math"
	"slices"

	"backprop/internal/language"
	"backprop/matrix"
)

// forward looks for a mistake in the forward pass that explains what the
// equations alone explain only with several mistakes, or not at all. It returns
// nil if there is none that is simpler than most.
func (t *Truth) forward(nablaB, nablaW []matrix.Matrix, alone *path) []Finding {
	most := alone.far
	s := sceneOf(t, nablaW)
	layers := len(t.Z)
	used, rounding := t.readActivations(nablaB, nablaW)
	var exact []Finding
	best, bestPath := most, (*path)(nil)
	var bestFinding Finding
	for p := range t.wrongPasses() {
		if !fits(used, p.a, rounding) {
			continue
		}
		in := *s
		in.a, in.z, in.sps, in.i = p.a, p.z, p.sps, layers
		found := Finding{Equation: "forward", Layer: p.from + 2, readings: []reading{{mistakes: []Mistake{p.Mistake}, far: 1}}}
		for i := p.from + 1; i <= p.to; i++ {
			found.also = append(found.also, i+2)
		}
		if in.gives(nablaB, nablaW) {
			if len(exact) == 0 || exact[0].Layer == found.Layer && len(exact[0].also) == len(found.also) {
				exact = append(exact, found)
			}
			continue
		}
		// With further mistakes only if what was read off shows this one, too.
		if len(exact) > 0 || best <= 2 || fits(used, t.A, rounding) {
			continue
		}
		w := walk{nablaB: nablaB, nablaW: nablaW, best: &path{far: best - 1}}
		first := w.best
		if w.back(&in, path{}); w.best != first {
			best, bestPath, bestFinding = w.best.far+1, w.best, found
		}
	}
	switch {
	case len(exact) > 0:
		for _, other := range exact[1:] {
			if !slices.ContainsFunc(exact[0].readings, other.readings[0].same) {
				exact[0].readings = append(exact[0].readings, other.readings...)
			}
		}
		bestFinding = exact[0]
	case bestPath == nil:
		return t.unknownForward(used, rounding, nablaB, nablaW, alone)
	}
	last := layers - 1
	bestFinding.Worst = t.worstEntry(last, nablaB[last], nablaW[last])
	bestFinding.finish()
	findings := []Finding{bestFinding}
	if bestPath != nil && len(exact) == 0 {
		// A mistake without a name may follow from the forward pass, and is not
		// reported.
		for _, f := range bestPath.findings() {
			if f.Cause != "" {
				findings = append(findings, f)
			}
		}
	}
	return findings
}

// gives reports whether the equations, right from this forward pass on, give
// the gradient.
func (s scene) gives(nablaB, nablaW []matrix.Matrix) bool {
	s.deltas = make([]matrix.Matrix, len(nablaB))
	for s.i = len(nablaB) - 1; s.i >= 0; s.i-- {
		s.deltas[s.i] = s.right()
		if !Agree(nablaB[s.i], s.delta(), s.RoundB[s.i]) || !Agree(nablaW[s.i], outer(s.delta(), s.before()), s.RoundW[s.i]) {
			return false
		}
	}
	return true
}

// fits reports whether the activations that were read off are these others. At
// least one must have been read off.
func fits(used, a, rounding []matrix.Matrix) bool {
	seen := false
	for i, m := range used {
		if m == nil {
			continue
		}
		if seen = Agree(m, a[i], rounding[i]); !seen {
			return false
		}
	}
	return seen
}

// readActivations returns for each layer the a of the layer before it with which
// ∂C/∂w is ∂C/∂b aᵀ, nil where there is none, and how far rounding takes it.
func (t *Truth) readActivations(nablaB, nablaW []matrix.Matrix) (used, rounding []matrix.Matrix) {
	for i, nb := range nablaB {
		used = append(used, readActivation(nb, nablaW[i]))
		round := t.RoundW[i].MaxAbs() / nb.MaxAbs()
		rounding = append(rounding, t.A[i].Map(func(float64) float64 { return round }))
	}
	return used, rounding
}

// readActivation returns the a with which ∂C/∂w is ∂C/∂b aᵀ, or nil if there is
// none.
func readActivation(nb, nw matrix.Matrix) matrix.Matrix {
	squares := norm(nb) * norm(nb)
	if !Finite(nb) || !Finite(nw) || squares == 0 || math.IsInf(1/squares, 0) {
		return nil
	}
	a := scale(1/squares, dot(nw.Transpose(), nb))
	if !Agree(nw, outer(nb, a), nil) {
		return nil
	}
	return a
}

// unknownForward says that the activations which ∂C/∂w shows are not the
// network's, if δ is wrong too: then the forward pass is wrong.
func (t *Truth) unknownForward(usedAll, rounding []matrix.Matrix, nablaB, nablaW []matrix.Matrix, alone *path) []Finding {
	last := len(t.Z) - 1
	if far(alone.steps[0].readings) < unknown-1 {
		return nil
	}
	for i := 1; i <= last; i++ {
		used := usedAll[i]
		if used == nil || Agree(used, t.A[i], rounding[i]) {
			continue
		}
		j, _, _ := worst(used, t.A[i], nil)
		f := Finding{Equation: "forward", Layer: i + 1, Worst: t.worstEntry(last, nablaB[last], nablaW[last])}
		en := fmt.Sprintf("the forward pass gives other activations than the network's: ∂C/∂w shows that neuron %d of layer %d (neurons counted from 0) had a = %.6g, and σ(w a + b) there is %.6g, a difference of %.2g", j, i+1, used[j][0], t.A[i][j][0], used[j][0]-t.A[i][j][0])
		pt := fmt.Sprintf("a passada para a frente dá ativações que não são as da rede: ∂C/∂w mostra que o neurônio %d da camada %d (neurônios contados de 0) tinha a = %.6g, e σ(w a + b) ali é %.6g, uma diferença de %.2g", j, i+1, used[j][0], t.A[i][j][0], used[j][0]-t.A[i][j][0])
		f.readings = []reading{{more: language.Text{en, pt}, far: unknown}}
		f.finish()
		return []Finding{f}
	}
	return nil
}
