package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"math/rand/v2"
	"strings"

	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck/zoo"
)

// drawn is how many mistakes there are to find.
const drawn = 5

// draw picks mistakes of the zoo by chance, by name: those that can be made in
// the network.go that is there, which a reader may have changed; not those that
// ask whether a matrix is square, as nobody would write.
func draw() (names []string) {
	bugs := zoo.Bugs()
	for _, i := range rand.Perm(len(bugs)) {
		code, err := listing(bugs[i])
		if err == nil && len(names) < drawn && !strings.Contains(code, ".Rows() == ") {
			names = append(names, bugs[i].Name)
		}
	}
	return names
}

// listing returns the chapter's functions with the mistake in them, without
// comments, and with blank lines between functions alone.
func listing(bug zoo.Bug) (string, error) {
	source, err := bug.Apply(nn.Source())
	if err != nil {
		return "", err
	}
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "", source, 0)
	if err != nil {
		return "", err
	}
	var code bytes.Buffer
	for _, declaration := range file.Decls {
		f, ok := declaration.(*ast.FuncDecl)
		if !ok || !strings.Contains(" UpdateMiniBatch Backprop CostDerivative Sigmoid SigmoidPrime ", " "+f.Name.Name+" ") {
			continue
		}
		f.Doc = nil
		if err := (&printer.Config{Mode: printer.UseSpaces, Tabwidth: 2}).Fprint(&code, files, f); err != nil {
			return "", err
		}
		code.WriteByte('\n')
	}
	var kept []string
	for line := range strings.Lines(code.String()) {
		if text := strings.TrimSpace(line); text != "" && !strings.HasPrefix(text, "must(") {
			if strings.HasPrefix(line, "func ") && len(kept) > 0 {
				kept = append(kept, "")
			}
			kept = append(kept, strings.TrimRight(line, "\n"))
		}
	}
	return strings.Join(kept, "\n"), nil
}

// verdict is what the checker says of the mistake, on a network with layers of
// one width and of others, so that each can be seen.
func verdict(bug zoo.Bug, tag language.Tag) string {
	net, _, _ := random(5, 6, 6, 3)
	rng := rand.New(rand.NewPCG(16, 1))
	var miniBatch []nn.Example
	for range 6 {
		miniBatch = append(miniBatch, nn.Example{X: matrix.Randn(5, 1, rng), Y: matrix.Randn(3, 1, rng)})
	}
	return bug.Check(net, miniBatch, 3).Findings[0].Text(tag)
}
