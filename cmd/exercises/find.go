package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"

	"backprop/cmd/internal/cli"
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
	if len(c.Found) < len(c.Drawn) {
		bug, _ = zoo.Find(c.Drawn[len(c.Found)])
		if code, err = listing(bug); err == nil && bug.Name != "" {
			return bug, code, nil
		}
	}
	c.Drawn, c.Found = nil, nil
	bugs := zoo.Bugs()
	for _, i := range rand.Perm(len(bugs)) {
		code, err := listing(bugs[i])
		if err == nil && len(c.Drawn) < drawn && !strings.Contains(code, ".Rows() == ") {
			c.Drawn = append(c.Drawn, bugs[i].Name)
		}
	}
	if len(c.Drawn) == 0 {
		return bug, "", errors.New(c.text("nn/network.go is changed so much that no mistake can be put into it: git restore nn/network.go",
			"nn/network.go mudou tanto que nenhum erro cabe nele: git restore nn/network.go"))
	}
	if err := c.save(); err != nil {
		return bug, "", err
	}
	return c.bug()
}

// listing returns the chapter's functions with the mistake in them, with the
// names of the steps for comments, and blank lines between functions alone.
func listing(bug zoo.Bug) (string, error) {
	source, err := bug.Apply(nn.Source())
	if err != nil {
		return "", err
	}
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "", source, parser.ParseComments)
	if err != nil {
		return "", err
	}
	var steps []*ast.CommentGroup
	for _, group := range file.Comments {
		for _, comment := range group.List {
			if comment.Text = regexp.MustCompile(`^// [BHU]\d+|`).FindString(comment.Text); comment.Text != "" {
				steps = append(steps, &ast.CommentGroup{List: []*ast.Comment{comment}})
			}
		}
	}
	var code bytes.Buffer
	for _, declaration := range file.Decls {
		f, ok := declaration.(*ast.FuncDecl)
		if !ok || !slices.Contains([]string{"UpdateMiniBatch", "Backprop", "CostDerivative", "Sigmoid", "SigmoidPrime"}, f.Name.Name) {
			continue
		}
		f.Doc = nil
		config := printer.Config{Mode: printer.UseSpaces, Tabwidth: 2}
		if err := config.Fprint(&code, files, &printer.CommentedNode{Node: f, Comments: steps}); err != nil {
			return "", err
		}
		code.WriteByte('\n')
	}
	text := regexp.MustCompile(`(?m)^\s*(must\(.*)?\n`).ReplaceAllString(code.String(), "")
	return strings.ReplaceAll(text, "\n}\nfunc", "\n}\n\nfunc"), nil
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
			s.WriteString(line[:cut] + "\n")
			line = indent + line[cut:]
		}
		s.WriteString(line)
	}
	return strings.ReplaceAll(s.String(), "\x00", " ")
}

// found holds the equation that the reader names against the checker's.
func (c *course) found(e exercise, equation string) (done bool, err error) {
	if !slices.Contains([]string{"BP1", "BP2", "BP3", "BP4", "UPDATE"}, strings.ToUpper(equation)) {
		return false, fmt.Errorf(c.text("%q: want BP1, BP2, BP3, BP4 or update", "%q: escreva BP1, BP2, BP3, BP4 ou update"), equation)
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
	c.say("%s %s, in %s: %s. The checker says:", "%s %s, em %s: %s. O verificador diz:", mark, bug.Equation, bug.Step, bug.Mistake.In(c.tag))
	fmt.Fprint(c.out, cli.WrapLines(c.verdict(bug), c.width))
	c.Found = append(c.Found, right)
	if len(c.Found) < len(c.Drawn) {
		if c.watching {
			c.say("Enter shows the next.", "Enter mostra o próximo.")
		}
		return false, c.save()
	}
	n := len(slices.DeleteFunc(slices.Clone(c.Found), func(found bool) bool { return !found }))
	c.say("%d of %d found. %s", "%d de %d encontrados. %s", n, len(c.Found), e.after)
	c.Drawn = nil // for who does it again
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
