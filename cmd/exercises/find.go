package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"

	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck/zoo"
)

// drawn is how many mistakes there are to find.
const drawn = 5

// bug is the mistake to find, and its code. They are drawn by chance, of those
// that can be made in the network.go that is there, which a reader may have
// changed; without those that ask whether a matrix is square, as nobody would
// write.
func (c *course) bug() (bug zoo.Bug, code string, err error) {
	bugs, n := zoo.Bugs(), uint(0)
	for _, i := range rand.New(rand.NewPCG(c.Seed, 0)).Perm(len(bugs)) {
		code, err := listing(bugs[i])
		if err != nil || strings.Contains(code, ".Rows() == ") {
			continue
		}
		if n == c.Tried%drawn {
			return bugs[i], code, nil
		}
		n++
	}
	return bug, "", errors.New(c.text("nn/network.go is changed so much that no mistake can be put into it: git restore nn/network.go",
		"nn/network.go mudou tanto que nenhum erro cabe nele: git restore nn/network.go"))
}

// Parts of network.go: the functions that are shown, comments, and lines that are
// not shown.
var (
	functions = regexp.MustCompile(`(?ms)^func (\(net \*Network\) )?(UpdateMiniBatch|Backprop|CostDerivative|Sigmoid|SigmoidPrime)\(.*?^}\n`)
	comment   = regexp.MustCompile(`( ?) *//( [BHU]\d+\b)?.*`)
	hidden    = regexp.MustCompile(`(?m)^\s*(must\(.*|//)?\n`)
)

// listing returns the chapter's functions with the mistake in them. Of comments
// it keeps the names of the steps.
func listing(bug zoo.Bug) (string, error) {
	source, err := bug.Apply(nn.Source())
	if err != nil {
		return "", err
	}
	var all []string
	for _, function := range functions.FindAllString(source, -1) {
		function = comment.ReplaceAllString(function, "$1//$2")
		function = hidden.ReplaceAllString(strings.ReplaceAll(function, " //\n", "\n"), "")
		all = append(all, strings.ReplaceAll(function, "\t", "  "))
	}
	return strings.Join(all, "\n"), nil
}

// found holds the equation that the reader names against the checker's.
func (c *course) found(e exercise, equation string) (done bool, err error) {
	if strings.EqualFold(equation, "atualização") {
		equation = "update"
	}
	if !slices.Contains([]string{"BP1", "BP2", "BP3", "BP4", "UPDATE"}, strings.ToUpper(equation)) {
		return false, fmt.Errorf(c.text("%q: want BP1, BP2, BP3, BP4 or update", "%q: escreva BP1, BP2, BP3, BP4 ou atualização"), equation)
	}
	if !c.Shown {
		c.say("(That does not count, as you have not seen this code yet.)", "(Essa resposta não conta: você ainda não viu este código.)")
		return c.work()
	}
	bug, _, err := c.bug()
	if err != nil {
		return false, err
	}
	mark, is := c.text("✗ It is", "✗ É"), bug.Equation
	if is == "update" {
		is = c.text("the update", "a atualização")
	}
	if strings.EqualFold(equation, bug.Equation) {
		mark = "✓"
		c.Found++
	}
	c.Tried++
	c.Shown = false
	c.say("%s %s, in %s: %s. The checker says:", "%s %s, em %s: %s. O verificador diz:", mark, is, bug.Step, bug.Mistake.In(c.tag))
	c.lines(c.verdict(bug))
	if c.Tried < drawn {
		c.say("Enter in -watch, or else go run ./cmd/exercises, shows the next.", "Enter, em -watch, ou então go run ./cmd/exercises mostra o próximo.")
		return false, c.save()
	}
	c.say("%d of %d found (-at find draws others). %s", "%d de %d encontrados (-at find sorteia outros). %s", c.Found, drawn, e.after)
	c.Seed, c.Tried, c.Found = rand.Uint64(), 0, 0 // for whoever does it again
	return true, c.finish(e)
}

// verdict is what the checker says of the mistake, on a network with layers of
// one width and of others, so that each can be seen.
func (c *course) verdict(bug zoo.Bug) string {
	net, _, _ := random(5, 6, 6, 3)
	rng := rand.New(rand.NewPCG(16, 1))
	var miniBatch []nn.Example
	for range 6 {
		miniBatch = append(miniBatch, nn.Example{X: matrix.Randn(5, 1, rng), Y: matrix.Randn(3, 1, rng)})
	}
	return bug.Check(net, miniBatch, 3).Findings[0].Text(c.tag)
}
