package main

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"backprop/matrix"
	"backprop/mnist"
	"backprop/nn"
	"backprop/nn/gradcheck"
	"backprop/nn/gradcheck/zoo"
)

func random(sizes ...int) (net *nn.Network, x, y matrix.Matrix) {
	rng := rand.New(rand.NewPCG(16, 0))
	return nn.New(sizes, rng), matrix.Randn(sizes[0], 1, rng), matrix.Randn(sizes[len(sizes)-1], 1, rng)
}

func askShapes() question {
	net, _, _ := random(784, 30, 10)
	w, delta := net.Weights[1], net.Biases[1]
	product := matrix.Dot(w.Transpose(), delta)
	return question{answers: []any{product.Shape(), w.Shape(), w.Transpose().Shape(), delta.Shape(), product.Transpose().Shape(),
		net.Weights[0].Shape() + " " + net.Weights[0].Transpose().Shape()}}
}

func askCost() question {
	const eta = 0.1
	net, x, _ := random(2, 3, 2)
	y := matrix.Column(1, 0)
	cost := func() float64 { return nn.QuadraticCost(net.Feedforward(x), y) }
	before, squares := cost(), 0.0
	nablaB, nablaW := net.Backprop(x, y)
	for _, nabla := range slices.Concat(nablaB, nablaW) {
		for _, row := range nabla {
			for _, d := range row {
				squares += d * d
			}
		}
	}
	net.UpdateMiniBatch([]nn.Example{{X: x, Y: y}}, eta)
	after := cost()
	return question{
		values: []any{before, squares, eta}, within: (before - after) / 15,
		answers: []any{fmt.Sprintf("%.6f", after), before, before + eta*squares, before - squares,
			before - eta*math.Sqrt(squares), before - eta*eta*squares, 0},
	}
}

func askPasses() question {
	sizes := []int{784, 100, 10}
	all := nn.Parameters(sizes)
	weights := all - int64(sizes[1]+sizes[2])
	return question{answers: []any{all + 1, all, weights, weights + 1, 2 * all, 2}}
}

func askEpsilon() question {
	net, x, y := random(2, 3, 2)
	exactB, exactW := gradcheck.Complex(net, x, y, gradcheck.ComplexStep)
	type formula = func(net *nn.Network, x, y matrix.Matrix, step float64) (nablaB, nablaW []matrix.Matrix)
	best := func(f formula) string { // the power of ten that gives the least error
		least, at := math.Inf(1), 0
		for k := 1; k <= 16; k++ {
			b, w := f(net, x, y, math.Pow10(-k))
			off := 0.0
			for _, layer := range gradcheck.Compare(b, w, exactB, exactW) {
				off = max(off, layer.Worst.Absolute)
			}
			if off < least {
				least, at = off, k
			}
		}
		return fmt.Sprintf("1e-%d", at)
	}
	return question{times: 10.01, answers: []any{best(gradcheck.Forward), best(gradcheck.Central),
		"1e-10 1e-12 1e-14 1e-16 1e-18 1e-20", "1 1e-1 1e-2 1e-3"}}
}

func askVerdict() question {
	bug, _ := zoo.Find("sign-flipped")
	net, x, y := random(2, 3, 3, 2)
	return question{answers: []any{gradcheck.Check(net, x, y, bug.Backprop(net)).Findings[0].Equation, "BP2 BP3 BP4"}}
}

// accuracy trains on the digits, as cmd/train does, and returns the per cent of
// the test digits that are then right.
func accuracy(hidden []int, epochs int, eta float64) string {
	rng := rand.New(rand.NewPCG(16, 0))
	net := nn.New(slices.Concat([]int{64}, hidden, []int{10}), rng)
	training, test := mnist.Digits()
	if err := net.SGDMatrix(context.Background(), training, epochs, 10, eta, rng, nil, nil); err != nil {
		panic(err) // nothing ends the context
	}
	return fmt.Sprintf("%.4g", 100*float64(net.Evaluate(test))/float64(test.Len()))
}

func askEta() question {
	return question{within: 8, answers: []any{accuracy([]int{30}, 5, 30), accuracy([]int{30}, 5, 3), "90 100"}}
}

func askOneNumber() question {
	net, x, y := random(3, 4, 4, 4, 2)
	nablaB, _ := net.Backprop(x, y)
	layers, _ := gradcheck.DotTest(net, x, y, matrix.Column(1, 0, 0), nablaB)
	last := layers[len(layers)-1]
	return question{values: []any{last}, within: math.Abs(last) / 100,
		answers: []any{fmt.Sprintf("%.6f", layers[0]), 0, fmt.Sprint(last/4, last/16, last/64), -last}}
}

func askDepth() question {
	tens := func(layers int) string { return accuracy(slices.Repeat([]int{10}, layers), 5, 3) }
	return question{within: 7, answers: []any{tens(8), tens(1), tens(4), 95}}
}

func askVanishing() question {
	const hidden = 8
	net, _, _ := random(slices.Concat([]int{64}, slices.Repeat([]int{10}, hidden+1))...)
	training, _ := mnist.Digits()
	var first, last float64 // the sums of |δ| in the first layer that has it, and in the last
	for i := range 100 {
		nablaB, _ := net.Backprop(training.At(i))
		for j := range 10 {
			first += math.Abs(nablaB[0][j][0])
			last += math.Abs(nablaB[hidden][j][0])
		}
	}
	factor := math.Pow(last/first, 1.0/hidden)
	return question{times: 1.45, answers: []any{fmt.Sprintf("%.4g", factor), fmt.Sprint(1/factor, " 0.25"), 1, 4, 10}}
}
