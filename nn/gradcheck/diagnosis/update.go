package diagnosis

import (
	"math"
	"slices"

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

// part takes the biases or the weights of a layer from a gradient, or from what is
// kept like one: a network's parameters, a step.
type part func(g Gradient) (values, rounding matrix.Matrix)

func biases(i int) part {
	return func(g Gradient) (values, rounding matrix.Matrix) { return g.NablaB[i], at(g.RoundB, i) }
}

func weights(i int) part {
	return func(g Gradient) (values, rounding matrix.Matrix) { return g.NablaW[i], at(g.RoundW, i) }
}

// joined takes both, a neuron in each column, its bias below its weights.
func joined(i int) part {
	stack := func(w, b matrix.Matrix) matrix.Matrix { return slices.Concat(w.Transpose(), b.Transpose()) }
	return func(g Gradient) (values, rounding matrix.Matrix) {
		return try(stack, g.NablaW[i], g.NablaB[i]), try(stack, at(g.RoundW, i), at(g.RoundB, i))
	}
}

// sum returns k times the sum of the gradients.
func (of part) sum(k float64, truths []*Truth) (sum matrix.Matrix) {
	for n, t := range truths {
		values, _ := of(t.Gradient)
		if n == 0 {
			sum = scale(0, values)
		}
		matrix.SubScaledInPlace(sum, -k, values)
	}
	return sum
}

// Want returns the step that should have been taken: -eta times the mean of the
// gradients.
func (s *Step) Want() (want Gradient) {
	for i := range s.Examples[0].Net.Biases {
		b, roundB := s.want(biases(i))
		w, roundW := s.want(weights(i))
		want.NablaB, want.RoundB = append(want.NablaB, b), append(want.RoundB, roundB)
		want.NablaW, want.RoundW = append(want.NablaW, w), append(want.RoundW, roundW)
	}
	return want
}

// want is Want for a part. Its bounds cover more than those of the gradients. A sum
// of n gradients ∇ is wrong by up to n·Unit·Σ|∇|, in any order, and eta/n times it by
// Unit·eta·Σ|∇|. And w - eta·gradient, rounded at the size of w, hides a part of the
// step.
func (s *Step) want(of part) (step, rounding matrix.Matrix) {
	net, k := s.Examples[0].Net, -s.Eta/float64(len(s.Examples))
	step = of.sum(k, s.Examples)
	w, _ := of(Gradient{NablaB: net.Biases, NablaW: net.Weights})
	rounding = matrix.Scale(4*Unit, matrix.Add(abs(w), abs(step)))
	for _, t := range s.Examples {
		nabla, round := of(t.Gradient)
		matrix.SubScaledInPlace(rounding, -Unit*math.Abs(s.Eta), abs(nabla))
		matrix.SubScaledInPlace(rounding, -math.Abs(k), round)
	}
	return step, rounding
}

// Diagnose says what is wrong with a step, as far as can be told: with that of
// the biases, of the weights, or of both.
func (s *Step) Diagnose() []Finding {
	want, got := s.Want(), Gradient{NablaB: s.B, NablaW: s.W}
	if want.Agrees(s.B, s.W) {
		return nil
	}
	read := func(of part) []reading {
		q := question{examples: float64(len(s.Examples))}
		q.got, _ = of(got)
		q.want, q.rounding = of(want)
		switch {
		case Agree(q.got, q.want, q.rounding):
			return nil
		case q.got.MaxAbs() == 0:
			return []reading{{mistakes: []Mistake{unmoved}, far: 1}}
		}
		return q.read(only(rightOr(q.want, s.directions(of))), s.factors())
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
		ofW, ofB := read(weights(i)), read(biases(i))
		both := common(ofW, ofB)
		// One bias alone shows no factor. With the weights it does.
		if all := read(joined(i)); ofW != nil && ofB != nil && (both == nil || both[0].far >= unknown) && all[0].far < unknown && all[0].where == (language.Text{}) {
			both = all
		}
		if find("", "", both); both != nil {
			continue
		}
		find("for the weights (U6, U7): ", "nos pesos (U6, U7): ", ofW)
		find("for the biases (U5, U8): ", "nos vieses (U5, U8): ", ofB)
	}
	return merge(findings)
}
