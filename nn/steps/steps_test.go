package steps

import (
	"fmt"
	"strings"
	"testing"

	"backprop/nn"
)

// TestSteps wants every step of the chapter once and in its place, with the
// equations that the chapter gives.
func TestSteps(t *testing.T) {
	var want []string
	for _, part := range []struct {
		letter string
		n      int
	}{{"U", 8}, {"B", 20}, {"H", 3}} {
		for i := range part.n {
			want = append(want, fmt.Sprint(part.letter, i+1))
		}
	}
	equations := map[string]string{"B11": "BP1", "B12": "BP3", "B13": "BP4", "B17": "BP2", "B18": "BP3", "B19": "BP4"}
	functions := map[byte]string{'U': "UpdateMiniBatch", 'B': "Backprop"}
	lines := strings.Split(nn.Source(), "\n")
	var got []string
	for _, step := range All() {
		got = append(got, step.Name)
		if step.Equation != equations[step.Name] {
			t.Errorf("%s has equation %q, want %q", step.Name, step.Equation, equations[step.Name])
		}
		if name := functions[step.Name[0]]; name != "" && step.Func != name {
			t.Errorf("%s is in %s, want %s", step.Name, step.Func, name)
		}
		place := strings.Join(lines[step.Line-1:step.End()], "\n")
		for _, line := range strings.Split(step.Code, "\n") {
			if strings.TrimSpace(line) == "" || !strings.Contains(place, strings.TrimSpace(line)) {
				t.Errorf("%s: %q is not part of\n%s", step.Name, line, place)
			}
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got the steps %v, want %v", got, want)
	}
}

// TestCode looks at the steps that are more than a plain line.
func TestCode(t *testing.T) {
	for _, test := range []struct{ name, want string }{
		{"B6", "for i, b := range net.Biases {\n\tw := net.Weights[i]"},
		{"B10", "activations = append(activations, activation)"},
		{"B11", "delta := matrix.Hadamard(\n\tCostDerivative(activations[len(activations)-1], y),\n\tSigmoidPrime(zs[len(zs)-1]))"},
		{"B14", "for l := 2; l < numLayers; l++ {"},
		{"B17", "w := net.Weights[len(net.Weights)-l+1]\ndelta = matrix.Hadamard(matrix.Dot(w.Transpose(), delta), sp)"},
		{"U5", "for i, dnb := range deltaNablaB {\n\tnablaB[i] = matrix.Add(nablaB[i], dnb)\n}"},
		{"H1", "func CostDerivative(output, y matrix.Matrix) matrix.Matrix {\n\treturn matrix.Sub(output, y)\n}"},
	} {
		if got := Named(test.name).Code; got != test.want {
			t.Errorf("%s is\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
}

// TestNotes puts comments and blank lines everywhere, as readers do: the steps
// stay what they are, on lines that have moved along.
func TestNotes(t *testing.T) {
	lines := strings.Split(nn.Source(), "\n")
	for _, note := range []string{"", "\t// a note of mine", "// z is a column\n\n"} {
		more := strings.Count(note, "\n") + 1
		for at := range lines {
			got := In(strings.Join(lines[:at], "\n") + "\n" + note + "\n" + strings.Join(lines[at:], "\n"))
			if at == 0 {
				more++ // the line break in front
			}
			if len(got) != len(All()) {
				t.Fatalf("%q above line %d: %d steps, want %d", note, at+1, len(got), len(All()))
			}
			for i, want := range All() {
				if want.Line > at {
					want.Line += more
				}
				want.last = got[i].last
				if got[i] != want {
					t.Fatalf("%q above line %d: got\n%+v\nwant\n%+v", note, at+1, got[i], want)
				}
			}
			if at == 0 {
				more--
			}
		}
	}
}

func TestNamedPanics(t *testing.T) {
	defer func() {
		if p := fmt.Sprint(recover()); !strings.Contains(p, `"B21"`) {
			t.Errorf("Named(B21) panicked with %q, want the name in it", p)
		}
	}()
	Named("B21")
}
