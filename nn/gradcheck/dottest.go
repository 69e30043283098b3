package gradcheck

import (
	"backprop/matrix"
	"backprop/nn"
)

// DotTest pushes a change of the input, xDot, forward through the network, and
// multiplies the change of each layer's z by the layer's δ, as backprop has it in
// its nablaB (BP3). layers[i] is δˡ·żˡ of the layer l that net.Weights[i] lead to,
// and cost is Ċ, the change of the cost. If the δ are right, all are the same number:
//
//	Ċ = ∇ₐC·ȧᴸ = δᴸ·żᴸ = … = δ²·ż²
//
// because wᵀ is the matrix with w ȧ·δ = ȧ·wᵀδ, for every ȧ and δ. Where the
// number changes from one layer to the one before, BP2 is broken, and at the last
// layer BP1. Nothing is rounded but the products and sums.
//
// It is no substitute for [Check]: it looks at δ alone, in one direction, and σ′
// is package nn's. It panics if the shapes do not fit the network.
func DotTest(net *nn.Network, x, y, xDot matrix.Matrix, deltas []matrix.Matrix) (layers []float64, cost float64) {
	mustFit("DotTest", net, x, y)
	a, aDot := x, xDot
	for i, w := range net.Weights {
		z := matrix.Add(matrix.Dot(w, a), net.Biases[i])
		zDot := matrix.Dot(w, aDot) // ż = w ȧ, n×1: the bias does not change
		layers = append(layers, inner(deltas[i], zDot))
		a = nn.Sigmoid(z)
		aDot = matrix.Hadamard(nn.SigmoidPrime(z), zDot) // ȧ = σ′(z) ⊙ ż
	}
	return layers, inner(nn.CostDerivative(a, y), aDot)
}

// inner returns the inner product of two columns, aᵀ b: one number.
func inner(a, b matrix.Matrix) float64 { return matrix.Dot(a.Transpose(), b)[0][0] }
