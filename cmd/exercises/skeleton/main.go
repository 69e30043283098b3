// en: Command yours hands your functions to the judge. You need not change this file.
// pt: O comando yours entrega as suas funções ao avaliador. Não é preciso mudar este arquivo.
package main

import (
	"backprop/cmd/exercises/judge"
	"backprop/nn"
)

// en: sigmoidPrime is σ′: the right one while LastLayer and HiddenLayers are
// en: judged, yours when everything trains together.
// pt: sigmoidPrime é σ′: a certa enquanto LastLayer e HiddenLayers são avaliadas, a
// pt: sua quando tudo treina junto.
var sigmoidPrime = nn.SigmoidPrime

func main() {
	judge.Main(judge.Solution{
		SigmoidPrime:    SigmoidPrime,
		Forward:         Forward,
		LastLayer:       LastLayer,
		HiddenLayers:    HiddenLayers,
		UpdateMiniBatch: UpdateMiniBatch,
		Prime:           &sigmoidPrime,
	})
}
