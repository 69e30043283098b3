package gradcheck

import (
	"math"

	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck/diagnosis"
)

// measure returns what the checker knows of a network and an example without
// any backprop: the forward pass, the numerical gradient, and how far rounding
// may take a right backprop away from it.
func measure(net *nn.Network, x, y matrix.Matrix) *diagnosis.Truth {
	t := &diagnosis.Truth{Net: net, Y: y}
	for i, a := range newPass(net, x, y).a {
		t.A = append(t.A, matrix.Zeros(len(a), 1))
		for j := range a {
			t.A[i][j][0] = real(a[j])
		}
		if i > 0 {
			t.Z = append(t.Z, matrix.Add(matrix.Dot(net.Weights[i-1], t.A[i-1]), net.Biases[i-1]))
		}
	}
	t.NablaB, t.NablaW = Complex(net, x, y, ComplexStep)
	t.RoundB, t.RoundW = boundRounding(t)
	return t
}

// boundRounding returns, to first order, how far the right formulas may come out
// wrong in float64, in any order of summation.
//
// A sum of m terms is wrong by up to m·Unit times the sum of their sizes, and
// passes on the errors of the terms. σ(z) is wrong by up to σ′(z) times the error
// of z, and by 4·Unit for exp, the sum and the quotient. So is σ(1 - σ), and
// there it hurts: with σ near 1, the difference 1 - σ is small and its error is
// not, so a saturated neuron's σ′ may have no right digit. (At the other end the
// chapter's formula is better than that; σ(z) = ½ (1 + tanh ½z), as right as the
// chapter's, is not.)
func boundRounding(t *diagnosis.Truth) (roundB, roundW []matrix.Matrix) {
	const function = 4 * diagnosis.Unit
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
	last := len(t.Z) - 1

	ofA := []matrix.Matrix{matrix.Zeros(t.A[0].Rows(), 1)} // of a[i]; x is exact
	var ofPrime []matrix.Matrix                            // of σ′(z[i])
	for i, w := range t.Net.Weights {
		w := abs(w)
		terms := float64(w.Cols() + 2)
		ofZ := sum(matrix.Dot(w, ofA[i]),
			matrix.Scale(terms*diagnosis.Unit, sum(matrix.Dot(w, abs(t.A[i])), abs(t.Net.Biases[i]))))
		// |σ″| = |1 - 2σ| σ′ ≤ σ′, so one bound serves σ and σ′.
		of := sum(matrix.Hadamard(diagnosis.SigmoidPrime(t.Z[i]), ofZ), matrix.Scale(function, ones(ofZ)))
		ofA, ofPrime = append(ofA, of), append(ofPrime, of)
	}

	roundB, roundW = make([]matrix.Matrix, last+1), make([]matrix.Matrix, last+1)
	// arriving is what σ′ is multiplied with: ∇ₐC, or wᵀδ as a sum of sizes.
	arriving, ofArriving := abs(matrix.Sub(t.A[last+1], t.Y)), ofA[last+1]
	for i := last; i >= 0; i-- {
		delta := abs(t.NablaB[i])
		roundB[i] = sum(
			matrix.Hadamard(ofArriving, sum(diagnosis.SigmoidPrime(t.Z[i]), ofPrime[i])),
			matrix.Hadamard(arriving, ofPrime[i]),
			matrix.Scale(function, delta),
			matrix.Scale(vanishing, ones(delta)))
		roundW[i] = sum(
			matrix.Dot(roundB[i], abs(t.A[i]).Transpose()),
			matrix.Dot(delta, ofA[i].Transpose()),
			matrix.Scale(function, abs(t.NablaW[i])),
			matrix.Scale(vanishing, ones(t.NablaW[i])))
		w := abs(t.Net.Weights[i])
		terms := float64(w.Rows() + 2)
		arriving = matrix.Dot(w.Transpose(), delta)
		ofArriving = sum(matrix.Dot(w.Transpose(), roundB[i]), matrix.Scale(terms*diagnosis.Unit, arriving))
	}
	return roundB, roundW
}
