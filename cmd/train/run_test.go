package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"backprop/cmd/internal/dataset"
	"backprop/mnist"
	"backprop/nn"
	"backprop/nn/netfile"
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

func process(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), "TRAIN_TEST_AS_COMMAND=1")
	return cmd
}

// TestInterrupt sends Ctrl-C's signal to a long run.
func TestInterrupt(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "net.json")
	cmd := process(t, "-epochs", "100000", "-save", file, "-report", filepath.Join(dir, "run.html"))
	cmd.Stderr = os.Stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stdout := bufio.NewReader(pipe)
	var all bytes.Buffer
	for !strings.Contains(all.String(), "Epoch 1: ") {
		line, err := stdout.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(line)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		cmd.Process.Kill()
		t.Skipf("no signal can be sent here: %v", err)
	}
	if _, err := io.Copy(&all, stdout); err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	if got := cmd.ProcessState.ExitCode(); got != 130 {
		t.Errorf("exit status %d, want 130", got)
	}
	match := regexp.MustCompile(`\nStopped in epoch \d+, after \d+ of 1500 digits\nAccuracy: (\S+) %\nThe network is kept in \S+\nThe report is in \S+\n$`).FindStringSubmatch(all.String())
	if match == nil {
		t.Fatalf("the output is\n%s\nwant it to say where it stopped and what is kept", &all)
	}
	_, again, _ := call("-load", file, "-epochs", "0")
	if want := fmt.Sprintf("\nAccuracy: %s %%\n", match[1]); !strings.HasSuffix(again, want) {
		t.Errorf("the network that was kept: %s, want %s", again, want)
	}
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

// TestInterruptedAtOnce: with nothing learned, files are left as they were.
func TestInterruptedAtOnce(t *testing.T) {
	dir := t.TempDir()
	net, report := filepath.Join(dir, "net.json"), filepath.Join(dir, "run.html")
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"-save", net, "-report", report}, "Nothing was learned\n" + net + " is left as it was\n" + report + " is left as it was\n"},
		{nil, "Nothing was learned\n"},
	} {
		os.WriteFile(net, []byte("trained"), 0o644)
		r, stdout := prepared(t, test.args...)
		ctx, interrupt := context.WithCancel(context.Background())
		interrupt()
		if err := r.train(ctx); err != nil {
			t.Fatal(err)
		}
		if err := r.keep(); err != nil {
			t.Fatal(err)
		}
		if !r.interrupted || !strings.HasSuffix(stdout.String(), "\n"+test.want) {
			t.Errorf("the output is\n%s\nwant its end to be\n%s", stdout, test.want)
		}
		if got, _ := os.ReadFile(net); string(got) != "trained" {
			t.Errorf("the network that was there was replaced by\n%.100s", got)
		}
		if _, err := os.Stat(report); err == nil {
			t.Error("there is a report")
		}
	}
}

// accuracy returns the last line's per cent.
func accuracy(stdout string) float64 {
	v, _ := strconv.ParseFloat(regexp.MustCompile(`Accuracy: (\S+) %\n$`).FindStringSubmatch(stdout)[1], 64)
	return v
}

func TestSaveLoad(t *testing.T) {
	dir := t.TempDir()
	first, second := filepath.Join(dir, "1.json"), filepath.Join(dir, "2.json")
	_, trained, _ := call("-epochs", "2", "-save", first)
	if _, loaded, stderr := call("-epochs", "0", "-load", first, "-save", second); accuracy(loaded) != accuracy(trained) {
		t.Errorf("trained: %s loaded: %s %s", trained, loaded, stderr)
	}
	a, _ := netfile.Load(first)
	b, _ := netfile.Load(second)
	if a == nil || fmt.Sprint(a) != fmt.Sprint(b) {
		t.Error("save, load, save gives another network")
	}
	// Going on from a file learns on.
	status, longer, stderr := call("-epochs", "5", "-load", first)
	if status != 0 || !strings.HasPrefix(longer, "64-30-10, ") {
		t.Fatalf("exit status %d: %s", status, stderr)
	}
	if accuracy(longer) <= accuracy(trained) {
		t.Errorf("after 2 epochs: %s; after 5 more: %s", trained, longer)
	}
}

