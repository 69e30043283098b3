package main

import (
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
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
	rng := rand.New(rand.NewPCG(1, 0))
	for sizes, rows := range map[[6]int]int{{2, 3, 2}: 14, {1, 1}: 7, {4, 4, 4, 4}: 21, {2, 3, 4, 3, 4, 2}: 35} {
		layers := sizes[:]
		for layers[len(layers)-1] == 0 {
			layers = layers[:len(layers)-1]
		}
		net := nn.New(layers, rng)
		trace := newTrace(net, matrix.Randn(layers[0], 1, rng), matrix.Randn(layers[len(layers)-1], 1, rng))
		checked := 0
		for _, e := range trace.entries {
			for _, row := range story[e.name].rows {
				var value matrix.Matrix
				operator := ""
				for _, symbol := range strings.Split(e.in(row), "  ") {
					m, ok := trace.of[symbol]
					switch {
					case !ok:
						operator = symbol
					case operator == "=":
						checked++
						if !reflect.DeepEqual(value, m) {
							t.Errorf("%v: %s, layer %d: the row %s gives\n%v\nnot\n%v", layers, e.name, e.layer, e.in(row), value, m)
						}
					default:
						value = map[string]func(a, b matrix.Matrix) matrix.Matrix{
							"": func(_, b matrix.Matrix) matrix.Matrix { return b }, "·": matrix.Dot, "+": matrix.Add, "-": matrix.Sub, "⊙": matrix.Hadamard,
							"σ":  func(_, b matrix.Matrix) matrix.Matrix { return nn.Sigmoid(b) },
							"σ′": func(_, b matrix.Matrix) matrix.Matrix { return nn.SigmoidPrime(b) },
						}[operator](value, m)
					}
				}
			}
		}
		if checked != rows {
			t.Errorf("%v: %d rows have a result, want %d", layers, checked, rows)
		}
	}
}

// TestWords wants every word in both languages, and the story of every step.
func TestWords(t *testing.T) {
	check := func(name string, w language.Text) {
		if strings.TrimSpace(w[0]) == "" || w[0] == w[1] || strings.TrimSpace(w[1]) == "" {
			t.Errorf("%s lacks a translation: %q", name, w)
		}
		for _, verb := range []string{"%d", "%s", "%v", "{l}", "{b}", "{a}", "{n}", "{of}", "{bp}", "{m}", "{w}", "{s}", "{net}", "{C}", "ˡ"} {
			if strings.Contains(w[0], verb) != strings.Contains(w[1], verb) || strings.Count(w[0], "%") != strings.Count(w[1], "%") {
				t.Errorf("%s has other placeholders in its translation: %q", name, w)
			}
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

// TestWrong: a gradient that cannot be checked is reported in a line.
// TestPageOfWrongCode has the page for it.
func TestWrong(t *testing.T) {
	net, x, _ := example()
	err := subject{net: net, x: x, y: matrix.Column(1e200, 0)}.trace(io.Discard, language.English, maxWidth)
	if err == nil || !strings.HasPrefix(err.Error(), "net.Backprop is not right: ") || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %v, want a line that says net.Backprop is not right", err)
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
	if want := regexp.MustCompile(`^trace: net\.Backprop is not right: .*network\.go:\d+, B17, BP2\).*-html my\.html`); err == nil || !want.Match(said) {
		t.Errorf("it says %s (%v), want %s", said, err, want)
	}
}

// TestDigitIsChosen: a network for the embedded digits gets one, as in
// cmd/gradcheck.
func TestDigitIsChosen(t *testing.T) {
	s, err := choose(-1, []int{64, 5, 10}, "", nil, nil, language.English)
	if err != nil || s.image == "" || s.y[0][0] != 1 {
		t.Errorf("%v, the input is %v, y %v, want a handwritten 0", err, s.about, s.y)
	}
}

func TestDraw(t *testing.T) {
	numbers := matrix.Zeros(12, 9).Map(func(float64) float64 { return 0.25 })
	trace := &trace{of: map[string]matrix.Matrix{"a": {{0.1, -2}}, "b": {{0.1}, {0.25}}, "c": {{0.5, 0.0004}}, "d": numbers}}
	for _, test := range []struct {
		row   string
		width int
		want  string
	}{
		{"a", 40, "  a 1×2\n  [ 0.1 -2.0]\n"},
		{"a  ·  b  =  c", 78, "  a 1×2          b 2×1       c 1×2\n  [ 0.1 -2.0]  · [0.1000]  = [5.00e-01 4.00e-04]\n                 [0.2500]\n"},
		{"a  ·  b  =  c", 40, "  a 1×2          b 2×1\n  [ 0.1 -2.0]  · [0.1000]\n                 [0.2500]\n\n    c 1×2\n  = [5.00e-01 4.00e-04]\n"},
		{"d", 40, "  d 12×9\n" + strings.Repeat("  [0.2500 0.2500 0.2500 0.2500 …]\n", 10) + "   …\n"},
	} {
		if got := trace.draw(test.row, test.width); got != test.want {
			t.Errorf("%s in %d columns:\n%s\nwant\n%s", test.row, test.width, got, test.want)
		}
	}
}
