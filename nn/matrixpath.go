package nn

import (
	"context"
	"math/rand/v2"

	"backprop/matrix"
)

// This file is the next page of the chapter: the same four equations, with a
// whole mini-batch as one matrix. Its m examples lie one below the other, a row for
// each, so every column of the chapter is a row here, and the equations are
// transposed: z = w a + b is zᵀ = aᵀ wᵀ + bᵀ. A product of matrices treats each row
// of the first by itself, so m rows are as good as one. The comment behind a line
// names the step of network.go that it generalises.
//
// It gives what the chapter's path gives, since BP4's product adds up the examples
// in their order, as U5 and U6 do: the same bits, where the compiler does not fuse
// x*y + z (see matrix/fast.go). It is faster because a matrix of weights is read
// once for ten examples, not ten times; because the products keep the processor
// busy; because the gradient's memory is used again; and because σ′(z) = a (1 - a)
// takes no exponential where a is known.

// SGDMatrix is [Network.SGD] with a whole mini-batch as one matrix. The same rng
// gives the same mini-batches.
func (net *Network) SGDMatrix(ctx context.Context, training BatchData, epochs, miniBatchSize int, eta float64,
	rng *rand.Rand, test BatchData, report func(epoch, correct int)) error {
	must("SGDMatrix", net.validateSGD(ctx, training, epochs, miniBatchSize, eta, rng))
	n := training.Len()
	// The large matrices are made once, and each mini-batch writes over what the
	// one before it left there: with new memory an epoch takes a sixth longer.
	xs, ys := net.room(min(miniBatchSize, n))
	nablaB, nablaW := zerosLike(net.Biases), zerosLike(net.Weights) // U1, U2
	for j := range epochs {
		order := rng.Perm(n)
		for k := 0; k < n; k += miniBatchSize {
			if err := ctx.Err(); err != nil {
				return err
			}
			indices := order[k:min(k+miniBatchSize, n)]
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

// room returns matrices for m examples, m×Sizes[0] and m×Sizes[L-1].
func (net *Network) room(m int) (x, y matrix.Matrix) {
	return matrix.Zeros(m, net.Sizes[0]), matrix.Zeros(m, net.Sizes[len(net.Sizes)-1])
}

// updateMatrix is [Network.UpdateMiniBatch] for the examples in the rows of x
// (m×Sizes[0]) and y (m×Sizes[L-1]). It changes the network's matrices in place,
// and leaves the sums of the gradients in nablaB and nablaW.
func (net *Network) updateMatrix(x, y matrix.Matrix, eta float64, nablaB, nablaW []matrix.Matrix) {
	net.backpropInto(nablaB, nablaW, x, y) // U3 to U6: the sums come out of the products
	step := eta / float64(x.Rows())
	for i, nw := range nablaW {
		matrix.SubScaledInPlace(net.Weights[i], step, nw) // U7
	}
	for i, nb := range nablaB {
		matrix.SubScaledInPlace(net.Biases[i], step, nb) // U8
	}
}

// BackpropMatrix returns the sums of the gradients that [Network.Backprop] returns
// for the examples in the rows of x (m×Sizes[0]) and y (m×Sizes[L-1]). It panics if
// x and y do not fit the network and each other.
func (net *Network) BackpropMatrix(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
	must("BackpropMatrix", net.validateBatch(x, y))
	nablaB, nablaW = zerosLike(net.Biases), zerosLike(net.Weights) // B1, B2
	net.backpropInto(nablaB, nablaW, x, y)
	return nablaB, nablaW // B20
}

// backpropInto sets nablaB and nablaW, shaped like Biases and Weights, to the sums
// that BackpropMatrix returns.
func (net *Network) backpropInto(nablaB, nablaW []matrix.Matrix, x, y matrix.Matrix) {
	numLayers := len(net.Sizes)

	// In the shapes below, n is the number of neurons in the layer at hand, k
	// in the layer before it, p in the layer after it, and m that of examples.

	// Feedforward.
	activation := x                   // B3: m×k
	activations := []matrix.Matrix{x} // B4; there are no zs (B5, B8), as B11 and B16 take a
	for i, b := range net.Biases {    // B6
		w := net.Weights[i]
		z := matrix.AddToRows(matrix.DotTransposed(activation, w), b) // B7: m×k · k×n + 1×n = m×n
		activation = Sigmoid(z)                                       // B9: m×n
		activations = append(activations, activation)                 // B10
	}

	// Backward pass.
	delta := matrix.Hadamard( // B11, BP1: m×n
		CostDerivative(activation, y),
		sigmoidPrimeOf(activation))
	matrix.ColumnSumsInto(nablaB[len(nablaB)-1], delta)                                       // B12, BP3, summed over the examples: n×1
	matrix.DotInto(nablaW[len(nablaW)-1], delta.Transpose(), activations[len(activations)-2]) // B13, BP4: n×m · m×k, which sums over the examples
	for l := 2; l < numLayers; l++ {                                                          // B14
		sp := sigmoidPrimeOf(activations[len(activations)-l]) // B15, B16: m×n

		w := net.Weights[len(net.Weights)-l+1]
		arriving := matrix.Zeros(delta.Rows(), w.Cols())
		matrix.DotInto(arriving, delta, w)    // wᵀ δ, transposed: m×p · p×n = m×n
		delta = matrix.Hadamard(arriving, sp) // B17, BP2: m×n

		matrix.ColumnSumsInto(nablaB[len(nablaB)-l], delta)                                         // B18, BP3
		matrix.DotInto(nablaW[len(nablaW)-l], delta.Transpose(), activations[len(activations)-l-1]) // B19, BP4
	}
}

// sigmoidPrimeOf returns σ′(z) for a = σ(z): what SigmoidPrime(z) returns.
func sigmoidPrimeOf(a matrix.Matrix) matrix.Matrix {
	return a.Map(func(s float64) float64 { return s * (1 - s) })
}

// evaluationBatch is how many examples EvaluateMatrix looks at together.
const evaluationBatch = 100

// EvaluateMatrix is [Network.Evaluate], a hundred examples at a time. It panics
// if the test examples do not fit the network.
func (net *Network) EvaluateMatrix(test BatchData) int {
	must("EvaluateMatrix", net.Validate())
	correct := 0
	xs, ys := net.room(evaluationBatch)
	n := test.Len()
	for from := 0; from < n; from += evaluationBatch {
		var indices []int
		for i := from; i < min(from+evaluationBatch, n); i++ {
			indices = append(indices, i)
		}
		x, y := xs[:len(indices)], ys[:len(indices)]
		test.Batch(indices, x, y)
		a := x
		for i, b := range net.Biases {
			a = Sigmoid(matrix.AddToRows(matrix.DotTransposed(a, net.Weights[i]), b))
		}
		for j := range a {
			if right(matrix.Column(a[j]...), matrix.Column(y[j]...)) {
				correct++
			}
		}
	}
	return correct
}
