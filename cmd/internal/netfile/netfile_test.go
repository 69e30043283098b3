package netfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"backprop/matrix"
	"backprop/nn"
)

func TestSaveAndLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "net.json")
	for _, sizes := range [][]int{{1, 1}, {2, 3, 2}, {5, 4, 3, 2}} {
		want := nn.New(sizes, rand.New(rand.NewPCG(1, 0)))
		// What is hard to write in digits.
		want.Biases[0][0][0] = math.Copysign(0, -1)
		want.Weights[0][0][0] = math.SmallestNonzeroFloat64
		if sizes[0] > 1 {
			want.Weights[0][0][1] = -math.MaxFloat64
		}
		if err := Save(path, want, Run{Command: "train", Eta: 3}); err != nil {
			t.Fatal(err)
		}
		got, err := Load(path)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) || !math.Signbit(got.Biases[0][0][0]) {
			t.Errorf("%v: loaded another network than was saved", sizes)
		}
	}
}

func TestFormat(t *testing.T) {
	net := &nn.Network{
		Sizes:   []int{2, 2, 1},
		Biases:  []matrix.Matrix{{{1}, {2}}, {{-3}}},
		Weights: []matrix.Matrix{{{0.5, 1e-20}, {0, -1}}, {{7, 8}}},
	}
	const want = `{
  "version": 1,
  "run": {"command":"c","data":"d","epochs":1,"batch":2,"eta":3,"seed":4,"accuracy":0.5},
  "sizes": [2,2,1],
  "biases": [
    [1,2],
    [-3]
  ],
  "weights": [
    [
      [0.5,1e-20],
      [0,-1]
    ],
    [
      [7,8]
    ]
  ]
}
`
	var got bytes.Buffer
	if err := write(&got, net, Run{"c", "d", 1, 2, 3, 4, 0.5}); err != nil || got.String() != want {
		t.Errorf("the file is, error %v,\n%s\nwant\n%s", err, &got, want)
	}
}

func TestSaveErrors(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "net.json")
	net := nn.New([]int{1, 1}, rand.New(rand.NewPCG(1, 0)))
	net.Weights[0][0][0] = math.NaN()
	if err := Save(path, net, Run{}); err == nil || !strings.Contains(err.Error(), "NaN") {
		t.Errorf("saving NaN: error %v", err)
	}
	net.Weights[0] = nil
	if err := Save(path, net, Run{}); err == nil || !strings.Contains(err.Error(), "weights: got nil, want 1×1") {
		t.Errorf("saving a broken network: error %v", err)
	}
	if files, _ := os.ReadDir(dir); len(files) > 0 {
		t.Errorf("left behind: %v", files)
	}
}

func TestLoadErrors(t *testing.T) {
	const good = `{"version":1,"sizes":[2,1],"biases":[[1]],"weights":[[[1,2]]]}`
	if _, err := read(strings.NewReader(good), maxBytes); err != nil {
		t.Fatal(err)
	}
	change := func(old, new string) string { return strings.Replace(good, old, new, 1) }
	tests := []struct{ text, want string }{
		{"", "the file ends too early"},
		{good[:20], "the file ends too early"},
		{"<html>", "byte 1: this is no JSON: invalid character '<' looking for beginning of value"},
		{"[]", "array"},
		{"null", "the file has version 0, want 1"},
		{good + good, "more follows, want the end of the file"},
		{good + "x", "more follows, want the end of the file"},
		{change(`:1`, `:2`), "the file has version 2, want 1"},
		{change(`"version":1,`, ``), "the file has version 0, want 1"},
		{change(`"version":1`, `"version":1,"extra":2`), `unknown field "extra"`},
		{change(`[2,1]`, `[2]`), "sizes [2]: want two layers or more"},
		{change(`[2,1]`, `[2,0]`), "layer 2 has 0 neurons"},
		{change(`[2,1]`, `[2,-1]`), "layer 2 has -1 neurons"},
		{change(`[2,1]`, `[3,1]`), "layer 2: weights: got 1×2, want 1×3"},
		{change(`[2,1]`, `[2,1000000000000]`), ""},
		{change(`[2,1]`, `[2,1.5]`), `number 1.5 in "sizes", want a whole number`},
		{change(`[2,1]`, `[2,1,1]`), "1 matrices in biases and 1 in weights, want 2 in each for sizes [2 1 1]"},
		{change(`[[1]]`, `[[1,2]]`), "layer 2: biases: got 2×1, want 1×1"},
		{change(`[[1]]`, `[[]]`), "a layer has no biases"},
		{change(`[[1]]`, `[null]`), "a layer has no biases"},
		{change(`[[1]]`, `[[NaN]]`), "this is no JSON"},
		{change(`[[1]]`, `[[1e999]]`), "1e999, want a number that fits a float64"},
		{change(`[[1]]`, `[["1"]]`), `"1", want a number that fits a float64`},
		{change(`[[[1,2]]]`, `[[[1,null]]]`), "null, want a number that fits a float64"},
		{change(`[[[1,2]]]`, `[[1,2]]`), `number in "weights", want a list`},
		{change(`[[[1,2]]]`, `[[[1,2],[3]]]`), "layer 2: weights: got ragged"},
		{change(`[[[1,2]]]`, `[null]`), "layer 2: weights: got nil, want 1×2"},
		{change(`[[[1,2]]]`, `[[null]]`), "layer 2: weights: got 1×0, want 1×2"},
	}
	for _, test := range tests {
		net, err := read(strings.NewReader(test.text), maxBytes)
		if err == nil || net != nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: error\n\t%v\nwant\n\t%s", test.text, err, test.want)
		}
	}
	for _, path := range []string{filepath.Join(t.TempDir(), "missing"), t.TempDir()} {
		if _, err := Load(path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: error %v, want the path in it", path, err)
		}
	}
}

