// Package zoo keeps classic mistakes in backpropagation: each a working backprop
// or update that differs from the right one in one place. They are here to be
// caught; and several of them learn nearly as well as the right code, so that
// accuracy does not catch them.
//
//	bug, _ := zoo.Find("not-transposed")
//	report := gradcheck.Check(net, x, y, bug.Backprop(net))
//
// Read Bugs first, the list; backprop.go has the algorithm that they change.
package zoo

import (
	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck"
)

// Bug is a classic mistake.
type Bug struct {
	Name    string // to ask for it by
	Mistake string // what is wrong, in words
	Step    string // the chapter's step that is wrong
	Right   string // what it should be
	Wrong   string // and what it is

	// Equation is what gradcheck must name: "BP1" to "BP4" or "update".
	Equation string

	// Backprop returns the wrong backprop for a network; nil if the mistake is
	// in the update.
	Backprop func(net *nn.Network) gradcheck.Backprop

	// NewUpdate returns a wrong update for training data of n examples, with no
	// history.
	NewUpdate func(n int) Update
}

// Update is what nn.Network.UpdateMiniBatch is.
type Update func(net *nn.Network, miniBatch []nn.Example, eta float64)

// Bugs returns the mistakes, those of backprop in the order of its steps, then
// those of the update.
//
// Where no two neighbouring layers have the same width, not-transposed and
// transposed-outer cannot be made: they are the right code there.
func Bugs() []Bug {
	return []Bug{
		inBackprop("sigma-in-place", "σ is computed in place and spoils zs", "B8, B9",
			"zs = append(zs, z); activation = Sigmoid(z)", "z itself becomes σ(z), in zs too", "BP1",
			func(p *parts) {
				p.forward = func(z matrix.Matrix) matrix.Matrix {
					a := nn.Sigmoid(z)
					for j := range z {
						copy(z[j], a[j])
					}
					return a
				}
			}),
		inBackprop("cost-doubled", "the gradient of ‖a - y‖², for a cost of ½‖a - y‖²", "H1",
			"Sub(output, y)", "Scale(2, Sub(output, y))", "BP1",
			func(p *parts) {
				p.costDerivative = func(a, y matrix.Matrix) matrix.Matrix { return matrix.Scale(2, matrix.Sub(a, y)) }
			}),
		inBackprop("sign-flipped", "the error is y - a", "H1",
			"Sub(output, y)", "Sub(y, output)", "BP1",
			func(p *parts) {
				p.costDerivative = func(a, y matrix.Matrix) matrix.Matrix { return matrix.Sub(y, a) }
			}),
		inBackprop("no-prime-output", "σ′ is missing at the output", "B11",
			"Hadamard(CostDerivative(a, y), SigmoidPrime(z))", "CostDerivative(a, y)", "BP1",
			func(p *parts) { p.outputPrime = ones }),
		inBackprop("no-prime-hidden", "σ′ is missing in the hidden layers", "B17",
			"Hadamard(Dot(w.Transpose(), delta), sp)", "Dot(w.Transpose(), delta)", "BP2",
			func(p *parts) { p.hiddenPrime = ones }),
		inBackprop("sigma-for-prime", "σ stands for σ′ in the hidden layers", "B16",
			"sp := SigmoidPrime(z)", "sp := Sigmoid(z)", "BP2",
			func(p *parts) { p.hiddenPrime = nn.Sigmoid }),
		inBackprop("not-transposed", "the weights are not transposed, where layers are square", "B17",
			"Dot(w.Transpose(), delta)", "Dot(w, delta)", "BP2",
			func(p *parts) {
				p.back = func(w, _ matrix.Matrix) matrix.Matrix {
					if w.Rows() != w.Cols() {
						return w.Transpose()
					}
					return w
				}
			}),
		inBackprop("updated-weights", "δ goes back through weights that have taken their step", "B17",
			"w", "Sub(w, Scale(3, nablaW))", "BP2",
			func(p *parts) {
				p.back = func(w, nablaW matrix.Matrix) matrix.Matrix {
					return matrix.Sub(w, matrix.Scale(3, nablaW)).Transpose()
				}
			}),
		inBackprop("first-layer-zero", "the loop ends early: the first layer's gradient stays zero", "B14",
			"for l := 2; l < numLayers; l++", "for l := 2; l < numLayers-1; l++", "BP2",
			func(p *parts) {
				p.goesOn = func(l, numLayers int) bool { return l < numLayers-1 }
			}),
		inBackprop("biases-zero", "the biases' gradient stays zero", "B12, B18",
			"nablaB[len(nablaB)-l] = delta", "(missing)", "BP3",
			func(p *parts) {
				p.nablaB = func(delta matrix.Matrix) matrix.Matrix { return matrix.Zeros(delta.Rows(), 1) }
			}),
		inBackprop("z-for-a", "the weights' gradient takes z of the layer before, not σ(z)", "B13, B19",
			"activations[len(activations)-l-1]", "zs[len(zs)-l-1]", "BP4",
			func(p *parts) {
				p.nablaW = func(delta, before, z matrix.Matrix) matrix.Matrix {
					if z == nil { // the input has none
						z = before
					}
					return matrix.Dot(delta, z.Transpose())
				}
			}),
		inBackprop("transposed-outer", "the weights' gradient is a δᵀ, where layers are square", "B19",
			"Dot(delta, a.Transpose())", "Dot(a, delta.Transpose())", "BP4",
			func(p *parts) {
				p.nablaW = func(delta, before, _ matrix.Matrix) matrix.Matrix {
					if delta.Rows() != before.Rows() {
						return matrix.Dot(delta, before.Transpose())
					}
					return matrix.Dot(before, delta.Transpose())
				}
			}),
		inUpdate("summed", "the gradients are summed, not averaged", "U7, U8",
			"eta / float64(len(miniBatch))", "eta",
			func(int) Update {
				return func(net *nn.Network, miniBatch []nn.Example, eta float64) {
					sumB, sumW := sums(net.Backprop, net, miniBatch)
					step(net, sumB, sumW, eta)
				}
			}),
		inUpdate("divided-by-all", "eta is divided by the size of the training data", "U7, U8",
			"eta / float64(len(miniBatch))", "eta / float64(training.Len())",
			func(n int) Update {
				return func(net *nn.Network, miniBatch []nn.Example, eta float64) {
					sumB, sumW := sums(net.Backprop, net, miniBatch)
					step(net, sumB, sumW, eta/float64(n))
				}
			}),
		inUpdate("assigned", "= for += in the sum: only the last example counts", "U5, U6",
			"nablaW[i] = Add(nablaW[i], dnw)", "nablaW[i] = dnw",
			func(int) Update {
				return func(net *nn.Network, miniBatch []nn.Example, eta float64) {
					sumB, sumW := sums(net.Backprop, net, miniBatch[len(miniBatch)-1:])
					step(net, sumB, sumW, eta/float64(len(miniBatch)))
				}
			}),
		inUpdate("not-reset", "the sums go on from one mini-batch to the next", "U1, U2",
			"nablaW := zerosLike(net.Weights), in UpdateMiniBatch", "nablaW made once, before training",
			func(int) Update {
				var sumB, sumW []matrix.Matrix
				return func(net *nn.Network, miniBatch []nn.Example, eta float64) {
					b, w := sums(net.Backprop, net, miniBatch)
					if sumB == nil {
						sumB, sumW = zerosLike(b), zerosLike(w)
					}
					for i := range b {
						sumB[i], sumW[i] = matrix.Add(sumB[i], b[i]), matrix.Add(sumW[i], w[i])
					}
					step(net, sumB, sumW, eta/float64(len(miniBatch)))
				}
			}),
	}
}

