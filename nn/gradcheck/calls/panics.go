package calls

import (
	"fmt"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"backprop/internal/language"
	"backprop/nn"
	"backprop/nn/steps"
)

// try calls f, which is called by that name. If f panics, it returns what and where;
// otherwise nil.
func try(net *nn.Network, name string, f func()) (panicked *language.Text) {
	defer func() {
		if p := recover(); p != nil {
			text := language.Textf("%s panicked: %s", "%s gerou um panic: %s", name, explainPanic(net, fmt.Sprint(p), panicSite()))
			panicked = &text
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
func explainPanic(net *nn.Network, message string, site runtime.Frame) language.Text {
	where, older, of := "", Older, language.Text{"z, δ or w", "o z, o δ ou o w"}
	if site.File != "" {
		where = fmt.Sprintf(" (%s:%d", filepath.Base(site.File), site.Line)
		if strings.HasPrefix(site.Function, "backprop/nn.") && filepath.Base(site.File) == "network.go" {
			for _, step := range steps.All() {
				if step.Line <= site.Line && site.Line <= step.End() {
					if step.Name != "B7" && step.Name != "B17" { // the two that take a variable from the turn before
						older = language.Text{}
					}
					if step.Name == "B7" { // where there is no δ yet
						of = language.Text{"a, w or b", "a ativação, o w ou o b"}
					}
					where += strings.TrimSuffix(", "+step.Name+", "+step.Equation, ", ")
				}
			}
		}
		where += ")"
	}
	match := shapes.FindStringSubmatch(message)
	if match == nil {
		return language.Text{message + where, message + where}
	}
	text := language.Text{message + where, match[0] + where} // the rest is English
	first, second := match[2], match[3]
	for _, shape := range slices.Compact([]string{first, second}) {
		if owners := ownersOf(net, shape); owners[0] != "" {
			text = language.Textf("%s; %s is the shape of %s", "%s; %s é o formato %s", text, shape, owners)
		}
	}
	return language.Textf("%s%s", "%s%s", text, reason(match[1], first, second, of, older))
}

// Older asks whether := hides a variable, which whoever sees the code knows better.
var Older = language.Text{" Or is one of them an older one, because := in a loop made a new variable?",
	" Ou alguma delas é de uma iteração anterior, porque um := dentro do laço criou outra variável?"}

// reason says, or asks, why the shapes of an operation do not fit: of is what may be
// that of another layer.
func reason(operation, first, second string, of, older language.Text) language.Text {
	var n, m, k, l int
	fmt.Sscanf(first+" "+second, "%d×%d %d×%d", &n, &m, &k, &l)
	switch {
	case (operation == "Add" || operation == "Sub") && n == k && (m == 1 || l == 1):
		return language.Text{"; is one for the biases and one for the weights: are the two exchanged?", "; uma é dos vieses e a outra dos pesos: estão trocadas?"}
	case operation == "Dot" && m == 1 && first == second:
		return language.Text{"; a column by a column: is a transpose missing? Or is it the product entry by entry, ⊙, which is matrix.Hadamard?",
			"; coluna por coluna: falta uma transposta? Ou é o produto elemento a elemento, ⊙, que é matrix.Hadamard?"}
	case operation == "Dot" && m == 1 && l == 1:
		return language.Text{"; a column by a column: is a transpose missing?", "; coluna por coluna: falta uma transposta?"}
	case operation == "Dot" && n == l:
		return language.Text{"; the other way round, " + second + " by " + first + ", they fit", "; na outra ordem, " + second + " por " + first + ", elas se encaixam"}
	}
	return language.Textf("; is %s that of another layer? Is a transpose missing, or is there one too many?%s",
		"; %s é de outra camada? Falta uma transposta, ou há uma a mais?%s", of, older)
}

// ownersOf says which matrices of a network have a shape: weights, transposed ones
// too, or the columns of layers.
func ownersOf(net *nn.Network, shape string) (owners language.Text) {
	or := func(en, pt string, values ...any) {
		if owners[0] != "" {
			owners = language.Textf("%s, or ", "%s, ou ", owners)
		}
		owners = language.Textf("%s%s", "%s%s", owners, language.Textf(en, pt, values...))
	}
	for i, w := range net.Weights {
		switch {
		case shape == w.Shape():
			or("the weights from layer %d to layer %d", "dos pesos da camada %d à camada %d", i+1, i+2)
		case shape == w.Transpose().Shape():
			or("the weights from layer %d to layer %d, transposed", "dos pesos da camada %d à camada %d, transpostos", i+1, i+2)
		}
	}
	for i, n := range net.Sizes {
		if shape == fmt.Sprintf("%d×1", n) {
			or("a column of layer %d", "de uma coluna da camada %d", i+1)
		}
	}
	return owners
}
