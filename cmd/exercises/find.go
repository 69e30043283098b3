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
	n := 0
	bugs := zoo.Bugs()
	for _, i := range rand.New(rand.NewPCG(c.Seed, 0)).Perm(len(bugs)) {
		code, err := listing(bugs[i])
		if err != nil || strings.Contains(code, ".Rows() == ") {
			continue
		}
		if n == len(c.Found) {
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

// wrapCode breaks lines that are longer than width at a space, or else behind a
// dot or parenthesis; not within a name, nor a comment.
func wrapCode(code string, width int) string {
	var s strings.Builder
	for line := range strings.Lines(strings.ReplaceAll(code, "// ", "//\x00")) {
		indent := line[:len(line)-len(strings.TrimLeft(line, " "))] + "    "
		for len(line) > width {
			cut := strings.LastIndex(line[:width], " ") + 1
			if cut <= len(indent) {
				cut = strings.LastIndexAny(line[:width], "(.") + 1
			}
			if cut <= len(indent) {
				break
			}
			s.WriteString(strings.TrimRight(line[:cut], " ") + "\n")
			line = indent + line[cut:]
		}
		s.WriteString(line)
	}
	return strings.ReplaceAll(s.String(), "\x00", " ")
}

// found holds the equation that the reader names against the checker's.
func (c *course) found(e exercise, equation string) (done bool, err error) {
	if strings.EqualFold(equation, "atualização") {
		equation = "update"
	}
	if !slices.Contains([]string{"BP1", "BP2", "BP3", "BP4", "UPDATE"}, strings.ToUpper(equation)) {
		return false, fmt.Errorf(c.text("%q: want BP1, BP2, BP3, BP4 or update", "%q: escreva BP1, BP2, BP3, BP4 ou atualização"), equation)
	}
	bug, _, err := c.bug()
	if err != nil {
		return false, err
	}
	right := strings.EqualFold(equation, bug.Equation)
	mark := "✓"
	if !right {
		mark = c.text("✗ It is", "✗ É")
	}
	is := bug.Equation
	if is == "update" {
		is = c.text("the update", "a atualização")
	}
	c.say("%s %s, in %s: %s. The checker says:", "%s %s, em %s: %s. O verificador diz:", mark, is, bug.Step, bug.Mistake.In(c.tag))
	c.lines(c.verdict(bug))
	c.Found = append(c.Found, right)
	if len(c.Found) < drawn {
		if c.watching {
			c.say("Enter shows the next.", "Enter mostra o próximo.")
		}
		return false, c.save()
	}
	n := len(slices.DeleteFunc(slices.Clone(c.Found), func(found bool) bool { return !found }))
	c.Seed, c.Found = rand.Uint64(), nil // for whoever does it again
	if n <= drawn/2 {
		c.say("%d of %d found. Find most of them: there are five others now.", "%d de %d encontrados. Encontre a maioria: agora há outros cinco.", n, drawn)
		return false, c.save()
	}
	c.say("%d of %d found. %s", "%d de %d encontrados. %s", n, drawn, e.after)
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
