package diagnosis

import (
	"math"

	"backprop/matrix"
)

// scene is what backprop has before it when it computes the gradient of layer
// i+2, as far as its results show.
type scene struct {
	*Truth
	a, z   []matrix.Matrix // the forward pass, as the code made it
	sps    []matrix.Matrix // σ′(z) of each layer, as the code made it
	i      int
	deltas []matrix.Matrix // deltas[j] is δ of layer j+2, as it was used; for j > i, and for BP3 and BP4 for i too
	gotW   []matrix.Matrix // the weights' gradients, as they were returned
}

// sceneOf is the scene of right code.
func sceneOf(t *Truth, nablaW []matrix.Matrix) *scene {
	s := &scene{Truth: t, a: t.A, z: t.Z, deltas: make([]matrix.Matrix, len(nablaW)), gotW: nablaW}
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

func (s *scene) last() bool { return s.i == len(s.z)-1 }

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
func (s *scene) right() matrix.Matrix { return hadamard(s.arriving(), s.sp()) }

// carried is a - y, carried back to this layer by wᵀ alone.
func (s *scene) carried() matrix.Matrix {
	e := matrix.Sub(s.a[len(s.a)-1], s.Y)
	for i := len(s.z) - 1; i > s.i; i-- {
		e = matrix.Dot(s.Net.Weights[i].Transpose(), e)
	}
	return e
}

// errorBefore is the e that code carries back from the layer after this one by
// weights that have already taken their step. It is read off that layer's δ, because
// η is not known.
func (s *scene) errorBefore() matrix.Matrix {
	if s.at(s.i + 1).last() {
		return s.at(s.i + 1).carried()
	}
	// What arrived there is δ over σ′.
	e := s.next().Clone()
	for j := range e {
		e[j][0] /= s.sps[s.i+1][j][0]
	}
	return e
}

// The helpers below return nil where the shapes do not fit, or an argument is nil.

func dot(a, b matrix.Matrix) matrix.Matrix {
	if a == nil || b == nil || a.Cols() != b.Rows() {
		return nil
	}
	return matrix.Dot(a, b)
}

func hadamard(a, b matrix.Matrix) matrix.Matrix {
	if a == nil || b == nil || !a.HasShape(b.Rows(), b.Cols()) {
		return nil
	}
	return matrix.Hadamard(a, b)
}

func add(a, b matrix.Matrix) matrix.Matrix {
	if a == nil || b == nil || !a.HasShape(b.Rows(), b.Cols()) {
		return nil
	}
	return matrix.Add(a, b)
}

func scale(k float64, m matrix.Matrix) matrix.Matrix {
	if m == nil {
		return nil
	}
	return matrix.Scale(k, m)
}

func mapped(m matrix.Matrix, f func(v float64) float64) matrix.Matrix {
	if m == nil {
		return nil
	}
	return m.Map(f)
}

// outer is column · rowᵀ.
func outer(column, row matrix.Matrix) matrix.Matrix {
	if column == nil || row == nil {
		return nil
	}
	return matrix.Dot(column, row.Transpose())
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
	for _, row := range m {
		for _, v := range row {
			sum += v
		}
	}
	return m.Map(func(float64) float64 { return sum })
}

func reversed(m matrix.Matrix) matrix.Matrix { return rolled(m, 0, -1) }

// rolled returns a matrix whose row j is row from + step·j of m, counted around the end.
func rolled(m matrix.Matrix, from, step int) matrix.Matrix {
	if m == nil {
		return nil
	}
	n := m.Rows()
	out := m.Clone()
	if step < 0 {
		from = n - 1
	}
	for j := range out {
		copy(out[j], m[((from+step*j)%n+n)%n])
	}
	return out
}

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
