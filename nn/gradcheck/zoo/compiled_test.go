package zoo_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck/zoo"
)

// program prints what an update with the package's code leaves of a network.
const program = `package main

import (
	"encoding/json"
	"os"

	%s
)

func main() {
	var in struct{ Net nnright.Network; MiniBatch []nnright.Example }
	if err := json.NewDecoder(os.Stdin).Decode(&in); err != nil {
		panic(err)
	}
	out := map[string]any{}
	%s
	json.NewEncoder(os.Stdout).Encode(out)
}
`

// TestTextAndFunctionsAgree compiles package nn with each bug's changes, all in
// one program, and wants two updates with it to leave the network as the bug's
// functions do. Last digits may differ, as a compiler may fuse x*y + z here and
// not there.
func TestTextAndFunctionsAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles package nn for each bug")
	}
	dir := t.TempDir()
	write := func(path, text string) {
		t.Helper()
		path = filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	copyPackage := func(from, to string, network string) {
		files, err := filepath.Glob(filepath.Join("..", "..", "..", from, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if filepath.Base(file) == "network.go" {
				text = []byte(network)
			}
			if !strings.HasSuffix(file, "_test.go") {
				write(filepath.Join(to, filepath.Base(file)), string(text))
			}
		}
	}
	write("go.mod", "module backprop\n\ngo 1.24\n")
	copyPackage("matrix", "matrix", "")
	copyPackage("nn", "right", nn.Source())
	imports, calls := "nnright \"backprop/right\"\n", ""
	for i, bug := range zoo.Bugs() {
		source, err := bug.Apply(nn.Source())
		if err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprint("nn", i)
		copyPackage("nn", name, source)
		imports += fmt.Sprintf("\t%s \"backprop/%s\"\n", name, name)
		calls += fmt.Sprintf(`{
		net := &%s.Network{Sizes: in.Net.Sizes, Biases: append(in.Net.Biases[:0:0], in.Net.Biases...), Weights: append(in.Net.Weights[:0:0], in.Net.Weights...)}
		var miniBatch []%s.Example
		for _, e := range in.MiniBatch {
			miniBatch = append(miniBatch, %s.Example{X: e.X, Y: e.Y})
		}
		net.UpdateMiniBatch(miniBatch, 3)
		net.UpdateMiniBatch(miniBatch, 3)
		out[%q] = net
	}
	`, name, name, name, bug.Name)
	}
	write("main.go", fmt.Sprintf(program, imports, calls))

	net, miniBatch := network([]int{5, 6, 6, 3}, 6, 1)
	in, err := json.Marshal(map[string]any{"Net": net, "MiniBatch": miniBatch})
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command("go", "run", ".")
	command.Dir, command.Stdin = dir, bytes.NewReader(in)
	command.Stderr = os.Stderr
	printed, err := command.Output()
	if err != nil {
		t.Fatalf("the changed code does not run: %v", err)
	}
	var out map[string]*nn.Network
	if err := json.Unmarshal(printed, &out); err != nil {
		t.Fatal(err)
	}
	for _, bug := range zoo.Bugs() {
		want, miniBatch := network([]int{5, 6, 6, 3}, 6, 1)
		update := bug.NewUpdate()
		update(want, miniBatch, 3)
		update(want, miniBatch, 3)
		far := 0.0
		for i, w := range want.Weights {
			far = math.Max(far, matrix.Sub(w, out[bug.Name].Weights[i]).MaxAbs())
			far = math.Max(far, matrix.Sub(want.Biases[i], out[bug.Name].Biases[i]).MaxAbs())
		}
		if !(far < 1e-9) {
			t.Errorf("%s: after two updates the text's network is %g away from the functions'", bug.Name, far)
		}
	}
}
