package gradcheck

import (
	"fmt"
	"strings"

	"backprop/matrix"
	"backprop/nn"
)

// diagnose goes back from the last layer, as backprop does, and finds the
// equations that do not hold.
//
// What BP3 returns as ∂C/∂b is δ itself, so that every step can be held against
// the one before it: given the δ of the layer after it, right or wrong, BP2 says
// what this layer's must be, and given that, BP4 says what its weights' gradient
// must be. A value that only follows from a wrong δ further back is so no
// finding of its own.
func (t *truth) diagnose(nablaB, nablaW []matrix.Matrix) []Finding {
	if without := t.withoutBiases(); without.agrees(nablaB, nablaW) && !t.agrees(nablaB, nablaW) {
		last := len(nablaB) - 1
		entry := t.worstEntry(last, nablaB[last], nablaW[last])
		return []Finding{{Equation: "BP1", Layer: last + 2, Worst: &entry,
			Hint: "this is the gradient of the network without biases: b is missing in z = w a + b, in the forward pass"}}
	}

	var findings []Finding
	report := func(equation string, i int, m mistake, nb, nw matrix.Matrix) {
		for n := range findings {
			if f := &findings[n]; f.Hint == m.hint && (f.Equation == equation || m.shared) {
				f.also = append(f.also, i+2)
				return
			}
		}
		entry := t.worstEntry(i, nb, nw)
		findings = append(findings, Finding{Equation: equation, Layer: i + 2, Hint: m.hint, Worst: &entry})
	}

	right := true // so far
	s := &scene{t: t, i: len(nablaB)}
	for s.back() {
		i := s.i
		nb, nw := nablaB[i], nablaW[i]
		rightB := agree(nb, t.nablaB[i], t.roundB[i])
		rightW := agree(nw, t.nablaW[i], t.roundW[i])
		if rightB && rightW {
			// Even before a wrong layer: its δ was right then, and only what it
			// returned was lost.
			right, s.delta = true, nb
			continue
		}
		// What δ and the weights' gradient should be, given δ of the layer
		// after it. As long as that was right, the numerical gradient tells.
		delta, roundB, roundW := s.rightDelta(), t.roundB[i], t.roundW[i]
		if right {
			delta = t.nablaB[i]
		} else {
			rightB = agree(nb, delta, roundB)
			rightW = agree(nw, matrix.Dot(delta, s.before().Transpose()), roundW)
		}
		right = false

		switch {
		case rightB:
			s.delta = nb
		case rightW:
			s.delta = delta // the weights show that δ was right
			report("BP3", i, s.recognise(mistakesBP3, nb, delta, roundB), nb, nil)
		default:
			s.delta = nb
			known := mistakesBP2
			if s.last() {
				known = mistakesBP1
			}
			report(s.equation(), i, s.recognise(known, nb, delta, roundB), nb, nw)
			if !finite(nb) {
				return finish(findings) // and so is all that follows from it
			}
		}
		if want := matrix.Dot(s.delta, s.before().Transpose()); !rightW && !agree(nw, want, roundW) {
			report("BP4", i, s.recognise(mistakesBP4, nw, want, roundW), nil, nw)
		}
	}
	return finish(findings)
}

// withoutBiases is the truth of a forward pass that forgets to add b.
func (t *truth) withoutBiases() *truth {
	net := &nn.Network{Sizes: t.net.Sizes, Weights: t.net.Weights}
	for _, b := range t.net.Biases {
		net.Biases = append(net.Biases, matrix.Scale(0, b))
	}
	return newTruth(net, t.a[0], t.y)
}

// finish says in the hints which other layers show the same mistake.
func finish(findings []Finding) []Finding {
	for n := range findings {
		switch f := &findings[n]; len(f.also) {
		case 0:
		case 1:
			f.Hint += fmt.Sprintf("; the same in layer %d", f.also[0])
		default:
			f.Hint += "; the same in layers " + strings.ReplaceAll(strings.Trim(fmt.Sprint(f.also), "[]"), " ", ", ")
		}
	}
	return findings
}

// scene is what backprop has before it when it computes δ of layer i+2.
type scene struct {
	t     *truth
	i     int           // the index of the layer's biases and weights
	next  matrix.Matrix // δ of the layer after it; nil at the last layer
	delta matrix.Matrix // δ of this layer, as it was used further on
	got   matrix.Matrix // what is to be recognised
}

// back goes on to the layer before. It reports whether there is one.
func (s *scene) back() bool {
	s.i--
	s.next, s.delta = s.delta, nil
	return s.i >= 0
}

func (s *scene) last() bool { return s.next == nil }

func (s *scene) equation() string {
	if s.last() {
		return "BP1"
	}
	return "BP2"
}

func (s *scene) before() matrix.Matrix { return s.t.a[s.i] }   // a of the layer before
func (s *scene) a() matrix.Matrix      { return s.t.a[s.i+1] } // a of this layer
func (s *scene) z() matrix.Matrix      { return s.t.z[s.i] }
func (s *scene) prime() matrix.Matrix  { return sigmoidPrime(s.z()) }

// arriving is what BP1 and BP2 multiply with σ′(z): ∇ₐC or (wˡ⁺¹)ᵀ δˡ⁺¹.
func (s *scene) arriving() matrix.Matrix {
	if s.last() {
		return matrix.Sub(s.a(), s.t.y)
	}
	return matrix.Dot(s.t.net.Weights[s.i+1].Transpose(), s.next)
}

// rightDelta is BP1 or BP2.
func (s *scene) rightDelta() matrix.Matrix { return matrix.Hadamard(s.arriving(), s.prime()) }
