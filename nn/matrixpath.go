package nn

import (
	"context"
	"math/rand/v2"
	"slices"

	"backprop/matrix"
)

// This file is to be read after network.go: the same four equations, with a
// whole mini-batch of e examples as one matrix. x, y, z, a and δ have a row for each
// example, so z = w a + b, BP1 and BP2 are transposed: zᵀ = aᵀ wᵀ + bᵀ. A product of
// matrices treats each row of the first by itself, so what holds for one row holds
// for e rows. Weights, biases and their gradients keep the chapter's shapes; BP3 and BP4
// sum over the examples. The comment behind a line names the step of network.go
// that it generalises.
//
// It gives what the chapter's path gives, since the examples are added up in their
// order, by B12 as U5 does it and by B13 as U6: the same bits, where the compiler
// does not fuse x*y + z (see matrix/fast.go). It is faster because the weights are
// read five times or fewer for ten examples, not ten times; because the products
// keep the processor busy; because the gradient's memory is used again; and because
// σ′(z) = a (1 - a) takes no exponential where a is known.

// SGDMatrix is [Network.SGD] with a whole mini-batch as one matrix. The same rng
// gives the same mini-batches. It writes into the network's matrices, where SGD
// puts new ones in their place.
func (net *Network) SGDMatrix(ctx context.Context, training BatchData, epochs, miniBatchSize int, eta float64,
	rng *rand.Rand, test BatchData, report func(epoch, correct int)) error {
	must("SGDMatrix", net.validateSGD(training, epochs, miniBatchSize, eta, rng))
	// The large matrices are made once. Each mini-batch writes over what the one
	// before it left there, as to make and clear new ones would take time.
	xs, ys := net.newBatch(min(miniBatchSize, training.Len()))
	nablaB, nablaW := zerosLike(net.Biases), zerosLike(net.Weights) // U1, U2
	for j := range epochs {
		for indices := range slices.Chunk(rng.Perm(training.Len()), miniBatchSize) {
			if err := ctx.Err(); err != nil {
				return err
			}
			x, y := xs[:len(indices)], ys[:len(indices)]
			training.Batch(indices, x, y)
			net.updateMatrix(x, y, eta, nablaB, nablaW)
		}
		correct := 0
		if test != nil {
			correct = net.EvaluateMatrix(test)
		}
		if report != nil {
			report(j, correct)
		}
	}
	return nil
}

// newBatch returns matrices for e examples, e×Sizes[0] and e×Sizes[L-1].
func (net *Network) newBatch(e int) (x, y matrix.Matrix) {
	return matrix.Zeros(e, net.Sizes[0]), matrix.Zeros(e, net.Sizes[len(net.Sizes)-1])
}

// updateMatrix is [Network.UpdateMiniBatch] for the examples in the rows of x
// (e×Sizes[0]) and y (e×Sizes[L-1]). It changes the network's matrices in place,
// and leaves the sums of the gradients in nablaB and nablaW.
func (net *Network) updateMatrix(x, y matrix.Matrix, eta float64, nablaB, nablaW []matrix.Matrix) {
	net.backpropInto(nablaB, nablaW, x, y) // U3 to U6: it sums over the examples
	step := eta / float64(x.Rows())
	for i, nw := range nablaW {
		matrix.SubScaledInPlace(net.Weights[i], step, nw) // U7
	}
	for i, nb := range nablaB {
		matrix.SubScaledInPlace(net.Biases[i], step, nb) // U8
	}
}

// BackpropMatrix returns the sums of the gradients that [Network.Backprop] returns
// for the examples in the rows of x (e×Sizes[0]) and y (e×Sizes[L-1]). It panics if
// x and y do not fit the network and each other. TestMatrixPath compares it with
// Backprop and with numerical gradients.
func (net *Network) BackpropMatrix(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
	must("BackpropMatrix", net.Validate())
	nablaB, nablaW = zerosLike(net.Biases), zerosLike(net.Weights) // B1, B2
	net.backpropInto(nablaB, nablaW, x, y)
	return nablaB, nablaW // B20
}

