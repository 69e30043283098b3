package diagnosis

import (
	"fmt"
	"strings"

	"backprop/internal/language"
	"backprop/matrix"
)

// byHand writes the equation out in numbers, for neuron j, which is furthest off, or
// for its weight k: where no mistake fits, a reader can compare each with their own.
func (s *scene) byHand(equation string, q question, j, k int) language.Text {
	entry := func(m matrix.Matrix) float64 { return m[j][min(k, m.Cols()-1)] } // δ has one column
	got, want := entry(q.got), entry(q.want)
	switch equation {
	case "BP3":
		return language.Textf("by hand, for neuron %d of layer %d (counted from 0): ∂C/∂b = δ = %.6g, and your code has %.6g",
			"à mão, para o neurônio %d da camada %d (contado de 0): ∂C/∂b = δ = %.6g, e seu código tem %.6g", j, s.i+2, want, got)
	case "BP4":
		return language.Textf("by hand, for the weight from neuron %d to neuron %d (counted from 0):\n  ∂C/∂w = δ a = (%.6g)(%.6g) = %.6g, and your code has %.6g",
			"à mão, para o peso do neurônio %d ao neurônio %d (contados de 0):\n  ∂C/∂w = δ a = (%.6g)(%.6g) = %.6g, e seu código tem %.6g",
			k, j, s.delta()[j][0], s.before()[k][0], want, got)
	}
	arriving, sp := s.arriving()[j][0], s.sp()[j][0]
	var arrives string
	if s.last() {
		arrives = fmt.Sprintf("a - y = %.6g - %.6g = %.6g", s.self()[j][0], s.Y[j][0], arriving)
	} else {
		var terms []string
		for n, delta := range s.next() {
			terms = append(terms, fmt.Sprintf("(%.4g)(%.4g)", s.w()[n][j], delta[0]))
		}
		if len(terms) > 4 {
			terms = append(terms[:3], "…")
		}
		arrives = fmt.Sprintf("wᵀδ = %s = %.6g", strings.Join(terms, " + "), arriving)
	}
	return language.Textf("by hand, for neuron %d of layer %d (counted from 0):\n  z = %.6g, σ′(z) = %.6g\n  %s\n  δ = (%.6g)(%.6g) = %.6g, and your code has %.6g",
		"à mão, para o neurônio %d da camada %d (contado de 0):\n  z = %.6g, σ′(z) = %.6g\n  %s\n  δ = (%.6g)(%.6g) = %.6g, e seu código tem %.6g",
		j, s.i+2, s.z[s.i][j][0], sp, arrives, arriving, sp, want, got)
}
