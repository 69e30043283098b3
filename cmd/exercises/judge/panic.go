package judge

import (
	"fmt"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// panicked is a panic in the reader's code.
type panicked struct {
	site  string // forward.go:31
	value string
}

// try calls f, and returns its panic, if it does.
func try(f func()) (p *panicked) {
	defer func() {
		if value := recover(); value != nil {
			p = &panicked{panicSite(), fmt.Sprint(value)}
		}
	}()
	f()
	return nil
}

// panicSite returns the line of the reader's code that panicked, or that called
// what did. The deferred function that recovers must call it.
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

var shape = regexp.MustCompile(`\d+×\d+`)

// onPanic says where it was, and what may be the reason.
func (t *trial) onPanic(p panicked) []string {
	advice := []string{t.say("%s panicked at %s, on a network of %s:\n  %s", "%s entrou em pânico em %s, numa rede %s:\n  %s",
		t.name, p.site, strings.ReplaceAll(strings.Trim(fmt.Sprint(t.sizes), "[]"), " ", "-"), p.value)}
	source := sourceOf(t.part())
	switch {
	case source.shadow != "":
		advice = append(advice, t.onShadow(source))
	case strings.Contains(p.value, "index out of range"):
		advice = append(advice, t.say(
			"zs, net.Weights, net.Biases, nablaB and nablaW have %d entries here, activations %d. Does a loop go too far?",
			"zs, net.Weights, net.Biases, nablaB e nablaW têm aqui %d elementos, activations %d. Algum laço vai longe demais?",
			len(t.zs), len(t.as)))
	case strings.HasPrefix(p.value, "matrix: "):
		var names []string
		for _, s := range shape.FindAllString(p.value, 2) {
			if name := t.named(s); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		advice = append(advice, strings.Join(append(names, t.say("Is one of them of another layer than you meant, or is a transpose missing?",
			"Será que uma delas é de outra camada, ou falta uma transposta?")), " "))
	}
	return advice
}

// named says what has such a shape in the network.
func (t *trial) named(shape string) string {
	var names []string
	for i, n := range t.sizes {
		layer := up(i + 1)
		columns := "z" + layer + ", a" + layer + ", b" + layer + ", δ" + layer
		if i == 0 {
			columns = "x = a¹"
		}
		add := func(rows, cols int, name string) {
			if shape == fmt.Sprintf("%d×%d", rows, cols) {
				names = append(names, name)
			}
		}
		add(n, 1, columns)
		add(1, n, t.say("one of %s, transposed", "um de %s, transposto", columns))
		if i > 0 {
			add(n, t.sizes[i-1], "w"+layer)
			add(t.sizes[i-1], n, "(w"+layer+")ᵀ")
		}
	}
	if len(names) == 0 {
		return t.say("Nothing in this network is %s.", "Nada nesta rede é %s.", shape)
	}
	return t.say("%s: that is %s.", "%s: assim são %s.", shape, strings.Join(names, "; "))
}
