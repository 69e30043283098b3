package diagnosis

import (
	"iter"
	"slices"

	"backprop/internal/language"
	"backprop/matrix"
)

// walk goes back from the last layer, as backprop does, to find the fewest and
// simplest mistakes that make its results what they are.
//
// What is not known is the δ that the code had in each layer. It may be what the
// equations give for the δ of the layer after it, the true one, what was returned
// as ∂C/∂b, or what ∂C/∂w = δ aᵀ shows. Given δ, each equation stands by itself,
// and a value that only follows from a wrong one further back is not a mistake of
// its own.
type walk struct {
	nablaB, nablaW []matrix.Matrix
	best           *path
}

// path is a way back through the layers, with the steps that went wrong.
type path struct {
	far   int
	steps []misstep
}

// misstep is an equation that does not hold in a layer, and the ways to read
// that.
type misstep struct {
	equation string
	i        int
	readings []reading
	nb, nw   matrix.Matrix // what shows it
	scene    *scene        // in which
}

func far(readings []reading) int {
	if len(readings) == 0 {
		return unknown
	}
	return readings[0].far
}

// back goes on with layer i+2, from a scene that knows δ of the layers after it.
func (w *walk) back(s *scene, so path) {
	if w.best != nil && so.far >= w.best.far {
		return
	}
	s = s.at(s.i - 1)
	if s.i < 0 {
		w.best = &so
		return
	}
	nb, nw := w.nablaB[s.i], w.nablaW[s.i]
	roundB, roundW := s.RoundB[s.i], s.RoundW[s.i]
	if !Finite(nb) && !Finite(nw) { // and so is all that follows from it
		w.best = &path{so.far + 1, append(so.steps[:len(so.steps):len(so.steps)],
			misstep{s.equation(), s.i, []reading{{mistakes: []Mistake{notFinite()}, far: 1}}, nb, nw, s})}
		return
	}
	expected := s.right()
	if Agree(expected, s.NablaB[s.i], roundB) {
		expected = s.NablaB[s.i]
	}
	deltas := []matrix.Matrix{expected, s.NablaB[s.i], nb, s.readDelta(nw)}
	if Agree(nb, s.NablaB[s.i], roundB) || Agree(nw, s.NablaW[s.i], roundW) {
		deltas = deltas[1:2] // as right numbers show
	}
	// Where BP3 and BP4 both hold with what was returned, δ is what is wrong; and
	// likely it is, too, where only a is another than the network's.
	holds := Agree(nw, outer(nb, s.before()), roundW) && len(deltas) > 1 && !contains(deltas[:2], nb, roundB)
	likely := holds || readActivation(nb, nw) != nil && !Agree(nb, expected, roundB)
	var paths []path
	var scenes []*scene
	least := 3 * unknown
	for n, delta := range deltas {
		if delta == nil || contains(deltas[:n], delta, roundB) {
			continue
		}
		var found []misstep
		cost := 0
		miss := func(equation string, readings []reading, nb, nw matrix.Matrix, in *scene) {
			cost += far(readings)
			found = append(found, misstep{equation, in.i, readings, nb, nw, in})
		}
		in := *s
		in.deltas = slices.Clone(s.deltas)
		if n > 1 { // not one that follows by itself
			miss(s.equation(), question{delta, expected, roundB, nil}.read(s, s.products(), numbers(s.equation())), nb, nw, s)
		}
		in.deltas[s.i] = delta
		if !Agree(nb, delta, roundB) {
			miss("BP3", question{nb, delta, roundB, nil}.read(&in, in.biases(), numbers("BP3")), nb, nil, &in)
		}
		if want := outer(delta, s.before()); !Agree(nw, want, roundW) {
			miss("BP4", question{nw, want, roundW, nil}.read(&in, in.outers(), numbers("BP4")), nil, nw, &in)
		}
		if n < 2 && len(deltas) > 1 && (holds && cost > 0 || len(found) == 2 && cost >= unknown) {
			continue // nothing shows this δ
		}
		if n == 2 && likely && cost > 0 {
			cost--
		}
		paths = append(paths, path{so.far + cost, append(so.steps[:len(so.steps):len(so.steps)], found...)})
		scenes = append(scenes, &in)
		least = min(least, cost)
		if cost == 0 {
			break
		}
	}
	for n, p := range paths {
		if p.far-so.far == least { // of several, the layers before tell
			w.back(scenes[n], p)
		}
	}
}

