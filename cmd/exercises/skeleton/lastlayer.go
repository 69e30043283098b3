package main

import (
	"backprop/matrix"
	"backprop/nn"
)

// en: This keeps the import while nothing else uses it.
// pt: Isto mantém o import enquanto nada mais o usa.
var _ = nn.CostDerivative

// en: LastLayer is the backward pass in the last layer. zs and activations are what
// en: Forward returns. It puts the last layer's gradient into the last places of
// en: nablaB and nablaW, and returns delta.
// en:
// en: Go has no zs[-1]: it is zs[len(zs)-1]. You need nn.CostDerivative(a, y), which
// en: is ∇ₐC, sigmoidPrime (in main.go), matrix.Hadamard, matrix.Dot, m.Transpose().
// pt: LastLayer é a passada para trás na última camada. zs e activations são o que
// pt: Forward devolve. Ela coloca o gradiente da última camada nas últimas posições de
// pt: nablaB e nablaW e devolve delta.
// pt:
// pt: Go não tem zs[-1]: é zs[len(zs)-1]. Use nn.CostDerivative(a, y), que é ∇ₐC,
// pt: sigmoidPrime (em main.go), matrix.Hadamard, matrix.Dot, m.Transpose().
func LastLayer(zs, activations []matrix.Matrix, y matrix.Matrix, nablaB, nablaW []matrix.Matrix) (delta matrix.Matrix) {
	// B11, BP1: δᴸ = ∇ₐC ⊙ σ′(zᴸ)

	// B12, BP3: ∂C/∂bᴸ = δᴸ

	// B13, BP4: ∂C/∂wᴸ = δᴸ (aᴸ⁻¹)ᵀ

	return delta
}
