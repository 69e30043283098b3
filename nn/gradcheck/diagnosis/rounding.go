package diagnosis

import (
	"math"

	"backprop/matrix"
	"backprop/nn"
)

// NewTruth returns what is known of a network and an example, for its gradient.
func NewTruth(net *nn.Network, x, y matrix.Matrix, nablaB, nablaW []matrix.Matrix) *Truth {
	t := pass(net, x, y)
	t.NablaB, t.NablaW = nablaB, nablaW
	t.boundRounding()
	return t
}

// pass is the forward pass alone.
func pass(net *nn.Network, x, y matrix.Matrix) *Truth {
	t := &Truth{Net: net, Y: y, A: []matrix.Matrix{x.Clone()}}
	for i, w := range net.Weights {
		t.Z = append(t.Z, matrix.Add(matrix.Dot(w, t.A[i]), net.Biases[i]))
		t.A = append(t.A, t.Z[i].Map(sigmoid))
	}
	return t
}

func abs(m matrix.Matrix) matrix.Matrix { return m.Map(math.Abs) }

// boundRounding sets RoundB and RoundW: how far, to first order, the right formulas
// may come out wrong in float64, in any order of summation.
//
// A sum of m terms is wrong by up to m·Unit times the sum of their sizes, and
// passes on the errors of the terms. σ(z) is wrong by up to σ′(z) times the error
// of z, and by 4·Unit for exp, the sum and the quotient. So is σ(1 - σ), and
// there it hurts: with σ near 1, the difference 1 - σ is small and its error is
// not, so a saturated neuron's σ′ may have no right digit. (At the other end the
// chapter's formula is better than that; σ(z) = ½ (1 + tanh ½z), as right as the
// chapter's, is not.)
func (t *Truth) boundRounding() {
	const function = 4 * Unit
	// A gradient as small as this has lost digits to underflow on the way, in
	// backprop (the smallest float64 is 5e-324) and in the complex step, whose
	// imaginary parts are a further 1e-20 smaller.
	const vanishing = 1e-280
	plus := func(m matrix.Matrix, c float64) matrix.Matrix {
		return m.Map(func(v float64) float64 { return v + c })
	}
	// product bounds the error of m v, a sum for each row, where v is off by ofV.
	product := func(m, v, ofV matrix.Matrix) matrix.Matrix {
		terms := float64(m.Cols() + 2)
		return matrix.Add(matrix.Dot(m, ofV), matrix.Scale(terms*Unit, matrix.Dot(m, v)))
	}

	ofA := []matrix.Matrix{matrix.Zeros(len(t.A[0]), 1)} // of a[i]; x is exact
	for i, w := range t.Net.Weights {
		biases := matrix.Scale(float64(w.Cols()+2)*Unit, abs(t.Net.Biases[i]))
		ofZ := matrix.Add(product(abs(w), abs(t.A[i]), ofA[i]), biases)
		// |σ″| = |1 - 2σ| σ′ ≤ σ′, so this bound is that of σ′ too.
		ofA = append(ofA, plus(matrix.Hadamard(SigmoidPrime(t.Z[i]), ofZ), function))
	}

	last := len(t.Z) - 1
	t.RoundB, t.RoundW = make([]matrix.Matrix, last+1), make([]matrix.Matrix, last+1)
	// arriving is what σ′ is multiplied with: ∇ₐC, or wᵀδ as a sum of sizes.
	arriving, ofArriving := abs(matrix.Sub(t.A[last+1], t.Y)), ofA[last+1]
	for i := last; i >= 0; i-- {
		delta, prime, ofPrime := abs(t.NablaB[i]), SigmoidPrime(t.Z[i]), ofA[i+1]
		t.RoundB[i] = plus(matrix.Add(matrix.Scale(function, delta), matrix.Add(
			matrix.Hadamard(ofArriving, matrix.Add(prime, ofPrime)),
			matrix.Hadamard(arriving, ofPrime))), vanishing)
		t.RoundW[i] = plus(matrix.Add(matrix.Scale(function, abs(t.NablaW[i])), matrix.Add(
			matrix.Dot(t.RoundB[i], abs(t.A[i]).Transpose()),
			matrix.Dot(delta, ofA[i].Transpose()))), vanishing)
		back := abs(t.Net.Weights[i]).Transpose()
		arriving, ofArriving = matrix.Dot(back, delta), product(back, delta, t.RoundB[i])
	}
}
