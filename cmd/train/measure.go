package main

import (
	"context"
	"math"

	"backprop/matrix"
	"backprop/mnist"
	"backprop/nn"
)

// answer is what the network says of a digit.
type answer struct {
	i           int // the digit's number in the set
	label, said int // what it shows, and what the network takes it for
	cost        float64
}

// ask asks the network about the digits of a set, by the path that it learns by,
// until ctx ends; about the first ones in any case. Right is what
// [nn.Network.Evaluate] counts.
func (r *run) ask(ctx context.Context, set *mnist.Set) (answers []answer) {
	// What the network says of the digits in the rows of x.
	together, feedforward := 1, func(x matrix.Matrix) matrix.Matrix { return r.net.Feedforward(x.Transpose()).Transpose() }
	if r.method == "matrix" {
		together, feedforward = 100, r.net.FeedforwardMatrix
	}
	for from := 0; from < set.Len() && (from == 0 || ctx.Err() == nil); from += together {
		var indices []int
		for i := from; i < min(from+together, set.Len()); i++ {
			indices = append(indices, i)
		}
		x, y := matrix.Zeros(len(indices), r.net.Sizes[0]), matrix.Zeros(len(indices), 10)
		set.Batch(indices, x, y)
		for j, row := range feedforward(x) {
			output, i := matrix.Column(row...), from+j
			cost := nn.QuadraticCost(output, matrix.Column(y[j]...))
			answers = append(answers, answer{i, set.Label(i), matrix.ArgMax(output), cost})
		}
	}
	return answers
}

// score sums up answers.
type score struct {
	right, of int
	cost      float64 // the mean
}

func scoreOf(answers []answer) score {
	s := score{of: len(answers)}
	for _, a := range answers {
		if a.said == a.label {
			s.right++
		}
		s.cost += a.cost / float64(len(answers))
	}
	return s
}

func (s score) percent() float64 { return 100 * float64(s.right) / float64(s.of) }

// epoch is what is known about the network after an epoch. Only the report asks
// for more than the score on the test digits.
type epoch struct {
	test, training score
	errors         []float64 // the mean |δ| of each layer that has one, the first to learn first
}

// meanErrors returns the mean |δ| of each layer over a hundred digits or so, from
// all over the set, since the digits of one writer follow each other. Backprop's
// derivatives with respect to the biases are δ (BP3).
func meanErrors(ctx context.Context, net *nn.Network, set *mnist.Set) []float64 {
	sums, count := make([]float64, len(net.Biases)), 0.0
	for i := 0; i < set.Len() && (i == 0 || ctx.Err() == nil); i += max(set.Len()/100, 1) {
		nablaB, _ := net.Backprop(set.At(i))
		for l, delta := range nablaB {
			for _, row := range delta {
				sums[l] += math.Abs(row[0]) / float64(len(delta))
			}
		}
		count++
	}
	for l := range sums {
		sums[l] /= count
	}
	return sums
}
