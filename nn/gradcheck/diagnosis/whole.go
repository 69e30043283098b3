package diagnosis

import (
	"backprop/internal/language"
	"backprop/matrix"
)

// zero is all zeros, in the shape of something.
func zero(like func(s *scene) matrix.Matrix) Mistake {
	return Mistake{ID: "zero", Equation: "BP1, BP2, BP3, BP4", Code: "for l := 2; l < numLayers-1; l++", Note: language.Text{
		"{it} is zero: is it never computed, or lost? Does the loop come to this layer?",
		"{it} é zero: nunca é calculado, ou se perde? O laço chega a esta camada?"},
		value: func(s *scene) matrix.Matrix { return scale(0, like(s)) }}
}

// wholes are what may stand for all of BP1 or BP2.
func wholes() []Mistake {
	whole := func(id, equation, wrong, right, code string, value func(s *scene) matrix.Matrix) Mistake {
		return Mistake{ID: id, Equation: equation, Wrong: wrong, Right: right, Code: code, value: value}
	}
	return append([]Mistake{
		zero(func(s *scene) matrix.Matrix { return s.self() }),
		whole("added", "BP1, BP2", "the sum of the two factors", "their product ⊙", "matrix.Add(…, sp)", func(s *scene) matrix.Matrix { return add(s.arriving(), s.sp()) }),
		whole("subtracted", "BP1, BP2", "the difference of the two factors", "their product ⊙", "matrix.Sub(…, sp)", func(s *scene) matrix.Matrix { return add(s.arriving(), scale(-1, s.sp())) }),
		whole("dot", "BP1, BP2", "the sum over the product of the two factors, the same in each neuron,", "their product ⊙", "matrix.Dot(e.Transpose(), sp)", func(s *scene) matrix.Matrix { return everySum(s.right()) }),
		whole("back-prime-outside", "BP2", "wᵀ(δˡ⁺¹ ⊙ σ′(zˡ⁺¹))", "wᵀδˡ⁺¹ ⊙ σ′(zˡ)", "matrix.Dot(w.Transpose(), matrix.Hadamard(delta, sp))", func(s *scene) matrix.Matrix {
			if s.last() {
				return nil
			}
			return dot(s.w().Transpose(), hadamard(s.next(), s.sps[s.i+1]))
		}),
	}, rare(
		whole("delta-of-delta", "BP1, BP2", "δ² of each neuron", "δ", "matrix.Hadamard(delta, delta)", func(s *scene) matrix.Matrix { return hadamard(s.right(), s.right()) }),
		whole("delta-times-a", "BP1, BP2", "δ ⊙ a", "δ", "", func(s *scene) matrix.Matrix { return hadamard(s.right(), s.self()) }),
		whole("delta-plus-delta", "BP2", "the sum of δ and δˡ⁺¹", "δ", "delta = matrix.Add(delta, …)", func(s *scene) matrix.Matrix {
			if s.last() {
				return nil
			}
			return add(s.right(), s.next())
		}),
		whole("delta-reversed", "BP1, BP2", "δ of the neurons in reverse", "δ", "", func(s *scene) matrix.Matrix { return reversed(s.right()) }),
		whole("delta-shifted", "BP1, BP2", "δ of the next neuron", "δ", "", func(s *scene) matrix.Matrix { return rolled(s.right(), 1, 1) }),
	)...)
}
