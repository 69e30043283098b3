package calls

import (
	"fmt"
	"math"
	"slices"

	"backprop/matrix"
	"backprop/nn"
)

// guard remembers a network and some columns, to see whether a call changed
// them, and to put them back as they were.
type guard struct {
	net, copy *nn.Network // the copy shares nothing
	matrices  []guarded   // those of the network, and the columns
	undo      []func()
}

type guarded struct {
	name    string
	m, copy matrix.Matrix
}

func newGuard(net *nn.Network) *guard {
	g := &guard{net: net, copy: net.Clone()}
	// Only these three: in a field that readers added, they may keep too much.
	sizes, biases, weights := net.Sizes, net.Biases, net.Weights
	g.undo = append(g.undo, func() { net.Sizes, net.Biases, net.Weights = sizes, biases, weights },
		undo(sizes), undo(biases), undo(weights))
	for i := range biases {
		g.add(fmt.Sprintf("net.Biases[%d]", i), biases[i])
		g.add(fmt.Sprintf("net.Weights[%d]", i), weights[i])
	}
	return g
}

func (g *guard) add(name string, m matrix.Matrix) {
	g.matrices = append(g.matrices, guarded{name, m, m.Clone()})
	g.undo = append(g.undo, undo(m))
	for _, row := range m {
		g.undo = append(g.undo, undo(row))
	}
}

// undo returns a function that makes s again what it is now.
func undo[T any](s []T) func() {
	was := slices.Clone(s)
	return func() { copy(s, was) }
}

// restore puts everything back and returns the name of something that had
// changed, or "".
func (g *guard) restore() (changed string) {
	switch {
	case !slices.Equal(g.net.Sizes, g.copy.Sizes):
		changed = "net.Sizes"
	case !slices.EqualFunc(g.net.Biases, g.copy.Biases, sameBits):
		changed = "net.Biases"
	case !slices.EqualFunc(g.net.Weights, g.copy.Weights, sameBits):
		changed = "net.Weights"
	}
	for _, m := range g.matrices {
		if !sameBits(m.m, m.copy) {
			changed = m.name
		}
	}
	for _, undo := range g.undo {
		undo()
	}
	return changed
}

// sameBits compares with NaN equal to itself.
func sameBits(a, b matrix.Matrix) bool {
	return slices.EqualFunc(a, b, func(r, s []float64) bool {
		return slices.EqualFunc(r, s, func(x, y float64) bool {
			return math.Float64bits(x) == math.Float64bits(y)
		})
	})
}
