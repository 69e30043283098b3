package calls

import (
	"fmt"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"

	"backprop/internal/language"
	"backprop/nn"
	"backprop/nn/steps"
)

// try calls f. If f panics, it returns with what and where, in English and
// Portuguese; otherwise nil.
func try(net *nn.Network, f func()) (panicked []string) {
	defer func() {
		if p := recover(); p != nil {
			panicked = explainPanic(net, fmt.Sprint(p), panicSite())
		}
	}()
	f()
	return nil
}

// panicSite returns the line of code that panicked, or that called the matrix
// operation that did. It must be called by the deferred function that recovers.
func panicSite() runtime.Frame {
	var callers [50]uintptr
	frames := runtime.CallersFrames(callers[:runtime.Callers(3, callers[:])])
	for {
		frame, more := frames.Next()
		if frame.File != "" && !strings.HasPrefix(frame.Function, "runtime.") && !strings.HasPrefix(frame.Function, "backprop/matrix.") {
			return frame
		}
		if !more {
			return runtime.Frame{}
		}
	}
}

var shapes = regexp.MustCompile(`^matrix: (Dot|Hadamard|Add|Sub): (\d+×\d+) (?:by|and) (\d+×\d+)`)

// explainPanic adds to a panic where it was: in a step of the chapter, if that
// is in nn/network.go, and in an equation; and, where shapes do not fit, whose
// they are.
func explainPanic(net *nn.Network, message string, site runtime.Frame) []string {
	en, pt := message, message
	match := shapes.FindStringSubmatch(message)
	if match != nil {
		pt = match[0] // the rest is English
	}
	where := ""
	if site.File != "" {
		where = fmt.Sprintf("%s:%d", filepath.Base(site.File), site.Line)
	}
	if strings.HasPrefix(site.Function, "backprop/nn.") && filepath.Base(site.File) == "network.go" {
		for _, step := range steps.All() {
			if step.Line <= site.Line && site.Line <= step.End() {
				where += ", " + step.Name
				if step.Equation != "" {
					where += ", " + step.Equation
				}
			}
		}
	}
	if where != "" {
		en, pt = en+" ("+where+")", pt+" ("+where+")"
	}
	if match != nil {
		for n, shape := range match[2:] {
			name, namePt := owners(net, shape)
			if name != "" {
				en += fmt.Sprintf("; %s is the shape of %s", match[2+n], name)
				pt += fmt.Sprintf("; %s é o formato %s", match[2+n], namePt)
			}
			if match[2] == match[3] {
				break
			}
		}
		why := reason(match[1], match[2], match[3])
		en, pt = en+why[0], pt+why[1]
	}
	return []string{en, pt}
}

// Older asks whether := hides a variable, which who sees the code knows better.
var Older = language.Text{" Or is one of them an older one, because := in a loop made a new variable?",
	" Ou alguma delas é de uma iteração anterior, porque um := dentro do laço criou outra variável?"}

// reason says, or asks, why the shapes of an operation do not fit.
func reason(operation, first, second string) language.Text {
	var n, m, k, l int
	fmt.Sscanf(first+" "+second, "%d×%d %d×%d", &n, &m, &k, &l)
	switch {
	case operation == "Dot" && m == 1 && first == second:
		return language.Text{"; a product entry by entry, ⊙, is matrix.Hadamard", "; o produto elemento a elemento, ⊙, é matrix.Hadamard"}
	case operation == "Dot" && m == 1 && n > 1 && n == l:
		return language.Text{"; the other way round, " + second + " by " + first + ", they fit", "; na outra ordem, " + second + " por " + first + ", elas se encaixam"}
	}
	return language.Text{"; is it the z or δ of another layer? Is a transpose missing?" + Older[0],
		"; é o z ou o δ de outra camada? Falta uma transposta?" + Older[1]}
}

// owners says which matrices of a network have a shape: weights, transposed ones
// too, or the columns of a layer.
func owners(net *nn.Network, shape string) (en, pt string) {
	var names, namesPt []string
	for _, transposed := range []bool{false, true} {
		for i, w := range net.Weights {
			of, t, tPt := w, "", ""
			if transposed {
				of, t, tPt = w.Transpose(), ", transposed", ", transpostos"
			}
			if of.Shape() == shape && of.Cols() > 1 && !(transposed && w.Shape() == shape) {
				names = append(names, fmt.Sprintf("the weights from layer %d to layer %d%s", i+1, i+2, t))
				namesPt = append(namesPt, fmt.Sprintf("dos pesos da camada %d à camada %d%s", i+1, i+2, tPt))
			}
		}
	}
	if len(names) > 0 {
		return strings.Join(names, ", or "), strings.Join(namesPt, ", ou ")
	}
	for i, n := range net.Sizes {
		if shape == fmt.Sprintf("%d×1", n) {
			names = append(names, fmt.Sprint(i+1))
		}
	}
	if len(names) == 0 {
		return "", ""
	}
	return "a column of layer " + strings.Join(names, " or "), "de uma coluna da camada " + strings.Join(names, " ou ")
}
