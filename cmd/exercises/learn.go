package main

import (
	"math/rand/v2"

	"backprop/matrix"
	"backprop/mnist"
	"backprop/nn"
)

// learn trains a network on the digits for one epoch, with the reader's backprop
// and otherwise as go run ./cmd/train does. It returns how many of all test
// digits the network gets right before and after.
func learn(yours backprop) (before, after, all int) {
	const miniBatchSize, eta = 10, 3.0
	rng := rand.New(rand.NewPCG(16, 0))
	net := nn.New([]int{64, 30, 10}, rng)
	training, test := mnist.Digits()
	before = net.Evaluate(test)

	order := rng.Perm(training.Len())
	for k := 0; k < len(order); k += miniBatchSize {
		miniBatch := order[k:min(k+miniBatchSize, len(order))]
		var sumB, sumW []matrix.Matrix
		for _, i := range miniBatch {
			x, y := training.At(i)
			nablaB, nablaW := yours(net, x, y)
			sumB, sumW = sum(sumB, nablaB), sum(sumW, nablaW)
		}
		step := eta / float64(len(miniBatch))
		for i := range net.Weights {
			net.Weights[i] = matrix.Sub(net.Weights[i], matrix.Scale(step, sumW[i]))
			net.Biases[i] = matrix.Sub(net.Biases[i], matrix.Scale(step, sumB[i]))
		}
	}
	return before, net.Evaluate(test), test.Len()
}

// sum adds more to sums, matrix by matrix. No sums yet are zeros.
func sum(sums, more []matrix.Matrix) []matrix.Matrix {
	if sums == nil {
		return more
	}
	for i := range sums {
		sums[i] = matrix.Add(sums[i], more[i])
	}
	return sums
}
