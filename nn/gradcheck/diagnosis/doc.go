// Package diagnosis says which mistake makes a gradient, or a step, what it is. It
// is given numbers and what they should be, and knows nothing of how they were
// measured.
//
// Read it in this order: gradient.go says when two numbers agree. mistake.go and
// factors.go have what may stand for each factor of the equations, results.go
// what may be returned for δ and δ aᵀ, passes.go the wrong forward passes,
// directions.go the wrong steps. explain.go multiplies the factors out, and finds
// the simplest that give what was got. backward.go goes back through the layers,
// and finds the fewest mistakes for all of them; forward.go asks whether one
// mistake in the forward pass explains more; update.go does the same for a step.
package diagnosis