// backpropInto sets nablaB and nablaW, shaped like Biases and Weights, to the sums
// that BackpropMatrix returns.
func (net *Network) backpropInto(nablaB, nablaW []matrix.Matrix, x, y matrix.Matrix) {
	numLayers := len(net.Sizes)

	// In the shapes below, n is the number of neurons in the layer at hand, m
	// in the layer before it, p in the layer after it, and e the number of
	// examples.

	// Feedforward.
	activation := x                   // B3: e×m
	activations := []matrix.Matrix{x} // B4; no zs (B5, B8), as B11 and B16 find σ′(z) from a
	for i, b := range net.Biases {    // B6
		w := net.Weights[i]
		z := matrix.AddToRows(matrix.DotTransposed(activation, w), b) // B7: zᵀ = aᵀ wᵀ + bᵀ, e×m · m×n + 1×n = e×n
		activation = Sigmoid(z)                                       // B9: e×n
		activations = append(activations, activation)                 // B10
	}

	// Backward pass.
	delta := matrix.Hadamard( // B11, BP1: e×n
		CostDerivative(activation, y),
		sigmoidPrimeOf(activation))
	matrix.ColumnSumsInto(nablaB[len(nablaB)-1], delta)                                       // B12, BP3, summed over the examples: n×1
	matrix.DotInto(nablaW[len(nablaW)-1], delta.Transpose(), activations[len(activations)-2]) // B13, BP4: n×e · e×m, which sums over the examples
	for l := 2; l < numLayers; l++ {                                                          // B14
		sp := sigmoidPrimeOf(activations[len(activations)-l]) // B15, B16: e×n

		w := net.Weights[len(net.Weights)-l+1]
		deltaTw := matrix.Zeros(delta.Rows(), w.Cols())
		matrix.DotInto(deltaTw, delta, w)    // (wᵀ δ)ᵀ = δᵀ w, e×p · p×n = e×n
		delta = matrix.Hadamard(deltaTw, sp) // B17, BP2: e×n

		matrix.ColumnSumsInto(nablaB[len(nablaB)-l], delta)                                         // B18, BP3
		matrix.DotInto(nablaW[len(nablaW)-l], delta.Transpose(), activations[len(activations)-l-1]) // B19, BP4
	}
}

// sigmoidPrimeOf returns σ′(z) for a = σ(z): what SigmoidPrime(z) returns.
func sigmoidPrimeOf(a matrix.Matrix) matrix.Matrix {
	return a.Map(func(s float64) float64 { return s * (1 - s) })
}

// FeedforwardMatrix is [Network.Feedforward] for the inputs in the rows of a
// (e×Sizes[0]). It panics if a has another shape.
func (net *Network) FeedforwardMatrix(a matrix.Matrix) matrix.Matrix {
	for i, b := range net.Biases {
		a = Sigmoid(matrix.AddToRows(matrix.DotTransposed(a, net.Weights[i]), b)) // σ(aᵀ wᵀ + bᵀ)
	}
	return a
}

// evaluationBatch is how many examples EvaluateMatrix looks at together.
const evaluationBatch = 100

// EvaluateMatrix is [Network.Evaluate], a hundred examples at a time. It panics
// if the test examples do not fit the network.
func (net *Network) EvaluateMatrix(test BatchData) int {
	must("EvaluateMatrix", net.Validate())
	correct := 0
	xs, ys := net.newBatch(evaluationBatch)
	all := make([]int, test.Len())
	for i := range all {
		all[i] = i
	}
	for indices := range slices.Chunk(all, evaluationBatch) {
		x, y := xs[:len(indices)], ys[:len(indices)]
		test.Batch(indices, x, y)
		for j, output := range net.FeedforwardMatrix(x) {
			if right(matrix.Column(output...), matrix.Column(y[j]...)) {
				correct++
			}
		}
	}
	return correct
}
