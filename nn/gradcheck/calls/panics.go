package calls

import (
	"fmt"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"

	"backprop/nn"
	"backprop/nn/steps"
)

// try calls f. If that panics, it returns what with, and where, in English and
// Portuguese; else nil.
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
	if match := shapes.FindStringSubmatch(message); match != nil {
		for i, w := range net.Weights {
			for n, shape := range match[2:] {
				if matches := shape == w.Shape() || shape == w.Transpose().Shape(); matches && w.Cols() > 1 && w.Rows() > 1 {
					of := []string{"first", "second"}[n]
					ofPt := []string{"primeira", "segunda"}[n]
					how, howPt := "", ""
					if shape != w.Shape() {
						how, howPt = ", transposed", ", transposta"
					}
					en += fmt.Sprintf("; the %s has the shape of the weights from layer %d to layer %d%s", of, i+1, i+2, how)
					pt += fmt.Sprintf("; a %s tem a forma dos pesos da camada %d à camada %d%s", ofPt, i+1, i+2, howPt)
				}
			}
		}
		en += "; is the other an older one, because := in a loop made a new variable? Is it the z or δ of another layer? Or is a transpose missing?"
		pt += "; a outra é antiga, porque := num laço criou outra variável? É o z ou o δ de outra camada? Ou falta uma transposta?"
	}
	return []string{en, pt}
}
