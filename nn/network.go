package nn

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"backprop/matrix"
)

// This file is the book's class: the same methods in the same order, under the
// same names in Go's spelling. The numbers are ours, to find the way in the two
// methods that the chapter shows: U1 to U8 count the statements of the Python's
// update_mini_batch, B1 to B20 those of backprop, H1 to H3 are its three helpers.
// The call of must at the top of a method is not in the Python: it panics if the
// arguments do not fit.
//
// Layers are numbered from 1, the input, as in the equations. Go has no zip, so one
// index i leads through the lists of biases and weights.

// Network is a feedforward network of sigmoid neurons.
type Network struct {
	Sizes   []int           // neurons in each layer, input first: [2 3 2]
	Biases  []matrix.Matrix // Biases[i] belongs to layer i+2: Sizes[i+1]×1
	Weights []matrix.Matrix // Weights[i] leads from layer i+1 to layer i+2: Sizes[i+1]×Sizes[i]
}

// New returns a network with the given number of neurons in each layer, input
// first. Its biases, then its weights, are drawn from the Gaussian with mean 0
// and variance 1. The input layer has no biases, as only the layers after it
// compute anything.
//
// New panics unless there are at least two layers, each with a neuron or more,
// and rng is not nil. The package of rng is math/rand/v2:
//
//	nn.New([]int{784, 30, 10}, rand.New(rand.NewPCG(1, 0)))
func New(sizes []int, rng *rand.Rand) *Network {
	must("New", validateSizes(sizes))
	net := &Network{Sizes: slices.Clone(sizes)}
	for _, y := range sizes[1:] {
		net.Biases = append(net.Biases, matrix.Randn(y, 1, rng))
	}
	for i, y := range sizes[1:] {
		x := sizes[i] // the layer before; sizes[1:] starts one later
		net.Weights = append(net.Weights, matrix.Randn(y, x, rng))
	}
	return net
}

// Feedforward returns the network's output (Sizes[L-1]×1) for the input a
// (Sizes[0]×1). It panics if a has another shape.
func (net *Network) Feedforward(a matrix.Matrix) matrix.Matrix {
	must("Feedforward", net.validateInput(a))
	for i, b := range net.Biases {
		w := net.Weights[i]
		a = Sigmoid(matrix.Add(matrix.Dot(w, a), b)) // σ(w a + b)
	}
	return a
}

// SGD trains the network by stochastic gradient descent. In each epoch it goes
// through the training data in a new random order, in mini-batches of
// miniBatchSize examples (the last one has what remains), and takes a step of
// learning rate eta after each.
//
// After each epoch it calls report(epoch, correct), if report is not nil: which
// epoch this was, from 0, and how many test examples the network now gets right
// (0 if test is nil). If ctx ends, SGD stops before the next mini-batch and
// returns ctx.Err(); the network keeps what it has learned until then. (The
// Python prints, which is left to a command here, and always runs to the end.)
//
// SGD panics if epochs is negative, miniBatchSize less than 1, eta not finite,
// training nil or empty, ctx or rng nil, or if an example does not fit the
// network.
func (net *Network) SGD(ctx context.Context, training Data, epochs, miniBatchSize int, eta float64,
	rng *rand.Rand, test Data, report func(epoch, correct int)) error {
	must("SGD", net.validateSGD(training, epochs, miniBatchSize, eta, rng))
	n := training.Len()
	for j := range epochs {
		// The Python shuffles the examples and cuts them into a list of
		// mini-batches. Here their indices are shuffled, and each mini-batch is
		// made when its turn comes: the caller's data stay in their order, and
		// need not be in memory as columns.
		order := rng.Perm(n)
		for k := 0; k < n; k += miniBatchSize {
			if err := ctx.Err(); err != nil {
				return err
			}
			var miniBatch []Example
			for _, i := range order[k:min(k+miniBatchSize, n)] {
				x, y := training.At(i)
				miniBatch = append(miniBatch, Example{x, y})
			}
			net.UpdateMiniBatch(miniBatch, eta)
		}
		correct := 0
		if test != nil {
			correct = net.Evaluate(test)
		}
		if report != nil {
			report(j, correct)
		}
	}
	return nil
}

