package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck"
	"backprop/nn/steps"
)

// TestSameAsBackprop holds the values of the trace against those of Backprop, to
// the last bit, on networks of every depth.
func TestSameAsBackprop(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 0))
	for _, sizes := range [][]int{{2, 3, 2}, {1, 1}, {3, 2}, {4, 4, 4, 4}, {2, 3, 4, 3, 4, 2}, {64, 30, 10}} {
		net := nn.New(sizes, rng)
		x, y := matrix.Randn(sizes[0], 1, rng), matrix.Randn(sizes[len(sizes)-1], 1, rng)
		trace := newTrace(net, x, y)
		nablaB, nablaW := net.Backprop(x, y)
		if !trace.same(nablaB, nablaW) {
			t.Errorf("%v: the steps give another gradient than Backprop", sizes)
		}
		for _, m := range []matrix.Matrix{nablaW[0], nablaB[0]} {
			m[0][0]++
			if trace.same(nablaB, nablaW) {
				t.Errorf("%v: a changed gradient counts as the same", sizes)
			}
			m[0][0]--
		}
	}
}

// bySymbol returns the matrices of a trace: "z²", "sp", "∂C/∂w³".
func bySymbol(t *trace) map[string]matrix.Matrix {
	of := map[string]matrix.Matrix{}
	for _, e := range t.entries {
		for _, row := range e.Rows {
			for _, o := range row {
				of[o.Name] = o.Matrix
			}
		}
	}
	return of
}

// TestOrder wants the steps in the order in which Backprop runs them.
func TestOrder(t *testing.T) {
	net := nn.New([]int{2, 3, 4, 2}, rand.New(rand.NewPCG(1, 0)))
	var got []string
	for _, e := range newTrace(net, matrix.Zeros(2, 1), matrix.Zeros(2, 1)).entries {
		got = append(got, fmt.Sprint(e.Name, "@", e.Layer))
	}
	want := "B1@0 B2@0 B3@1 B4@1 B5@0 " +
		"B6@2 B7@2 B8@2 B9@2 B10@2 B6@3 B7@3 B8@3 B9@3 B10@3 B6@4 B7@4 B8@4 B9@4 B10@4 " +
		"B11@4 B12@4 B13@4 B14@3 B15@3 B16@3 B17@3 B18@3 B19@3 B14@2 B15@2 B16@2 B17@2 B18@2 B19@2 B20@0"
	if strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
}

// TestArithmetic checks that the rows add up: what stands before the = gives
// what stands behind it.
func TestArithmetic(t *testing.T) {
	net, x, y := example()
	checked := 0
	for _, e := range newTrace(net, x, y).entries {
		for _, row := range e.Rows {
			value := row[0].Matrix
			switch row[0].Operator {
			case "σ":
				value = nn.Sigmoid(value)
			case "σ′":
				value = nn.SigmoidPrime(value)
			}
			for _, o := range row[1:] {
				switch o.Operator {
				case "·":
					value = matrix.Dot(value, o.Matrix)
				case "+":
					value = matrix.Add(value, o.Matrix)
				case "-":
					value = matrix.Sub(value, o.Matrix)
				case "⊙":
					value = matrix.Hadamard(value, o.Matrix)
				case "=":
					checked++
					if !reflect.DeepEqual(value, o.Matrix) {
						t.Errorf("%s, layer %d: the row %s gives\n%v\nnot\n%v", e.Name, e.Layer, shapes(row), value, o.Matrix)
					}
				}
			}
		}
	}
	if checked != 14 {
		t.Errorf("%d rows have a result, want 14", checked)
	}
}

// TestWords wants every word in both languages, and an explanation of every step.
func TestWords(t *testing.T) {
	same := map[string]bool{"central": true} // words that are the same in both
	check := func(name string, w language.Text) {
		if strings.TrimSpace(w[0]) == "" || strings.TrimSpace(w[1]) == "" {
			t.Errorf("%s lacks a translation: %q", name, w)
		}
		if w[0] == w[1] && !same[w[0]] {
			t.Errorf("%s is the same in both languages: %q", name, w[0])
		}
		if verbs(w[0]) != verbs(w[1]) {
			t.Errorf("%s has other verbs in its translation: %q", name, w)
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
			check(step.Name, explanations[step.Name])
		}
	}
}

// verbs returns what stands for values in a text: "%d%d", "{l}{b}".
func verbs(s string) string {
	found := map[string]int{}
	for _, verb := range []string{"%d", "%s", "%g", "{l}", "{b}", "{a}", "{n}", "{of}", "{bp}", "{m}", "{w}", "{s}", "{net}", "{C}"} {
		found[verb] = strings.Count(s, verb)
		if strings.HasPrefix(verb, "{") { // these may be said again
			found[verb] = min(found[verb], 1)
		}
	}
	return fmt.Sprint(found)
}