// Find returns the bug of that name.
func Find(name string) (Bug, bool) {
	for _, bug := range Bugs() {
		if bug.Name == name {
			return bug, true
		}
	}
	return Bug{}, false
}

// Check holds the bug against the gradient checker: its backprop on the first
// example of the mini-batch, or its update on all of it, out of n examples.
func (b Bug) Check(net *nn.Network, miniBatch []nn.Example, n int, eta float64) gradcheck.Report {
	if b.Backprop == nil {
		return gradcheck.CheckUpdate(net, miniBatch, eta, b.NewUpdate(n))
	}
	return gradcheck.Check(net, miniBatch[0].X, miniBatch[0].Y, b.Backprop(net))
}

func inBackprop(name, mistake, step, should, wrong, equation string, change func(*parts)) Bug {
	p := right()
	change(&p)
	return Bug{
		Name: name, Mistake: mistake, Step: step, Right: should, Wrong: wrong, Equation: equation,
		Backprop:  p.backprop,
		NewUpdate: func(int) Update { return p.update },
	}
}

func inUpdate(name, mistake, step, should, wrong string, newUpdate func(n int) Update) Bug {
	return Bug{
		Name: name, Mistake: mistake, Step: step, Right: should, Wrong: wrong, Equation: "update",
		NewUpdate: newUpdate,
	}
}

// ones is 1 where σ′ should be.
func ones(z matrix.Matrix) matrix.Matrix {
	return z.Map(func(float64) float64 { return 1 })
}
