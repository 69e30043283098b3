package main

import (
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/steps"
)

// TestArithmetic wants what stands before each = to give what stands behind it, to
// the last bit: so what the trace computes again is what Backprop's results, which
// are among it, come from.
func TestArithmetic(t *testing.T) {
	operations := map[string]func(a, b matrix.Matrix) matrix.Matrix{
		"": func(_, b matrix.Matrix) matrix.Matrix { return b }, "·": matrix.Dot, "+": matrix.Add, "-": matrix.Sub, "⊙": matrix.Hadamard,
		"σ":  func(_, b matrix.Matrix) matrix.Matrix { return nn.Sigmoid(b) },
		"σ′": func(_, b matrix.Matrix) matrix.Matrix { return nn.SigmoidPrime(b) },
	}
	rng := rand.New(rand.NewPCG(1, 0))
	for _, sizes := range [][]int{{2, 3, 2}, {1, 1}, {4, 4, 4, 4}, {2, 3, 4, 3, 4, 2}} {
		n := random(rng, sizes...)
		trace := newTrace(n.Network, n.X, n.Y)
		for _, e := range trace.entries {
			for _, row := range story[e.name].rows {
				var value matrix.Matrix
				operator := ""
				for _, symbol := range strings.Split(e.in(row), "  ") {
					m, ok := trace.of[symbol]
					switch {
					case !ok && symbol != "=" && operations[symbol] == nil:
						t.Fatalf("%v: %s, layer %d: no matrix is called %s", sizes, e.name, e.layer, symbol)
					case !ok:
						operator = symbol
					case operator != "=":
						value = operations[operator](value, m)
					case !reflect.DeepEqual(value, m):
						t.Errorf("%v: %s, layer %d: the row %s gives\n%v\nnot\n%v", sizes, e.name, e.layer, e.in(row), value, m)
					}
				}
			}
		}
	}
}

// TestWords wants every word in both languages, and the story of every step.
func TestWords(t *testing.T) {
	placeholder := regexp.MustCompile(`%.|{\w+}|ˡ`)
	check := func(name string, w language.Text) {
		if strings.TrimSpace(w[0]) == "" || w[0] == w[1] || strings.TrimSpace(w[1]) == "" {
			t.Errorf("%s lacks a translation: %q", name, w)
		}
		en, pt := placeholder.FindAllString(w[0], -1), placeholder.FindAllString(w[1], -1)
		if slices.Sort(en); !slices.Equal(en, slices.Sorted(slices.Values(pt))) {
			t.Errorf("%s has other placeholders in its translation: %q", name, w)
		}
	}
	v := reflect.ValueOf(words)
	for i := range v.NumField() {
		check(v.Type().Field(i).Name, language.Text{v.Field(i).Index(0).String(), v.Field(i).Index(1).String()})
	}
	for name, text := range pageWords {
		check(name, text)
	}
	for _, step := range steps.All() {
		if step.Func == "Backprop" {
			check(step.Name, story[step.Name].why)
		}
	}
}

// TestWrong: what is wrong is wrapped, and the error is a line.
// TestPageOfWrongCode has the page for it.
func TestWrong(t *testing.T) {
	net, x, _ := example()
	var said strings.Builder
	err := subject{net: net, x: x, y: matrix.Column(1e200, 0)}.trace(&said, language.English, 39)
	if err == nil || !strings.HasPrefix(err.Error(), "net.Backprop fails the check; ") || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %v, want a line that says net.Backprop fails the check", err)
	}
	checkText(t, said.String(), 39)
	if strings.Count(said.String(), "\n") < 2 {
		t.Errorf("it does not say what is wrong, but %q", &said)
	}
}

// TestPanic: of a Backprop that panics, the step is said, and what shows more.
func TestPanic(t *testing.T) {
	dir := t.TempDir()
	original, err := filepath.Abs("../../nn/network.go")
	if err != nil {
		t.Fatal(err)
	}
	wrong, overlay := filepath.Join(dir, "network.go"), filepath.Join(dir, "overlay.json")
	files, err := json.Marshal(map[string]map[string]string{"Replace": {original: wrong}})
	source := strings.Replace(nn.Source(), "matrix.Dot(w.Transpose(), delta)", "matrix.Dot(w, delta)", 1)
	if err := errors.Join(err, os.WriteFile(wrong, []byte(source), 0o666), os.WriteFile(overlay, files, 0o666)); err != nil {
		t.Fatal(err)
	}
	said, err := exec.Command("go", "run", "-overlay", overlay, ".", "-lang", "en").CombinedOutput()
	if want := regexp.MustCompile(`(?s)network\.go:\d+,\s+B17,\s+BP2\).*\ntrace: net\.Backprop fails the check; .*-html my\.html`); err == nil || !want.Match(said) {
		t.Errorf("it says %s (%v), want %s", said, err, want)
	}
}

func TestDraw(t *testing.T) {
	trace := &trace{of: map[string]matrix.Matrix{"a": {{0.1, -2}}, "b": {{math.Copysign(0, -1)}, {0.25}}, "c": {{0.5, 0.0004}}}}
	for width, want := range map[int]string{
		48: "  a 1×2          b 2×1       c 1×2\n  [ 0.1 -2.0]  · [0.0000]  = [5.00e-01 4.00e-04]\n                 [0.2500]\n",
		47: "  a 1×2          b 2×1\n  [ 0.1 -2.0]  · [0.0000]\n                 [0.2500]\n\n    c 1×2\n  = [5.00e-01 4.00e-04]\n",
	} {
		if got := trace.draw("a  ·  b  =  c", width); got != want {
			t.Errorf("in %d columns:\n%s\nwant\n%s", width, got, want)
		}
	}
}
