package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"strings"

	"backprop/cmd/internal/cli"
	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck"
)

// backprop is what the reader writes, or a test in the reader's place.
type backprop func(net *nn.Network, x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix)

// networks are what it is tried on, with what is new in each.
var networks = []struct {
	sizes []int
	new   string
}{
	{[]int{2, 3, 2}, ""},
	{[]int{4, 3, 3, 5, 2}, "2-3-2 is right, where the loop of B14 has one turn. Here it has three."},
	{[]int{3, 2}, "All is right where there are hidden layers. Here is none: the loop has no turn."},
}

// guide prints which stages of a backprop are right and which is next, and
// reports whether all are right. It stops at the first network with one that is
// not.
func guide(out io.Writer, yours backprop) bool {
	for _, network := range networks {
		t := newTrial(network.sizes)
		lines, advice := t.judge(yours)
		if lines != "" && (network.new == "" || advice != "") {
			fmt.Fprintf(out, "Backprop in cmd/exercises/backprop.go, on a network of %s:\n\n%s\n", cli.Dashed(network.sizes), lines)
		}
		if advice != "" {
			fmt.Fprintln(out, advice)
			if network.new != "" {
				fmt.Fprintln(out, network.new)
			}
			return false
		}
	}
	fmt.Fprintln(out, "Done: every derivative agrees with the numerical gradient, here and on networks")
	fmt.Fprintln(out, "with more layers and with fewer.")
	return true
}

// trial is a network and an example, with the right gradient.
type trial struct {
	sizes          []int
	nablaB, nablaW []matrix.Matrix // numerical
}

func newTrial(sizes []int) *trial {
	t := &trial{sizes: sizes}
	net, x, y := t.fresh()
	t.nablaB, t.nablaW = gradcheck.Complex(net, x, y, gradcheck.ComplexStep)
	return t
}

// fresh returns the network and the example anew, the same every time: what the
// reader's code does to one cannot reach the next.
func (t *trial) fresh() (net *nn.Network, x, y matrix.Matrix) {
	rng := rand.New(rand.NewPCG(16, 0))
	return nn.New(t.sizes, rng), matrix.Randn(t.sizes[0], 1, rng), matrix.Randn(t.sizes[len(t.sizes)-1], 1, rng)
}

// judge tries a backprop. It returns a line for each stage, and what to say of
// the first that is not right; "" if all are. There are no lines where there is
// no result.
func (t *trial) judge(yours backprop) (lines, advice string) {
	nablaB, nablaW, panicked := call(yours, t)
	if panicked != "" {
		advice = fmt.Sprintf("Backprop panicked on a network of %s, at %s", cli.Dashed(t.sizes), panicked)
		if strings.Contains(panicked, "matrix: ") {
			var shapes []string
			for _, w := range t.nablaW {
				shapes = append(shapes, w.Shape())
			}
			advice += fmt.Sprintf("\nThe weights are %s. Is a transpose missing, or is it the matrix of another layer?", strings.Join(shapes, ", "))
		}
		return "", advice
	}
	for _, s := range stages(t, nablaB, nablaW) {
		// Of the stages behind the first that is not right, only what is right
		// is said: a wrong one may be the first one's fault.
		mark := ""
		switch {
		case s.right:
			mark = "right"
		case advice != "":
		case s.missing:
			mark, advice = "next", s.advice()
		default:
			mark, advice = "wrong", s.advice()
		}
		lines += fmt.Sprintf("  %-5s  %-10s  %s\n", mark, s.steps, s.gives)
	}
	if advice != "" {
		return lines, advice
	}
	// The numbers are right. The checker now calls it itself, to see whether it
	// changes what it was given, or its results share memory.
	net, x, y := t.fresh()
	report := gradcheck.Check(net, x, y, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		return yours(net, x, y)
	})
	if !report.OK() {
		return lines, "The numbers are right, but " + report.Findings[0].Hint
	}
	return lines, ""
}

// call calls the reader's backprop. If that panics, it returns where, and what
// with.
func call(yours backprop, t *trial) (nablaB, nablaW []matrix.Matrix, panicked string) {
	defer func() {
		if p := recover(); p != nil {
			panicked = fmt.Sprintf("%s:\n  %v", panicSite(), p)
		}
	}()
	nablaB, nablaW = yours(t.fresh())
	return nablaB, nablaW, ""
}

// panicSite returns the line of the reader's code that panicked, or that called
// what did: "backprop.go:31". It must be called by the deferred function that
// recovers.
func panicSite() string {
	var callers [50]uintptr
	frames := runtime.CallersFrames(callers[:runtime.Callers(3, callers[:])])
	for {
		frame, more := frames.Next()
		library := strings.HasPrefix(frame.Function, "runtime.") ||
			strings.HasPrefix(frame.Function, "backprop/matrix.") || strings.HasPrefix(frame.Function, "backprop/nn.")
		if !library || !more {
			return fmt.Sprintf("%s:%d", filepath.Base(frame.File), frame.Line)
		}
	}
}
