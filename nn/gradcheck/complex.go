package gradcheck

import (
	"math"
	"math/cmplx"

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
// by the largest a before the layer, if that is above 1, as only an x may be.
// Otherwise it is like [Forward].
//
// It is the judge of [Check], so its forward pass shares nothing with package nn
// but the network's parameters: a mistake in nn cannot hide. And as a reader waits
// for Check, only what depends on a weight is evaluated again: the one term w·a of
// its neuron's z, and the layers after that.
func Complex(net *nn.Network, x, y matrix.Matrix, step float64) (nablaB, nablaW []matrix.Matrix) {
	mustFit("Complex", net, x, y)
	as, zs := forwardPass(net, x)
	for i, w := range net.Weights {
		h := step / math.Max(1, as[i].MaxAbs())
		nb, nw := matrix.Zeros(w.Rows(), 1), matrix.Zeros(w.Rows(), w.Cols())
		for j := range w {
			// derivative is that for a parameter whose change by ih changes z by ih·a.
			derivative := func(a float64) float64 {
				moved := complexes(as[i+1])
				moved[j] = sigmoid(complex(zs[i][j][0], h*a))
				return imag(costAfter(net, i, moved, y)) / h
			}
			nb[j][0] = derivative(1)
			for k := range nw[j] {
				nw[j][k] = derivative(as[i][k][0])
			}
		}
		nablaB, nablaW = append(nablaB, nb), append(nablaW, nw)
	}
	return nablaB, nablaW
}

// forwardPass returns the activations of all layers, as[0] is x, and their z:
// zs[i] is that of layer i+2, as net.Weights[i] is.
func forwardPass(net *nn.Network, x matrix.Matrix) (as, zs []matrix.Matrix) {
	as = append(as, x.Clone())
	for i, w := range net.Weights {
		a, z := matrix.Zeros(w.Rows(), 1), matrix.Zeros(w.Rows(), 1)
		for j, sum := range weighted(net, i, complexes(as[i])) {
			a[j][0], z[j][0] = real(sigmoid(sum)), real(sum)
		}
		as, zs = append(as, a), append(zs, z)
	}
	return as, zs
}

func complexes(column matrix.Matrix) []complex128 {
	values := make([]complex128, len(column))
	for j := range column {
		values[j] = complex(column[j][0], 0)
	}
	return values
}

// weighted returns the z of layer i+2 for the a of the layer before.
func weighted(net *nn.Network, i int, before []complex128) (zs []complex128) {
	zs = complexes(net.Biases[i])
	for j, row := range net.Weights[i] {
		for k, w := range row {
			zs[j] += complex(w, 0) * before[k]
		}
	}
	return zs
}

// costAfter returns ½‖a - y‖² of the network's output, for the a of layer i+2.
func costAfter(net *nn.Network, i int, a []complex128, y matrix.Matrix) (cost complex128) {
	for i++; i < len(net.Weights); i++ {
		a = weighted(net, i, a)
		for j := range a {
			a[j] = sigmoid(a[j])
		}
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
