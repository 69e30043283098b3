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
	net             *nn.Network
	sizes           []int
	biases, weights []matrix.Matrix
	all             []guarded // the matrices of all the above
}

// guarded is one matrix: its rows, as slices, and what was in them.
type guarded struct {
	name    string
	m       matrix.Matrix
	rows    [][]float64
	content matrix.Matrix
}

func newGuard(net *nn.Network) *guard {
	g := &guard{
		net:     net,
		sizes:   slices.Clone(net.Sizes),
		biases:  slices.Clone(net.Biases),
		weights: slices.Clone(net.Weights),
	}
	for i := range net.Biases {
		g.add(fmt.Sprintf("net.Biases[%d]", i), net.Biases[i])
		g.add(fmt.Sprintf("net.Weights[%d]", i), net.Weights[i])
	}
	return g
}

func (g *guard) add(name string, m matrix.Matrix) {
	g.all = append(g.all, guarded{name, m, slices.Clone(m), m.Clone()})
}

// restore puts everything back and returns the name of something that had
// changed, or "".
func (g *guard) restore() (changed string) {
	same := func(m, n matrix.Matrix) bool { return len(m) == len(n) && &m[0] == &n[0] }
	switch {
	case !slices.Equal(g.net.Sizes, g.sizes):
		changed = "net.Sizes"
	case !slices.EqualFunc(g.net.Biases, g.biases, same):
		changed = "net.Biases"
	case !slices.EqualFunc(g.net.Weights, g.weights, same):
		changed = "net.Weights"
	}
	g.net.Sizes = slices.Clone(g.sizes)
	g.net.Biases = slices.Clone(g.biases)
	g.net.Weights = slices.Clone(g.weights)
	for _, s := range g.all {
		if !slices.EqualFunc(s.m, s.rows, func(r, t []float64) bool { return len(r) == len(t) && &r[0] == &t[0] }) {
			changed = s.name
		}
		copy(s.m, s.rows)
		if !sameBits(s.m, s.content) {
			changed = s.name
		}
		for j, row := range s.content {
			copy(s.m[j], row)
		}
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