// UpdateMiniBatch takes one step of gradient descent with learning rate eta:
// every weight w becomes w - eta ∂C/∂w and every bias b becomes b - eta ∂C/∂b,
// where C is the mean cost of the mini-batch.
//
// It panics if the mini-batch is empty, eta is not finite, or an example does
// not fit the network; the network is then as it was before.
func (net *Network) UpdateMiniBatch(miniBatch []Example, eta float64) {
	must("UpdateMiniBatch", net.validateUpdate(miniBatch, eta))

	nablaB := zerosLike(net.Biases)  // U1
	nablaW := zerosLike(net.Weights) // U2

	// U3: for each example (x, y) of the mini-batch.
	for _, example := range miniBatch {
		x, y := example.X, example.Y

		// U4: the gradient of this example's cost alone.
		deltaNablaB, deltaNablaW := net.Backprop(x, y)

		// Summed over the mini-batch, layer by layer.
		for i, dnb := range deltaNablaB { // U5
			nablaB[i] = matrix.Add(nablaB[i], dnb)
		}
		for i, dnw := range deltaNablaW { // U6
			nablaW[i] = matrix.Add(nablaW[i], dnw)
		}
	}

	// A step against the mean gradient, layer by layer.
	step := eta / float64(len(miniBatch))
	for i, nw := range nablaW { // U7
		net.Weights[i] = matrix.Sub(net.Weights[i], matrix.Scale(step, nw))
	}
	for i, nb := range nablaB { // U8
		net.Biases[i] = matrix.Sub(net.Biases[i], matrix.Scale(step, nb))
	}
}

