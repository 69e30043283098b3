package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"backprop/cmd/internal/dataset"
	"backprop/cmd/internal/netfile"
	"backprop/mnist"
	"backprop/nn"
)

// TestMain lets this program be started as the command itself, as a process to
// send signals to.
func TestMain(m *testing.M) {
	if os.Getenv("TRAIN_TEST_AS_COMMAND") != "" {
		main()
	}
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
	cmd := process(t, "-epochs", "100000", "-save", file, "-report", filepath.Join(dir, "run.html"), "-figures", dir)
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
	match := regexp.MustCompile(`\nStopped in epoch \d+, after \d+ of 1500 digits: (\d+) / 297\nAccuracy: (\S+) %\nThe network is kept in \S+\nThe report is in \S+\nThe figures are in \S+\n$`).FindStringSubmatch(all.String())
	if match == nil {
		t.Fatalf("the output is\n%s\nwant it to say where it stopped and what is kept", &all)
	}
	_, again, _ := call("-load", file, "-epochs", "0", "-quiet")
	if want := fmt.Sprintf("Accuracy: %s %%\n", match[2]); again != want {
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
	r, err := newRun(context.Background(), o, &stdout, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	return r, &stdout
}

// TestInterruptedAtOnce: what is said where there is nothing to keep.
func TestInterruptedAtOnce(t *testing.T) {
	dir := t.TempDir()
	r, stdout := prepared(t, "-figures", dir)
	ctx, interrupt := context.WithCancel(context.Background())
	interrupt()
	if err := r.train(ctx); err != nil {
		t.Fatal(err)
	}
	if err := r.keep(); err != nil {
		t.Fatal(err)
	}
	want := "The network is not kept: -save FILE would have kept it\nThere are no figures: no epoch was finished\n"
	if !r.interrupted || !strings.HasSuffix(stdout.String(), " %\n"+want) {
		t.Errorf("the output is\n%s\nwant its end to be\n%s", stdout, want)
	}
	if files, _ := os.ReadDir(dir); len(files) > 0 {
		t.Errorf("there are the files %v", files)
	}
}

func TestSaveLoad(t *testing.T) {
	dir := t.TempDir()
	first, second := filepath.Join(dir, "1.json"), filepath.Join(dir, "2.json")
	_, trained, _ := call("-epochs", "2", "-quiet", "-save", first)
	if !regexp.MustCompile(`^Accuracy: \d+\.\d\d %\n$`).MatchString(trained) {
		t.Errorf("-quiet prints %q, want the accuracy alone", trained)
	}
	if _, loaded, stderr := call("-epochs", "0", "-quiet", "-load", first, "-save", second); loaded != trained {
		t.Errorf("trained: %s loaded: %s %s", trained, loaded, stderr)
	}
	a, _ := netfile.Load(first)
	b, _ := netfile.Load(second)
	if a == nil || fmt.Sprint(a) != fmt.Sprint(b) {
		t.Error("save, load, save gives another network")
	}
	// Going on from a file learns on.
	status, longer, stderr := call("-epochs", "10", "-load", first)
	if status != 0 || !strings.HasPrefix(longer, "64-30-10, ") {
		t.Fatalf("exit status %d: %s", status, stderr)
	}
	accuracy := func(s string) float64 {
		v, _ := strconv.ParseFloat(regexp.MustCompile(`Accuracy: (\S+) %`).FindStringSubmatch(s)[1], 64)
		return v
	}
	if accuracy(longer) <= accuracy(trained) {
		t.Errorf("after 2 epochs: %s; after 10 more: %s", trained, longer)
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

// TestProgress is the line that a terminal shows.
func TestProgress(t *testing.T) {
	training, _ := mnist.Digits() // 1500
	for _, test := range []struct {
		seen int
		want string
	}{
		{1, "Epoch 0: 0 %, "},
		{750, "Epoch 0: 49 %, "},
		{1500, "Epoch 0: 99 %, "},
		{1501, "Epoch 1: 0 %, 20s left, 150 digits/s"}, // in 10 s, and 2999 to come
		{4500, "Epoch 2: 99 %, 0s left, 450 digits/s"},
	} {
		w := &watched{BatchData: training, epochs: 3, seen: test.seen, start: time.Now().Add(-10 * time.Second)}
		if got := w.line(); !strings.HasPrefix(got, test.want) {
			t.Errorf("after %d digits: %q, want %q", test.seen, got, test.want)
		}
	}
}

// TestNoControlCharacters: what is no terminal gets lines and nothing else.
func TestNoControlCharacters(t *testing.T) {
	_, stdout, stderr := call("-epochs", "2")
	for _, r := range stdout + stderr {
		if r < ' ' && r != '\n' {
			t.Fatalf("the output has the control character %q:\n%s%s", r, stdout, stderr)
		}
	}
}

func TestFilesThatCannotBe(t *testing.T) {
	dir := t.TempDir()
	missing := filepath.Join(dir, "missing", "file")
	other := filepath.Join(dir, "other.json")
	os.WriteFile(other, []byte(`{"version":1,"sizes":[2,1],"biases":[[1]],"weights":[[[1,2]]]}`), 0o644)
	broken := filepath.Join(dir, "broken.json")
	os.WriteFile(broken, []byte(`{"version":1`), 0o644)
	tests := []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"-save", missing}, 1, "cannot write " + missing + ": there is no folder " + filepath.Dir(missing)},
		{[]string{"-save", dir}, 1, "cannot write " + dir + ": it is no regular file"},
		{[]string{"-report", missing}, 1, "cannot write " + missing},
		{[]string{"-save", "/dev/null"}, 1, "cannot write /dev/null: it is no regular file"},
		{[]string{"-load", missing}, 1, missing + ": there is no such file; want one that cmd/train -save wrote"},
		{[]string{"-load", dir}, 1, "want a file that cmd/train -save wrote"},
		{[]string{"-load", broken}, 1, broken + ": the file ends too early"},
		{[]string{"-load", other}, 1, other + ": a network of 2-1 is not one for images of 8×8 pixels, which wants 64 inputs and 10 outputs: is -data right?"},
		{[]string{"-load", other, "-hidden", "30"}, 2, "-hidden does not go with -load"},
		{[]string{"-save", filepath.Join(dir, "x"), "-report", filepath.Join(dir, ".", "x")}, 2, "two results are to be written to the same file"},
		{[]string{"-save", filepath.Join(dir, "mistakes.svg"), "-figures", dir}, 2, "two results are to be written to the same file"},
		{[]string{"-method", "fast"}, 2, `-method "fast": want chapter or matrix`},
		{[]string{"-save", ""}, 2, "-save is empty, want a name"},
		{[]string{"-load", ""}, 2, "-load is empty, want a name"},
		{[]string{"-report", ""}, 2, "-report is empty, want a name"},
		{[]string{"-figures", ""}, 2, "-figures is empty, want a name"},
		{[]string{"-figures", "no/such/folder"}, 1, "no/such/folder"},
		{[]string{"-figures", ".", "-epochs", "0"}, 2, "-figures wants -epochs 1 or more"},
		{[]string{"-cache", dir}, 2, "-cache and -mirror go with -data mnist"},
		{[]string{"-data", "mnist", "-mirror", "host"}, 2, `-mirror "host": want an http or https address`},
		{[]string{"-data", "mnist", "-cache", ""}, 2, "-cache is empty, want a folder"},
	}
	for _, test := range tests {
		status, stdout, stderr := call(test.args...)
		if status != test.status || stdout != "" || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, test.want) {
			t.Errorf("train %q: exit status %d, stdout %q, stderr\n\t%s\nwant status %d and\n\ttrain: … %s", test.args, status, stdout, stderr, test.status, test.want)
		}
	}
}

