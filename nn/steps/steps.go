// Package steps finds the chapter's steps in the source of nn/network.go, so
// that what shows or quotes them cannot drift from the code. Comments there number
// the steps: U1 to U8 in UpdateMiniBatch, B1 to B20 in Backprop, and H1 to H3, its
// helpers.
//
//	step := steps.Named("B7")
//	fmt.Println(step.Line, step.Code)
package steps

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
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

	// By line: where the statement or function that begins there ends, where the block
	// ends that the line is in, and the function.
	end, block, inFunc := map[int]int{}, map[int]int{}, map[int]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			first, last := lineOf(n.Pos()), lineOf(n.End())
			end[first], block[first] = last, last
			for line := first; line <= last; line++ {
				inFunc[line] = n.Name.Name
			}
		case *ast.BlockStmt:
			for line := lineOf(n.Lbrace) + 1; line <= lineOf(n.Rbrace); line++ {
				block[line] = lineOf(n.Rbrace)
			}
		case ast.Stmt:
			end[lineOf(n.Pos())] = max(end[lineOf(n.Pos())], lineOf(n.End()))
		}
		return true
	})

	var steps []Step
	for _, group := range file.Comments {
		for _, comment := range group.List {
			match := marker.FindStringSubmatch(comment.Text)
			if match == nil {
				continue
			}
			line := lineOf(comment.Pos())
			for end[line] == 0 && line <= len(lines) { // the comment is above it
				line++
			}
			if line <= len(lines) { // else it is about nothing
				steps = append(steps, Step{Name: match[1], Equation: match[2], Func: inFunc[line], Line: line})
			}
		}
	}
	for i := range steps {
		s := &steps[i]
		next := math.MaxInt
		if i+1 < len(steps) {
			next = steps[i+1].Line
		}
		s.last = s.Line // of a loop with steps inside, the head
		for line := s.Line; line < next && line <= block[s.Line]; line++ {
			if end[line] < next {
				s.last = max(s.last, end[line])
			} else if line > s.Line {
				break // what holds the next step
			}
		}
		s.Code = code(lines[s.Line-1 : s.last])
	}
	return steps
}

// code takes indentation, comments and blank lines from lines.
func code(lines []string) string {
	indent := lines[0][:len(lines[0])-len(strings.TrimLeft(lines[0], "\t"))]
	var kept []string
	for _, line := range lines {
		line, _, _ = strings.Cut(line, "//")
		if line = strings.TrimRight(line, " \t"); line != "" {
			kept = append(kept, strings.TrimPrefix(line, indent))
		}
	}
	return strings.Join(kept, "\n")
}
