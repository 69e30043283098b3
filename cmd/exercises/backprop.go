package main

import (
	"backprop/matrix"
	"backprop/nn"
)

// Backprop returns the gradient of the cost C of one example, the input x with
// the wanted output y: nablaB[i] is ∂C/∂b, shaped like net.Biases[i], and
// nablaW[i] is ∂C/∂w, shaped like net.Weights[i]. It changes nothing.
//
// This one is yours to write. The comments are the chapter's steps; put a
// statement or two below each, and ask go run ./cmd/exercises how far you are, as
// often as you like. You need
//
//	net.Sizes, net.Biases, net.Weights
//	matrix.Dot, matrix.Add, matrix.Hadamard and w.Transpose()
//	nn.Sigmoid, nn.SigmoidPrime and nn.CostDerivative
//	make([]matrix.Matrix, n), len and append
//
// which go doc explains: go doc ./matrix Dot, go doc ./nn Sigmoid. Where Go
// complains of a variable that is not used yet, _ = zs uses it.
func Backprop(net *nn.Network, x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
	// B1, B2: nablaB and nablaW, slices with room for one matrix each per layer
	// of biases and of weights. The steps below put the matrices in.

	// Forward pass.
	//
	// B3: activation, the input.
	// B4: activations, a slice that holds the input so far.
	// B5: zs, an empty slice of matrices.

	// B6: a loop over the layers, with the biases b and weights w of each. In it:

	// B7: z = w a + b
	// B8: append z to zs.

	// B9: a = σ(z)
	// B10: append it to activations.

	// Backward pass, the last layer. Go has no zs[-1]; it is zs[len(zs)-1].
	//
	// B11, BP1: δᴸ = ∇ₐC ⊙ σ′(zᴸ)

	// B12, BP3: ∂C/∂bᴸ = δᴸ

	// B13, BP4: ∂C/∂wᴸ = δᴸ (aᴸ⁻¹)ᵀ

	// Backward pass, the layers before it.
	//
	// B14: a loop over l from 2 to the number of layers less one, where l counts
	// from the end: 1 was the last layer. In it:

	// B15, B16: z of this layer, and sp = σ′(z).

	// B17, BP2: δˡ = ((wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(zˡ)

	// B18, BP3: ∂C/∂bˡ = δˡ

	// B19, BP4: ∂C/∂wˡ = δˡ (aˡ⁻¹)ᵀ

	return nablaB, nablaW // B20
}
