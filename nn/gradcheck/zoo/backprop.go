package zoo

import (
	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck"
)

// A line of a compiled function cannot be changed, so the functions here repeat
// Backprop and UpdateMiniBatch, with a place to put something else for each line
// that a mistake changes. A test compiles the changed text of network.go, and
// wants it to give the same numbers.

// parts are the places in which a backprop can be made wrong. Each is a step of
// the chapter, and right sets them as the chapter has them.
type parts struct {
	costDerivative func(a, y matrix.Matrix) matrix.Matrix                // in B11, ∇ₐC
	forward        func(z matrix.Matrix) matrix.Matrix                   // B9, a = σ(z)
	outputPrime    func(z, e matrix.Matrix) matrix.Matrix                // in B11, σ′(zᴸ); e is a - y
	hiddenPrime    func(z matrix.Matrix) matrix.Matrix                   // B16, σ′(zˡ)
	back           func(w, nablaW, delta, e matrix.Matrix) matrix.Matrix // in B17, what arrives: wᵀδ; e is a - y, or what arrived in the layer after
	nablaB         func(delta matrix.Matrix) matrix.Matrix               // B12 and B18
	lastW, hiddenW func(delta, before, z matrix.Matrix) matrix.Matrix    // B13 and B19; z is that of the layer before, nil for the input
	goesOn         func(l, numLayers int) bool                           // B14: whether the loop goes on to layer l from the end
}

func right() parts {
	outer := func(delta, before, _ matrix.Matrix) matrix.Matrix { return matrix.Dot(delta, before.Transpose()) }
	return parts{
		costDerivative: nn.CostDerivative,
		forward:        nn.Sigmoid,
		outputPrime:    func(z, _ matrix.Matrix) matrix.Matrix { return nn.SigmoidPrime(z) },
		hiddenPrime:    nn.SigmoidPrime,
		back:           func(w, _, delta, _ matrix.Matrix) matrix.Matrix { return matrix.Dot(w.Transpose(), delta) },
		nablaB:         func(delta matrix.Matrix) matrix.Matrix { return delta },
		lastW:          outer,
		hiddenW:        outer,
		goesOn:         func(l, numLayers int) bool { return l < numLayers },
	}
}

// backprop is nn.Network.Backprop with the parts in place of its own.
func (p parts) backprop(net *nn.Network) gradcheck.Backprop {
	return func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		nablaB, nablaW = zerosLike(net.Biases), zerosLike(net.Weights)

		activations, zs := []matrix.Matrix{x}, []matrix.Matrix{nil}
		for i, w := range net.Weights {
			z := matrix.Add(matrix.Dot(w, activations[i]), net.Biases[i])
			activations, zs = append(activations, p.forward(z)), append(zs, z)
		}

		last := len(nablaB) - 1
		e := p.costDerivative(activations[last+1], y)
		delta := matrix.Hadamard(e, p.outputPrime(zs[last+1], e))
		nablaB[last] = p.nablaB(delta)
		nablaW[last] = p.lastW(delta, activations[last], zs[last])
		for l := 2; p.goesOn(l, len(net.Sizes)); l++ {
			i := len(nablaB) - l
			e = p.back(net.Weights[i+1], nablaW[i+1], delta, e)
			delta = matrix.Hadamard(e, p.hiddenPrime(zs[i+1]))
			nablaB[i] = p.nablaB(delta)
			nablaW[i] = p.hiddenW(delta, activations[i], zs[i])
		}
		return nablaB, nablaW
	}
}

// update is nn.Network.UpdateMiniBatch with the parts' backprop.
func (p parts) update(net *nn.Network, miniBatch []nn.Example, eta float64) {
	sumB, sumW := sums(p.backprop(net), net, miniBatch)
	step(net, sumB, sumW, eta/float64(len(miniBatch)))
}

// sums adds the gradients of the mini-batch: U1 to U6.
func sums(backprop gradcheck.Backprop, net *nn.Network, miniBatch []nn.Example) (sumB, sumW []matrix.Matrix) {
	sumB, sumW = zerosLike(net.Biases), zerosLike(net.Weights)
	for _, e := range miniBatch {
		nablaB, nablaW := backprop(e.X, e.Y)
		for i := range sumB {
			sumB[i] = matrix.Add(sumB[i], nablaB[i])
			sumW[i] = matrix.Add(sumW[i], nablaW[i])
		}
	}
	return sumB, sumW
}

// step moves the parameters: U7 and U8.
func step(net *nn.Network, sumB, sumW []matrix.Matrix, factor float64) {
	for i := range sumB {
		net.Weights[i] = matrix.Sub(net.Weights[i], matrix.Scale(factor, sumW[i]))
		net.Biases[i] = matrix.Sub(net.Biases[i], matrix.Scale(factor, sumB[i]))
	}
}

func zerosLike(ms []matrix.Matrix) []matrix.Matrix {
	var zeros []matrix.Matrix
	for _, m := range ms {
		zeros = append(zeros, matrix.Zeros(m.Rows(), m.Cols()))
	}
	return zeros
}
