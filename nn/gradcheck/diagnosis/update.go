package diagnosis

import (
	"math"
	"slices"
	"sync"

	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn"
)

// Unit is the largest relative error of one rounding.
const Unit = 0x1p-53

// Step is what one call of an update did to a network.
type Step struct {
	Eta      float64
	Examples []*Truth        // those of the mini-batch, at the network before the step
	B, W     []matrix.Matrix // how far every bias and weight moved
	Before   *Step           // the call before, or nil
}

// Want returns the step that should have been taken: -eta times the mean of the
// gradients.
//
// Its bounds cover more than those of the gradients. A sum of n gradients ∇ is
// wrong by up to n·Unit·Σ|∇|, in any order, and eta/n times it by Unit·eta·Σ|∇|.
// And w - eta·gradient, rounded at the size of w, hides a part of the step.
func (s *Step) Want() Gradient {
	want := sumOf(s.Examples, -s.Eta/float64(len(s.Examples)))
	net := s.Examples[0].Net
	for i := range want.NablaB {
		for _, bias := range []bool{true, false} {
			rounding := partOf(want.RoundB, want.RoundW)(i, bias)
			w, step := partOf(net.Biases, net.Weights)(i, bias), partOf(want.NablaB, want.NablaW)(i, bias)
			for j := range w {
				for k := range w[j] {
					rounding[j][k] += 4 * Unit * (math.Abs(w[j][k]) + math.Abs(step[j][k]))
					for _, t := range s.Examples {
						rounding[j][k] += Unit * math.Abs(s.Eta*partOf(t.NablaB, t.NablaW)(i, bias)[j][k])
					}
				}
			}
		}
	}
	return want
}

// sumOf returns the sum of the gradients times a factor, and of their rounding.
func sumOf(truths []*Truth, factor float64) Gradient {
	total := func(of func(*Truth) []matrix.Matrix, factor float64) []matrix.Matrix {
		var ms []matrix.Matrix
		for i, m := range of(truths[0]) {
			for _, t := range truths[1:] {
				m = matrix.Add(m, of(t)[i])
			}
			ms = append(ms, matrix.Scale(factor, m))
		}
		return ms
	}
	return Gradient{
		NablaB: total(func(t *Truth) []matrix.Matrix { return t.NablaB }, factor),
		NablaW: total(func(t *Truth) []matrix.Matrix { return t.NablaW }, factor),
		RoundB: total(func(t *Truth) []matrix.Matrix { return t.RoundB }, math.Abs(factor)),
		RoundW: total(func(t *Truth) []matrix.Matrix { return t.RoundW }, math.Abs(factor)),
	}
}

// sequential is a step after each example, at the network as it then is, along
// its gradient or along the sums so far.
func (s *Step) sequential(m Mistake, eta float64, sums bool) direction {
	steps := sync.OnceValue(func() part { return s.oneByOne(eta, sums) })
	return direction{Mistake: m, step: func(i int, bias bool) matrix.Matrix { return steps()(i, bias) }}
}

func (s *Step) oneByOne(eta float64, sums bool) part {
	from := s.Examples[0].Net
	net := &nn.Network{Sizes: from.Sizes, Biases: slices.Clone(from.Biases), Weights: slices.Clone(from.Weights)}
	var sumB, sumW []matrix.Matrix
	for _, e := range s.Examples {
		t := &Truth{Net: net, Y: e.Y, A: []matrix.Matrix{e.A[0]}}
		for i, w := range net.Weights {
			t.Z = append(t.Z, matrix.Add(matrix.Dot(w, t.A[i]), net.Biases[i]))
			t.A = append(t.A, t.Z[i].Map(sigmoid))
		}
		scene := sceneOf(t, make([]matrix.Matrix, len(t.Z)))
		var b, w []matrix.Matrix
		for scene.i = len(t.Z) - 1; scene.i >= 0; scene.i-- {
			scene.deltas[scene.i] = scene.right()
			b = append([]matrix.Matrix{scene.delta()}, b...)
			w = append([]matrix.Matrix{outer(scene.delta(), scene.before())}, w...)
		}
		if sums && sumB != nil {
			for i := range b {
				b[i], w[i] = matrix.Add(b[i], sumB[i]), matrix.Add(w[i], sumW[i])
			}
		}
		sumB, sumW = b, w
		for i := range b {
			net.Biases[i] = matrix.Sub(net.Biases[i], scale(eta, b[i]))
			net.Weights[i] = matrix.Sub(net.Weights[i], scale(eta, w[i]))
		}
	}
	return func(i int, bias bool) matrix.Matrix {
		return matrix.Sub(partOf(net.Biases, net.Weights)(i, bias), partOf(from.Biases, from.Weights)(i, bias))
	}
}

