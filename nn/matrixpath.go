package nn

import (
	"context"
	"math/rand/v2"

	"backprop/matrix"
)

// This file is the next page of the chapter: the same four equations, with a
// whole mini-batch as one matrix. The z, a and δ of its m examples stand side by
// side, a column for each. Matrix products treat each column by itself, so that
// the equations stay as they are. The data come as rows, a row for each example:
// that is aᵀ, which BP4 wants, and which the products want too (each of their
// sums runs along two rows). Behind each line stands the line of network.go that
// it generalises, if it is another.
//
// It gives what the chapter's path gives, to the last bit: the products add up
// the examples in their order, as U5 and U6 do. It is faster because a matrix is
// read once for ten examples, not ten times, and because several sums at a time
// keep the processor busy where one does not.

// BatchData is Data whose examples can be had together.
type BatchData interface {
	Data
	// Batch returns the examples of these indices as the rows of x and y.
	Batch(indices []int) (x, y matrix.Matrix)
}

// Batch returns the examples of these indices as the rows of x and y. It panics
// if there is none, or if they differ in shape.
func (e Examples) Batch(indices []int) (x, y matrix.Matrix) {
	var xs, ys []matrix.Matrix
	for _, i := range indices {
		xs, ys = append(xs, e[i].X), append(ys, e[i].Y)
	}
	return matrix.AsRows(xs...), matrix.AsRows(ys...)
}

// SGDMatrix is [Network.SGD] with a whole mini-batch as one matrix. The same rng
// gives the same mini-batches.
func (net *Network) SGDMatrix(ctx context.Context, training BatchData, epochs, miniBatchSize int, eta float64,
	rng *rand.Rand, test BatchData, report func(epoch, correct int)) error {
	must("SGDMatrix", net.validateSGD(ctx, training, epochs, miniBatchSize, eta, rng))
	n := training.Len()
	for j := range epochs {
		order := rng.Perm(n)
		for k := 0; k < n; k += miniBatchSize {
			if err := ctx.Err(); err != nil {
				return err
			}
			x, y := training.Batch(order[k:min(k+miniBatchSize, n)])
			net.UpdateMatrix(x, y, eta)
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

// UpdateMatrix is [Network.UpdateMiniBatch] for the examples in the rows of x
// (m×Sizes[0]) and y (m×Sizes[L-1]). It changes the network's matrices in place.
//
// It panics if x and y do not fit the network and each other, or eta is not
// finite; the network is then as it was before.
func (net *Network) UpdateMatrix(x, y matrix.Matrix, eta float64) {
	must("UpdateMatrix", validateEta(eta))
	nablaB, nablaW := net.BackpropMatrix(x, y) // U1 to U6: the sums come out of the products
	step := eta / float64(x.Rows())
	for i, nw := range nablaW {
		matrix.SubScaledInPlace(net.Weights[i], step, nw) // U7
	}
	for i, nb := range nablaB {
		matrix.SubScaledInPlace(net.Biases[i], step, nb) // U8
	}
}

// BackpropMatrix is [Network.Backprop] for the examples in the rows of x
// (m×Sizes[0]) and y (m×Sizes[L-1]). It returns the sums of their gradients.
//
// It panics if x and y do not fit the network and each other.
func (net *Network) BackpropMatrix(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
	must("BackpropMatrix", net.validateBatch(x, y))
	numLayers := len(net.Sizes)

	// In the shapes below, n is the number of neurons in the layer at hand, k
	// in the layer before it, p in the layer after it, and m that of examples.

	nablaB = make([]matrix.Matrix, len(net.Biases))  // B1
	nablaW = make([]matrix.Matrix, len(net.Weights)) // B2

	// Feedforward.
	var activation matrix.Matrix       // B3: n×m from the second layer on
	activationsT := []matrix.Matrix{x} // B4: each m×n; was activations
	zs := []matrix.Matrix{}            // B5
	for i, b := range net.Biases {     // B6
		w := net.Weights[i]
		z := matrix.AddColumn(matrix.DotTransposed(w, activationsT[i]), b) // B7: w a, with a given as aᵀ; b is added to every column
		zs = append(zs, z)                                                 // B8
		activation = Sigmoid(z)                                            // B9
		activationsT = append(activationsT, activation.Transpose())        // B10
	}

	// Backward pass.
	delta := matrix.Hadamard( // B11, BP1: n×m, a column for each example
		CostDerivative(activation, y.Transpose()),
		SigmoidPrime(zs[len(zs)-1]))
	nablaB[len(nablaB)-1] = matrix.RowSums(delta)                                // B12, BP3: summed over the examples; was delta
	nablaW[len(nablaW)-1] = matrix.Dot(delta, activationsT[len(activationsT)-2]) // B13, BP4: n×m · m×k, which sums over the examples
	for l := 2; l < numLayers; l++ {                                             // B14
		z := zs[len(zs)-l]    // B15
		sp := SigmoidPrime(z) // B16
		w := net.Weights[len(net.Weights)-l+1]
		delta = matrix.Hadamard(matrix.Dot(w.Transpose(), delta), sp)                  // B17, BP2: n×p · p×m
		nablaB[len(nablaB)-l] = matrix.RowSums(delta)                                  // B18, BP3; was delta
		nablaW[len(nablaW)-l] = matrix.Dot(delta, activationsT[len(activationsT)-l-1]) // B19, BP4
	}
	return nablaB, nablaW // B20
}

// evaluationBatch is how many examples EvaluateMatrix looks at together.
const evaluationBatch = 100

// EvaluateMatrix is [Network.Evaluate], a hundred examples at a time.
func (net *Network) EvaluateMatrix(test BatchData) int {
	correct := 0
	var indices []int
	for i := range test.Len() {
		indices = append(indices, i)
		if len(indices) < evaluationBatch && i < test.Len()-1 {
			continue
		}
		x, y := test.Batch(indices)
		must("EvaluateMatrix", net.validateBatch(x, y))
		aT := x
		for i, b := range net.Biases {
			aT = Sigmoid(matrix.AddColumn(matrix.DotTransposed(net.Weights[i], aT), b)).Transpose()
		}
		for j := range aT {
			if matrix.ArgMax(matrix.Column(aT[j]...)) == matrix.ArgMax(matrix.Column(y[j]...)) {
				correct++
			}
		}
		indices = indices[:0]
	}
	return correct
}