func contains(ms []matrix.Matrix, m, rounding matrix.Matrix) bool {
	for _, other := range ms {
		if other != nil && Agree(m, other, rounding) {
			return true
		}
	}
	return false
}

// readDelta returns the δ with which ∂C/∂w is δ aᵀ, or nil if there is none.
func (s *scene) readDelta(nw matrix.Matrix) matrix.Matrix {
	a := s.before()
	squares := norm(a) * norm(a)
	if squares == 0 || !Finite(nw) {
		return nil
	}
	delta := scale(1/squares, dot(nw, a))
	if !Agree(nw, outer(delta, a), s.RoundW[s.i]) {
		return nil
	}
	return delta
}

// read explains what was got: all of it, or only the entries that are wrong.
func (q question) read(s *scene, terms iter.Seq[term], numbers []Mistake) []reading {
	readings := append(q.limits(), q.explain(s, terms, numbers)...)
	if len(readings) == 0 {
		return q.entries(s, terms, numbers)
	}
	least := unknown
	for _, r := range readings {
		least = min(least, r.far)
	}
	return upTo(readings, least+1)
}

// merge puts together what is one mistake: the same in several layers. Of the
// readings it keeps the simplest that all these layers share, or, where they
// share none, the simplest of each.
func (p path) merge() []Finding {
	var findings []Finding
	for pass := range 2 {
		findings = nil
		for _, step := range p.steps {
			readings := step.readings
			if len(readings) == 0 {
				readings = []reading{{more: language.Text{
					"no known mistake gives these values", "nenhum erro conhecido dá estes valores"}, far: unknown}}
			}
			if pass == 1 {
				readings = upTo(readings, readings[0].far)
			}
			next := Finding{Equation: step.equation, Layer: step.i + 2, readings: readings, step: step}
			merged := false
			for n, f := range findings {
				if findings[n], merged = f.with(next); merged {
					break
				}
			}
			if !merged {
				findings = append(findings, next)
			}
		}
		if len(findings) == 1 {
			break // even with readings that are not the simplest in each
		}
	}
	for n, f := range findings {
		findings[n].readings = upTo(f.readings, f.readings[0].far)
	}
	return findings
}

// findings merges the steps, and says what is wrong.
func (p path) findings() []Finding {
	findings := p.merge()
	for n := range findings {
		f := &findings[n]
		f.Worst = f.step.scene.worstEntry(f.step.i, f.step.nb, f.step.nw)
		if f.readings[0].far >= unknown-1 {
			f.byHand = f.step.byHand()
		}
		f.finish()
	}
	return findings
}

// shared reports whether several equations share the mistake: a wrong SigmoidPrime
// is one mistake, though BP1 and BP2 show it; so is what is done to all results.
func (r reading) shared() bool {
	for _, m := range r.mistakes {
		if slices.ContainsFunc(entryMistakes(), func(other Mistake) bool { return m.ID == other.ID && m.ID != "zero-entries" }) {
			continue
		}
		if m.Right != "σ′(z)" && m.ID != "prime-missing" {
			return false
		}
	}
	return len(r.mistakes) > 0
}

// Diagnose says which mistakes make a gradient what it is.
func (t *Truth) Diagnose(nablaB, nablaW []matrix.Matrix) []Finding {
	if t.Agrees(nablaB, nablaW) {
		return nil
	}
	s := sceneOf(t, nablaW)
	s.i = len(nablaW)
	w := walk{nablaB: nablaB, nablaW: nablaW}
	w.back(s, path{})
	if w.best.far <= 1 {
		return w.best.findings()
	}
	alone := w.best.findings()
	if s.i = len(t.Z) - 1; Agree(nablaB[s.i], t.NablaB[s.i], t.RoundB[s.i]) || alone[0].Equation != "BP1" {
		return alone // with δᴸ right, the forward pass was right up to the output
	}
	forward := t.forward(nablaB, nablaW, w.best)
	switch last := len(t.Z) + 1; {
	case forward == nil:
		return alone
	case len(alone) == 1 && alone[0].Equation == "BP1" && w.best.far < 3 && forward[0].Layer == last:
		// Nobody can tell whether a is wrong or what BP1 makes of it.
		f := alone[0]
		f.readings = append(f.readings, forward[0].readings...)
		f.finish()
		return []Finding{f}
	}
	return forward
}
