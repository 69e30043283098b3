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

// differences computes the gradient of one example by the chapter's formula, as
// gradcheck.Forward does, but in a random order, so the part that fits into the
// budget is a fair sample: one derivative at least. It returns how many it computed,
// in how many forward passes, counted, and in what time; and an error if they do not
// agree with Backprop: then neither time is worth anything.
func differences(net *nn.Network, x, y matrix.Matrix, budget time.Duration, rng *rand.Rand) (done, passes int, took time.Duration, err error) {
	type parameter struct {
		w        *float64
		backprop float64 // its derivative
	}
	var all []parameter
	nablaB, nablaW := net.Backprop(x, y)
	for i := range nablaB {
		for j := range nablaB[i] {
			all = append(all, parameter{&net.Biases[i][j][0], nablaB[i][j][0]})
			for k := range nablaW[i][j] {
				all = append(all, parameter{&net.Weights[i][j][k], nablaW[i][j][k]})
			}
		}
	}
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	cost := func() float64 {
		passes++
		return nn.QuadraticCost(net.Feedforward(x), y)
	}

	start := time.Now()
	unmoved := cost()
	derivatives := make([]float64, 0, len(all))
	for _, p := range all {
		derivatives = append(derivatives, gradcheck.Quotient(p.w, gradcheck.ForwardStep, cost, unmoved))
		if took = time.Since(start); took >= budget {
			break
		}
	}

	// The formula drops ε·C″/2 and divides the rounding of C, some hundred
	// times 2⁻⁵², by ε = 2⁻²⁶: both are below 1e-5 for costs near 1.
	for i, got := range derivatives {
		if want := all[i].backprop; !(math.Abs(got-want) <= 1e-5*math.Max(1, unmoved)) {
			return 0, 0, 0, fmt.Errorf("the difference quotient is %g where Backprop says %g", got, want)
		}
	}
	return len(derivatives), passes, took, nil
}
