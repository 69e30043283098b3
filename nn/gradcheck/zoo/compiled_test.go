package zoo_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck/zoo"
)

// program prints what two updates with each package's code leave of a network.
const program = `package main

import (
	"encoding/json"
	"os"
%s)

func main() {
	out := map[string]any{}
%s	json.NewEncoder(os.Stdout).Encode(out)
}
`

// turn has a network and a mini-batch in JSON, which all packages can read.
const turn = `	{
		var in struct{ Net *%[1]s.Network; MiniBatch []%[1]s.Example }
		if err := json.Unmarshal([]byte(os.Args[1]), &in); err != nil {
			panic(err)
		}
		in.Net.UpdateMiniBatch(in.MiniBatch, 3)
		in.Net.UpdateMiniBatch(in.MiniBatch, 3)
		out[%[2]q] = in.Net
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
	write := func(text string, path ...string) {
		t.Helper()
		file := filepath.Join(append([]string{dir}, path...)...)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
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
				write(string(text), to, filepath.Base(file))
			}
		}
	}
	write("module backprop\n\ngo 1.24\n", "go.mod")
	copyPackage("matrix", "matrix", "")
	imports, turns := "", ""
	for i, bug := range zoo.Bugs() {
		source, err := bug.Apply(nn.Source())
		if err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprint("nn", i)
		copyPackage("nn", name, source)
		imports += fmt.Sprintf("\t%s \"backprop/%s\"\n", name, name)
		turns += fmt.Sprintf(turn, name, bug.Name)
	}
	write(fmt.Sprintf(program, imports, turns), "main.go")
	net, miniBatch := network([]int{5, 6, 6, 3}, 6, 1)
	in, err := json.Marshal(map[string]any{"Net": net, "MiniBatch": miniBatch})
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command("go", "run", ".", string(in))
	command.Dir, command.Stderr = dir, os.Stderr
	printed, err := command.Output()
	if err != nil {
		t.Fatalf("the changed code does not run: %v", err)
	}
	var out map[string]*nn.Network
	if err := json.Unmarshal(printed, &out); err != nil {
		t.Fatal(err)
	}
	for _, bug := range zoo.Bugs() {
		want, got := net.Clone(), out[bug.Name]
		update := bug.NewUpdate()
		update(want, miniBatch, 3)
		update(want, miniBatch, 3)
		for i := range want.Weights {
			far := matrix.Sub(want.Weights[i], got.Weights[i]).MaxAbs() + matrix.Sub(want.Biases[i], got.Biases[i]).MaxAbs()
			if !(far < 1e-9) {
				t.Errorf("%s: after two updates layer %d of the text's network is %g away from the functions'", bug.Name, i+2, far)
			}
		}
	}
}
