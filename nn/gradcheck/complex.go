package gradcheck

import (
	"math"
	"math/cmplx"
	"slices"

	"backprop/matrix"
	"backprop/nn"
)

// Complex returns the gradient of the cost of one example by the complex step
// (W. Squire and G. Trapp, "Using complex variables to estimate derivatives of
// real functions", SIAM Review 40, 1998):
//
//	∂C/∂w ≈ Im C(w + ih) / h
//
// The Taylor series C(w + ih) = C + ihC′ - h²C″/2 - … has only the derivative in
// its imaginary part, but for a term with h³. Nothing is subtracted, so a step as
// small as [ComplexStep] gives the derivative to the last digits. A change h of a
// weight changes z by h·a, and (h·a)² is what must be small: so h is step divided
// by the largest entry of x, if that is above 1. Otherwise it is like [Forward].
//
// It is the judge of [Check], so its forward pass shares nothing with package nn
// but the network's parameters: a mistake in nn cannot hide. And as a reader waits
// for Check, only what depends on a weight is evaluated again: the one term w·a of
// its neuron's z, and the layers after that.
func Complex(net *nn.Network, x, y matrix.Matrix, step float64) (nablaB, nablaW []matrix.Matrix) {
	mustFit("Complex", net, x, y)
	h := step / math.Max(1, x.MaxAbs())
	before := make([]complex128, len(x)) // a of the layer before
	for k := range x {
		before[k] = complex(x[k][0], 0)
	}
	for i, w := range net.Weights {
		nb, nw := matrix.Zeros(w.Rows(), 1), matrix.Zeros(w.Rows(), w.Cols())
		z, a := layer(net, i, before)
		for j := range w {
			// derivative is ∂C/∂w for a parameter w that z has times a factor.
			derivative := func(factor complex128) float64 {
				moved := slices.Clone(a)
				moved[j] = sigmoid(z[j] + complex(0, h)*factor)
				return imag(costAfter(net, i, moved, y)) / h
			}
			nb[j][0] = derivative(1)
			for k := range nw[j] {
				nw[j][k] = derivative(before[k])
			}
		}
		nablaB, nablaW = append(nablaB, nb), append(nablaW, nw)
		before = a
	}
	return nablaB, nablaW
}

// layer returns z and a of layer i+2 for the a of the layer before.
func layer(net *nn.Network, i int, before []complex128) (z, a []complex128) {
	for j, row := range net.Weights[i] {
		sum := complex(net.Biases[i][j][0], 0)
		for k, w := range row {
			sum += complex(w, 0) * before[k]
		}
		z, a = append(z, sum), append(a, sigmoid(sum))
	}
	return z, a
}

// costAfter returns ½‖a - y‖² of the network's output, for the a of layer i+2.
func costAfter(net *nn.Network, i int, a []complex128, y matrix.Matrix) (cost complex128) {
	for i++; i < len(net.Weights); i++ {
		_, a = layer(net, i, a)
	}
	for j := range a {
		difference := a[j] - complex(y[j][0], 0)
		cost += difference * difference / 2
	}
	return cost
}

// sigmoid is σ(z). Of e⁻ᶻ and eᶻ it takes the one that is at most 1, as the other
// may overflow.
func sigmoid(z complex128) complex128 {
	if real(z) >= 0 {
		return 1 / (1 + cmplx.Exp(-z))
	}
	e := cmplx.Exp(z)
	return e / (1 + e)
}
