// Package netfile keeps networks in files: JSON that a person can read, one row
// of weights a line.
package netfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"reflect"
	"strconv"

	"backprop/cmd/internal/cli"
	"backprop/matrix"
	"backprop/nn"
)

// Version is that of the format.
const Version = 1

// maxBytes is the size of the largest file that is read. A network of twenty
// million weights takes about as much.
const maxBytes = 512 << 20

// Run is what is worth knowing of the run that made a network.
type Run struct {
	Command  string  `json:"command"`  // the command that does it again
	Data     string  `json:"data"`     // what it was trained with
	Epochs   int     `json:"epochs"`   // whole epochs, in this run
	Batch    int     `json:"batch"`    // examples in a mini-batch
	Eta      float64 `json:"eta"`      // the learning rate
	Seed     uint64  `json:"seed"`     // of the random numbers
	Accuracy float64 `json:"accuracy"` // the share of the test examples that it got right, 0 to 1
}

// content is the file. Biases are lists here, columns in nn.Network.
type content struct {
	Version int          `json:"version"`
	Run     *Run         `json:"run"`
	Sizes   []int        `json:"sizes"`
	Biases  [][]number   `json:"biases"`
	Weights [][][]number `json:"weights"`
}

// number is a float64 that must be there: package json takes null for no change,
// which would make it 0.
type number float64

func (n *number) UnmarshalJSON(text []byte) error {
	v, err := strconv.ParseFloat(string(text), 64)
	if err != nil {
		return fmt.Errorf("%s, want a number that fits a float64", text)
	}
	*n = number(v)
	return nil
}

// numbers returns a row of the file as a row of a matrix.
func numbers(row []number) []float64 {
	values := make([]float64, len(row))
	for k, n := range row {
		values[k] = float64(n)
	}
	return values
}

// Save writes a network to a file. There is the whole new file afterwards, or
// what was there before.
func Save(path string, net *nn.Network, run Run) error {
	if err := net.Validate(); err != nil {
		return fmt.Errorf("cannot save the network: %w", err)
	}
	return cli.WriteFile(path, func(w io.Writer) error { return write(w, net, run) })
}

func write(w io.Writer, net *nn.Network, run Run) error {
	var b bytes.Buffer
	var failed error
	// value writes a value on one line. JSON has the digits that give back the
	// same float64, and no NaN.
	value := func(v any) []byte {
		text, err := json.Marshal(v)
		if err != nil && failed == nil {
			failed = err
		}
		return text
	}
	list := func(indent string, n int, item func(i int)) {
		for i := range n {
			b.WriteString(indent)
			item(i)
			if i < n-1 {
				b.WriteByte(',')
			}
		}
	}
	fmt.Fprintf(&b, "{\n  \"version\": %d,\n  \"run\": %s,\n  \"sizes\": %s,\n  \"biases\": [", Version, value(run), value(net.Sizes))
	list("\n    ", len(net.Biases), func(i int) { b.Write(value(net.Biases[i].Transpose()[0])) })
	b.WriteString("\n  ],\n  \"weights\": [")
	list("\n    ", len(net.Weights), func(i int) {
		b.WriteString("[")
		list("\n      ", len(net.Weights[i]), func(j int) { b.Write(value(net.Weights[i][j])) })
		b.WriteString("\n    ]")
	})
	b.WriteString("\n  ]\n}\n")
	if failed != nil {
		return failed
	}
	_, err := b.WriteTo(w)
	return err
}

// Load reads a network from a file. It trusts nothing: a file of another
// version, with parameters that do not fit the sizes, with more behind the
// network, or too large is an error that says so.
func Load(path string) (*nn.Network, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: there is no such file; want one that cmd/train -save wrote", path)
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: want a file that cmd/train -save wrote, this is none", path)
	}
	net, err := read(file, maxBytes)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return net, nil
}

func read(r io.Reader, max int64) (*nn.Network, error) {
	limited := &io.LimitedReader{R: r, N: max + 1}
	decoder := json.NewDecoder(limited)
	decoder.DisallowUnknownFields()
	var c content
	err := decoder.Decode(&c)
	if err == nil {
		// One more value, even a broken one, is one too many.
		if _, err := decoder.Token(); err != io.EOF {
			return nil, fmt.Errorf("byte %d: more follows, want the end of the file", decoder.InputOffset())
		}
	}
	if limited.N <= 0 {
		return nil, fmt.Errorf("the file has more than %d bytes", max)
	}
	if err != nil {
		return nil, readable(err, decoder.InputOffset())
	}
	if c.Version != Version {
		return nil, fmt.Errorf("the file has version %d, want %d", c.Version, Version)
	}
	net := &nn.Network{Sizes: c.Sizes}
	for _, b := range c.Biases {
		if len(b) == 0 {
			return nil, errors.New("a layer has no biases")
		}
		net.Biases = append(net.Biases, matrix.Column(numbers(b)...))
	}
	for _, w := range c.Weights {
		var rows matrix.Matrix
		for _, row := range w {
			rows = append(rows, numbers(row))
		}
		net.Weights = append(net.Weights, rows)
	}
	if err := net.Validate(); err != nil {
		return nil, err
	}
	return net, nil
}

// readable says what is wrong with the JSON, and where.
func readable(err error, offset int64) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("the file ends too early")
	case errors.As(err, &syntax):
		return fmt.Errorf("byte %d: this is no JSON: %w", syntax.Offset, err)
	case errors.As(err, &kind):
		want := "what -save writes"
		switch kind.Type.Kind() {
		case reflect.Int, reflect.Uint64:
			want = "a whole number"
		case reflect.Float64:
			want = "a number"
		case reflect.Slice:
			want = "a list"
		}
		return fmt.Errorf("byte %d: %s in %q, want %s", kind.Offset, kind.Value, kind.Field, want)
	}
	return fmt.Errorf("before byte %d: %w", offset, err)
}
