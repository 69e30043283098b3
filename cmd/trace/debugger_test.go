package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
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
	of := bySymbol(newTrace(net, x, y))
	m := func(names ...string) (all []matrix.Matrix) {
		for _, name := range names {
			all = append(all, of[name])
		}
		return all
	}
	return []stop{
		{"B1", "%.4f nablaB", nil},
		{"B2", "%.4f nablaW", nil},
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
		{"B12", "%.4f nablaB", m("∂C/∂b³")},
		{"B13", "%.4f nablaW", m("∂C/∂w³")},
		{"B14", "l", []matrix.Matrix{{{2}}}},
		{"B15", "%.4f z", m("z²")},
		{"B16", "%.4f sp", m("sp")},
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

// TestDelveScript keeps the script's lines those of the steps.
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
	if line := firstDifference(got, []byte(script())); line > 0 {
		t.Errorf("%s is stale from line %d on: run go test ./cmd/trace -update", delveScript, line)
	}
}

// TestDelve runs the script and compares what Delve prints behind every step
// with the trace. It takes the debugger that the environment variable
// BACKPROP_DELVE names, as compiling everything for it takes half a minute.
func TestDelve(t *testing.T) {
	delve := os.Getenv("BACKPROP_DELVE")
	if delve == "" {
		t.Skip("BACKPROP_DELVE names no debugger")
	}
	cmd := exec.Command(delve, "debug", "./cmd/trace", "--init", "docs/backprop.dlv", "--allow-non-terminal-interactive=true")
	cmd.Dir = "../.."
	cmd.Env = append(os.Environ(), "TERM=dumb") // without colours
	output, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	parts := strings.Split(string(output), "\n> [")[1:]
	if len(parts) != len(stops()) {
		t.Fatalf("Delve stopped %d times, want %d:\n%s", len(parts), len(stops()), output)
	}
	for i, stop := range stops() {
		name, printed, _ := strings.Cut(parts[i], "]")
		if name != stop.step {
			t.Fatalf("stop %d is behind %s, want %s:\n%s", i, name, stop.step, output)
		}
		// Behind "> [B7] …" and "=> 168: …" comes what was printed: the type
		// and the lengths, then the numbers.
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

// TestLaunch wants the three ways to start that VS Code offers, and what they
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
		if _, err := os.Stat(folder + "/main.go"); err != nil || c.Type != "go" || c.Request != "launch" || c.Mode != "debug" {
			t.Errorf("%s: %+v: %v", c.Name, c, err)
		}
	}
	if got, want := strings.Join(names, ", "), "Backprop on 2-3-2, Gradient check, Train on digits"; got != want {
		t.Errorf("launch.json offers %s, want %s", got, want)
	}
}