// TestDiverges begins with a NaN, as no -eta makes one: a sigmoid network with
// weights near the largest float64 is saturated, and stays where it is.
func TestDiverges(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 0))
	net := nn.New([]int{64, 3, 10}, rng)
	net.Weights[0][1][2] = math.NaN()
	var data dataset.Data
	data.Training, data.Test = mnist.Digits()
	var stdout, stderr bytes.Buffer
	r := &run{options: options{epochs: 5, batch: 10, eta: 3}, net: net, rng: rng, data: data, stdout: &stdout, stderr: &stderr}
	err := r.train(context.Background())
	if want := "the weights are no longer finite after epoch 0: the steps were too large; try an -eta below 3"; err == nil || err.Error() != want {
		t.Errorf("error %v\nwant %s", err, want)
	}
	if strings.Contains(stdout.String(), "Epoch 1") || strings.Contains(stdout.String(), "Accuracy") {
		t.Errorf("the training goes on:\n%s", &stdout)
	}
}

// TestMethods: each path is the one that was asked for, and both learn the same.
func TestMethods(t *testing.T) {
	outputs := map[string]string{}
	for method, whole := range map[string]bool{"chapter": false, "matrix": true} {
		r, stdout := prepared(t, "-epochs", "2", "-method", method)
		if err := r.train(context.Background()); err != nil {
			t.Fatal(err)
		}
		if got := r.watched.batches > 0; got != whole {
			t.Errorf("-method %s takes whole mini-batches: %v, want %v", method, got, whole)
		}
		outputs[method] = stdout.String()
	}
	if outputs["matrix"] != outputs["chapter"] {
		t.Errorf("-method matrix prints\n%s\n-method chapter\n%s", outputs["matrix"], outputs["chapter"])
	}
}

// TestMNIST is the chapter's run, on the folder of MNIST's files that the
// environment variable BACKPROP_MNIST names.
func TestMNIST(t *testing.T) {
	dir := os.Getenv("BACKPROP_MNIST")
	if dir == "" {
		t.Skip("BACKPROP_MNIST names no folder")
	}
	// By the matrix path, which is faster and gives the same to the last bit; and
	// so that it does, the first epoch by the chapter's.
	status, stdout, stderr := call("-data", dir, "-method", "matrix")
	if status != 0 {
		t.Fatalf("exit status %d: %s", status, stderr)
	}
	first := regexp.MustCompile(`(?s)^.*?\nEpoch 0: .*?\n`)
	if _, chapter, _ := call("-data", dir, "-epochs", "1"); first.FindString(chapter) != first.FindString(stdout) {
		t.Errorf("one epoch of the chapter's path prints\n%s\nand of the matrix path\n%s", chapter, stdout)
	}
	if want := "784-30-10, 50000 digits to train with, 10000 to test with\n10000 more are kept for choosing parameters\n"; !strings.HasPrefix(stdout, want) {
		t.Errorf("the output begins with\n%s\nwant\n%s", strings.SplitAfter(stdout, "\n")[0], want)
	}
	match := regexp.MustCompile(`\nEpoch 29: (\d+) / 10000 right, `).FindStringSubmatch(stdout)
	if match == nil {
		t.Fatalf("the output has no epoch 29:\n%s", stdout)
	}
	if strings.Contains(stderr, "Note") {
		t.Errorf("the published files are not known: %s", stderr)
	}
	// The chapter's figure, about 95 %.
	if correct, _ := strconv.Atoi(match[1]); correct <= 9450 {
		t.Errorf("%d of 10000 right, want more than 9450", correct)
	}
	t.Logf("\n%s%s", stdout, stderr)
}
