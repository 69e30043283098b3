// Package nn is the book's feedforward neural network: stochastic gradient
// descent, with the gradient computed by backpropagation.
//
// Read network.go first, beside the chapter's Python; then matrixpath.go, the
// same with a whole mini-batch as one matrix. [Network.Backprop] computes the four
// equations of backpropagation:
//
//	(BP1) δᴸ = ∇ₐC ⊙ σ′(zᴸ)
//	(BP2) δˡ = ((wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(zˡ)
//	(BP3) ∂C/∂bˡ = δˡ
//	(BP4) ∂C/∂wˡ = δˡ (aˡ⁻¹)ᵀ
//
// Layers are numbered as in these: layer 1 is the input, layer L the output.
//
// A network is made, trained and used like this (the package's example has all of
// XOR):
//
//	rng := rand.New(rand.NewPCG(1, 0)) // math/rand/v2; 1 is the seed
//	net := nn.New([]int{2, 3, 1}, rng)
//	examples := nn.Examples{
//		{X: matrix.Column(0, 1), Y: matrix.Column(1)},
//		{X: matrix.Column(1, 1), Y: matrix.Column(0)},
//	}
//	err := net.SGD(ctx, examples, 3000, 2, 3.0, rng, nil, nil)
//	fmt.Println(net.Feedforward(matrix.Column(0, 1)))
//
// Calling a method with matrices that do not fit the network is a mistake in
// the program: it panics, with the layer and both shapes.
package nn
