package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/nn/steps"
)

// stop is a stop of the debugger behind a step: what it prints there, and the
// matrices that this must be.
type stop struct {
	step, print string // "%.4f z"
	want        []matrix.Matrix
}

// stops are those of one Backprop of the 2-3-2 network.
func stops() []stop {
	net, x, y := example()
	of := newTrace(net, x, y).of
	m := func(names ...string) (all []matrix.Matrix) {
		for _, name := range names {
			all = append(all, of[name])
		}
		return all
	}
	zero := func(m matrix.Matrix) matrix.Matrix { return matrix.Zeros(m.Rows(), m.Cols()) }
	return []stop{
		{"B1", "%.4f nablaB", []matrix.Matrix{zero(net.Biases[0]), zero(net.Biases[1])}},
		{"B2", "%.4f nablaW", []matrix.Matrix{zero(net.Weights[0]), zero(net.Weights[1])}},
		{"B3", "%.4f activation", m("x")},
		{"B4", "%.4f activations", m("x")},
		{"B5", "%.4f zs", nil},
		{"B6", "%.4f w", m("w²")},
		{"B7", "%.4f z", m("z²")},
		{"B8", "%.4f zs", m("z²")},
		{"B9", "%.4f activation", m("a²")},
		{"B6", "%.4f w", m("w³")},
		{"B7", "%.4f z", m("z³")},
		{"B8", "%.4f zs", m("z²", "z³")},
		{"B9", "%.4f activation", m("a³")},
		{"B10", "%.4f activations", m("a¹", "a²", "a³")},
		{"B11", "%.4f delta", m("δ³")},
		{"B12", "%.4f nablaB", append([]matrix.Matrix{zero(net.Biases[0])}, m("∂C/∂b³")...)},
		{"B13", "%.4f nablaW", append([]matrix.Matrix{zero(net.Weights[0])}, m("∂C/∂w³")...)},
		{"B14", "l", []matrix.Matrix{{{2}}}},
		{"B15", "%.4f z", m("z²")},
		{"B16", "%.4f sp", m("σ′(z²)")},
		{"B17", "%.4f delta", m("δ²")},
		{"B18", "%.4f nablaB", m("∂C/∂b²", "∂C/∂b³")},
		{"B19", "%.4f nablaW", m("∂C/∂w²", "∂C/∂w³")},
	}
}

// after returns the line of the step that is written behind this one.
func after(name string) int {
	line := math.MaxInt
	for _, other := range steps.All() {
		if other.Line > steps.Named(name).End() {
			line = min(line, other.Line)
		}
	}
	return line
}

const delveScript = "../../docs/backprop.dlv"

// script is the Delve script that makes the stops.
func script() string {
	var s strings.Builder
	s.WriteString(`# One Backprop of the 2-3-2 network in Delve, stopped behind every step:
#
#   dlv debug ./cmd/trace --init docs/backprop.dlv --allow-non-terminal-interactive=true
#
# The lines are kept in step with nn/network.go by go test ./cmd/trace -update.
config source-list-line-count 0

`)
	set := map[string]bool{}
	for _, stop := range stops() {
		if !set[stop.step] {
			set[stop.step] = true
			fmt.Fprintf(&s, "break %s nn/network.go:%d\n", stop.step, after(stop.step))
		}
	}
	for _, stop := range stops() {
		fmt.Fprintf(&s, "\ncontinue\nprint %s\n", stop.print)
	}
	s.WriteString("\nexit\n")
	return s.String()
}

