package diagnosis

import (
	"math"

	"backprop/internal/language"
	"backprop/matrix"
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
	want := sumOf(-s.Eta/float64(len(s.Examples)), s.Examples)
	more := func(round, w, step matrix.Matrix, nabla func(t *Truth) matrix.Matrix) matrix.Matrix {
		round = matrix.Add(round, matrix.Scale(4*Unit, matrix.Add(abs(w), abs(step))))
		for _, t := range s.Examples {
			matrix.SubScaledInPlace(round, -Unit*math.Abs(s.Eta), abs(nabla(t)))
		}
		return round
	}
	net := s.Examples[0].Net
	for i := range want.NablaB {
		want.RoundB[i] = more(want.RoundB[i], net.Biases[i], want.NablaB[i], func(t *Truth) matrix.Matrix { return t.NablaB[i] })
		want.RoundW[i] = more(want.RoundW[i], net.Weights[i], want.NablaW[i], func(t *Truth) matrix.Matrix { return t.NablaW[i] })
	}
	return want
}

// sumOf returns the sum of the gradients times a factor, and of their rounding.
func sumOf(k float64, truths []*Truth) Gradient {
	sum := truths[0].Gradient
	for _, t := range truths[1:] {
		sum = sum.plus(t.Gradient)
	}
	return sum.times(k)
}

func (g Gradient) plus(other Gradient) Gradient {
	sums := func(ms, others []matrix.Matrix) (sums []matrix.Matrix) {
		for i, other := range others {
			sums = append(sums, matrix.Add(ms[i], other))
		}
		return sums
	}
	return Gradient{sums(g.NablaB, other.NablaB), sums(g.NablaW, other.NablaW), sums(g.RoundB, other.RoundB), sums(g.RoundW, other.RoundW)}
}

func (g Gradient) times(k float64) Gradient {
	scaled := func(k float64, ms []matrix.Matrix) (scaled []matrix.Matrix) {
		for _, m := range ms {
			scaled = append(scaled, matrix.Scale(k, m))
		}
		return scaled
	}
	return Gradient{scaled(k, g.NablaB), scaled(k, g.NablaW), scaled(math.Abs(k), g.RoundB), scaled(math.Abs(k), g.RoundW)}
}

// of returns the biases' or the weights' part in layer i+2.
func (g Gradient) of(i int, bias bool) matrix.Matrix {
	if bias {
		return g.NablaB[i]
	}
	return g.NablaW[i]
}

// Diagnose says what is wrong with a step, as far as can be told: with that of
// the biases, of the weights, or of both.
func (s *Step) Diagnose() []Finding {
	want, got := s.Want(), Gradient{NablaB: s.B, NablaW: s.W}
	if want.Agrees(s.B, s.W) {
		return nil
	}
	directions, factors := s.directions(), s.factors()
	read := func(i int, bias bool) []reading {
		q := question{got: got.of(i, bias), want: want.of(i, bias), rounding: Gradient{NablaB: want.RoundB, NablaW: want.RoundW}.of(i, bias)}
		if Agree(q.got, q.want, q.rounding) {
			return nil
		}
		if q.got.MaxAbs() == 0 {
			return []reading{{mistakes: []Mistake{unmoved}, far: 1}}
		}
		var terms []term
		for _, d := range directions {
			t := term{value: func() matrix.Matrix { return d.step.of(i, bias) }}
			if d.along != nil {
				t.along = func() matrix.Matrix { return d.along.of(i, bias) }
			}
			if d.ID != "" {
				t.mistakes = []Mistake{d.Mistake}
			}
			terms = append(terms, t)
		}
		return s.whole(q.read(terms, factors))
	}
	var findings []Finding
	for i := len(s.W) - 1; i >= 0; i-- {
		find := func(en, pt string, readings []reading) {
			if s.Before != nil {
				en, pt = "in a second call: "+en, "numa segunda chamada: "+pt
			}
			for n := range readings {
				readings[n].where = language.Textf(en+"%s", pt+"%s", readings[n].where)
			}
			if len(readings) > 0 {
				findings = append(findings, Finding{Equation: "update", Layer: i + 2, readings: readings, Worst: want.worstEntry(i, s.B[i], s.W[i])})
			}
		}
		ofW, ofB := read(i, false), read(i, true)
		if both := common(ofW, ofB); len(both) > 0 {
			find("", "", both)
			continue
		}
		find("for the weights alone (U7): ", "só nos pesos (U7): ", ofW)
		find("for the biases alone (U8): ", "só nos vieses (U8): ", ofB)
	}
	findings = merge(findings)
	for n := range findings {
		if f := &findings[n]; len(f.also) == len(s.W)-1 {
			f.also = nil // as the step is one for all layers
			f.finish()
		}
	}
	return findings
}

// mostExamples: a number of examples is read off to tiny of itself. Of more than
// this, one number in five would be whole by chance.
const mostExamples = 0.1 / tiny

// whole names a factor n/N, for a whole N that may be a number of examples.
func (s *Step) whole(readings []reading) []reading {
	for i, r := range readings {
		if r.id() != "factor" {
			continue
		}
		n := float64(len(s.Examples))
		nth := n / r.mistakes[0].value[0][0]
		if all := math.Round(nth); all > n && all < mostExamples && math.Abs(nth-all) < tiny*all {
			readings[i].mistakes = []Mistake{dividedByAll(all, n)}
		}
	}
	return readings
}