// TestNumerical wants the numbers beside the gradient to be those of central
// differences: near it, and not it.
func TestNumerical(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 0))
	net := nn.New([]int{4, 4, 4}, rng)
	x, y := matrix.Randn(4, 1, rng), matrix.Randn(4, 1, rng)
	trace := newTrace(net, x, y)
	wantB, wantW := gradcheck.Central(net, x, y, gradcheck.CentralStep)
	if !reflect.DeepEqual(trace.centralB, wantB) || !reflect.DeepEqual(trace.centralW, wantW) {
		t.Error("the numbers are not those of gradcheck.Central")
	}
	want := map[string]matrix.Matrix{"B12": wantB[1], "B13": wantW[1], "B18": wantB[0], "B19": wantW[0]}
	for _, e := range trace.entries {
		if !reflect.DeepEqual(e.Central, want[e.Name]) {
			t.Errorf("%s is compared with\n%v\nwant\n%v", e.Name, e.Central, want[e.Name])
		}
		if e.Central == nil {
			continue
		}
		if got := e.farthest(); got != "1e-9" || !e.agrees() {
			t.Errorf("%s is %s from the central difference, agrees: %v, want 1e-9 and true", e.Name, got, e.agrees())
		}
		e.Gradient = matrix.Scale(1.01, e.Gradient)
		if got := e.farthest(); got == "1e-9" || e.agrees() {
			t.Errorf("%s, when a hundredth too large, is %s from the central difference, agrees: %v", e.Name, got, e.agrees())
		}
	}
	if reflect.DeepEqual(trace.centralW, trace.nablaW) {
		t.Error("the numerical gradient is backprop's")
	}
}

// TestLargeCost: the rounding of a large cost makes no right gradient wrong.
func TestLargeCost(t *testing.T) {
	for _, y := range []float64{1e4, 1e6, 1e9} {
		net := nn.New([]int{2, 3, 2}, rand.New(rand.NewPCG(16, 0)))
		for _, e := range newTrace(net, matrix.Column(1, 2), matrix.Column(y, 0)).entries {
			if e.Central != nil && !e.agrees() {
				t.Errorf("y = %g: %s is %s from the central difference", y, e.Name, e.farthest())
			}
		}
	}
}

func TestShown(t *testing.T) {
	for _, test := range []struct {
		n    int
		want string
	}{{1, "[0]"}, {5, "[0 1 2 3 4]"}, {6, "[0 1 2 -1 5]"}, {30, "[0 1 2 -1 29]"}} {
		if got := fmt.Sprint(shownOf(test.n, 5)); got != test.want {
			t.Errorf("of %d are shown %s, want %s", test.n, got, test.want)
		}
	}
	if rows, cols := leftOut(matrix.Zeros(30, 6)); rows != 26 || cols != 2 {
		t.Errorf("of 30×6 are left out %d rows and %d columns, want 26 and 2", rows, cols)
	}
	for _, test := range []struct {
		v    []float64
		want string
	}{
		{[]float64{0.1, -2}, "%.1f"}, {[]float64{0.1, 0.25}, "%.4f"}, {[]float64{0.5, 0.0004}, "%.2e"}, {[]float64{1234.5, 1}, "%.2e"},
	} {
		if got := formatOf(matrix.Matrix{test.v}); got != test.want {
			t.Errorf("%v are shown as %s, want %s", test.v, got, test.want)
		}
	}
	for _, test := range []struct {
		distance float64
		want     string
	}{{0, "1e-9"}, {1e-12, "1e-9"}, {3e-8, "1e-7"}, {2, "2"}} {
		if got := within(test.distance); got != test.want {
			t.Errorf("%v is within %s, want %s", test.distance, got, test.want)
		}
	}
}

// TestPanic: a Backprop that panics is reported in a line.
func TestPanic(t *testing.T) {
	s := subject{net: nn.New([]int{2, 3, 2}, rand.New(rand.NewPCG(3, 0))), x: matrix.Zeros(1, 1), y: matrix.Zeros(2, 1)}
	if err := s.trace(io.Discard, language.English, maxWidth, true); err == nil || !strings.HasPrefix(err.Error(), "net.Backprop panics: nn: Backprop: layer 1: x: got 1×1") {
		t.Errorf("trace of a 1×1 x on 2-3-2: %v", err)
	}
}

// TestWorst finds the parameter that differs most, wherever it is.
func TestWorst(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 0))
	net := nn.New([]int{6, 5, 4}, rng)
	trace := newTrace(net, matrix.Randn(6, 1, rng), matrix.Randn(4, 1, rng))
	trace.centralW[1][3][4] += 0.5
	shown, more, worst := trace.comparisons()
	if len(shown) != maxCompared || more != 5*6+5+4*5+4-maxCompared || worst.Name != "net.Weights[1][3][4]" {
		t.Errorf("shown %d, more %d, worst %+v", len(shown), more, worst)
	}
}