// Diagnose says what is wrong with a step, as far as can be told: with that of
// the biases, of the weights, or of both.
func (s *Step) Diagnose() []Finding {
	want := s.Want()
	if want.Agrees(s.B, s.W) {
		return nil
	}
	directions, factors := s.directions(), s.factors()
	scene := sceneOf(s.Examples[0], s.W)
	read := func(i int, bias bool) []reading {
		got, right, rounding := s.W, want.NablaW, want.RoundW
		if bias {
			got, right, rounding = s.B, want.NablaB, want.RoundB
		}
		terms := func(yield func(term) bool) {
			for _, d := range directions {
				t := term{value: func() matrix.Matrix { return d.step(i, bias) }}
				if d.along != nil {
					t.along = func() matrix.Matrix { return d.along(i, bias) }
				}
				if d.ID != "" {
					t.mistakes = []Mistake{d.Mistake}
				}
				if !yield(t) {
					return
				}
			}
		}
		readings := question{got[i], right[i], rounding[i], nil}.read(scene.at(i), terms, factors)
		for n := range readings {
			readings[n] = s.whole(readings[n], right[i], got[i])
		}
		return readings
	}
	weights, biases := path{}, path{}
	for i := len(s.W) - 1; i >= 0; i-- {
		if !Agree(s.W[i], want.NablaW[i], want.RoundW[i]) {
			weights.steps = append(weights.steps, misstep{"update", i, read(i, false), nil, s.W[i], scene})
		}
		if !Agree(s.B[i], want.NablaB[i], want.RoundB[i]) {
			biases.steps = append(biases.steps, misstep{"update", i, read(i, true), s.B[i], nil, scene})
		}
	}
	ofW, ofB := weights.merge(), biases.merge()
	for n := range ofW {
		only := true
		for m := range ofB {
			if f, ok := ofW[n].with(ofB[m]); ok {
				ofW[n], only = f, false
				ofB = append(ofB[:m], ofB[m+1:]...)
				break
			}
		}
		if only {
			ofW[n].prefix("for the weights alone (U7): ", "só nos pesos (U7): ")
		}
	}
	for n := range ofB {
		ofB[n].prefix("for the biases alone (U8): ", "só nos vieses (U8): ")
	}
	findings := append(ofW, ofB...)
	for n := range findings {
		f := &findings[n]
		i := f.Layer - 2
		if len(f.also) == len(s.W)-1 {
			f.also = nil // as the step is one for all layers
		}
		if s.Before != nil {
			f.prefix("in a second call: ", "numa segunda chamada: ")
		}
		f.Worst = want.worstEntry(i, s.B[i], s.W[i])
		f.finish()
	}
	return findings
}

// whole names a factor n/N, for a whole N that may be the number of all examples.
func (s *Step) whole(r reading, right, got matrix.Matrix) reading {
	if r.id() != "factor" {
		return r
	}
	n := float64(len(s.Examples))
	k, _ := ratio(got, right)
	all := math.Round(n / k)
	if all > n && all < mostExamples && math.Abs(n/k-all) < tiny*all {
		en, pt := ": is that the size of the training data?", ": esse é o tamanho dos dados de treinamento?"
		if sizes := s.Examples[0].Net.Sizes; int(all) == len(sizes) || int(all) == sizes[len(sizes)-1] {
			en, pt = ": that is the number of layers, or of outputs", ": esse é o número de camadas, ou de saídas"
		}
		r.mistakes = []Mistake{dividedByAll(all, n, en, pt)}
	}
	return r
}

// with merges two findings if they have a reading in common.
func (f Finding) with(other Finding) (Finding, bool) {
	var common []reading
	for _, r := range f.readings {
		for _, o := range other.readings {
			if r.same(o) && (f.Equation == other.Equation || r.shared()) {
				common = append(common, r)
			}
		}
	}
	if len(common) == 0 {
		return f, false
	}
	f.readings = common
	for _, layer := range append([]int{other.Layer}, other.also...) {
		if !f.In(layer) {
			f.also = append(f.also, layer)
		}
	}
	return f, true
}

func (f *Finding) prefix(en, pt string) {
	for n := range f.readings {
		r := &f.readings[n]
		r.where = language.Text{en + r.where[0], pt + r.where[1]}
	}
}