// Backprop returns the gradient of the cost C of one example, the input x
// (Sizes[0]×1) with the wanted output y (Sizes[L-1]×1): nablaB[i] is ∂C/∂b,
// shaped like Biases[i], and nablaW[i] is ∂C/∂w, shaped like Weights[i]. It
// changes nothing, and its results share no memory with anything.
//
// It panics if x or y has another shape.
func (net *Network) Backprop(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
	must("Backprop", net.ValidateExample(x, y))
	numLayers := len(net.Sizes)

	// In the shapes below, n is the number of neurons in the layer at hand, m
	// in the layer before it, and p in the layer after it.

	// Zeros, each of which a step below replaces.
	nablaB = zerosLike(net.Biases)  // B1: n×1 each
	nablaW = zerosLike(net.Weights) // B2: n×m each

	// Feedforward.
	activation := x                   // B3: the input is the activation of layer 1
	activations := []matrix.Matrix{x} // B4: a¹, and after the loop a¹, a², … aᴸ
	zs := []matrix.Matrix{}           // B5: after the loop z², … zᴸ

	// B6: for the biases b (n×1) and weights w (n×m) of each layer.
	for i, b := range net.Biases {
		w := net.Weights[i]

		// B7: z = w a + b, n×m · m×1 + n×1 = n×1.
		z := matrix.Add(matrix.Dot(w, activation), b)
		zs = append(zs, z) // B8

		// B9: a = σ(z), n×1.
		activation = Sigmoid(z)
		activations = append(activations, activation) // B10
	}

	// Backward pass, the last layer.
	//
	// Go has no negative indices. Python's zs[-1], the last entry, is
	// zs[len(zs)-1] here.

	// B11, BP1: δᴸ = ∇ₐC ⊙ σ′(zᴸ), n×1 ⊙ n×1 = n×1.
	delta := matrix.Hadamard(
		CostDerivative(activations[len(activations)-1], y),
		SigmoidPrime(zs[len(zs)-1]))

	// B12, BP3: ∂C/∂bᴸ = δᴸ, n×1.
	nablaB[len(nablaB)-1] = delta

	// B13, BP4: ∂C/∂wᴸ = δᴸ (aᴸ⁻¹)ᵀ, n×1 · 1×m = n×m.
	nablaW[len(nablaW)-1] = matrix.Dot(delta, activations[len(activations)-2].Transpose())

	// Backward pass, the layers before it.
	//
	// B14: l counts the layers from the end, as in the Python: the last was 1, and
	// the loop begins with the one before it. In a network of sizes 3-4-4-2 it runs
	// twice, for layer 3 and for layer 2, the first that has weights:
	//
	//	Python             Go                                 l = 2   l = 3
	//	zs[-l]             zs[len(zs)-l]                      z³      z²
	//	weights[-l+1]      Weights[len(Weights)-l+1]          w⁴      w³
	//	activations[-l-1]  activations[len(activations)-l-1]  a²      a¹
	//	nabla_b[-l]        nablaB[len(nablaB)-l]              ∂C/∂b³  ∂C/∂b²
	//
	// The small l of the equations, as in δˡ, counts from the input: there, layer 3
	// is l = 3, the layer after it l+1 = 4, the layer before it l-1 = 2.
	for l := 2; l < numLayers; l++ {
		z := zs[len(zs)-l]    // B15: n×1
		sp := SigmoidPrime(z) // B16: σ′(zˡ), n×1

		// B17, BP2: δˡ = ((wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(zˡ), (n×p · p×1) ⊙ n×1 = n×1.
		w := net.Weights[len(net.Weights)-l+1] // wˡ⁺¹, p×n
		delta = matrix.Hadamard(matrix.Dot(w.Transpose(), delta), sp)

		// B18, BP3: ∂C/∂bˡ = δˡ, n×1.
		nablaB[len(nablaB)-l] = delta

		// B19, BP4: ∂C/∂wˡ = δˡ (aˡ⁻¹)ᵀ, n×1 · 1×m = n×m.
		nablaW[len(nablaW)-l] = matrix.Dot(delta, activations[len(activations)-l-1].Transpose())
	}
	return nablaB, nablaW // B20
}

// Evaluate returns how many of the test examples the network gets right: those
// whose largest output is where y is largest. A single output, which would always
// be the largest, is right if it lies on y's side of ½. (The Python's test data
// have a number for y, the label; here they have a column, as the training data
// do.) Evaluate panics if an example does not fit the network.
func (net *Network) Evaluate(test Data) int {
	correct := 0
	for i := range test.Len() {
		x, y := test.At(i)
		must("Evaluate", net.ValidateExample(x, y))
		if right(net.Feedforward(x), y) {
			correct++
		}
	}
	return correct
}

// right reports whether an output says what y says. Both are columns.
func right(output, y matrix.Matrix) bool {
	if y.Rows() == 1 {
		return (output[0][0]-0.5)*(y[0][0]-0.5) > 0
	}
	return matrix.ArgMax(output) == matrix.ArgMax(y)
}

// CostDerivative returns ∇ₐC, the partial derivatives ∂C/∂a of [QuadraticCost]
// for the output activations a. It panics unless output and y have the same
// shape. (It is a method in the Python, but uses nothing of the network.)
func CostDerivative(output, y matrix.Matrix) matrix.Matrix { // H1
	return matrix.Sub(output, y)
}

// Sigmoid returns σ(z) = 1 / (1 + e⁻ᶻ), entry by entry.
func Sigmoid(z matrix.Matrix) matrix.Matrix { // H2
	return z.Map(func(v float64) float64 { return 1 / (1 + math.Exp(-v)) })
}

// SigmoidPrime returns σ′(z) = σ(z) (1 - σ(z)), the derivative of [Sigmoid],
// entry by entry.
func SigmoidPrime(z matrix.Matrix) matrix.Matrix { // H3
	return Sigmoid(z).Map(func(s float64) float64 { return s * (1 - s) })
}
