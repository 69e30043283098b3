package nn

import (
	"fmt"
	"math"
	"math/rand/v2"

	"backprop/matrix"
)

// The checks panic with the operation, the layer, and what it got and wants.

func checkSizes(op string, sizes []int) {
	if len(sizes) < 2 {
		panic(fmt.Sprintf("nn: %s: sizes %v: want two layers or more, an input and an output", op, sizes))
	}
	for i, n := range sizes {
		if n < 1 {
			panic(fmt.Sprintf("nn: %s: sizes %v: layer %d has %d neurons, want 1 or more", op, sizes, i+1, n))
		}
	}
}

// check panics unless the biases and weights have the shapes that Sizes says.
// The fields are exported, so that anyone may have put anything there.
func (net *Network) check(op string) {
	if net == nil {
		panic(fmt.Sprintf("nn: %s: the network is nil: make one with New", op))
	}
	checkSizes(op, net.Sizes)
	layers := len(net.Sizes) - 1 // that have biases and weights
	if len(net.Biases) != layers || len(net.Weights) != layers {
		panic(fmt.Sprintf("nn: %s: %d bias vectors and %d weight matrices for sizes %v, want %d of each",
			op, len(net.Biases), len(net.Weights), net.Sizes, layers))
	}
	for i := range layers {
		checkShape(op, i+2, "biases", net.Biases[i], net.Sizes[i+1], 1)
		checkShape(op, i+2, "weights", net.Weights[i], net.Sizes[i+1], net.Sizes[i])
	}
}

func (net *Network) checkInput(op, name string, x matrix.Matrix) {
	net.check(op)
	checkShape(op, 1, name, x, net.Sizes[0], 1)
}

func (net *Network) checkExample(op string, x, y matrix.Matrix) {
	net.checkInput(op, "x", x)
	checkShape(op, len(net.Sizes), "y", y, net.Sizes[len(net.Sizes)-1], 1)
}

func checkShape(op string, layer int, name string, m matrix.Matrix, rows, cols int) {
	if !m.HasShape(rows, cols) {
		panic(fmt.Sprintf("nn: %s: layer %d: %s: got %s, want %d×%d", op, layer, name, m.Shape(), rows, cols))
	}
}

func checkEta(op string, eta float64) {
	if math.IsNaN(eta) || math.IsInf(eta, 0) {
		panic(fmt.Sprintf("nn: %s: eta is %v, want a finite number", op, eta))
	}
}

func checkUpdate(miniBatch []Example, eta float64) {
	if len(miniBatch) == 0 {
		panic("nn: UpdateMiniBatch: the mini-batch is empty, want 1 example or more")
	}
	checkEta("UpdateMiniBatch", eta)
}

func checkSGD(training Data, epochs, miniBatchSize int, eta float64, rng *rand.Rand) {
	switch {
	case training == nil:
		panic("nn: SGD: the training data are nil")
	case epochs < 0:
		panic(fmt.Sprintf("nn: SGD: %d epochs, want 0 or more", epochs))
	case miniBatchSize < 1:
		panic(fmt.Sprintf("nn: SGD: mini-batches of %d examples, want 1 or more", miniBatchSize))
	case rng == nil:
		panic("nn: SGD: the random number generator is nil: pass rand.New(rand.NewPCG(seed, 0))")
	}
	checkEta("SGD", eta)
}

// zerosLike returns a zero matrix shaped like each of the matrices.
func zerosLike(matrices []matrix.Matrix) []matrix.Matrix {
	zeros := make([]matrix.Matrix, len(matrices))
	for i, m := range matrices {
		zeros[i] = matrix.Zeros(m.Rows(), m.Cols())
	}
	return zeros
}
