package gradcheck

import (
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
// by the largest a before the layer, if that is above 1, as only an x may be.
// Otherwise it is like [Forward].
//
// It is the judge of [Check], so its forward pass shares nothing with package nn
// but the network's parameters, which it copies: a mistake in nn cannot hide.
func Complex(net *nn.Network, x, y matrix.Matrix, step float64) (nablaB, nablaW []matrix.Matrix) {
	mustFit("Complex", net, x, y)
	p := newPass(net, x, y)
	for i, w := range p.weights {
		nb, nw := matrix.Zeros(len(w), 1), matrix.Zeros(len(w), len(w[0]))
		largest := 1.0
		for _, a := range p.a[i] {
			largest = max(largest, cmplx.Abs(a))
		}
		h := step / largest
		for j := range w {
			derivative := func(w *complex128) float64 {
				was := *w
				*w += complex(0, h)
				cost := p.costAfter(i, j)
				*w = was
				return imag(cost) / h
			}
			nb[j][0] = derivative(&p.biases[i][j])
			for k := range w[j] {
				nw[j][k] = derivative(&w[j][k])
			}
		}
		nablaB, nablaW = append(nablaB, nb), append(nablaW, nw)
	}
	return nablaB, nablaW
}

// pass is a forward pass in complex numbers.
type pass struct {
	weights [][][]complex128 // weights[i][j][k] is net.Weights[i][j][k]
	biases  [][]complex128   // biases[i][j] is net.Biases[i][j][0]
	y       []complex128
	a       [][]complex128 // a[i] holds the activations of layer i+1: a[0] is x
}

func newPass(net *nn.Network, x, y matrix.Matrix) *pass {
	row := func(values []float64) []complex128 {
		converted := make([]complex128, len(values))
		for k, v := range values {
			converted[k] = complex(v, 0)
		}
		return converted
	}
	column := func(m matrix.Matrix) []complex128 { return row(m.Transpose()[0]) }

	p := &pass{y: column(y), a: [][]complex128{column(x)}}
	for i, w := range net.Weights {
		var rows [][]complex128
		for _, r := range w {
			rows = append(rows, row(r))
		}
		p.weights = append(p.weights, rows)
		p.biases = append(p.biases, column(net.Biases[i]))
		p.a = append(p.a, p.layer(i, p.a[i]))
	}
	return p
}

// layer returns the activations of layer i+2 for those of layer i+1.
func (p *pass) layer(i int, a []complex128) []complex128 {
	next := make([]complex128, len(p.weights[i]))
	for j := range next {
		next[j] = p.neuron(i, j, a)
	}
	return next
}

// neuron returns σ(z) of neuron j in layer i+2 for the activations of layer i+1.
func (p *pass) neuron(i, j int, a []complex128) complex128 {
	z := p.biases[i][j]
	for k, w := range p.weights[i][j] {
		z += w * a[k]
	}
	// Of e⁻ᶻ and eᶻ, the one that is at most 1, as the other may overflow.
	if real(z) >= 0 {
		return 1 / (1 + cmplx.Exp(-z))
	}
	e := cmplx.Exp(z)
	return e / (1 + e)
}

// costAfter returns ½‖a - y‖² after a weight or the bias of neuron j in layer i+2
// was changed. Only that neuron and the layers after its own are evaluated again,
// because nothing else depends on the change, and a reader waits for [Check].
func (p *pass) costAfter(i, j int) complex128 {
	a := slices.Clone(p.a[i+1])
	a[j] = p.neuron(i, j, p.a[i])
	for i++; i < len(p.weights); i++ {
		a = p.layer(i, a)
	}
	var sum complex128
	for j := range a {
		difference := a[j] - p.y[j]
		sum += difference * difference
	}
	return sum / 2
}
