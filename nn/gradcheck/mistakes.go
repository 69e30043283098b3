package gradcheck

import (
	"fmt"
	"math"

	"backprop/matrix"
)

// mistake is a classic mistake: what it is, and what an equation gives with it.
//
// Several equations may have the same mistake, under the same name: a wrong
// SigmoidPrime is one finding, though BP1 and BP2 both show it.
type mistake struct {
	name  string
	gives func(s *scene) matrix.Matrix // nil where the shapes rule it out
}

const (
	leftZero      = "the gradient is zero: is it never computed, or lost?"
	signFlipped   = "the sign is flipped: y - a for a - y?"
	doubled       = "everything is twice too large: that is the gradient of ‖a - y‖², the cost is ½‖a - y‖²"
	noPrime       = "σ′(z) is missing"
	sigmaForPrime = "σ(z) stands where σ′(z) should"
)

// wrongPrimes are what may stand for σ′(z) in BP1 and BP2.
var wrongPrimes = []mistake{
	{noPrime, func(s *scene) matrix.Matrix { return s.arriving() }},
	{sigmaForPrime, inPlaceOfPrime(func(s *scene) matrix.Matrix { return s.a() })},
	{"σ′ is taken of a = σ(z), not of z: was z overwritten, or the wrong list used?",
		inPlaceOfPrime(func(s *scene) matrix.Matrix { return sigmoidPrime(s.a()) })},
	{"1 - σ(z) stands where σ′(z) = σ(z) (1 - σ(z)) should",
		inPlaceOfPrime(func(s *scene) matrix.Matrix { return oneMinus(s.a()) })},
	{"1 - a² stands where σ′(z) = a (1 - a) should: that is the derivative of tanh",
		inPlaceOfPrime(func(s *scene) matrix.Matrix { return oneMinus(matrix.Hadamard(s.a(), s.a())) })},
	{"σ′(z) is multiplied in twice",
		inPlaceOfPrime(func(s *scene) matrix.Matrix { return matrix.Hadamard(s.prime(), s.prime()) })},
	{"σ′ is taken of the z of the layer behind", primeOf(+1)},
	{"σ′ is taken of the z of the layer before", primeOf(-1)},
}

var mistakesBP1 = append([]mistake{
	{leftZero, zero},
	{signFlipped, scaled(-1)},
	{doubled, scaled(2)},
	{"y is not subtracted: a stands for a - y",
		func(s *scene) matrix.Matrix { return matrix.Hadamard(s.a(), s.prime()) }},
	{"the cost is taken for the mean over the outputs, not their sum",
		func(s *scene) matrix.Matrix { return matrix.Scale(1/float64(s.a().Rows()), s.rightDelta()) }},
}, wrongPrimes...)

var mistakesBP2 = append(append([]mistake{
	{leftZero, zero},
	{signFlipped, scaled(-1)},
	{"w is not transposed: w δ for wᵀ δ",
		func(s *scene) matrix.Matrix { return s.through(s.t.net.Weights[s.i+1]) }},
	{"wᵀ is that of the layer itself, not of the one behind it",
		func(s *scene) matrix.Matrix { return s.through(s.t.net.Weights[s.i].Transpose()) }},
	{"wᵀ is missing: δ is that of the layer behind, times σ′(z)",
		func(s *scene) matrix.Matrix {
			if s.next.Rows() != s.a().Rows() {
				return nil
			}
			return matrix.Hadamard(s.next, s.prime())
		}},
}, wrongPrimes...), mistake{"the weights have taken their step already: wᵀ is that of w - η ∇w", updatedWeights})

var mistakesBP3 = append([]mistake{
	{"the gradient of the biases is zero, though δ was right", zero},
	{signFlipped, scaled(-1)},
	{doubled, scaled(2)},
}, wrongPrimes...)

var mistakesBP4 = []mistake{
	{"the gradient of the weights is zero, though δ was right", func(s *scene) matrix.Matrix { return s.outer(matrix.Scale(0, s.before())) }},
	{signFlipped, func(s *scene) matrix.Matrix { return s.outer(matrix.Scale(-1, s.before())) }},
	{doubled, func(s *scene) matrix.Matrix { return s.outer(matrix.Scale(2, s.before())) }},
	{"it is transposed: a δᵀ for δ aᵀ", func(s *scene) matrix.Matrix {
		if s.before().Rows() != s.delta.Rows() {
			return nil
		}
		return s.outer(s.before()).Transpose()
	}},
	{"z stands for a: σ was not applied to the layer before", func(s *scene) matrix.Matrix {
		if s.i == 0 {
			return nil // the layer before is the input, which has no z
		}
		return s.outer(s.t.z[s.i-1])
	}},
	{"a is that of the layer itself, not of the one before it", func(s *scene) matrix.Matrix { return s.outer(s.a()) }},
	{"a is that of two layers before", func(s *scene) matrix.Matrix {
		if s.i == 0 {
			return nil
		}
		return s.outer(s.t.a[s.i-1])
	}},
	{"a is missing: each weight got δ alone", func(s *scene) matrix.Matrix { return s.outer(oneMinus(matrix.Scale(0, s.before()))) }},
}

// recognise returns the first of the known mistakes that gives what was got
// instead of want. Failing that it looks for a factor; and failing that it says
// so.
func (s *scene) recognise(known []mistake, got, want, rounding matrix.Matrix) mistake {
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
	if factor, ok := ratio(got, want); ok && agree(got, matrix.Scale(factor, want), rounding) {
		return mistake{name: fmt.Sprintf("the values are right but for a factor of %.6g", factor)}
	}
	return mistake{name: "no known mistake gives these values; hold each factor of the equation against the code"}
}

// ratio returns the factor by which got is nearest to a multiple of want. It
// makes no sense of a single number, which is a multiple of any other.
func ratio(got, want matrix.Matrix) (factor float64, ok bool) {
	var products, squares float64
	for j := range want {
		for k := range want[j] {
			products += got[j][k] * want[j][k]
			squares += want[j][k] * want[j][k]
		}
	}
	factor = products / squares
	return factor, len(want)*len(want[0]) > 1 && !math.IsNaN(factor) && !math.IsInf(factor, 0)
}

func zero(s *scene) matrix.Matrix { return matrix.Scale(0, s.a()) }

func scaled(factor float64) func(*scene) matrix.Matrix {
	return func(s *scene) matrix.Matrix { return matrix.Scale(factor, s.rightDelta()) }
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
// transpose gives wᵀδ - η a ‖δ‖². The η that fits best is found by least squares;
// of one neuron it could explain anything.
func updatedWeights(s *scene) matrix.Matrix {
	if s.a().Rows() < 2 {
		return nil
	}
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
