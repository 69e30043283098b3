package judge

import (
	"fmt"
	"math"
	"strings"

	"backprop/matrix"
	"backprop/nn"
)

// place is one result of Backprop or of an update, which can be told right or wrong
// by itself.
type place struct {
	part  string        // which writes it
	steps string        // the chapter's, "B6–B8"
	what  string        // what belongs there, "z²"
	name  string        // what the reader's code calls it, "zs[0]"
	got   matrix.Matrix // nil if there is nothing
	want  matrix.Matrix // nil if there should be nothing
	// given is what should be there if what it is computed from is taken as it is,
	// right or wrong: an early mistake does not make the later places wrong.
	given matrix.Matrix
}

func (p place) missing() bool { return p.want != nil && (p.got == nil || p.got.MaxAbs() == 0) }

func (p place) right() bool { return same(p.got, p.want) || same(p.got, p.given) }

// value is what is in the place, if one can go on with it, or else what should be.
// In a gradient it may have any shape, which the checker knows what to say of.
func (p place) value() matrix.Matrix {
	if p.got == nil || p.got.MaxAbs() == 0 || !fits(p.got, p.want) && !strings.HasPrefix(p.name, "nabla") {
		return p.want
	}
	return p.got
}

// results are what is in the places, by their names.
type results map[string]matrix.Matrix

// chapter is the chapter's Backprop, with a place for each result. It is not
// net.Backprop, because it goes on from what was got, right or wrong.
func chapter(net *nn.Network, x, y matrix.Matrix, got results) (places []place, all results) {
	all = results{}
	set := func(part, steps, what, name string, want matrix.Matrix) matrix.Matrix {
		p := place{part: part, steps: steps, what: what, name: name, got: got[name], want: want}
		places = append(places, p)
		all[name] = p.value()
		if fits(all[name], want) {
			return all[name]
		}
		return want
	}
	last := len(net.Biases) - 1
	var zs []matrix.Matrix
	as := []matrix.Matrix{set("Forward", "B3, B4", "a¹ = x", "activations[0]", x)}
	for i, w := range net.Weights {
		z := matrix.Add(matrix.Dot(w, as[i]), net.Biases[i])
		zs = append(zs, set("Forward", "B6–B8", up("z", i), nth("zs", i), z))
		as = append(as, set("Forward", "B9, B10", up("a", i), nth("activations", i+1), nn.Sigmoid(zs[i])))
	}
	sp := set("SigmoidPrime", "H3", "σ′(z)", primeOf(zs[last]), nn.SigmoidPrime(zs[last]))
	delta := matrix.Hadamard(nn.CostDerivative(as[last+1], y), sp)
	delta = set("LastLayer", "B11, BP1", up("δ", last), "delta", delta)
	part, stepsB, stepsW := "LastLayer", "B12, BP3", "B13, BP4"
	for i := last; i >= 0; i-- {
		if i < last {
			part, stepsB, stepsW = "HiddenLayers", "B14–B18, BP2, BP3", "B19, BP4"
			delta = matrix.Hadamard(matrix.Dot(net.Weights[i+1].Transpose(), delta), nn.SigmoidPrime(zs[i]))
		}
		delta = set(part, stepsB, up("∂C/∂b", i), nth("nablaB", i), delta)
		set(part, stepsW, up("∂C/∂w", i), nth("nablaW", i), matrix.Dot(delta, as[i].Transpose()))
	}
	return places, all
}

// up names what a layer has, by the index of its biases: z³.
func up(what string, i int) string { return what + string([]rune("²³⁴")[i]) }

func nth(name string, i int) string { return fmt.Sprintf("%s[%d]", name, i) }

func primeOf(z matrix.Matrix) string { return "SigmoidPrime(" + row(z) + ")" }

// list returns name[0], name[1] and so on.
func (r results) list(name string) (ms []matrix.Matrix) {
	for m, ok := r[nth(name, 0)]; ok; m, ok = r[nth(name, len(ms))] {
		ms = append(ms, m)
	}
	return ms
}

func (r results) set(name string, ms []matrix.Matrix) {
	for i, m := range ms {
		r[nth(name, i)] = m
	}
}

// same compares to 1e-9 of the largest entry: far above what rounding does to a
// sum of a few products, and far below a mistake.
func same(got, want matrix.Matrix) bool {
	if !fits(got, want) {
		return false
	}
	difference := matrix.Sub(got, want).MaxAbs()
	return difference <= 1e-9*want.MaxAbs() && !math.IsNaN(difference)
}

func fits(got, want matrix.Matrix) bool {
	return got != nil && want != nil && got.HasShape(want.Rows(), want.Cols())
}
