package gradcheck

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"

	"backprop/matrix"
	"backprop/nn"
)

// call calls backprop and holds it to what it promises besides right numbers.
// It returns copies of the results, or nil if there are none to compare.
func call(net *nn.Network, x, y matrix.Matrix, backprop Backprop) (nablaB, nablaW []matrix.Matrix, findings []Finding) {
	guard := newGuard(net)
	guard.add("x", x)
	guard.add("y", y)
	finding := func(format string, args ...any) {
		findings = append(findings, callFinding(format, args...))
	}

	var firstB, firstW []matrix.Matrix
	panicked := try(func() { firstB, firstW = backprop(x, y) })
	changed := guard.restore()
	if panicked != "" {
		finding("backprop panicked: %s", panicked)
		return nil, nil, findings
	}
	if changed != "" {
		finding("backprop changed %s: it must only read the network, x and y", changed)
	}
	if wrong := wrongShape(net, firstB, firstW); wrong != "" {
		finding("%s", wrong)
		return nil, nil, findings
	}
	nablaB, nablaW = cloneAll(firstB), cloneAll(firstW)

	// Again, to see whether the answer is the same. Not if the network was
	// changed: what that did is said already.
	var secondB, secondW []matrix.Matrix
	panicked = try(func() { secondB, secondW = backprop(x, y) })
	switch changed := guard.restore(); {
	case panicked != "":
		finding("backprop panicked when called a second time: %s", panicked)
		return nablaB, nablaW, findings
	case wrongShape(net, secondB, secondW) != "":
		finding("the second call of backprop: %s", wrongShape(net, secondB, secondW))
		return nablaB, nablaW, findings
	case changed == "" && !sameAll(secondB, nablaB, secondW, nablaW):
		finding("a second call of backprop with the same x and y gave another gradient: something is left over from the first")
	}

	// Write another number into every entry of all the results. Where a number
	// is overwritten, two entries are one; and what else changes is shared too.
	entries := 0
	for i := range nablaB {
		entries += nablaB[i].Rows() * (1 + nablaW[i].Cols())
	}
	enumerate(firstB, firstW, 0)
	enumerate(secondB, secondW, entries)
	if one, other := overwritten(secondB, secondW, entries); one != "" {
		finding("%s and %s share memory: writing to one changes the other", one, other)
	} else if one, _ := overwritten(firstB, firstW, 0); one != "" {
		finding("%s shares memory with the result of an earlier call: each call must return new matrices", one)
	}
	if changed := guard.restore(); changed != "" {
		finding("the results share memory with %s: writing to them changes it", changed)
	}
	return nablaB, nablaW, findings
}

// try calls f. If that panics, it returns what with, and where; else "".
func try(f func()) (panicked string) {
	defer func() {
		if p := recover(); p != nil {
			panicked = fmt.Sprintf("%v%s", p, panicSite())
		}
	}()
	f()
	return ""
}

// panicSite returns the line of code that panicked, or that called the matrix
// operation that did, for a message: " (mine_test.go:12)". It must be called by
// the deferred function that recovers.
func panicSite() string {
	var callers [50]uintptr
	frames := runtime.CallersFrames(callers[:runtime.Callers(3, callers[:])])
	for {
		frame, more := frames.Next()
		if frame.File != "" && !strings.HasPrefix(frame.Function, "runtime.") && !strings.HasPrefix(frame.Function, "backprop/matrix.") {
			return fmt.Sprintf(" (%s:%d)", filepath.Base(frame.File), frame.Line)
		}
		if !more {
			return ""
		}
	}
}

// wrongShape says how the results differ in shape from the parameters, or "".
func wrongShape(net *nn.Network, nablaB, nablaW []matrix.Matrix) string {
	for _, part := range []struct {
		name, of  string
		got, want []matrix.Matrix
	}{{"nablaB", "Biases", nablaB, net.Biases}, {"nablaW", "Weights", nablaW, net.Weights}} {
		if len(part.got) != len(part.want) {
			return fmt.Sprintf("%s has %d matrices, want %d, one for each of net.%s", part.name, len(part.got), len(part.want), part.of)
		}
		for i, want := range part.want {
			if part.got[i] == nil {
				hint := "does the loop over the layers reach it?"
				if i == len(part.want)-1 {
					hint = "B12 and B13 are to set the last layer's"
				}
				return fmt.Sprintf("%s[%d], for layer %d, is nil: no step has set it; %s", part.name, i, i+2, hint)
			}
			if !part.got[i].HasShape(want.Rows(), want.Cols()) {
				return fmt.Sprintf("%s[%d], for layer %d, is %s, want %s like net.%s[%d]",
					part.name, i, i+2, part.got[i].Shape(), want.Shape(), part.of, i)
			}
		}
	}
	return ""
}

// sameAll compares a with b and c with d, bit by bit.
func sameAll(a, b, c, d []matrix.Matrix) bool {
	for i := range a {
		if !sameBits(a[i], b[i]) || !sameBits(c[i], d[i]) {
			return false
		}
	}
	return true
}
