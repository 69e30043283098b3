package main

import (
	"backprop/matrix"
	"backprop/nn"
)

// en: HiddenLayers is the backward pass in the layers before the last one. delta is
// en: what LastLayer returns. It puts each layer's gradient into its place in nablaB
// en: and nablaW; the places of the last layer are filled already.
// en:
// en: You need len(net.Sizes), net.Weights, sigmoidPrime, matrix.Hadamard and Dot.
// pt: HiddenLayers é a passada para trás nas camadas antes da última. delta é o que
// pt: LastLayer devolve. Ela coloca o gradiente de cada camada no seu lugar em nablaB e
// pt: nablaW; os lugares da última camada já estão preenchidos.
// pt:
// pt: Use len(net.Sizes), net.Weights, sigmoidPrime, matrix.Hadamard e Dot.
func HiddenLayers(net *nn.Network, zs, activations []matrix.Matrix, delta matrix.Matrix, nablaB, nablaW []matrix.Matrix) {
	// en: B14: a loop over l from 2 to the number of layers less one. l counts from the
	// en: end: the last layer was 1. In it:
	// pt: B14: um laço em l, de 2 até o número de camadas menos um. l conta a partir do
	// pt: fim: a última camada foi a 1. Nele:

	// en: B15, B16: z of this layer, and sp = σ′(z).
	// pt: B15, B16: z desta camada e sp = σ′(z).

	// B17, BP2: δˡ = ((wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(zˡ)

	// B18, BP3: ∂C/∂bˡ = δˡ

	// B19, BP4: ∂C/∂wˡ = δˡ (aˡ⁻¹)ᵀ
}
