package netfile

import (
	"bytes"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

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
  "sha256": "dabbcdda1877a5e9f38aa075694e5ce4d8629766cf88100583b3c91872eedd10",
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
	const run = `"run":{"command":"c","data":"d","epochs":1,"batch":2,"eta":3,"seed":4,"accuracy":0.5},`
	const withRun = `{"version":1,` + run + `"sizes":[2,1],"biases":[[1]],"weights":[[[1,2]]]}`
	for _, text := range []string{good, withRun, strings.ReplaceAll(withRun, ",", " ,\n ")} {
		if _, err := read(strings.NewReader(text)); err != nil {
			t.Fatal(err)
		}
	}
	change := func(from, to string) string { return strings.Replace(good, from, to, 1) }
	changeRun := func(from, to string) string { return strings.Replace(withRun, from, to, 1) }
	tests := []struct{ text, want string }{
		{"", "the file ends too early"},
		{good[:20], "the file ends too early"},
		{good[:len(good)-1], "the file ends too early"},
		{"<html>", "before byte 1: invalid character '<' looking for beginning of value"},
		{"[]", `got "[", want "{"`},
		{"null", `got "<nil>", want "{"`},
		{good + good, "more follows, want the end of the file"},
		{good + "x", "more follows, want the end of the file"},
		{change(`:1`, `:2`), "the file has version 2, want 1"},
		{change(`"version":1,`, ``), `got "sizes", want "version"`},
		{change(`"version"`, `"Version"`), `got "Version", want "version"`},
		{change(`"version":1`, `"version":1,"extra":2`), `got "extra", want "sizes"`},
		{change(`"biases"`, `"sizes":[2,1],"biases"`), `got "sizes", want "biases"`},
		{change(`}`, `,"sizes":[2,1]}`), `got "sizes", want "}"`},
		{change(`[2,1]`, `null`), "a network of 0 layers, want 2 to 1000"},
		{change(`[2,1]`, `[2]`), "a network of 1 layers, want 2 to 1000"},
		{change(`[2,1]`, `[`+strings.Repeat("1,", 1000)+`1]`), "a network of 1001 layers, want 2 to 1000"},
		{change(`[2,1]`, `[2,0]`), "layer 2 has 0 neurons, want 1 to 100000"},
		{change(`[2,1]`, `[2,-1]`), "layer 2 has -1 neurons"},
		{change(`[2,1]`, `[2,100001]`), "layer 2 has 100001 neurons"},
		{change(`[2,1]`, `[100000,100000]`), "a network of 100000-100000 has 10000100000 weights and biases, want at most 20000000"},
		{change(`[2,1]`, `[3,1]`), "a list of 2 numbers, want 3"},
		{change(`[2,1]`, `[2,1.5]`), "cannot unmarshal number 1.5"},
		{change(`[2,1]`, `[2,1,1]`), "a list ends too early for these sizes"},
		{change(`[[1]]`, `[[1,2]]`), "a list of 2 numbers, want 1"},
		{change(`[[1]]`, `[null]`), "a list of 0 numbers, want 1"},
		{change(`[[1]]`, `[[1],[1]]`), `got "[", want "]"`},
		{change(`[[1]]`, `[[NaN]]`), "invalid character 'N'"},
		{change(`[[1]]`, `[[1e999]]`), "1e999, want a number that fits a float64"},
		{change(`[[1]]`, `[["1"]]`), `"1", want a number that fits a float64`},
		{change(`[[[1,2]]]`, `[[[1,null]]]`), "null, want a number that fits a float64"},
		{change(`[[[1,2]]]`, `[[1,2]]`), "cannot unmarshal number"},
		{change(`[[[1,2]]]`, `[[[1,2],[3]]]`), `got "[", want "]"`},
		{change(`[[[1,2]]]`, `[null]`), `got "<nil>", want "["`},
		{changeRun(`"epochs":1`, `"epochs":-1`), "run: "},
		{changeRun(`"epochs"`, `"Epochs"`), "run: got "},
		{changeRun(`"epochs":1`, `"epochs":2,"epochs":1`), "run: got "},
		{changeRun(`"epochs":1`, `"more":2,"epochs":1`), "run: got "},
		{changeRun(run, run+run), `got "run", want "sizes"`},
		{changeRun(run, `"sha256":"",`), "the sha256 is empty"},
		{changeRun(run, `"sha256":null,`), "the sha256 is empty"},
		{changeRun(run, `"sha256":"00",`), `the file says "00": it is damaged`},
		{changeRun(run, `"sha256":"`+strings.Repeat("0", 2*maxPiece)), "more than 4194304 bytes in one piece"},
	}
	for _, test := range tests {
		net, err := read(strings.NewReader(test.text))
		if err == nil || net != nil || !strings.Contains(err.Error(), test.want) || len(err.Error()) > 1000 {
			t.Errorf("%.200s: error\n\t%v\nwant\n\t%s", test.text, err, test.want)
		}
	}
}

// TestByHand reads the file of the package's comment.
func TestByHand(t *testing.T) {
	source, err := os.ReadFile("netfile.go")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(source), "//\t{\n")
	text, _, _ = strings.Cut(text, "//\t}\n")
	net, err := read(strings.NewReader("{" + strings.ReplaceAll(text, "//", "") + "}"))
	if err != nil {
		t.Fatal(err)
	}
	want := &nn.Network{
		Sizes:   []int{2, 3, 1},
		Biases:  []matrix.Matrix{{{0}, {0}, {0}}, {{-0.5}}},
		Weights: []matrix.Matrix{{{1, 2}, {3, 4}, {5, 6}}, {{1, 1, 1}}},
	}
	if !reflect.DeepEqual(net, want) {
		t.Errorf("read %v, want %v", net, want)
	}
}