// TestDownloadFails: a mirror that has something else, and no way to the others.
func TestDownloadFails(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "<html>") }))
	defer server.Close()
	t.Setenv("HTTPS_PROXY", "http://127.0.0.1:1") // so that the test reaches nobody
	status, stdout, stderr := call("-data", "mnist", "-cache", t.TempDir(), "-mirror", server.URL)
	want := regexp.MustCompile(`^train: mnist: no server gave train-images-idx3-ubyte.gz: 127\.0\.0\.1:\d+: it sent an HTML page of 6 bytes, want 9912422 bytes of gzip; storage\.googleapis\.com: .*; ossci-datasets\.s3\.amazonaws\.com: .*; if you have the four files, name their folder with -data\n$`)
	if status != 1 || stdout != "" || !want.MatchString(stderr) {
		t.Errorf("exit status %d, stdout %s, stderr\n%s\nwant 1 and\n%s", status, stdout, stderr, want)
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
	if want := "784-30-10, 50000 digits to train with, 10000 to test with; 10000 are left for choosing parameters\n"; !strings.HasPrefix(stdout, want) {
		t.Errorf("the output begins with\n%s\nwant\n%s", strings.SplitAfter(stdout, "\n")[0], want)
	}
	match := regexp.MustCompile(`\nEpoch 29: (\d+) / 10000\n`).FindStringSubmatch(stdout)
	if match == nil {
		t.Fatalf("the output has no epoch 29:\n%s", stdout)
	}
	// The chapter's figure, about 95 %.
	if correct, _ := strconv.Atoi(match[1]); correct <= 9450 {
		t.Errorf("%d of 10000 right, want more than 9450", correct)
	}
	t.Logf("\n%s%s", stdout, stderr)
}
