package gradcheck

import (
	"fmt"
	"math"

	"backprop/matrix"
)

// mistake is a classic mistake: what it is, and what an equation gives with it.
type mistake struct {
	hint   string
	gives  func(s *scene) matrix.Matrix // nil where the shapes rule it out
	shared bool                         // between BP1 and BP2: a wrong SigmoidPrime is one mistake, though both show it
}

// wrongPrimes are what may stand for σ′(z).
var wrongPrimes = []mistake{
	{"σ′(z) is missing", func(s *scene) matrix.Matrix { return s.arriving() }, true},
	{"σ(z) stands where σ′(z) should", inPlaceOfPrime(func(s *scene) matrix.Matrix { return s.a() }), true},
	{"σ′ is taken of a = σ(z), not of z: was z overwritten, or the wrong list used?",
		inPlaceOfPrime(func(s *scene) matrix.Matrix { return sigmoidPrime(s.a()) }), true},
	{"1 - σ(z) stands where σ′(z) = σ(z) (1 - σ(z)) should",
		inPlaceOfPrime(func(s *scene) matrix.Matrix { return oneMinus(s.a()) }), true},
	{"1 - a² stands where σ′(z) = a (1 - a) should: that is the derivative of tanh",
		inPlaceOfPrime(func(s *scene) matrix.Matrix { return oneMinus(matrix.Hadamard(s.a(), s.a())) }), true},
	{"σ′(z) is multiplied in twice",
		inPlaceOfPrime(func(s *scene) matrix.Matrix { return matrix.Hadamard(s.prime(), s.prime()) }), true},
	{"σ′ is taken of the z of the layer after it", primeOf(+1), true},
	{"σ′ is taken of the z of the layer before it", primeOf(-1), true},
}

var mistakesBP1 = append([]mistake{
	{"δ is zero: is it never computed, or lost?", zero, false},
	{"the sign is flipped: y - a for a - y, or - σ′(z)?", scaled(-1), false},
	{"δ is twice too large: that is the gradient of ‖a - y‖², the cost is ½‖a - y‖²", scaled(2), false},
	{"y is not subtracted: a stands for a - y",
		func(s *scene) matrix.Matrix { return matrix.Hadamard(s.a(), s.prime()) }, false},
	{"y is added: a + y for a - y",
		func(s *scene) matrix.Matrix { return matrix.Hadamard(matrix.Add(s.a(), s.t.y), s.prime()) }, false},
	{"the cost is taken for half the mean over the outputs, not half their sum",
		func(s *scene) matrix.Matrix { return matrix.Scale(1/float64(s.a().Rows()), s.rightDelta()) }, false},
	{"the cost is taken for the mean over the outputs, not half their sum",
		func(s *scene) matrix.Matrix { return matrix.Scale(2/float64(s.a().Rows()), s.rightDelta()) }, false},
}, wrongPrimes...)

var mistakesBP2 = append(append([]mistake{
	{"δ is zero: does the loop come to this layer, or is its result lost?", zero, false},
	{"the sign is flipped", scaled(-1), false},
	{"w is not transposed: w δ for wᵀ δ",
		func(s *scene) matrix.Matrix { return s.through(s.t.net.Weights[s.i+1]) }, false},
	{"wᵀ is that of the layer itself, not of the one after it",
		func(s *scene) matrix.Matrix { return s.through(s.t.net.Weights[s.i].Transpose()) }, false},
	{"wᵀ is missing: δ is that of the layer after it, times σ′(z)",
		func(s *scene) matrix.Matrix {
			if s.next.Rows() != s.a().Rows() {
				return nil
			}
			return matrix.Hadamard(s.next, s.prime())
		}, false},
}, wrongPrimes...), mistake{"the weights have taken their step already: wᵀ is that of w - η ∇w", updatedWeights, false})

var mistakesBP3 = append([]mistake{
	{"the gradient of the biases is zero, though δ was right", zero, false},
	{"the gradient of the biases has its sign flipped, though δ was right", scaled(-1), false},
	{"the gradient of the biases is twice too large, though δ was right", scaled(2), false},
}, wrongPrimes...)

var mistakesBP4 = []mistake{
	{"the gradient of the weights is zero, though δ was right", scaledOuter(0), false},
	{"the gradient of the weights has its sign flipped, though δ was right", scaledOuter(-1), false},
	{"the gradient of the weights is twice too large, though δ was right", scaledOuter(2), false},
	{"it is transposed: a δᵀ for δ aᵀ", func(s *scene) matrix.Matrix {
		if s.before().Rows() != s.delta.Rows() {
			return nil
		}
		return s.outer(s.before()).Transpose()
	}, false},
	{"z stands for a: σ was not applied to the layer before", func(s *scene) matrix.Matrix {
		if s.i == 0 {
			return nil // the layer before is the input, which has no z
		}
		return s.outer(s.t.z[s.i-1])
	}, false},
	{"a is that of the layer itself, not of the one before it",
		func(s *scene) matrix.Matrix { return s.outer(s.a()) }, false},
	{"a is that of two layers before", func(s *scene) matrix.Matrix {
		if s.i == 0 {
			return nil
		}
		return s.outer(s.t.a[s.i-1])
	}, false},
	{"a is missing: each weight got δ alone",
		func(s *scene) matrix.Matrix { return s.outer(oneMinus(matrix.Scale(0, s.before()))) }, false},
}

