package main

// What a reader writes when all is right, by the part.
var rightCode = map[string]string{
	"SigmoidPrime": head + `
func SigmoidPrime(z matrix.Matrix) matrix.Matrix {
	s := nn.Sigmoid(z)
	return s.Map(func(v float64) float64 { return v * (1 - v) })
}
`,
	"Forward": head + `
func Forward(net *nn.Network, x matrix.Matrix) (zs, activations []matrix.Matrix) {
	activation := x
	activations = []matrix.Matrix{x}
	for i, b := range net.Biases {
		w := net.Weights[i]
		z := matrix.Add(matrix.Dot(w, activation), b)
		zs = append(zs, z)
		activation = nn.Sigmoid(z)
		activations = append(activations, activation)
	}
	return zs, activations
}
`,
	"LastLayer": head + `
func LastLayer(zs, activations []matrix.Matrix, y matrix.Matrix, nablaB, nablaW []matrix.Matrix) (delta matrix.Matrix) {
	a, before, z := activations[len(activations)-1], activations[len(activations)-2], zs[len(zs)-1]
	_, _, _ = a, before, z
	delta = matrix.Hadamard(nn.CostDerivative(a, y), sigmoidPrime(z))
	nablaB[len(nablaB)-1] = delta
	nablaW[len(nablaW)-1] = matrix.Dot(delta, before.Transpose())
	return delta
}
`,
	"HiddenLayers": head + `
func HiddenLayers(net *nn.Network, zs, activations []matrix.Matrix, delta matrix.Matrix, nablaB, nablaW []matrix.Matrix) {
	for l := 2; l < len(net.Sizes); l++ {
		z := zs[len(zs)-l]
		sp := sigmoidPrime(z)
		w := net.Weights[len(net.Weights)-l+1]
		delta = matrix.Hadamard(matrix.Dot(w.Transpose(), delta), sp)
		nablaB[len(nablaB)-l] = delta
		nablaW[len(nablaW)-l] = matrix.Dot(delta, activations[len(activations)-l-1].Transpose())
	}
}
`,
	"UpdateMiniBatch": head + `
func UpdateMiniBatch(net *nn.Network, miniBatch []nn.Example, eta float64,
	backprop func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix)) {
	var nablaB, nablaW []matrix.Matrix
	for i, b := range net.Biases {
		nablaB = append(nablaB, matrix.Zeros(b.Rows(), 1))
		nablaW = append(nablaW, matrix.Zeros(b.Rows(), net.Weights[i].Cols()))
	}
	for _, example := range miniBatch {
		dnb, dnw := backprop(example.X, example.Y)
		for i := range dnb {
			nablaB[i] = matrix.Add(nablaB[i], dnb[i])
			nablaW[i] = matrix.Add(nablaW[i], dnw[i])
		}
	}
	step := eta / float64(len(miniBatch))
	for i := range nablaB {
		net.Weights[i] = matrix.Sub(net.Weights[i], matrix.Scale(step, nablaW[i]))
		net.Biases[i] = matrix.Sub(net.Biases[i], matrix.Scale(step, nablaB[i]))
	}
}
`,
}

const head = `package main

import (
	"backprop/matrix"
	"backprop/nn"
)

var _ = nn.Sigmoid
`
