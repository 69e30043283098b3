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
	results        func(nablaB, nablaW, zs []matrix.Matrix)              // B12, B13, B18, B19: changes what they store
}

func right() parts {
	return parts{
		costDerivative: nn.CostDerivative,
		forward:        nn.Sigmoid,
		outputPrime:    func(z, _ matrix.Matrix) matrix.Matrix { return nn.SigmoidPrime(z) },
		hiddenPrime:    nn.SigmoidPrime,
		back:           func(w, _, delta, _ matrix.Matrix) matrix.Matrix { return matrix.Dot(w.Transpose(), delta) },
		results:        func(nablaB, nablaW, zs []matrix.Matrix) {},
	}
}

// backprop is nn.Network.Backprop with the parts in place of its own.
func (p parts) backprop(net *nn.Network) gradcheck.Backprop {
	return func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		activations, zs := []matrix.Matrix{x}, []matrix.Matrix{}
		for i, w := range net.Weights {
			z := matrix.Add(matrix.Dot(w, activations[i]), net.Biases[i])
			activations, zs = append(activations, p.forward(z)), append(zs, z)
		}

		nablaB, nablaW = make([]matrix.Matrix, len(zs)), make([]matrix.Matrix, len(zs))
		last := len(zs) - 1
		e := p.costDerivative(activations[last+1], y)
		delta := matrix.Hadamard(e, p.outputPrime(zs[last], e))
		nablaB[last], nablaW[last] = delta, matrix.Dot(delta, activations[last].Transpose())
		for i := last - 1; i >= 0; i-- {
			e = p.back(net.Weights[i+1], nablaW[i+1], delta, e)
			delta = matrix.Hadamard(e, p.hiddenPrime(zs[i]))
			nablaB[i], nablaW[i] = delta, matrix.Dot(delta, activations[i].Transpose())
		}
		p.results(nablaB, nablaW, zs)
		return nablaB, nablaW
	}
}

// update is nn.Network.UpdateMiniBatch with the parts' backprop.
func (p parts) update(net *nn.Network, miniBatch []nn.Example, eta float64) {
	sumB, sumW := p.sums(net, miniBatch)
	step(net, sumB, sumW, eta/float64(len(miniBatch)))
}

// sums adds the gradients of the mini-batch: U1 to U6.
func (p parts) sums(net *nn.Network, miniBatch []nn.Example) (sumB, sumW []matrix.Matrix) {
	for n, e := range miniBatch {
		nablaB, nablaW := p.backprop(net)(e.X, e.Y)
		if n == 0 {
			sumB, sumW = nablaB, nablaW
			continue
		}
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

func ones(m matrix.Matrix) matrix.Matrix { return m.Map(func(float64) float64 { return 1 }) }
