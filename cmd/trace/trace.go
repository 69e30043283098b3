package main

import (
	"fmt"
	"strings"

	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck"
)

// trace is one call of Backprop: the matrices by their symbols, "w³" or "(w³)ᵀ δ³",
// and the steps in the order in which they run. δ and the derivatives are what
// Backprop returned; what it keeps to itself is computed again by package nn.
type trace struct {
	of      map[string]matrix.Matrix
	entries []entry
	along   []float64 // δ·ż of layers 2, 3, … if x₁ grows
	cost    float64   // Ċ, the rate at which the cost then changes
}

// entry is a step at the moment when it is done: those of a loop come once for
// each layer.
type entry struct {
	name    string
	layer   int               // as the chapter counts, 0 for none
	symbols *strings.Replacer // from those of the story to those of the layer
}

func newTrace(net *nn.Network, x, y matrix.Matrix) *trace {
	// The call to step through in a debugger.
	nablaB, nablaW := net.Backprop(x, y)

	last := len(net.Sizes) // the chapter's L
	t := &trace{of: map[string]matrix.Matrix{"x": x, "y": y, "a¹": x}}
	a := x
	for i, w := range net.Weights {
		before, delta := a, nablaB[i]
		z := matrix.Add(matrix.Dot(w, before), net.Biases[i])
		a = nn.Sigmoid(z)
		for symbol, m := range map[string]matrix.Matrix{
			"wˡ": w, "bˡ": net.Biases[i], "zˡ": z, "aˡ": a, "σ′(zˡ)": nn.SigmoidPrime(z), "(aˡ⁻¹)ᵀ": before.Transpose(),
			"δˡ": delta, "∂C/∂bˡ": delta, "∂C/∂wˡ": nablaW[i], "(wˡ)ᵀ": w.Transpose(), "(wˡ)ᵀ δˡ": matrix.Dot(w.Transpose(), delta),
		} {
			t.of[symbols(i+2, last).Replace(symbol)] = m
		}
	}
	t.of["∇ₐC"] = nn.CostDerivative(a, y)

	xDot := matrix.Zeros(len(x), 1)
	xDot[0][0] = 1
	t.along, t.cost = gradcheck.DotTest(net, x, y, xDot, nablaB)

	add := func(layer int, names ...string) {
		for _, name := range names {
			t.entries = append(t.entries, entry{name, layer, symbols(layer, last)})
		}
	}
	add(0, "B1", "B2")
	add(1, "B3", "B4")
	add(0, "B5")
	for l := 2; l <= last; l++ {
		add(l, "B6", "B7", "B8", "B9", "B10")
	}
	add(last, "B11", "B12", "B13")
	for l := last - 1; l > 1; l-- {
		add(l, "B14", "B15", "B16", "B17", "B18", "B19")
	}
	add(0, "B20")
	return t
}

// symbols replaces the placeholders of the story for layer l of so many.
func symbols(l, last int) *strings.Replacer {
	list := func(symbol string, from, to int) string {
		var all []string
		for i := from; i <= to; i++ {
			all = append(all, symbol+superscript(i))
		}
		return strings.Join(all, ", ")
	}
	return strings.NewReplacer("{l}", fmt.Sprint(l), "{b}", fmt.Sprint(l-1), "{a}", fmt.Sprint(l+1), "{e}", fmt.Sprint(last+1-l), "{L}", fmt.Sprint(last),
		"0…ᴸ", strings.TrimPrefix(strings.Repeat(", 0", last-1), ", "),
		"∂C/∂b²…ᴸ", list("∂C/∂b", 2, last), "∂C/∂w²…ᴸ", list("∂C/∂w", 2, last), "z²…ˡ", list("z", 2, l), "a¹…ˡ", list("a", 1, l),
		"ˡ⁻¹", superscript(l-1), "ˡ⁺¹", superscript(l+1), "ˡ", superscript(l))
}

func superscript(n int) string {
	return strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴",
		"5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹").Replace(fmt.Sprint(n))
}

// in returns a row of the story with the symbols of the entry's layer.
func (e entry) in(text string) string { return e.symbols.Replace(text) }