func TestLoadEndsAtTheLimit(t *testing.T) {
	text := `{"version":1,"sizes":[2,1],"biases":[[1]],"weights":[[[1,2]]]}`
	for size, want := range map[int]string{
		len(text):     "<nil>",
		100:           "<nil>",
		101:           "the file has more than 100 bytes",
		1_000_000_000: "the file has more than 100 bytes",
	} {
		r := io.MultiReader(strings.NewReader(text), io.LimitReader(spaces{}, int64(size-len(text))))
		if _, err := read(r, 100); fmt.Sprint(err) != want {
			t.Errorf("a file of %d bytes: error %v, want %s", size, err, want)
		}
	}
	// The limit ends the reading of the network too, not only of what follows.
	if _, err := read(io.MultiReader(strings.NewReader("["), spaces{}), 100); fmt.Sprint(err) != "the file has more than 100 bytes" {
		t.Errorf("an endless file: error %v", err)
	}
}

// spaces never ends.
type spaces struct{}

func (spaces) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = ' '
	}
	return len(b), nil
}

// TestMain lets this program be started as one that saves networks for ever: a
// process to kill.
func TestMain(m *testing.M) {
	path := os.Getenv("NETFILE_TEST_PATH")
	if path == "" {
		os.Exit(m.Run())
	}
	for seed := uint64(1); ; seed++ {
		if err := Save(path, nn.New([]int{64, 30, 10}, rand.New(rand.NewPCG(seed, 0))), Run{Seed: seed}); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
}

// TestKilled kills a program that saves, fifty times, at random moments. Each
// time the file is a whole network or, at the beginning, not there.
func TestKilled(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "net.json")
	loaded := 0
	for range 50 {
		cmd := exec.Command(self)
		cmd.Env = append(os.Environ(), "NETFILE_TEST_PATH="+path)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.IntN(50)) * time.Millisecond)
		cmd.Process.Kill()
		cmd.Wait()
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			continue
		}
		loaded++
		if _, err := Load(path); err != nil {
			t.Errorf("after a kill: %v", err)
		}
	}
	if loaded == 0 {
		t.Error("no network was ever saved")
	}
}

// FuzzRead: no file makes the reader panic, and what it takes is a network that
// survives being written and read.
func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	if err := write(&b, nn.New([]int{2, 3, 2}, rand.New(rand.NewPCG(1, 0))), Run{}); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte(`{"version":1,"sizes":[2,1],"biases":[[1]],"weights":[[[1,2]]]}`))
	f.Add([]byte(`{"version":1,"sizes":[2,99999999999],"biases":[[]],"weights":[null]}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		net, err := read(bytes.NewReader(file), maxBytes)
		runtime.ReadMemStats(&after)
		// A list of two characters takes 24 bytes and a number of one takes 8,
		// and append as much again, and the network as much again; the decoder's
		// buffer grows by doubling.
		if got, limit := after.TotalAlloc-before.TotalAlloc, uint64(64<<10+200*len(file)); got > limit {
			t.Errorf("reading %d bytes took %d bytes of memory, want at most %d", len(file), got, limit)
		}
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := write(&b, net, Run{}); err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		again, err := read(&b, maxBytes)
		if err != nil || !reflect.DeepEqual(again, net) {
			t.Errorf("what was written is read as another network, error %v", err)
		}
	})
}
