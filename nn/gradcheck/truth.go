package gradcheck

import (
	"math"

	"backprop/matrix"
	"backprop/nn"
)

// truth is what the checker knows of a network and an example without any
// backprop: the forward pass, the numerical gradient, and how far rounding may
// take a right backprop away from it.
//
// Index i is that of net.Weights: z[i], nablaB[i] and nablaW[i] belong to layer
// i+2. As a[0] is x, a[i] belongs to layer i+1.
type truth struct {
	net      *nn.Network
	y        matrix.Matrix
	a, z     []matrix.Matrix
	gradient // by the complex step; nablaB[i] is δ
}

// gradient is what a gradient or a step should be, and how far rounding may take
// a right one away from it.
type gradient struct {
	nablaB, nablaW []matrix.Matrix
	roundB, roundW []matrix.Matrix // bounds on the rounding of one entry
}

func newTruth(net *nn.Network, x, y matrix.Matrix) *truth {
	t := &truth{net: net, y: y}
	for i, a := range newPass(net, x, y).a {
		t.a = append(t.a, matrix.Zeros(len(a), 1))
		for j := range a {
			t.a[i][j][0] = real(a[j])
		}
		if i > 0 {
			z := matrix.Add(matrix.Dot(net.Weights[i-1], t.a[i-1]), net.Biases[i-1])
			t.z = append(t.z, z)
		}
	}
	t.nablaB, t.nablaW = Complex(net, x, y, ComplexStep)
	t.boundRounding()
	return t
}

// unit is the largest relative error of one rounding.
const unit = 0x1p-53

// boundRounding computes roundB and roundW: to first order, how far the right
// formulas may come out wrong in float64, in any order of summation.
//
// A sum of m terms is wrong by up to m·unit times the sum of their sizes, and
// passes on the errors of the terms. σ(z) is wrong by up to σ′(z) times the
// error of z, and by 4·unit for exp, the sum and the quotient. So is σ(1 - σ),
// where it hurts: with σ near 1, the difference 1 - σ is small and its error is
// not, so that a saturated neuron's σ′ may have no right digit. (At the other end
// the chapter's formula is better than that; σ(z) = ½ (1 + tanh ½z), as right as
// the chapter's, is not.)
func (t *truth) boundRounding() {
	const function = 4 * unit
	// A gradient as small as this has lost digits to underflow on the way, in
	// backprop (the smallest float64 is 5e-324) and in the complex step, whose
	// imaginary parts are a further 1e-20 smaller.
	const vanishing = 1e-280
	ones := func(m matrix.Matrix) matrix.Matrix { return m.Map(func(float64) float64 { return 1 }) }
	abs := func(m matrix.Matrix) matrix.Matrix { return m.Map(math.Abs) }
	sum := func(m matrix.Matrix, more ...matrix.Matrix) matrix.Matrix {
		for _, other := range more {
			m = matrix.Add(m, other)
		}
		return m
	}
	last := len(t.z) - 1

	ofA := []matrix.Matrix{matrix.Zeros(t.a[0].Rows(), 1)} // of a[i]; x is exact
	var ofPrime []matrix.Matrix                            // of σ′(z[i])
	for i, w := range t.net.Weights {
		w := abs(w)
		terms := float64(w.Cols() + 2)
		ofZ := sum(matrix.Dot(w, ofA[i]),
			matrix.Scale(terms*unit, sum(matrix.Dot(w, abs(t.a[i])), abs(t.net.Biases[i]))))
		// |σ″| = |1 - 2σ| σ′ ≤ σ′, so that one bound serves σ and σ′.
		of := sum(matrix.Hadamard(sigmoidPrime(t.z[i]), ofZ), matrix.Scale(function, ones(ofZ)))
		ofA, ofPrime = append(ofA, of), append(ofPrime, of)
	}

	t.roundB = make([]matrix.Matrix, last+1)
	t.roundW = make([]matrix.Matrix, last+1)
	// arriving is what σ′ is multiplied with: ∇ₐC, or wᵀδ as a sum of sizes.
	arriving, ofArriving := abs(matrix.Sub(t.a[last+1], t.y)), ofA[last+1]
	for i := last; i >= 0; i-- {
		delta := abs(t.nablaB[i])
		t.roundB[i] = sum(
			matrix.Hadamard(ofArriving, sum(sigmoidPrime(t.z[i]), ofPrime[i])),
			matrix.Hadamard(arriving, ofPrime[i]),
			matrix.Scale(function, delta),
			matrix.Scale(vanishing, ones(delta)))
		t.roundW[i] = sum(
			matrix.Dot(t.roundB[i], abs(t.a[i]).Transpose()),
			matrix.Dot(delta, ofA[i].Transpose()),
			matrix.Scale(function, abs(t.nablaW[i])),
			matrix.Scale(vanishing, ones(t.nablaW[i])))
		w := abs(t.net.Weights[i])
		terms := float64(w.Rows() + 2)
		arriving = matrix.Dot(w.Transpose(), delta)
		ofArriving = sum(matrix.Dot(w.Transpose(), t.roundB[i]), matrix.Scale(terms*unit, arriving))
	}
}

// sigmoidPrime is σ′(z) = σ(z) σ(-z), which loses no digits where σ is near 1.
func sigmoidPrime(z matrix.Matrix) matrix.Matrix {
	sigma := func(z float64) float64 {
		if z >= 0 {
			return 1 / (1 + math.Exp(-z))
		}
		e := math.Exp(z) // at most 1, where exp(-z) may overflow
		return e / (1 + e)
	}
	return z.Map(func(z float64) float64 { return sigma(z) * sigma(-z) })
}
