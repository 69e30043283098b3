package netfile

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

// TestFormat: the file of the package's comment, and what Save makes of it, with
// numbers that are hard to write in digits, are read as the same network.
func TestFormat(t *testing.T) {
	source, err := os.ReadFile("netfile.go")
	if err != nil {
		t.Fatal(err)
	}
	_, byHand, _ := strings.Cut(string(source), "//\t{\n")
	byHand, _, _ = strings.Cut(byHand, "//\t}\n")
	net, err := read(strings.NewReader("{" + strings.ReplaceAll(byHand, "//", "") + "}"))
	want := &nn.Network{
		Sizes:   []int{2, 3, 1},
		Biases:  []matrix.Matrix{{{0}, {0}, {0}}, {{-0.5}}},
		Weights: []matrix.Matrix{{{1, 2}, {3, 4}, {5, 6}}, {{1, 1, 1}}},
	}
	if err != nil || !reflect.DeepEqual(net, want) {
		t.Fatalf("read %v, error %v; want %v", net, err, want)
	}
	net.Weights[0] = matrix.Matrix{{math.Copysign(0, -1), math.SmallestNonzeroFloat64}, {-math.MaxFloat64, 0.1}, {5, 6}}
	path := filepath.Join(t.TempDir(), "net.json")
	if err := Save(path, net, "by \"hand\""); err != nil {
		t.Fatal(err)
	}
	const wantFile = `{
  "version": 1,
  "run": "by \"hand\"",
  "sha256": "b2935f5eaf85961963d1504343048097f7de77f5d2ea511d0f07eecfb370a087",
  "sizes": [2,3,1],
  "biases": [
    [0,0,0],
    [-0.5]
  ],
  "weights": [
    [
      [-0,5e-324],
      [-1.7976931348623157e+308,0.1],
      [5,6]
    ],
    [
      [1,1,1]
    ]
  ]
}
`
	if got, err := os.ReadFile(path); err != nil || string(got) != wantFile {
		t.Errorf("the file is, error %v,\n%s\nwant\n%s", err, got, wantFile)
	}
	again, err := Load(path)
	if err != nil || !reflect.DeepEqual(again, net) || !math.Signbit(again.Weights[0][0][0]) {
		t.Errorf("read %v, error %v; want %v", again, err, net)
	}
	// What cannot be loaded is not saved.
	for want, weights := range map[string]matrix.Matrix{"NaN": {{1, 2}, {3, math.NaN()}, {5, 6}}, "weights: got nil, want 3×2": nil} {
		net.Weights[0] = weights
		if err := Save(path, net, ""); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("saving a broken network: error %v, want %s", err, want)
		}
	}
}

func TestReadErrors(t *testing.T) {
	const good = `{"version":1,"run":"","sizes":[2,1],"biases":[[1]],"weights":[[[1,2]]]}`
	if _, err := read(strings.NewReader(good)); err != nil {
		t.Fatal(err)
	}
	const early = "the file ends too early, or a row is too long"
	tests := []struct{ from, to, want string }{ // good with a change
		{good, "", early},
		{good, good[:20], early},
		{good, good[:len(good)-1], early},
		{good, good + good, "more follows, want the end of the file"},
		{good, good + "x", "more follows, want the end of the file"},
		{good, good + strings.Repeat(" ", 2*maxPart) + "x", "more follows, want the end of the file"},
		{good, "<html>", "before byte 1: invalid character '<' looking for beginning of value"},
		{good, "null", `got "<nil>", want "{"`},
		{`:1`, `:2`, "the file has version 2, want 1"},
		{`"version":1,`, ``, `got "run", want "version"`},
		{`"version"`, `"Version"`, `got "Version", want "version"`},
		{`"sizes"`, `"extra":2,"sizes"`, `got "extra", want "sizes"`},
		{`"run":""`, `"run":"","run":""`, `got "run", want "sizes"`},
		{`"run":""`, `"run":[]`, "cannot unmarshal array"},
		{`"biases"`, `"sizes":[2,1],"biases"`, `got "sizes", want "biases"`},
		{`]]]}`, `]]],"sizes":[2,1]}`, `got "sizes", want "}"`},
		{`[2,1]`, `null`, "a network of 0 layers, want 2 to 1000"},
		{`[2,1]`, `[2]`, "a network of 1 layers, want 2 to 1000"},
		{`[2,1]`, `[` + strings.Repeat("1,", 1000) + `1]`, "a network of 1001 layers, want 2 to 1000"},
		{`[2,1]`, `[` + strings.Repeat("1,", 999) + `1]`, "a list of 1 rows, want 999"},
		{`[2,1]`, `[2,0]`, "layer 2 has 0 neurons, want 1 to 100000"},
		{`[2,1]`, `[100001,1]`, "layer 1 has 100001 neurons"},
		{`[2,1]`, `[99999,1]`, "want 99999 numbers"},   // as many neurons as may be
		{`[2,1]`, `[199,50000]`, "want 50000 numbers"}, // as many parameters
		{`[2,1]`, `[199,50001]`, "and 10000200 weights and biases"},
		{`[2,1]`, `[50000,1,50000]`, "a network of [50000 1 50000] has 100001 neurons and "},
		{`[2,1]`, `[100000,100000]`, "has 200000 neurons and 10000100000 weights and biases, want at most 100000 and 10000000"},
		{`[2,1]`, `[3,1]`, "before byte 70: a row of 2 values, want 3 numbers"},
		{`[2,1]`, `[2,1.5]`, "cannot unmarshal number 1.5"},
		{`[2,1]`, `[2,1,1]`, "a list of 1 rows, want 2"},
		{`[[1]]`, `[[1,2]]`, "a row of 2 values, want 1 "},
		{`[[1]]`, `[null]`, "a row of 0 values, want 1 "},
		{`[[1]]`, `[[1],[1]]`, `got "[", want "]"`},
		{`[[1]]`, `[[NaN]]`, "invalid character 'N'"},
		{`[[1]]`, `[[1e999]]`, "cannot unmarshal number 1e999"},
		{`[[1]]`, `[["1"]]`, "cannot unmarshal string"},
		{`1,2]`, `1,null]`, "want 2 numbers and no null"},
		{`[[[1,2]]]`, `[[1,2]]`, "cannot unmarshal number"},
		{`[[[1,2]]]`, `[[[1,2],[3]]]`, `got "[", want "]"`},
		{`"run":""`, `"sha256":null`, `the file says "": it is damaged`},
		{`"run":""`, `"sha256":"00"`, `the file says "00": it is damaged`},
		{`"run":""`, `"sha256":"` + strings.Repeat("0", 2*maxPart), early},
	}
	for _, test := range tests {
		text := strings.Replace(good, test.from, test.to, 1)
		net, err := read(strings.NewReader(text))
		if err == nil || net != nil || !strings.Contains(err.Error(), test.want) || len(err.Error()) > 1000 {
			t.Errorf("%.200s: error\n\t%v\nwant\n\t%s", text, err, test.want)
		}
	}
}

