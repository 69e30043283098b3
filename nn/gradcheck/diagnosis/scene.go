package diagnosis

import (
	"math"

	"backprop/matrix"
)

// scene is what backprop has before it when it computes the gradient of layer
// i+2, as far as its results show.
type scene struct {
	*Truth
	gotB, gotW []matrix.Matrix // the gradients as they were returned
	a, z       []matrix.Matrix // the forward pass, as the code made it
	sps        []matrix.Matrix // σ′(z) of each layer, as the code made it
	deltas     []matrix.Matrix // deltas[j] is δ of layer j+2, as it was used; for j > i, and for BP3 and BP4 for i too
	i          int
}

// sceneOf is the scene of right code.
func sceneOf(t *Truth, nablaB, nablaW []matrix.Matrix) *scene {
	s := &scene{Truth: t, gotB: nablaB, gotW: nablaW, a: t.A, z: t.Z, deltas: make([]matrix.Matrix, len(t.Z)), i: len(t.Z) - 1}
	for _, z := range t.Z {
		s.sps = append(s.sps, SigmoidPrime(z))
	}
	return s
}

// at returns the scene as it is in layer i+2.
func (s scene) at(i int) *scene {
	s.i = i
	return &s
}

func (s *scene) last() bool { return s.i == len(s.Z)-1 }

func (s *scene) equation() string {
	if s.last() {
		return "BP1"
	}
	return "BP2"
}

func (s *scene) before() matrix.Matrix { return s.a[s.i] }   // a of the layer before
func (s *scene) self() matrix.Matrix   { return s.a[s.i+1] } // a of this layer
func (s *scene) delta() matrix.Matrix  { return s.deltas[s.i] }
func (s *scene) next() matrix.Matrix   { return s.deltas[s.i+1] }
func (s *scene) w() matrix.Matrix      { return s.Net.Weights[s.i+1] } // wˡ⁺¹
func (s *scene) sp() matrix.Matrix     { return s.sps[s.i] }

// arriving is what BP1 and BP2 multiply with σ′(z): ∇ₐC or (wˡ⁺¹)ᵀ δˡ⁺¹.
func (s *scene) arriving() matrix.Matrix {
	if s.last() {
		return matrix.Sub(s.self(), s.Y)
	}
	return matrix.Dot(s.w().Transpose(), s.next())
}

// right is what BP1 or BP2 gives.
func (s *scene) right() matrix.Matrix { return matrix.Hadamard(s.arriving(), s.sp()) }

// The helpers below return nil where the shapes do not fit, or an argument is nil:
// there, the code of a reader could not have made the mistake.

func dot(a, b matrix.Matrix) matrix.Matrix      { return try(matrix.Dot, a, b) }
func hadamard(a, b matrix.Matrix) matrix.Matrix { return try(matrix.Hadamard, a, b) }
func add(a, b matrix.Matrix) matrix.Matrix      { return try(matrix.Add, a, b) }

func try(op func(a, b matrix.Matrix) matrix.Matrix, a, b matrix.Matrix) (m matrix.Matrix) {
	defer func() { _ = recover() }() // matrix panics if the shapes do not fit
	return op(a, b)
}

func mapped(m matrix.Matrix, f func(v float64) float64) matrix.Matrix {
	if m == nil {
		return nil
	}
	return m.Map(f)
}

func scale(k float64, m matrix.Matrix) matrix.Matrix {
	return mapped(m, func(v float64) float64 { return k * v })
}

// outer is column · rowᵀ.
func outer(column, row matrix.Matrix) matrix.Matrix {
	if row == nil {
		return nil
	}
	return dot(column, row.Transpose())
}

// at returns the i-th of some matrices, or nil if there is none.
func at(ms []matrix.Matrix, i int) matrix.Matrix {
	if i < 0 || i >= len(ms) {
		return nil
	}
	return ms[i]
}

func ones(m matrix.Matrix) matrix.Matrix { return m.Map(func(float64) float64 { return 1 }) }

// everySum returns a matrix whose every entry is the sum of all of m's.
func everySum(m matrix.Matrix) matrix.Matrix {
	sum := 0.0
	m.Map(func(v float64) float64 { sum += v; return v })
	return scale(sum, ones(m))
}

// without returns a column with an entry set to 0.
func without(m matrix.Matrix, j int) matrix.Matrix {
	m = m.Clone()
	m[j][0] = 0
	return m
}

// form is a (1 - a), which is σ′(z) for a = σ(z).
func form(v float64) float64 { return v * (1 - v) }

// sigmoid is σ(z), in the form that does not overflow.
func sigmoid(z float64) float64 {
	if z >= 0 {
		return 1 / (1 + math.Exp(-z))
	}
	e := math.Exp(z) // at most 1, where exp(-z) may overflow
	return e / (1 + e)
}

// SigmoidPrime is σ′(z) = σ(z) σ(-z), which loses no digits where σ is near 1.
func SigmoidPrime(z matrix.Matrix) matrix.Matrix {
	return z.Map(func(z float64) float64 { return sigmoid(z) * sigmoid(-z) })
}
