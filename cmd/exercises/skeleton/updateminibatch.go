package main

import (
	"backprop/matrix"
	"backprop/nn"
)

// en: UpdateMiniBatch takes one step of gradient descent against the mean gradient
// en: of the mini-batch. backprop(x, y) returns the gradient of one example.
// en:
// en: A step makes new matrices: net.Weights[i] = matrix.Sub(…). You need example.X,
// en: example.Y, matrix.Zeros(m.Rows(), m.Cols()), matrix.Add, matrix.Scale.
// pt: UpdateMiniBatch dá um passo do gradiente descendente contra o gradiente médio
// pt: do mini-batch. backprop(x, y) devolve o gradiente de um exemplo.
// pt:
// pt: Um passo cria matrizes novas: net.Weights[i] = matrix.Sub(…). Use example.X,
// pt: example.Y, matrix.Zeros(m.Rows(), m.Cols()), matrix.Add, matrix.Scale.
func UpdateMiniBatch(net *nn.Network, miniBatch []nn.Example, eta float64,
	backprop func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix)) {
	// en: U1, U2: nablaB and nablaW, zeros shaped like net.Biases and net.Weights.
	// pt: U1, U2: nablaB e nablaW, zeros com os formatos de net.Biases e net.Weights.

	// en: U3: a loop over the examples. In it:
	// pt: U3: um laço sobre os exemplos. Nele:

	// en: U4: the example's gradient. U5, U6: add it to nablaB and nablaW.
	// pt: U4: o gradiente do exemplo. U5, U6: some-o a nablaB e nablaW.

	// U7: w = w - (η / m) nablaW, m = len(miniBatch)
	// U8: b = b - (η / m) nablaB
}
