package gradcheck

import (
	"fmt"
	"math"

	"backprop/matrix"
	"backprop/nn"
)

// Default steps for the three ways to differentiate. The dropped terms of the
// Taylor series want a small step; the rounding of C, some ε = 2⁻⁵² of it, wants a
// large step. The sum of both errors is least, up to a constant, at
const (
	ForwardStep = 0x1p-26 // ε^½: the errors are h and ε/h
	CentralStep = 6.06e-6 // ε^⅓: the errors are h² and ε/h
	ComplexStep = 1e-20   // anything far below √ε: the error is h², and nothing is subtracted
)

// Forward returns the gradient of the cost of one example by the chapter's
// formula, for one weight or bias w after the other:
//
//	∂C/∂w ≈ (C(w + h) - C(w)) / h
//
// Each takes a forward pass of the whole network, and C(w) takes one more: a
// million and one for a million weights. The step h is max(1, |w|) times step,
// for which [ForwardStep] is a good choice. The result is shaped like that of
// [nn.Network.Backprop], and has 6 or 7 right digits.
//
// Forward panics if x or y does not fit the network. It leaves all three as
// they are.
func Forward(net *nn.Network, x, y matrix.Matrix, step float64) (nablaB, nablaW []matrix.Matrix) {
	mustFit("Forward", net, x, y)
	moved := net.Clone()
	cost := func() float64 { return nn.QuadraticCost(moved.Feedforward(x), y) }
	unmoved := cost()
	derivative := func(w *float64) float64 { return Quotient(w, step, cost, unmoved) }
	return each(moved.Biases, derivative), each(moved.Weights, derivative)
}

// Quotient is the chapter's formula for one weight or bias: it moves *w, calls
// cost, and puts *w back. Unmoved is what cost returns before that.
func Quotient(w *float64, step float64, cost func() float64, unmoved float64) float64 {
	was := *w
	*w = was + step*math.Max(1, math.Abs(was))
	h := *w - was // the step that was really taken, as w + h is rounded
	derivative := (cost() - unmoved) / h
	*w = was
	return derivative
}

// Central returns the gradient of the cost of one example by central
// differences:
//
//	∂C/∂w ≈ (C(w + h) - C(w - h)) / 2h
//
// It takes two forward passes for each parameter where [Forward] takes one, and
// has some 9 right digits with [CentralStep]. Otherwise it is like Forward.
func Central(net *nn.Network, x, y matrix.Matrix, step float64) (nablaB, nablaW []matrix.Matrix) {
	mustFit("Central", net, x, y)
	moved := net.Clone()
	cost := func() float64 { return nn.QuadraticCost(moved.Feedforward(x), y) }
	derivative := func(w *float64) float64 {
		was := *w
		h := step * math.Max(1, math.Abs(was))
		*w = was + h
		above, up := cost(), *w
		*w = was - h
		below, down := cost(), *w
		*w = was
		return (above - below) / (up - down)
	}
	return each(moved.Biases, derivative), each(moved.Weights, derivative)
}

// each returns the derivatives of the cost with respect to all biases or weights.
func each(parameters []matrix.Matrix, derivative func(w *float64) float64) (nabla []matrix.Matrix) {
	for _, m := range parameters {
		of := matrix.Zeros(m.Rows(), m.Cols())
		for j := range m {
			for k := range m[j] {
				of[j][k] = derivative(&m[j][k])
			}
		}
		nabla = append(nabla, of)
	}
	return nabla
}

func mustFit(op string, net *nn.Network, x, y matrix.Matrix) {
	if err := net.ValidateExample(x, y); err != nil {
		panic(fmt.Sprintf("gradcheck: %s: %v", op, err))
	}
}
