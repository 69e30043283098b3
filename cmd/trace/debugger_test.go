package main

import (
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"backprop/internal/golden"
	"backprop/matrix"
	"backprop/nn/steps"
)

// stops are the stops of the debugger in one Backprop of the 2-3-2 network: behind
// which step, what it prints there, and the matrices of the trace that this must
// be; 0 for one of zeros.
var stops = []struct{ step, print, want string }{
	{"B1", "%.4f nablaB", "0b²  0b³"}, {"B2", "%.4f nablaW", "0w²  0w³"}, {"B3", "%.4f activation", "x"},
	{"B4", "%.4f activations", "x"}, {"B5", "%.4f zs", ""},
	{"B6", "%.4f w", "w²"}, {"B7", "%.4f z", "z²"}, {"B8", "%.4f zs", "z²"}, {"B9", "%.4f activation", "a²"},
	{"B6", "%.4f w", "w³"}, {"B7", "%.4f z", "z³"}, {"B8", "%.4f zs", "z²  z³"}, {"B9", "%.4f activation", "a³"},
	{"B10", "%.4f activations", "a¹  a²  a³"}, {"B11", "%.4f delta", "δ³"},
	{"B12", "%.4f nablaB", "0b²  ∂C/∂b³"}, {"B13", "%.4f nablaW", "0w²  ∂C/∂w³"}, {"B14", "l", ""},
	{"B15", "%.4f z", "z²"}, {"B16", "%.4f sp", "σ′(z²)"}, {"B17", "%.4f delta", "δ²"},
	{"B18", "%.4f nablaB", "∂C/∂b²  ∂C/∂b³"}, {"B19", "%.4f nablaW", "∂C/∂w²  ∂C/∂w³"},
}

// script is the Delve script that makes the stops.
func script() string {
	breaks, prints, set := "", "", map[string]bool{}
	for _, stop := range stops {
		line := math.MaxInt // of the step that is written behind this one
		for _, other := range steps.All() {
			if other.Line > steps.Named(stop.step).End() {
				line = min(line, other.Line)
			}
		}
		if !set[stop.step] {
			set[stop.step] = true
			breaks += fmt.Sprintf("break %s nn/network.go:%d\n", stop.step, line)
		}
		prints += "\ncontinue\nprint " + stop.print + "\n"
	}
	return `# One Backprop of the 2-3-2 network in Delve, stopped behind every step:
#
#   TERM=dumb dlv debug ./cmd/trace --init docs/backprop.dlv --allow-non-terminal-interactive=true
#
# The lines are kept in step with nn/network.go by go test ./cmd/trace -update.
config source-list-line-count 0

` + breaks + prints + "\nexit\n"
}

// TestDelveScript keeps the script's stops those of the steps. Their lines may have
// moved since it was written.
func TestDelveScript(t *testing.T) { golden.Compare(t, "../../docs/backprop.dlv", script(), `:\d+`) }

// delve runs a script in the debugger that the environment variable BACKPROP_DELVE
// names, as compiling everything for it takes half a minute. It returns what Delve
// says from each stop on.
func delve(t *testing.T, script string) []string {
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
	if len(parts) != len(stops) {
		t.Fatalf("Delve stopped %d times, want %d:\n%s", len(parts), len(stops), parts)
	}
	of := newTrace(example()).of
	for i, stop := range stops {
		// Behind "[B7] …" and "=> 168: …" comes what was printed: the type and the
		// lengths, then the numbers.
		lines := strings.SplitN(parts[i], "\n", 3)
		printed := regexp.MustCompile(`len: \d+, cap: \d+`).ReplaceAllString(lines[2], "")
		got := regexp.MustCompile(`-?\d+(\.\d+)?`).FindAllString(printed, -1)
		var want []string
		for _, symbol := range strings.Fields(stop.want) {
			m := of[strings.TrimPrefix(symbol, "0")]
			if strings.HasPrefix(symbol, "0") {
				m = matrix.Zeros(m.Rows(), m.Cols())
			}
			want = append(want, decimals(m)...)
		}
		if stop.print == "l" {
			want = []string{"2"}
		}
		if !strings.HasPrefix(lines[0], "["+stop.step+"]") || strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("stop %d, behind %s, want %s: Delve prints %s:\n%s\nwant %s", i, lines[0], stop.step, stop.print, printed, want)
		}
	}
}

// TestDelveIntoDot steps into the product of B7: eight lines at most, all of Dot,
// lead to its first multiplication, with the factors and the sum to be seen.
func TestDelveIntoDot(t *testing.T) {
	const most = 8
	script := fmt.Sprintf("config source-list-line-count 0\nbreak B7 nn/network.go:%d\ncontinue\nstep\n", steps.Named("B7").Line)
	parts := delve(t, script+strings.Repeat("next\nprint a[j][k]\nprint b[k][i]\nprint sum\n", most)+"exit\n")
	for _, part := range parts[1:] {
		if !strings.HasPrefix(part, "backprop/matrix.Dot()") {
			break
		}
		if found := regexp.MustCompile(`=>.*a\[j\]\[k\] \* b\[k\]\[i\].*\n(.*)\n(.*)\n(.*)`).FindStringSubmatch(part); found != nil {
			net, x, _ := example()
			if got, want := fmt.Sprint(found[1:]), fmt.Sprint([]any{net.Weights[0][0][0], x[0][0], 0}); got != want {
				t.Errorf("at the first multiplication Delve prints %s, want %s", got, want)
			}
			return
		}
	}
	t.Errorf("%d lines behind the step there is no multiplication of Dot yet:\n%s", most, strings.Join(parts, "\n"))
}

// TestLaunch wants what VS Code offers to start to be there.
func TestLaunch(t *testing.T) {
	text, err := os.ReadFile("../../.vscode/launch.json")
	if err != nil {
		t.Fatal(err)
	}
	programs := regexp.MustCompile(`"program": "\$\{workspaceFolder\}/(.*)"`).FindAllStringSubmatch(string(text), -1)
	for _, program := range programs {
		folder := strings.Replace(program[1], "exercises/yours", "exercises/skeleton", 1) // which it is made from
		if _, err := os.Stat("../../" + folder + "/main.go"); err != nil {
			t.Error(err)
		}
	}
	if len(programs) < 2 {
		t.Errorf("launch.json starts %v", programs)
	}
}
