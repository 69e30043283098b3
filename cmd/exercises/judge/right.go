package judge

import (
	"backprop/matrix"
	"backprop/nn"
)

// The chapter's code, cut where the parts are. It is not net.Backprop, which
// cannot go on from a part that is wrong.

func forward(net *nn.Network, x matrix.Matrix) (zs, activations []matrix.Matrix) {
	return goOn(net, nil, []matrix.Matrix{x})
}

// goOn computes what is missing of a forward pass.
func goOn(net *nn.Network, zs, activations []matrix.Matrix) (allZs, allActivations []matrix.Matrix) {
	for i := len(activations) - 1; i < len(net.Biases); i++ {
		if len(zs) == i {
			zs = append(zs, matrix.Add(matrix.Dot(net.Weights[i], activations[i]), net.Biases[i]))
		}
		activations = append(activations, nn.Sigmoid(zs[i]))
	}
	return zs, activations
}

func lastLayer(zs, activations []matrix.Matrix, y matrix.Matrix, nablaB, nablaW []matrix.Matrix) (delta matrix.Matrix) {
	delta = matrix.Hadamard(nn.CostDerivative(activations[len(activations)-1], y), nn.SigmoidPrime(zs[len(zs)-1]))
	nablaB[len(nablaB)-1] = delta
	nablaW[len(nablaW)-1] = matrix.Dot(delta, activations[len(activations)-2].Transpose())
	return delta
}

func hiddenLayers(net *nn.Network, zs, activations []matrix.Matrix, delta matrix.Matrix, nablaB, nablaW []matrix.Matrix) {
	for i := len(nablaB) - 2; i >= 0; i-- {
		delta = matrix.Hadamard(matrix.Dot(net.Weights[i+1].Transpose(), delta), nn.SigmoidPrime(zs[i]))
		nablaB[i], nablaW[i] = delta, matrix.Dot(delta, activations[i].Transpose())
	}
}
