package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"backprop/cmd/internal/cli"
	"backprop/mnist"
	"backprop/nn"
)

// TestMain lets this program be started as the command itself, as a process to
// send signals to.
func TestMain(m *testing.M) {
	if os.Getenv("TRAIN_TEST_AS_COMMAND") != "" {
		main()
	}
	os.Setenv("LC_ALL", "C") // whatever the language of who runs the tests
	os.Exit(m.Run())
}

func call(args ...string) (status int, stdout, stderr string) {
	var out, err bytes.Buffer
	status = cli.Run("train", train, args, &out, &err)
	return status, out.String(), err.String()
}

// prepared returns the run that the arguments ask for, and what it will print.
func prepared(t *testing.T, args ...string) (*run, *bytes.Buffer) {
	t.Helper()
	o, err := parse(args, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	var stdout bytes.Buffer
	r, err := newRun(o, &stdout, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	return r, &stdout
}

// TestOutput: what the flags say is what is trained, and what it prints is what
// package nn says.
func TestOutput(t *testing.T) {
	training, test := mnist.Digits()
	tests := []struct {
		args                  string
		sizes                 []int
		epochs, miniBatchSize int
		eta                   float64
		seed                  uint64
	}{
		{"-epochs 2", []int{64, 30, 10}, 2, 10, 3, 16},
		{"-epochs 3 -hidden 7,6 -batch 20 -eta 0.5 -seed 5000000000", []int{64, 7, 6, 10}, 3, 20, 0.5, 5000000000},
		{"-epochs 1 -batch 10000 -eta 0.1 -method matrix", []int{64, 30, 10}, 1, 10000, 0.1, 16},
	}
	for _, c := range tests {
		rng := rand.New(rand.NewPCG(c.seed, 0))
		net := nn.New(c.sizes, rng)
		want := strings.ReplaceAll(strings.Trim(fmt.Sprint(c.sizes), "[]"), " ", "-") +
			", 1500 digits to train with, 297 to test with\n"
		last := 0
		net.SGD(context.Background(), training, c.epochs, c.miniBatchSize, c.eta, rng, test, func(epoch, correct int) {
			cost := 0.0
			for i := range test.Len() {
				x, y := test.At(i)
				cost += nn.QuadraticCost(net.Feedforward(x), y)
			}
			want += fmt.Sprintf("Epoch %d: %d / 297 right, cost %.4f\n", epoch, correct, cost/297)
			last = correct
		})
		want += fmt.Sprintf("Accuracy: %.2f %%\n", 100*float64(last)/297)
		status, got, stderr := call(strings.Fields(c.args)...)
		if status != 0 || got != want || !regexp.MustCompile(`^Time: [\d.]+ s\n$`).MatchString(stderr) {
			t.Errorf("train %s: exit status %d, prints\n%s%s\nwant\n%s and the time", c.args, status, got, stderr, want)
		}
	}
	_, stdout, stderr := call("-epochs", "1", "-lang", "pt")
	want := regexp.MustCompile(`^64-30-10, 1500 dígitos para treinar, 297 para testar\nÉpoca 0: \d+ / 297 certos, custo 0\.\d{4}\nAcurácia: [\d.]+ %\nTempo: [\d.]+ s\n$`)
	if !want.MatchString(stdout + stderr) {
		t.Errorf("in Portuguese, the output is\n%s%s", stdout, stderr)
	}
}

// TestRefused: one line on stderr, nothing on stdout, status 2 for the user's
// mistakes and 1 for what the files say.
func TestRefused(t *testing.T) {
	dir, data := t.TempDir(), folderOf(t, 3, 3, 1)
	in := func(name string) string { return filepath.Join(dir, name) }
	if err := os.CopyFS(in("[a]"), os.DirFS(data)); err != nil { // a name that is no pattern
		t.Fatal(err)
	}
	link := in("link")
	if err := os.Symlink(dir, link); err != nil {
		link = dir
	}
	missing, other, broken := filepath.Join(dir, "missing", "file"), in("other.json"), in("broken.json")
	os.WriteFile(other, []byte(`{"version":1,"sizes":[2,1],"biases":[[1]],"weights":[[[1,2]]]}`), 0o644)
	os.WriteFile(broken, []byte(`{"version":1`), 0o644)
	for status, table := range map[int][]struct {
		args []string
		want string
	}{
		2: {
			{[]string{"-nope"}, "not defined: -nope"},
			{[]string{"digits"}, `unexpected argument "digits"`},
			{[]string{"-epochs"}, "needs an argument: -epochs"},
			{[]string{"-epochs", "-1"}, `"-1" for flag -epochs: want a whole number from 0 to 1000000`},
			{[]string{"-epochs", "1000001"}, "from 0 to 1000000"},
			{[]string{"-batch", "0"}, "from 1 to 10000"},
			{[]string{"-seed", "-1"}, "from 0 to 18446744073709551615"},
			{[]string{"-eta", "0"}, "finite number above 0"},
			{[]string{"-eta", "NaN"}, "finite number above 0"},
			{[]string{"-eta", "Inf"}, "finite number above 0"},
			{[]string{"-hidden", "30,"}, "from 1 to 100000, separated by commas"},
			{[]string{"-hidden", "100001"}, "from 1 to 100000"},
			{[]string{"-hidden", "100000,100000"}, "[64 100000 100000 10] has 200074 neurons and 10007600010 weights and biases"},
			{[]string{"-method", "fast"}, `"fast": want chapter or matrix`},
			{[]string{"-data", ""}, "-data is empty"},
			{[]string{"-load", ""}, "-load is empty"},
			{[]string{"-load", other, "-hidden", "30"}, "-hidden does not go with -load"},
			{[]string{"-save", in("x"), "-report", filepath.Join(dir, ".", "x")}, "the same file"},
			{[]string{"-load", other, "-report", filepath.Join(link, "other.json")}, "the same file"},
			{[]string{"-data", data, "-save", filepath.Join(data, "t10k-labels-idx1-ubyte")}, "the same file"},
			{[]string{"-data", in("[a]"), "-save", filepath.Join(in("[a]"), "t10k-labels-idx1-ubyte")}, "the same file"},
		},
		1: {
			{[]string{"-data", "a\nb"}, `a\nb: there is no such folder; want digits, mnist or a folder`},
			{[]string{"-data", dir}, "no file train-images-idx3-ubyte"},
			{[]string{"-data", other}, other + " is a file, want the folder"},
			{[]string{"-save", missing}, "cannot write " + missing},
			{[]string{"-report", dir}, "cannot write " + dir},
			{[]string{"-load", missing}, missing + ": "},
			{[]string{"-load", broken}, broken + ": the file ends too early"},
			{[]string{"-load", other}, other + ": a network of 2-1 is not one for images of 8×8 pixels, which wants 64 inputs and 10 outputs"},
		},
	} {
		for _, test := range table {
			got, stdout, stderr := call(test.args...)
			if got != status || stdout != "" || strings.Count(stderr, "\n") != 1 || !strings.HasPrefix(stderr, "train: ") || !strings.Contains(stderr, test.want) {
				t.Errorf("train %q: exit status %d, stdout %q, stderr\n\t%s\nwant status %d, no stdout and the line\n\ttrain: … %s",
					test.args, got, stdout, stderr, status, test.want)
			}
		}
	}
}
