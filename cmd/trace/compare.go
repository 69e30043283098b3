package main

import (
	"fmt"
	"math"
	"slices"

	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn/gradcheck"
)

// comparison is one parameter's derivative, by backprop and by a difference.
type comparison struct {
	Name, Backprop, Central, Difference string
}

// maxCompared is how many parameters the check lists; of a larger network it also
// lists the worst.
const maxCompared = 40

// comparisons returns the check of the parameters: those to show, how many more
// there are, and the worst.
func (t *trace) comparisons() (shown []comparison, more int, worst comparison) {
	largest := -1.0
	format := "%.6f"
	if slices.ContainsFunc(slices.Concat(t.nablaB, t.nablaW), hasTiny) {
		format = "%.4e"
	}
	for _, part := range []struct {
		name          string
		got, expected []matrix.Matrix
	}{{"Biases", t.nablaB, t.centralB}, {"Weights", t.nablaW, t.centralW}} {
		for i, m := range part.got {
			for j, row := range m {
				for k, v := range row {
					central := part.expected[i][j][k]
					difference := math.Abs(v - central)
					show := len(shown) < maxCompared
					if !show {
						more++
					}
					if !show && difference <= largest {
						continue // most of a large network: not worth writing out
					}
					c := comparison{
						fmt.Sprintf("net.%s[%d][%d][%d]", part.name, i, j, k),
						number(format, v), number(format, central), "≤ " + within(difference),
					}
					if difference > largest {
						largest, worst = difference, c
					}
					if show {
						shown = append(shown, c)
					}
				}
			}
		}
	}
	return shown, more, worst
}

// hasTiny reports whether six decimals would not show an entry.
func hasTiny(m matrix.Matrix) bool {
	return slices.ContainsFunc(m, func(row []float64) bool {
		return slices.ContainsFunc(row, func(v float64) bool { return v != 0 && math.Abs(v) < 1e-4 })
	})
}

// checkTitle names the check and its step.
func checkTitle(l language.Tag) string {
	return fmt.Sprintf(words.check.In(l), gradcheck.CentralStep)
}

// distance is how far the gradient is from that of central differences.
func (e entry) distance() float64 { return matrix.Sub(e.Gradient, e.Central).MaxAbs() }

// farthest returns that distance as a power of ten.
func (e entry) farthest() string { return within(e.distance()) }

// agrees reports whether the gradient is that of central differences, which are
// wrong by some 1e-10 where weights are of the size of 1, and by the rounding of the
// cost where that is large. Mistakes in
// Sigmoid, SigmoidPrime and CostDerivative show here, as the steps are made of
// them; those in Backprop itself make the trace stop before.
func (e entry) agrees() bool {
	return e.distance() <= 1e-7*math.Max(1, e.Central.MaxAbs())+e.rounding
}