// TestLoad: an error names the file, and a file may be larger than a part of it.
func TestLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "net.json")
	if _, err := Load(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: error %v", err)
	}
	os.WriteFile(path, []byte("{"), 0o644)
	if _, err := Load(path); err == nil || !strings.HasPrefix(err.Error(), path+": ") {
		t.Errorf("half a file: error %v", err)
	}
	want := nn.New([]int{500, 500}, rand.New(rand.NewPCG(1, 0)))
	if err := Save(path, want, ""); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Size() <= maxPart {
		t.Fatalf("the file is too small to tell: %v, error %v", info, err)
	}
	if net, err := Load(path); err != nil || !reflect.DeepEqual(net, want) {
		t.Errorf("another network is read, error %v", err)
	}
}

// TestFlippedBits: no bit of a file can change without an error, or else the same
// network is read.
func TestFlippedBits(t *testing.T) {
	var b bytes.Buffer
	want := nn.New([]int{3, 4, 2}, rand.New(rand.NewPCG(1, 0)))
	if err := write(&b, want, "a run"); err != nil {
		t.Fatal(err)
	}
	same := 0
	for bit := range 8 * b.Len() {
		b.Bytes()[bit/8] ^= 1 << (bit % 8)
		net, err := read(bytes.NewReader(b.Bytes()))
		if err == nil && !reflect.DeepEqual(net, want) {
			t.Errorf("with bit %d flipped, another network is read:\n%s", bit, &b)
		}
		if err == nil {
			same++
		}
		b.Bytes()[bit/8] ^= 1 << (bit % 8)
	}
	t.Logf("of %d flipped bits, %d changed nothing", 8*b.Len(), same)
}

// TestMemory: a file of brackets, or without an end, takes no more memory than
// what is kept of it.
func TestMemory(t *testing.T) {
	const start = `{"version":1,"sizes":[99000,100],"biases":[[` // 9.9 million weights
	for _, test := range []struct{ text, repeated string }{
		{start, " "}, {start, "0,"}, {"", "["}, {`{"`, "x"},
		{`{"version":1,"sizes":[`, "1,"}, {`{"version":1,"run":`, "[]"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := read(io.MultiReader(strings.NewReader(test.text), endless{test.repeated}))
		runtime.ReadMemStats(&after)
		if got := after.TotalAlloc - before.TotalAlloc; err == nil || got > 100<<20 {
			t.Errorf("%s%s…: %d bytes of memory, error %v", test.text, test.repeated, got, err)
		}
	}
}

// endless repeats a text of one or two bytes for ever.
type endless struct{ text string }

func (e endless) Read(b []byte) (int, error) {
	b = b[:len(b)/2*2]
	return copy(b, strings.Repeat(e.text, len(b))), nil
}

// FuzzRead: no file makes the reader panic, and what it takes is a network that
// survives being written and read.
func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	if err := write(&b, nn.New([]int{2, 3, 2}, rand.New(rand.NewPCG(1, 0))), "a run"); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte(`{"version":1,"sizes":[2,1],"biases":[[1]],"weights":[[[1,2]]]}`))
	f.Add([]byte(`{"version":1,"sizes":[2,99999999999],"biases":[[]],"weights":[null]}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		net, err := read(bytes.NewReader(file))
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := write(&b, net, ""); err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		again, err := read(&b)
		if err != nil || !reflect.DeepEqual(again, net) {
			t.Errorf("what was written is read as another network, error %v", err)
		}
	})
}