// recognise returns the first of the known mistakes that gives what was got
// instead of want. Failing that it looks for a factor; and failing that it says
// so.
func (s *scene) recognise(known []mistake, got, want, rounding matrix.Matrix) mistake {
	if !finite(got) {
		return mistake{hint: "there are entries that are NaN or infinite"}
	}
	s.got = got
	for _, m := range known {
		given := m.gives(s)
		// Where a mistake makes no difference, it cannot be seen at work.
		if given == nil || agree(given, want, rounding) {
			continue
		}
		if agree(got, given, rounding) {
			return m
		}
	}
	// A factor of 1 is one that nobody could have put in.
	if factor, ok := ratio(got, want); ok && math.Abs(factor-1) > 1e-6 && agree(got, matrix.Scale(factor, want), rounding) {
		return mistake{hint: fmt.Sprintf("the values are right but for a factor of %.6g", factor)}
	}
	return mistake{hint: "no known mistake gives these values: compare each factor of the equation, and of the forward pass, with your code"}
}

// ratio returns the factor by which got is nearest to a multiple of want. It
// makes no sense where a single number carries the fit, as that is a multiple of
// any other: two entries at least must be of a size.
func ratio(got, want matrix.Matrix) (factor float64, ok bool) {
	var products, squares float64
	carriers := 0
	size := want.MaxAbs()
	for j := range want {
		for k := range want[j] {
			products += got[j][k] * want[j][k]
			squares += want[j][k] * want[j][k]
			if math.Abs(want[j][k]) > 1e-3*size {
				carriers++
			}
		}
	}
	factor = products / squares
	return factor, carriers > 1 && !math.IsNaN(factor) && !math.IsInf(factor, 0)
}

func zero(s *scene) matrix.Matrix { return matrix.Scale(0, s.a()) }

func scaled(factor float64) func(*scene) matrix.Matrix {
	return func(s *scene) matrix.Matrix { return matrix.Scale(factor, s.rightDelta()) }
}

func scaledOuter(factor float64) func(*scene) matrix.Matrix {
	return func(s *scene) matrix.Matrix { return s.outer(matrix.Scale(factor, s.before())) }
}

func oneMinus(m matrix.Matrix) matrix.Matrix {
	return m.Map(func(v float64) float64 { return 1 - v })
}

func inPlaceOfPrime(wrong func(*scene) matrix.Matrix) func(*scene) matrix.Matrix {
	return func(s *scene) matrix.Matrix { return matrix.Hadamard(s.arriving(), wrong(s)) }
}

// primeOf takes σ′ of the z of another layer, if that has as many neurons.
func primeOf(offset int) func(*scene) matrix.Matrix {
	return func(s *scene) matrix.Matrix {
		i := s.i + offset
		if i < 0 || i >= len(s.t.z) || s.t.z[i].Rows() != s.a().Rows() {
			return nil
		}
		return matrix.Hadamard(s.arriving(), sigmoidPrime(s.t.z[i]))
	}
}

// through is BP2 with another matrix in the place of wᵀ, if it fits.
func (s *scene) through(w matrix.Matrix) matrix.Matrix {
	if !w.HasShape(s.a().Rows(), s.next.Rows()) {
		return nil
	}
	return matrix.Hadamard(matrix.Dot(w, s.next), s.prime())
}

// outer is BP4 with another column in the place of the activations, if it fits.
func (s *scene) outer(a matrix.Matrix) matrix.Matrix {
	if a.Rows() != s.before().Rows() {
		return nil
	}
	return matrix.Dot(s.delta, a.Transpose())
}

// updatedWeights is BP2 with w - η ∇w in the place of w. As ∇w = δ aᵀ, its
// transpose gives wᵀδ - η a ‖δ‖². The η that fits best is found by least squares.
func updatedWeights(s *scene) matrix.Matrix {
	squares := 0.0
	for _, row := range s.next {
		squares += row[0] * row[0]
	}
	pull := matrix.Hadamard(matrix.Scale(squares, s.a()), s.prime())
	eta, ok := ratio(matrix.Sub(s.rightDelta(), s.got), pull)
	if !ok {
		return nil
	}
	return matrix.Sub(s.rightDelta(), matrix.Scale(eta, pull))
}
