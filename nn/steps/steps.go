// Package steps finds the chapter's steps in the source of nn/network.go, so
// that what shows or quotes them cannot drift from the code. The steps are the
// ones that comments there number: U1 to U8 in UpdateMiniBatch, B1 to B20 in
// Backprop, and H1 to H3, its helpers.
//
//	step := steps.Named("B7")
//	fmt.Println(step.Line, step.Code)
package steps

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strings"
	"sync"

	"backprop/nn"
)

// Step is a step of the chapter, as nn/network.go has it.
type Step struct {
	Name     string // "B17"
	Equation string // of the four, "BP2", or ""
	Func     string // the function it is in, "Backprop"
	Line     int    // the first of its lines, counted from 1
	Code     string // its lines, without indentation, comments and blank lines
	last     int
}

// End returns the last of its lines.
func (s Step) End() int { return s.last }

// All returns the steps in the order of the source.
func All() []Step { return all() }

// Named returns the step of this name. It panics if there is none.
func Named(name string) Step {
	for _, step := range all() {
		if step.Name == name {
			return step
		}
	}
	panic(fmt.Sprintf("steps: nn/network.go has no comment that begins with %q", name))
}

var all = sync.OnceValue(func() []Step { return In(nn.Source()) })

// A comment that begins a step: "// B7: z = …", "// B11, BP1: …", "// U8".
var marker = regexp.MustCompile(`^// ([UBH][0-9]+)(?:, (BP[1-4]))?(?:$|[:,])`)

// In returns the steps in a source that is nn/network.go with changes. It panics
// if that is not Go. A step's comment stands behind its first line or above it,
// and the step goes on to the next one's first line or the end of the block; of a
// loop with steps inside, it is the head and what precedes those. Comments and
// blank lines make no difference.
func In(source string) []Step {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "nn/network.go", source, parser.ParseComments)
	if err != nil {
		panic(err)
	}
	lineOf := func(p token.Pos) int { return files.Position(p).Line }
	lines := strings.Split(source, "\n")

	// By line: where the statement or function that begins there ends, and the
	// function that the line is in.
	end := map[int]int{}
	inFunc := map[int]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			end[lineOf(n.Pos())] = lineOf(n.End())
			for line := lineOf(n.Pos()); line <= lineOf(n.End()); line++ {
				inFunc[line] = n.Name.Name
			}
		case ast.Stmt:
			if line := lineOf(n.Pos()); end[line] == 0 {
				end[line] = lineOf(n.End())
			}
		}
		return true
	})

	// The steps' first lines.
	var steps []Step
	first := map[int]bool{}
	for _, group := range file.Comments {
		for _, comment := range group.List {
			match := marker.FindStringSubmatch(comment.Text)
			if match == nil {
				continue
			}
			line := lineOf(comment.Pos())
			if end[line] == 0 { // above it
				for line = lineOf(group.End()) + 1; end[line] == 0 && line <= len(lines); line++ {
				}
			}
			if end[line] == 0 {
				continue // a comment about nothing
			}
			first[line] = true
			steps = append(steps, Step{Name: match[1], Equation: match[2], Func: inFunc[line], Line: line})
		}
	}

	// Their last ones.
	holds := func(n ast.Node) bool { // a step, behind its first line
		for line := lineOf(n.Pos()) + 1; line <= lineOf(n.End()); line++ {
			if first[line] {
				return true
			}
		}
		return false
	}
	ast.Inspect(file, func(n ast.Node) bool {
		block, ok := n.(*ast.BlockStmt)
		if !ok {
			return true
		}
		for i, s := range block.List {
			if !first[lineOf(s.Pos())] {
				continue
			}
			last, rest := lineOf(s.End()), block.List[i+1:]
			if holds(s) {
				body := bodyOf(s)
				last, rest = lineOf(body.Lbrace), body.List
			}
			for _, next := range rest {
				if first[lineOf(next.Pos())] || holds(next) {
					break
				}
				last = lineOf(next.End())
			}
			end[lineOf(s.Pos())] = last
		}
		return true
	})
	for i := range steps {
		s := &steps[i]
		s.last = end[s.Line]
		s.Code = code(lines[s.Line-1 : s.last])
	}
	return steps
}

// bodyOf returns the block of a statement that has one.
func bodyOf(s ast.Stmt) (body *ast.BlockStmt) {
	ast.Inspect(s, func(n ast.Node) bool {
		if block, ok := n.(*ast.BlockStmt); ok && body == nil {
			body = block
		}
		return body == nil
	})
	return body
}

// code takes indentation, comments and blank lines from lines.
func code(lines []string) string {
	indent := len(lines[0]) - len(strings.TrimLeft(lines[0], "\t"))
	var kept []string
	for _, line := range lines {
		line, _, _ = strings.Cut(line, "//")
		if line = strings.TrimRight(line, " \t"); line != "" {
			kept = append(kept, line[indent:])
		}
	}
	return strings.Join(kept, "\n")
}
