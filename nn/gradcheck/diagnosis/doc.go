// Package diagnosis says which mistake makes a gradient, or a step, what it is. It
// is given numbers and what they should be, and knows nothing of how they were
// measured.
//
// Read it in this order: gradient.go says when two numbers agree. mistake.go has
// the table of mistakes, of which factors.go, results.go and steps.go are the rows:
// what may stand for each factor of the equations, for what they return, and for a
// step. explain.go multiplies the factors out, and finds the simplest that give what
// was got, and entries.go which entries are wrong. backward.go goes back through the
// layers and explains each equation that does not hold; forward.go first reads off
// the activations that the code used; update.go explains a step.
package diagnosis
