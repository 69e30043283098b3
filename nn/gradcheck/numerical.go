package gradcheck

import (
	"math"

	"backprop/matrix"
	"backprop/nn"
)

// Default steps for the three ways to differentiate. The dropped terms of the
// Taylor series want a small step, the rounding of C (some ε = 2⁻⁵² of it) a
// large one; the sum of both errors is least, up to a constant, at
const (
	ForwardStep = 0x1p-26 // ε^½: the errors are h and ε/h
	CentralStep = 6.06e-6 // ε^⅓: the errors are h² and ε/h
	ComplexStep = 1e-20   // anything below √ε: the error is h², and nothing is subtracted
)

// Forward returns the gradient of the cost of one example by the chapter's
// formula, one parameter w after the other, biases too:
//
//	∂C/∂w ≈ (C(w + h) - C(w)) / h
//
// The step h is max(1, |w|) times step, for which [ForwardStep] is a good
// choice. The quotient divides by the h that was really taken, as w + h is
// rounded. The result is shaped like that of [nn.Network.Backprop], and has some
// 7 right digits.
//
// Forward panics if x or y does not fit the network. It leaves all three as
// they are.
func Forward(net *nn.Network, x, y matrix.Matrix, step float64) (nablaB, nablaW []matrix.Matrix) {
	checkExample("Forward", net, x, y)
	e := realEvaluation(net, x, y)
	unmoved := e.cost(0, 0)
	return e.gradient(func(p *float64, cost func() float64) float64 {
		w := *p
		*p = w + step*math.Max(1, math.Abs(w))
		moved, h := cost(), *p-w
		*p = w
		return (moved - unmoved) / h
	})
}

// Central returns the gradient of the cost of one example by central
// differences:
//
//	∂C/∂w ≈ (C(w + h) - C(w - h)) / 2h
//
// It takes two evaluations for each parameter where [Forward] takes one, and
// has some 10 right digits with [CentralStep]. In all else it is like Forward.
func Central(net *nn.Network, x, y matrix.Matrix, step float64) (nablaB, nablaW []matrix.Matrix) {
	checkExample("Central", net, x, y)
	return realEvaluation(net, x, y).gradient(func(p *float64, cost func() float64) float64 {
		w := *p
		h := step * math.Max(1, math.Abs(w))
		*p = w + h
		above, up := cost(), *p
		*p = w - h
		below, down := cost(), *p
		*p = w
		return (above - below) / (up - down)
	})
}

// Complex returns the gradient of the cost of one example by the complex step
// (W. Squire and G. Trapp, "Using complex variables to estimate derivatives of
// real functions", SIAM Review 40, 1998):
//
//	∂C/∂w ≈ Im C(w + i·step) / step
//
// The Taylor series C(w + ih) = C + ihC′ - h²C″/2 - … has the derivative alone in
// its imaginary part, but for h³. Nothing is subtracted, so that a step as small
// as [ComplexStep] gives the derivative to the last digits. In all else it is
// like [Forward].
func Complex(net *nn.Network, x, y matrix.Matrix, step float64) (nablaB, nablaW []matrix.Matrix) {
	checkExample("Complex", net, x, y)
	return complexEvaluation(net, x, y).gradient(func(p *complex128, cost func() complex128) float64 {
		w := *p
		*p = w + complex(0, step)
		moved := cost()
		*p = w
		return imag(moved) / step
	})
}
