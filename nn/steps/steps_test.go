package steps

import (
	"fmt"
	"slices"
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
		if Named(step.Name) != step {
			t.Errorf("Named gives %+v for %s", Named(step.Name), step.Name)
		}
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

// TestIn finds the steps in another source, whose last comment is about nothing.
func TestIn(t *testing.T) {
	got := In(`package nn
func g() {} // H1
func f() {
	// B1: the head of a loop, and what precedes the steps in it.
	for {
		a() // a note

		b() // B2, BP1
	}
	c()
	for { // B3
		d()
	}
	e()
	if true {
		z()
		f() // B4
	}
	g() // B5
	if true {
		h() // B6
	}
	i()
}
// B7
`)
	want := []Step{
		{Name: "H1", Func: "g", Line: 2, Code: "func g() {}", last: 2},
		{Name: "B1", Func: "f", Line: 5, Code: "for {\n\ta()", last: 6},
		{Name: "B2", Equation: "BP1", Func: "f", Line: 8, Code: "b()", last: 8},
		{Name: "B3", Func: "f", Line: 11, Code: "for {\n\td()\n}\ne()", last: 14},
		{Name: "B4", Func: "f", Line: 17, Code: "f()", last: 17},
		{Name: "B5", Func: "f", Line: 19, Code: "g()", last: 19},
		{Name: "B6", Func: "f", Line: 21, Code: "h()", last: 21},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got the steps\n%+v\nwant\n%+v", got, want)
	}
}

func TestPanics(t *testing.T) {
	for want, call := range map[string]func(){
		`"B21"`:         func() { Named("B21") },
		"nn/network.go": func() { In("not Go") },
	} {
		func() {
			defer func() {
				if p := fmt.Sprint(recover()); !strings.Contains(p, want) {
					t.Errorf("got the panic %q, want %s in it", p, want)
				}
			}()
			call()
		}()
	}
}
