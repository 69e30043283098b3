package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck"
)

// differences computes a gradient by the chapter's formula, as gradcheck.Forward
// does, but in a random order, so that a sample of it can be measured.
type differences struct {
	net    *nn.Network
	rng    *rand.Rand
	x, y   matrix.Matrix
	passes int64 // forward passes made, counted
	took   time.Duration
}

func newDifferences(net *nn.Network, rng *rand.Rand) *differences {
	last := net.Sizes[len(net.Sizes)-1]
	d := &differences{net: net, rng: rng, y: matrix.Zeros(last, 1)}
	d.x = matrix.Zeros(net.Sizes[0], 1).Map(func(float64) float64 { return rng.Float64() })
	d.y[rng.IntN(last)][0] = 1
	return d
}

// cost is one forward pass.
func (d *differences) cost() float64 {
	d.passes++
	return nn.QuadraticCost(d.net.Feedforward(d.x), d.y)
}

// parameter is one weight or bias, and its derivative from Backprop.
type parameter struct {
	w        *float64
	backprop float64
}

// parameters returns all of them.
func (d *differences) parameters() []parameter {
	nablaB, nablaW := d.net.Backprop(d.x, d.y)
	var all []parameter
	for i := range nablaB {
		for j := range nablaB[i] {
			all = append(all, parameter{&d.net.Biases[i][j][0], nablaB[i][j][0]})
			for k := range nablaW[i][j] {
				all = append(all, parameter{&d.net.Weights[i][j][k], nablaW[i][j][k]})
			}
		}
	}
	return all
}

// run computes the derivatives in a random order until the budget is spent, but
// at least one; all of them for a budget of 0. It returns how many it computed,
// and an error if they do not agree with Backprop: then neither time is worth
// anything.
func (d *differences) run(budget time.Duration) (done int, err error) {
	all := d.parameters()
	d.rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	derivatives := make([]float64, 0, len(all))

	start := time.Now()
	unmoved := d.cost()
	for _, p := range all {
		derivatives = append(derivatives, gradcheck.Quotient(p.w, gradcheck.ForwardStep, d.cost, unmoved))
		if budget > 0 && time.Since(start) >= budget {
			break
		}
	}
	d.took = time.Since(start)

	// The formula drops ε·C″/2 and divides the rounding of C, some hundred
	// times 2⁻⁵², by ε = 2⁻²⁶: both are below 1e-5 for costs near 1.
	for i, got := range derivatives {
		if want := all[i].backprop; !(math.Abs(got-want) <= 1e-5*math.Max(1, unmoved)) {
			return 0, fmt.Errorf("the difference quotient is %g where Backprop says %g", got, want)
		}
	}
	return len(derivatives), nil
}
