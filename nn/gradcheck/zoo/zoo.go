// Package zoo keeps classic mistakes in backpropagation: each a working backprop
// or update that differs from the right one in one place. They are here to be
// caught. Several of them learn nearly as well as the right code, so accuracy
// does not catch them.
//
//	bug, _ := zoo.Find("not-transposed")
//	report := gradcheck.Check(net, x, y, bug.Backprop(net))
//
// Each is also a change of the text of nn/network.go, which [Bug.Apply] makes.
//
// Read Bugs first, the list; backprop.go has the algorithm that they change.
//
// # To add a mistake
//
// If gradcheck has no name for it, give it a row in a table of package diagnosis:
// factors.go has the factors of δ, results.go ∇b and ∇w, forward.go the forward
// pass, steps.go the update. A row is a call of has, stands (for a formula with words
// in it), or says (for a sentence):
//
//	prime.has("prime-sigma", "σ(z)", "sp := Sigmoid(z)", a)
//
// In the place of σ′(z) stands σ(z), likely by that code, and its value is a. What
// proves that the name belongs to the formula is the same mistake by hand, in written,
// in nn/gradcheck/mistakes_test.go; no test asks for it.
//
// Then add the bug to bugs.go, and its layer to layers in zoo_test.go if that is not
// the usual one, and write the pages anew:
//
//	go test ./nn/gradcheck/zoo ./cmd/trace ./docs -update
package zoo

import (
	"fmt"
	"strings"

	"backprop/internal/language"
	"backprop/nn"
	"backprop/nn/gradcheck"
)

// Bug is a classic mistake.
type Bug struct {
	Name      string        // to ask for it by
	Mistake   language.Text // what is wrong, in words
	Step      string        // the chapter's step that is wrong, "B17"
	Changes   []Change      // what makes nn/network.go wrong
	Published []string      // where it was found, if it was
	Cause     string        // what gradcheck must say it is, an identifier in its table of mistakes

	// Equation is what gradcheck must name: "BP1" to "BP4" or "update".
	Equation string

	// Backprop returns the wrong backprop for a network; nil if the mistake is
	// in the update.
	Backprop func(net *nn.Network) gradcheck.Backprop

	// NewUpdate returns a wrong update with no history.
	NewUpdate func() gradcheck.Update
}

// Change is a piece of the text of nn/network.go, and what stands there in the
// wrong code. Wrong is code that compiles there.
type Change struct{ Right, Wrong string }

// Apply makes the bug's changes in a text of nn/network.go: that of
// [nn.Source], or one that a reader has edited. It returns an error if one of
// the pieces is not there, or more than once.
func (b Bug) Apply(source string) (string, error) {
	for _, c := range b.Changes {
		if n := strings.Count(source, c.Right); n != 1 {
			return "", fmt.Errorf("zoo: %s changes %q in nn/network.go, which is there %d times, not once", b.Name, c.Right, n)
		}
		source = strings.Replace(source, c.Right, c.Wrong, 1)
	}
	return source, nil
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
// example of the mini-batch, or its update on all of it.
func (b Bug) Check(net *nn.Network, miniBatch []nn.Example, eta float64) gradcheck.Report {
	if b.Backprop == nil {
		return gradcheck.CheckUpdate(net, miniBatch, eta, b.NewUpdate())
	}
	return gradcheck.Check(net, miniBatch[0].X, miniBatch[0].Y, b.Backprop(net))
}

// inBackprop fills in the functions of a mistake in Backprop.
func inBackprop(bug Bug, change func(*parts)) Bug {
	p := right()
	change(&p)
	bug.Backprop = p.backprop
	bug.NewUpdate = func() gradcheck.Update { return p.update }
	return bug
}

// inUpdate fills in the function of a mistake in UpdateMiniBatch.
func inUpdate(bug Bug, update gradcheck.Update) Bug {
	bug.Equation = "update"
	bug.NewUpdate = func() gradcheck.Update { return update }
	return bug
}
