package main

import (
	"reflect"

	"backprop/cmd/internal/cli"
	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn"
)

// pageNetworks are those that the page offers: the example, one in which both
// turns of the backward loop show, one whose curve can be worked by hand, and
// first of all the one that the reader asked for.
func pageNetworks(s subject, l language.Tag) []pageNetwork {
	net, x, y := example()
	deep := &nn.Network{
		Sizes:  []int{3, 4, 4, 2},
		Biases: []matrix.Matrix{matrix.Column(0.1, -0.3, 0.2, 0.4), matrix.Column(-0.2, 0.3, 0.1, -0.1), matrix.Column(0.2, -0.4)},
		Weights: []matrix.Matrix{
			{{0.5, -0.7, 0.3}, {-0.2, 0.6, 0.9}, {0.8, 0.4, -0.5}, {-0.6, 0.1, 0.7}},
			{{0.9, -0.4, 0.6, -0.3}, {-0.8, 0.5, 0.2, 0.7}, {0.3, 0.8, -0.6, 0.4}, {0.1, -0.9, 0.5, 0.6}},
			{{0.7, -0.5, 0.9, -0.2}, {-0.3, 0.8, -0.6, 0.4}},
		},
	}
	chain := &nn.Network{
		Sizes:   []int{1, 1, 1},
		Biases:  []matrix.Matrix{matrix.Column(0), matrix.Column(0)},
		Weights: []matrix.Matrix{{{1}}, {{2}}},
	}
	all := []pageNetwork{
		of(net, x, y), of(deep, matrix.Column(1, 0.5, -0.5), matrix.Column(0, 1)), of(chain, matrix.Column(1), matrix.Column(0)),
	}
	if !reflect.DeepEqual(of(s.net, s.x, s.y), all[0]) {
		mine := of(s.net, s.x, s.y)
		mine.Name = pageWords["yours"].In(l) + ", " + mine.Name
		all = append([]pageNetwork{mine}, all...)
	}
	return all
}

func of(net *nn.Network, x, y matrix.Matrix) pageNetwork {
	return pageNetwork{cli.Dashed(net.Sizes), net.Sizes, net.Biases, net.Weights, x, y}
}
