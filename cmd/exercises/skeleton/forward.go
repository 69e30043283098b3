package main

import (
	"backprop/matrix"
	"backprop/nn"
)

// en: Forward is the forward pass of Backprop. It returns every layer's z and every
// en: layer's activation; the input x is the first activation.
// en:
// en: You need net.Biases, net.Weights, matrix.Dot, matrix.Add, nn.Sigmoid, append.
// en: If Go complains "declared and not used: activation", put _ = activation for a
// en: while.
// pt: Forward é a passada para a frente de Backprop. Devolve o z e a ativação de
// pt: todas as camadas; a primeira ativação é a entrada x.
// pt:
// pt: Use net.Biases, net.Weights, matrix.Dot, matrix.Add, nn.Sigmoid, append. Se o
// pt: Go reclamar "declared and not used: activation", coloque _ = activation por
// pt: enquanto.
func Forward(net *nn.Network, x matrix.Matrix) (zs, activations []matrix.Matrix) {
	// en: B3: activation, the input.
	// pt: B3: activation, a entrada.

	// en: B4: activations, which holds the input so far. B5: zs is still empty.
	// pt: B4: activations, por enquanto só com a entrada. B5: zs ainda está vazia.

	// en: B6: a loop over the layers, with the biases b and weights w of each. In it:
	// pt: B6: um laço sobre as camadas, com os vieses b e os pesos w de cada uma. Nele:

	// B7: z = w a + b
	// en: B8: append z to zs.
	// pt: B8: acrescente z a zs.

	// B9: a = σ(z)
	// en: B10: append it to activations.
	// pt: B10: acrescente-a a activations.

	return zs, activations
}
