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
	want := strings.Fields("U1 U2 U3 U4 U5 U6 U7 U8 " +
		"B1 B2 B3 B4 B5 B6 B7 B8 B9 B10 B11 B12 B13 B14 B15 B16 B17 B18 B19 B20 H1 H2 H3")
	equations := map[string]string{"B11": "BP1", "B12": "BP3", "B13": "BP4", "B17": "BP2", "B18": "BP3", "B19": "BP4"}
	functions := map[byte]string{'U': "UpdateMiniBatch", 'B': "Backprop"}
	var got []string
	for _, step := range All() {
		got = append(got, step.Name)
		if step.Equation != equations[step.Name] {
			t.Errorf("%s has equation %q, want %q", step.Name, step.Equation, equations[step.Name])
		}
		if name := functions[step.Name[0]]; name != "" && step.Func != name {
			t.Errorf("%s is in %s, want %s", step.Name, step.Func, name)
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

// TestNotes puts a comment and a blank line everywhere, as readers do: the steps stay
// what they are, on lines that have moved along.
func TestNotes(t *testing.T) {
	lines := strings.SplitAfter(nn.Source(), "\n")
	for at := range lines {
		got := In(strings.Join(lines[:at], "") + "\t// z is a column\n\n" + strings.Join(lines[at:], ""))
		if len(got) != len(All()) {
			t.Fatalf("a note above line %d: %d steps, want %d", at+1, len(got), len(All()))
		}
		for i, want := range All() {
			if want.Line > at {
				want.Line += 2
			}
			want.last = got[i].last
			if got[i] != want {
				t.Fatalf("a note above line %d: got\n%+v\nwant\n%+v", at+1, got[i], want)
			}
		}
	}
}

// TestEdited moves a step into a block, and ends with a comment about nothing.
func TestEdited(t *testing.T) {
	got := In("package nn\nfunc f() {\n\ta() // B1\n\tb()\n\tif true {\n\t\tc()\n\t\td() // B2\n\t}\n\te()\n}\n// B3\n")
	if len(got) != 2 || got[0].Code != "a()\nb()" || got[1].Code != "d()" {
		t.Errorf("got the steps %+v", got)
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
