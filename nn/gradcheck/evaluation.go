package gradcheck

import (
	"math"
	"math/cmplx"
	"slices"

	"backprop/matrix"
	"backprop/nn"
)

// number is what a network can be evaluated in: real numbers for differences,
// complex ones for the complex step.
type number interface{ float64 | complex128 }

// evaluation is a forward pass in numbers of type T, by code that shares
// nothing with package nn but the network's parameters, which it copies. A
// mistake in nn cannot hide in it.
type evaluation[T number] struct {
	sigmoid func(T) T
	weights [][][]T // weights[i][j][k] is net.Weights[i][j][k]
	biases  [][]T   // biases[i][j] is net.Biases[i][j][0]
	y       []T
	a       [][]T // a[i] holds the activations of layer i+1: a[0] is x
}

func realEvaluation(net *nn.Network, x, y matrix.Matrix) *evaluation[float64] {
	return newEvaluation(net, x, y, realSigmoid, func(v float64) float64 { return v })
}

func complexEvaluation(net *nn.Network, x, y matrix.Matrix) *evaluation[complex128] {
	return newEvaluation(net, x, y, complexSigmoid, func(v float64) complex128 { return complex(v, 0) })
}

func newEvaluation[T number](net *nn.Network, x, y matrix.Matrix, sigmoid func(T) T, from func(float64) T) *evaluation[T] {
	row := func(values []float64) []T {
		converted := make([]T, len(values))
		for k, v := range values {
			converted[k] = from(v)
		}
		return converted
	}
	column := func(m matrix.Matrix) []T { return row(m.Transpose()[0]) }

	e := &evaluation[T]{sigmoid: sigmoid, y: column(y), a: [][]T{column(x)}}
	for i, w := range net.Weights {
		var rows [][]T
		for _, r := range w {
			rows = append(rows, row(r))
		}
		e.weights = append(e.weights, rows)
		e.biases = append(e.biases, column(net.Biases[i]))
		e.a = append(e.a, e.layer(i, e.a[i]))
	}
	return e
}

// layer returns the activations of layer i+2 for those of layer i+1.
func (e *evaluation[T]) layer(i int, a []T) []T {
	next := make([]T, len(e.weights[i]))
	for j := range next {
		next[j] = e.neuron(i, j, a)
	}
	return next
}

// neuron returns σ(z) of neuron j in layer i+2 for the activations of layer i+1.
func (e *evaluation[T]) neuron(i, j int, a []T) T {
	z := e.biases[i][j]
	for k, w := range e.weights[i][j] {
		z += w * a[k]
	}
	return e.sigmoid(z)
}

// cost returns ½‖a - y‖² after a weight or the bias of neuron j in layer i+2
// was changed. Only that neuron and the layers after its own are evaluated
// again: nothing else depends on the change. 23,860 parameters would need as
// many whole passes otherwise.
func (e *evaluation[T]) cost(i, j int) T {
	a := slices.Clone(e.a[i+1])
	a[j] = e.neuron(i, j, e.a[i])
	for i++; i < len(e.weights); i++ {
		a = e.layer(i, a)
	}
	var sum T
	for j := range a {
		difference := a[j] - e.y[j]
		sum += difference * difference
	}
	return sum / 2
}

// gradient computes ∂C/∂b and ∂C/∂w one by one. The derivative with respect to
// the parameter at p, which it may change and must restore, comes from the
// values that cost returns.
func (e *evaluation[T]) gradient(derivative func(p *T, cost func() T) float64) (nablaB, nablaW []matrix.Matrix) {
	for i, w := range e.weights {
		nb, nw := matrix.Zeros(len(w), 1), matrix.Zeros(len(w), len(w[0]))
		for j := range w {
			cost := func() T { return e.cost(i, j) }
			nb[j][0] = derivative(&e.biases[i][j], cost)
			for k := range w[j] {
				nw[j][k] = derivative(&w[j][k], cost)
			}
		}
		nablaB, nablaW = append(nablaB, nb), append(nablaW, nw)
	}
	return nablaB, nablaW
}

// The two forms of σ keep exp from overflowing: of e⁻ᶻ and eᶻ, they use the one
// that is at most 1.

func realSigmoid(z float64) float64 {
	if z >= 0 {
		return 1 / (1 + math.Exp(-z))
	}
	e := math.Exp(z)
	return e / (1 + e)
}

func complexSigmoid(z complex128) complex128 {
	if real(z) >= 0 {
		return 1 / (1 + cmplx.Exp(-z))
	}
	e := cmplx.Exp(z)
	return e / (1 + e)
}
