package judge

import (
	"backprop/matrix"
	"backprop/nn"
)

// chapter is the chapter's backprop, cut where the parts are. It is not
// net.Backprop, which cannot go on from a part that is wrong. Prime is σ′ in the
// last layer.
func chapter(prime func(z matrix.Matrix) matrix.Matrix) Solution {
	return Solution{
		Forward: func(net *nn.Network, x matrix.Matrix) (zs, activations []matrix.Matrix) {
			return goOn(net, nil, []matrix.Matrix{x})
		},
		LastLayer: func(zs, as []matrix.Matrix, y matrix.Matrix, nablaB, nablaW []matrix.Matrix) matrix.Matrix {
			last := len(zs) - 1
			delta := matrix.Hadamard(nn.CostDerivative(as[last+1], y), prime(zs[last]))
			nablaB[last], nablaW[last] = delta, outer(delta, as[last])
			return delta
		},
		HiddenLayers: func(net *nn.Network, zs, as []matrix.Matrix, delta matrix.Matrix, nablaB, nablaW []matrix.Matrix) {
			for i := len(zs) - 2; i >= 0; i-- {
				delta = back(net.Weights[i+1], delta, zs[i])
				nablaB[i], nablaW[i] = delta, outer(delta, as[i])
			}
		},
	}
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

// back is BP2.
func back(w, delta, z matrix.Matrix) matrix.Matrix {
	return matrix.Hadamard(matrix.Dot(w.Transpose(), delta), nn.SigmoidPrime(z))
}

// outer is BP4.
func outer(delta, a matrix.Matrix) matrix.Matrix { return matrix.Dot(delta, a.Transpose()) }

// backprop puts the parts together. What is left of the chapter's is B1, B2 and
// B20.
func (s Solution) backprop(net *nn.Network, x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
	nablaB, nablaW = scaled(0, net.Biases), scaled(0, net.Weights)
	zs, activations := s.Forward(net, x)
	delta := s.LastLayer(zs, activations, y, nablaB, nablaW)
	s.HiddenLayers(net, zs, activations, delta, nablaB, nablaW)
	return nablaB, nablaW
}

// scaled returns new matrices, k times these.
func scaled(k float64, ms []matrix.Matrix) []matrix.Matrix {
	var all []matrix.Matrix
	for _, m := range ms {
		all = append(all, matrix.Scale(k, m))
	}
	return all
}
