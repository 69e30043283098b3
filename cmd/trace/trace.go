package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck"
	"backprop/nn/steps"
)

// trace is one call of Backprop, step by step. The values are computed again
// from the pieces that Backprop is made of.
type trace struct {
	net                *nn.Network
	x, y               matrix.Matrix
	entries            []entry
	nablaB, nablaW     []matrix.Matrix
	centralB, centralW []matrix.Matrix // the same, numerically
}

// entry is a step at the moment when it is done: those of a loop come once for
// each layer.
type entry struct {
	steps.Step
	Layer   int         // the layer at hand, as the equations count; 0 for none
	Formula string      // what the step does, in the chapter's symbols
	Rows    [][]operand // the same with numbers

	// For a step that gives δ: δ·ż, for an input whose first entry grows.
	Along []float64

	// For a step that gives a gradient: the same from central differences, and how
	// far the rounding of the cost may put those wrong.
	Gradient, Central matrix.Matrix
	rounding          float64
}

// operand is a matrix in a row of operations, behind the operator that leads to
// it: "" for the first, "=" for the result.
type operand struct {
	Operator string
	Name     string // "w²", or "σ(z²)" for the matrix to which σ is applied
	Matrix   matrix.Matrix
}

// newTrace follows nn.Network.Backprop from B1 to B20.
func newTrace(net *nn.Network, x, y matrix.Matrix) *trace {
	t := &trace{net: net, x: x, y: y}
	t.centralB, t.centralW = gradcheck.Central(net, x, y, gradcheck.CentralStep)
	// The cost is a sum of squares, each of some ten roundings of 2⁻⁵³, and the
	// difference of two costs is divided by twice the step.
	rounding := 10 * 0x1p-53 * nn.QuadraticCost(net.Feedforward(x), y) / gradcheck.CentralStep
	last := len(net.Sizes) // L
	t.nablaB, t.nablaW = make([]matrix.Matrix, last-1), make([]matrix.Matrix, last-1)

	activations := make([]matrix.Matrix, last)
	add := func(name string, layer int, formula string, rows ...[]operand) *entry {
		t.entries = append(t.entries, entry{Step: steps.Named(name), Layer: layer, Formula: formula, Rows: rows})
		return &t.entries[len(t.entries)-1]
	}

	add("B1", 0, "nablaB = ["+list("∂C/∂b", 2, last)+"]")
	add("B2", 0, "nablaW = ["+list("∂C/∂w", 2, last)+"]")
	activation := x
	activations[0] = x
	add("B3", 1, "a¹ = x", []operand{{"", "x", x}, {"=", "a¹", x}})
	add("B4", 1, "activations = [a¹]")
	add("B5", 0, "zs = []")

	zs := make([]matrix.Matrix, last)
	for i, b := range net.Biases {
		w := net.Weights[i]
		l := i + 2
		z, a, before := at("z", l), at("a", l), at("a", l-1)
		add("B6", l, fmt.Sprintf("b = %s, w = %s", at("b", l), at("w", l)))

		product := matrix.Dot(w, activation)
		zs[i+1] = matrix.Add(product, b)
		add("B7", l, fmt.Sprintf("%s = %s %s + %s", z, at("w", l), before, at("b", l)),
			[]operand{{"", at("w", l), w}, {"·", before, activation}, {"+", at("b", l), b}, {"=", z, zs[i+1]}})
		add("B8", l, "zs = ["+list("z", 2, l)+"]")

		activation = nn.Sigmoid(zs[i+1])
		activations[i+1] = activation
		add("B9", l, fmt.Sprintf("%s = σ(%s)", a, z), []operand{{"σ", z, zs[i+1]}, {"=", a, activation}})
		add("B10", l, "activations = ["+list("a", 1, l)+"]")
	}

	costDerivative := nn.CostDerivative(activations[last-1], y)
	sp := nn.SigmoidPrime(zs[last-1])
	delta := matrix.Hadamard(costDerivative, sp)
	add("B11", last, fmt.Sprintf("%s = (%s - y) ⊙ σ′(%s)", at("δ", last), at("a", last), at("z", last)),
		[]operand{{"", at("a", last), activation}, {"-", "y", y}, {"=", "∇ₐC", costDerivative}},
		[]operand{{"", "∇ₐC", costDerivative}, {"⊙", "σ′(" + at("z", last) + ")", sp}, {"=", at("δ", last), delta}})
	biases := func(name string, l int) {
		t.nablaB[l-2] = delta
		e := add(name, l, fmt.Sprintf("%s = %s", at("∂C/∂b", l), at("δ", l)),
			[]operand{{"", at("δ", l), delta}, {"=", at("∂C/∂b", l), delta}})
		e.Gradient, e.Central, e.rounding = delta, t.centralB[l-2], rounding
	}
	weights := func(name string, l int) {
		before := activations[l-2].Transpose()
		t.nablaW[l-2] = matrix.Dot(delta, before)
		e := add(name, l, fmt.Sprintf("%s = %s (%s)ᵀ", at("∂C/∂w", l), at("δ", l), at("a", l-1)),
			[]operand{{"", at("δ", l), delta}, {"·", "(" + at("a", l-1) + ")ᵀ", before}, {"=", at("∂C/∂w", l), t.nablaW[l-2]}})
		e.Gradient, e.Central, e.rounding = t.nablaW[l-2], t.centralW[l-2], rounding
	}
	biases("B12", last)
	weights("B13", last)

	for fromEnd := 2; fromEnd < last; fromEnd++ {
		l := last + 1 - fromEnd // as the equations count
		add("B14", l, fmt.Sprintf("l = %d → L + 1 - l = %d", fromEnd, l))
		z := zs[l-1]
		add("B15", l, fmt.Sprintf("z = %s", at("z", l)), []operand{{"", at("z", l), z}})
		sp := nn.SigmoidPrime(z)
		add("B16", l, fmt.Sprintf("sp = σ′(%s)", at("z", l)), []operand{{"σ′", at("z", l), z}, {"=", "sp", sp}})
		w := net.Weights[l-1].Transpose() // of the layer after
		after, product := delta, matrix.Dot(w, delta)
		delta = matrix.Hadamard(product, sp)
		transposed := "(" + at("w", l+1) + ")ᵀ"
		add("B17", l, fmt.Sprintf("%s = (%s %s) ⊙ σ′(%s)", at("δ", l), transposed, at("δ", l+1), at("z", l)),
			[]operand{{"", transposed, w}, {"·", at("δ", l+1), after}, {"=", transposed + " " + at("δ", l+1), product}},
			[]operand{{"", transposed + " " + at("δ", l+1), product}, {"⊙", "sp", sp}, {"=", at("δ", l), delta}})
		biases("B18", l)
		weights("B19", l)
	}

	xDot := matrix.Zeros(len(x), 1)
	xDot[0][0] = 1
	layers, cost := gradcheck.DotTest(net, x, y, xDot, t.nablaB)
	for i := range t.entries {
		if e := &t.entries[i]; e.Name == "B11" || e.Name == "B17" {
			e.Along = []float64{layers[e.Layer-2], cost}
		}
	}

	var rows [][]operand
	for l := 2; l <= last; l++ {
		rows = append(rows, []operand{{"", at("∂C/∂w", l), t.nablaW[l-2]}, {",", at("∂C/∂b", l), t.nablaB[l-2]}})
	}
	add("B20", 0, list("∂C/∂b", 2, last)+", "+list("∂C/∂w", 2, last), rows...)
	return t
}

// at returns the symbol with the layer as its exponent: z².
func at(symbol string, layer int) string { return symbol + superscript(layer) }

func superscript(n int) string {
	return strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴",
		"5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹").Replace(fmt.Sprint(n))
}

// list returns the symbol with each layer from one to another: "z², z³"; at most
// four of them.
func list(symbol string, from, to int) string {
	var all []string
	for l := from; l <= to; l++ {
		if to-from >= 4 && l == from+2 {
			all = append(all, "…")
			l = to
		}
		all = append(all, at(symbol, l))
	}
	return strings.Join(all, ", ")
}

// same reports whether the steps gave just this gradient, to the last bit.
func (t *trace) same(nablaB, nablaW []matrix.Matrix) bool {
	bits := func(x, y float64) bool { return math.Float64bits(x) == math.Float64bits(y) }
	row := func(r, s []float64) bool { return slices.EqualFunc(r, s, bits) }
	equal := func(a, b matrix.Matrix) bool { return slices.EqualFunc(a, b, row) }
	return slices.EqualFunc(t.nablaB, nablaB, equal) && slices.EqualFunc(t.nablaW, nablaW, equal)
}
