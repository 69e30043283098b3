package main

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/nn"
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
		nablaW[0][0][0]++
		if trace.same(nablaB, nablaW) {
			t.Errorf("%v: a changed gradient counts as the same", sizes)
		}
	}
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
	check := func(name string, w text) {
		if strings.TrimSpace(w.En) == "" || strings.TrimSpace(w.Pt) == "" {
			t.Errorf("%s lacks a translation: %q", name, w)
		}
		if w.En == w.Pt && !same[w.En] {
			t.Errorf("%s is the same in both languages: %q", name, w.En)
		}
		if verbs(w.En) != verbs(w.Pt) {
			t.Errorf("%s has other verbs in its translation: %q", name, w)
		}
	}
	v := reflect.ValueOf(words)
	for i := range v.NumField() {
		check(v.Type().Field(i).Name, text{v.Field(i).Field(0).String(), v.Field(i).Field(1).String()})
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
	for _, verb := range []string{"%d", "%s", "%g", "{l}", "{b}", "{a}"} {
		found[verb] = strings.Count(s, verb)
		if strings.HasPrefix(verb, "{") { // these may be said again
			found[verb] = min(found[verb], 1)
		}
	}
	return fmt.Sprint(found)
}
