package main

import (
	"backprop/matrix"
	"backprop/nn"
)

// example is the network of the trace: 2-3-2, with weights, biases and an input
// of one decimal, so that a person can follow every product on paper.
func example() (net *nn.Network, x, y matrix.Matrix) {
	net = &nn.Network{
		Sizes: []int{2, 3, 2},
		Biases: []matrix.Matrix{
			matrix.Column(0.1, -0.2, 0.3),
			matrix.Column(-0.1, 0.2),
		},
		Weights: []matrix.Matrix{
			{{0.4, -0.6}, {-0.3, 0.8}, {0.7, 0.2}},
			{{0.5, -0.8, 0.6}, {-0.4, 0.9, 0.3}},
		},
	}
	return net, matrix.Column(1, 0.5), matrix.Column(1, 0)
}

// deep is one in which two turns of the backward loop show.
func deep() (net *nn.Network, x, y matrix.Matrix) {
	net = &nn.Network{
		Sizes:  []int{3, 4, 4, 2},
		Biases: []matrix.Matrix{matrix.Column(0.1, -0.3, 0.2, 0.4), matrix.Column(-0.2, 0.3, 0.1, -0.1), matrix.Column(0.2, -0.4)},
		Weights: []matrix.Matrix{
			{{0.5, -0.7, 0.3}, {-0.2, 0.6, 0.9}, {0.8, 0.4, -0.5}, {-0.6, 0.1, 0.7}},
			{{0.9, -0.4, 0.6, -0.3}, {-0.8, 0.5, 0.2, 0.7}, {0.3, 0.8, -0.6, 0.4}, {0.1, -0.9, 0.5, 0.6}},
			{{0.7, -0.5, 0.9, -0.2}, {-0.3, 0.8, -0.6, 0.4}},
		},
	}
	return net, matrix.Column(1, 0.5, -0.5), matrix.Column(0, 1)
}

// chain is one whose cost can be worked out by hand as a curve.
func chain() (net *nn.Network, x, y matrix.Matrix) {
	net = &nn.Network{
		Sizes:   []int{1, 1, 1},
		Biases:  []matrix.Matrix{matrix.Column(0), matrix.Column(0)},
		Weights: []matrix.Matrix{{{1}}, {{2}}},
	}
	return net, matrix.Column(1), matrix.Column(0)
}
