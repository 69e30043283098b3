package diagnosis

import (
	"fmt"
	"strings"

	"backprop/internal/language"
	"backprop/matrix"
)

// byHand writes the equation out in numbers, for the neuron that is furthest
// off: where no mistake fits, a reader can compare each with their own.
func (m misstep) byHand() language.Text {
	s, i := m.scene, m.i
	sum := func(w, delta []float64, total float64) string {
		var terms []string
		for k := range w {
			if k == 3 && len(w) > 4 {
				terms = append(terms, "…")
				break
			}
			terms = append(terms, fmt.Sprintf("(%.4g)(%.4g)", w[k], delta[k]))
		}
		return strings.Join(terms, " + ") + fmt.Sprintf(" = %.6g", total)
	}
	say := func(en, pt string, numbers ...any) language.Text {
		return language.Text{fmt.Sprintf("by hand, "+en, numbers...), fmt.Sprintf("à mão, "+pt, numbers...)}
	}
	switch m.equation {
	case "BP1", "BP2":
		delta, sp := s.right(), s.sp()
		got := m.nb
		if used := s.readDelta(m.nw); used != nil {
			got = used
		}
		j, _, _ := worst(got, delta, s.RoundB[i])
		arrives := fmt.Sprintf("a - y = %.6g - %.6g = %.6g", s.self()[j][0], s.Y[min(j, len(s.Y)-1)][0], s.arriving()[j][0])
		if !s.last() {
			arrives = "wᵀδ = " + sum(s.w().Transpose()[j], s.next().Transpose()[0], s.arriving()[j][0])
		}
		return say("for neuron %d of layer %d (counted from 0):\n  z = %.6g, σ′(z) = %.6g\n  %s\n  δ = (%.6g)(%.6g) = %.6g, and your code has %.6g",
			"para o neurônio %d da camada %d (contado de 0):\n  z = %.6g, σ′(z) = %.6g\n  %s\n  δ = (%.6g)(%.6g) = %.6g, e seu código tem %.6g",
			j, i+2, s.z[i][j][0], sp[j][0], arrives, s.arriving()[j][0], sp[j][0], delta[j][0], got[j][0])
	case "BP3":
		j, _, _ := worst(m.nb, s.delta(), s.RoundB[i])
		return say("for neuron %d of layer %d (counted from 0): ∂C/∂b = δ = %.6g, and your code has %.6g",
			"para o neurônio %d da camada %d (contado de 0): ∂C/∂b = δ = %.6g, e seu código tem %.6g",
			j, i+2, s.delta()[j][0], m.nb[j][0])
	case "BP4":
		want := matrix.Dot(s.delta(), s.before().Transpose())
		j, k, _ := worst(m.nw, want, s.RoundW[i])
		return say("for the weight from neuron %d to neuron %d (counted from 0):\n  ∂C/∂w = δ a = (%.6g)(%.6g) = %.6g, and your code has %.6g",
			"para o peso do neurônio %d ao neurônio %d (contados de 0):\n  ∂C/∂w = δ a = (%.6g)(%.6g) = %.6g, e seu código tem %.6g",
			k, j, s.delta()[j][0], s.before()[k][0], want[j][k], m.nw[j][k])
	}
	return language.Text{}
}
