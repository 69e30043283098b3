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
	dir, link, data := t.TempDir(), filepath.Join(t.TempDir(), "link"), folderOf(t, 3, 3, 1)
	odd := filepath.Join(dir, "[a]") // no pattern
	if err := os.CopyFS(odd, os.DirFS(data)); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(dir, link); err != nil {
		link = dir
	}
	missing, other, broken := filepath.Join(dir, "missing", "file"), filepath.Join(dir, "other.json"), filepath.Join(dir, "broken.json")
	os.WriteFile(other, []byte(`{"version":1,"sizes":[2,1],"biases":[[1]],"weights":[[[1,2]]]}`), 0o644)
	os.WriteFile(broken, []byte(`{"version":1`), 0o644)
	const whole, finite = "want a whole number from ", "want a finite number above 0"
	for _, test := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"-nope"}, 2, "flag provided but not defined: -nope"},
		{[]string{"digits"}, 2, `unexpected argument "digits": this command takes flags only`},
		{[]string{"-epochs"}, 2, "flag needs an argument: -epochs"},
		{[]string{"-epochs", "-1"}, 2, `invalid value "-1" for flag -epochs: ` + whole + "0 to 1000000"},
		{[]string{"-epochs", "99999999999999999999"}, 2, whole + "0 to 1000000"},
		{[]string{"-batch", "0"}, 2, whole + "1 to 10000"},
		{[]string{"-seed", "-1"}, 2, whole + "0 to 18446744073709551615"},
		{[]string{"-eta", "0"}, 2, finite},
		{[]string{"-eta", "NaN"}, 2, finite},
		{[]string{"-eta", "Inf"}, 2, finite},
		{[]string{"-hidden", "30,"}, 2, "want numbers of neurons from 1 to 100000, separated by commas, such as 30 or 100,30"},
		{[]string{"-hidden", "100001"}, 2, "want numbers of neurons"},
		{[]string{"-hidden", "100000,100000"}, 2, "a network of [64 100000 100000 10] has 200074 neurons and 10007600010 weights and biases"},
		{[]string{"-method", "fast"}, 2, `-method "fast": want chapter or matrix`},
		{[]string{"-data", ""}, 2, "-data is empty, want a name"},
		{[]string{"-load", ""}, 2, "-load is empty, want a name"},
		{[]string{"-data", "a\nb"}, 1, `-data a\nb: there is no such folder; want digits, mnist or a folder`},
		{[]string{"-data", dir}, 1, "has no file train-images-idx3-ubyte"},
		{[]string{"-data", other}, 1, other + " is a file, want the folder with the four IDX files"},
		{[]string{"-save", missing}, 1, "cannot write " + missing + ": there is no folder " + filepath.Dir(missing)},
		{[]string{"-report", dir}, 1, "cannot write " + dir + ": it is a folder, want a file"},
		{[]string{"-load", missing}, 1, missing + ": "},
		{[]string{"-load", broken}, 1, broken + ": the file ends too early"},
		{[]string{"-load", other}, 1, other + ": a network of 2-1 is not one for images of 8×8 pixels, which wants 64 inputs and 10 outputs: is -data right?"},
		{[]string{"-load", other, "-hidden", "30"}, 2, "-hidden does not go with -load"},
		{[]string{"-save", filepath.Join(dir, "x"), "-report", filepath.Join(dir, ".", "x")}, 2, "are the same file"},
		{[]string{"-load", other, "-report", filepath.Join(link, "other.json")}, 2, "are the same file"},
		{[]string{"-data", data, "-save", filepath.Join(data, "t10k-labels-idx1-ubyte")}, 2, "are the same file"},
		{[]string{"-data", odd, "-save", filepath.Join(odd, "t10k-labels-idx1-ubyte")}, 2, "are the same file"},
	} {
		status, stdout, stderr := call(test.args...)
		if status != test.status || stdout != "" || strings.Count(stderr, "\n") != 1 ||
			!strings.HasPrefix(stderr, "train: ") || !strings.Contains(stderr, test.want) {
			t.Errorf("train %q: exit status %d, stdout %q, stderr\n\t%s\nwant status %d, no stdout and the line\n\ttrain: … %s",
				test.args, status, stdout, stderr, test.status, test.want)
		}
	}
}