// TestDelveScript keeps the script's stops those of the steps. Their lines may have
// moved since it was written.
func TestDelveScript(t *testing.T) {
	if *update {
		if err := os.WriteFile(delveScript, []byte(script()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(delveScript)
	if err != nil {
		t.Fatal(err)
	}
	number := regexp.MustCompile(`:\d+`)
	if line := firstDifference(number.ReplaceAllString(string(got), ""), number.ReplaceAllString(script(), "")); line > 0 {
		t.Errorf("%s is stale from line %d on: run go test ./cmd/trace -update", delveScript, line)
	}
}

// delve runs a script in the debugger that the environment variable BACKPROP_DELVE
// names, as compiling everything for it takes half a minute. It returns what Delve
// says from each stop on.
func delve(t *testing.T, script string) (stops []string) {
	t.Helper()
	program := os.Getenv("BACKPROP_DELVE")
	if program == "" {
		t.Skip("BACKPROP_DELVE names no debugger")
	}
	file := filepath.Join(t.TempDir(), "script.dlv")
	if err := os.WriteFile(file, []byte(script), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "debug", "./cmd/trace", "--init", file, "--allow-non-terminal-interactive=true")
	cmd.Dir = "../.."
	cmd.Env = append(os.Environ(), "TERM=dumb") // without colours
	output, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	return strings.Split(string(output), "\n> ")[1:]
}

// TestDelve steps over the lines of Backprop and compares what Delve prints behind
// every step with the trace.
func TestDelve(t *testing.T) {
	parts := delve(t, script())
	if len(parts) != len(stops()) {
		t.Fatalf("Delve stopped %d times, want %d:\n%s", len(parts), len(stops()), parts)
	}
	for i, stop := range stops() {
		name, printed, _ := strings.Cut(strings.TrimPrefix(parts[i], "["), "]")
		if name != stop.step {
			t.Fatalf("stop %d is behind %s, want %s:\n%s", i, name, stop.step, parts)
		}
		// Behind "[B7] …" and "=> 168: …" comes what was printed: the type and the
		// lengths, then the numbers.
		_, printed, _ = strings.Cut(printed, "\n")
		_, printed, _ = strings.Cut(printed, "\n")
		printed = regexp.MustCompile(`len: \d+, cap: \d+`).ReplaceAllString(printed, "")
		got := regexp.MustCompile(`-?\d+(\.\d+)?`).FindAllString(printed, -1)
		var want []string
		for _, m := range stop.want {
			for _, row := range m {
				for _, v := range row {
					text := fmt.Sprintf("%.4f", v)
					if stop.print == "l" { // a whole number
						text = fmt.Sprint(v)
					}
					want = append(want, text)
				}
			}
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("behind %s Delve prints %s:\n%s\nwant %s", stop.step, stop.print, printed, want)
		}
	}
}

// TestDelveIntoDot steps into the product of B7: eight lines at most, all of Dot,
// lead to its first multiplication, with the factors and the sum to be seen.
func TestDelveIntoDot(t *testing.T) {
	const most = 8
	script := fmt.Sprintf("config source-list-line-count 0\nbreak B7 nn/network.go:%d\ncontinue\nstep\n", steps.Named("B7").Line)
	parts := delve(t, script+strings.Repeat("next\nprint a[j][k]\nprint b[k][i]\nprint sum\n", most)+"exit\n")
	for i, part := range parts[1:] {
		if !strings.HasPrefix(part, "backprop/matrix.Dot()") {
			t.Fatalf("%d lines behind the step Delve is in %s, want matrix.Dot", i, part)
		}
		if strings.Contains(part, "a[j][k] * b[k][i]") && strings.Contains(part, "=>") {
			_, printed, _ := strings.Cut(part[strings.Index(part, "=>"):], "\n")
			net, x, _ := example()
			if want := fmt.Sprintf("%v\n%v\n0\n", net.Weights[0][0][0], x[0][0]); !strings.HasPrefix(printed+"\n", want) {
				t.Errorf("at the first multiplication Delve prints %q, want %q", printed, want)
			}
			return
		}
	}
	t.Errorf("%d lines behind the step there is no multiplication yet:\n%s", most, strings.Join(parts, "\n"))
}

// TestLaunch wants the ways to start that VS Code offers, and what they
// start.
func TestLaunch(t *testing.T) {
	text, err := os.ReadFile("../../.vscode/launch.json")
	if err != nil {
		t.Fatal(err)
	}
	var launch struct {
		Configurations []struct {
			Name, Type, Request, Mode, Program string
			Args                               []string
		}
	}
	if err := json.Unmarshal(text, &launch); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range launch.Configurations {
		names = append(names, c.Name)
		folder := strings.Replace(c.Program, "${workspaceFolder}", "../..", 1)
		folder = strings.Replace(folder, "exercises/yours", "exercises/skeleton", 1) // which it is made from
		if _, err := os.Stat(folder + "/main.go"); err != nil || c.Type != "go" || c.Request != "launch" || c.Mode != "debug" {
			t.Errorf("%s: %+v: %v", c.Name, c, err)
		}
	}
	if got, want := strings.Join(names, ", "), "Backprop on 2-3-2, Gradient check, Train on digits, My exercise"; got != want {
		t.Errorf("launch.json offers %s, want %s", got, want)
	}
}
