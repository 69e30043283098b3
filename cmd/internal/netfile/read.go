package netfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"

	"backprop/matrix"
	"backprop/nn"
)

// reader reads a file row by row: as one piece, it would take several times the
// memory of the network.
type reader struct {
	in    io.Reader
	bytes int64 // that were read
	json  *json.Decoder
	err   error // the first one; nothing is read after it
}

// maxPiece is the most that the JSON decoder may keep at a time: a row of
// MaxNeurons numbers takes less.
const maxPiece = 4 << 20

func (r *reader) Read(b []byte) (int, error) {
	if r.bytes-r.json.InputOffset() > maxPiece {
		return 0, fmt.Errorf("more than %d bytes in one piece", maxPiece)
	}
	n, err := r.in.Read(b)
	r.bytes += int64(n)
	return n, err
}

func read(in io.Reader) (*nn.Network, error) {
	r := &reader{in: in}
	r.json = json.NewDecoder(r)
	net, want := r.network()
	if errors.Is(r.err, io.EOF) || errors.Is(r.err, io.ErrUnexpectedEOF) {
		return nil, errors.New("the file ends too early")
	}
	if r.err != nil {
		return nil, fmt.Errorf("before byte %d: %w", r.json.InputOffset()+1, r.err)
	}
	if err := net.Validate(); err != nil {
		return nil, err
	}
	if got := sum(net); want != "" && got != want {
		return nil, fmt.Errorf("the numbers have the SHA-256 %s, the file says %.70q: it is damaged; or, if it was edited, take the line \"sha256\" away", got, want)
	}
	return net, nil
}

// network returns the network in the file, and the SHA-256 that the file gives.
// After an error, which the reader keeps, neither means anything.
func (r *reader) network() (net *nn.Network, sum string) {
	net = &nn.Network{}
	version := 0
	r.words(json.Delim('{'), "version")
	r.value(&version)
	if version != Version {
		r.fail("the file has version %d, want %d", version, Version)
	}
	key := r.word()
	if key == "run" {
		r.run()
		key = r.word()
	}
	if key == "sha256" {
		if r.value(&sum); sum == "" {
			r.fail("the sha256 is empty: take the line away, or give the sum")
		}
		key = r.word()
	}
	if key != "sizes" {
		r.fail("got %.40q, want \"sizes\"", fmt.Sprint(key))
	}
	r.value(&net.Sizes)
	if err := CheckSizes(net.Sizes); err != nil {
		r.fail("%w", err)
		return
	}
	r.words("biases", json.Delim('['))
	for _, n := range net.Sizes[1:] {
		biases := r.row(n)
		if r.err != nil {
			return
		}
		net.Biases = append(net.Biases, matrix.Column(biases...))
	}
	r.words(json.Delim(']'), "weights", json.Delim('['))
	for i, n := range net.Sizes[1:] {
		r.words(json.Delim('['))
		var weights matrix.Matrix
		for j := 0; j < n && r.err == nil; j++ {
			weights = append(weights, r.row(net.Sizes[i]))
		}
		net.Weights = append(net.Weights, weights)
		r.words(json.Delim(']'))
	}
	r.words(json.Delim(']'), json.Delim('}'))
	// Anything more, even if it is broken, is too much.
	if _, err := r.json.Token(); err != io.EOF {
		r.fail("more follows, want the end of the file")
	}
	return net, sum
}

// fail keeps the first error.
func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

// word reads a bracket or a key.
func (r *reader) word() (word json.Token) {
	if r.err == nil {
		word, r.err = r.json.Token()
	}
	return word
}

// words reads words and wants them to be these.
func (r *reader) words(want ...json.Token) {
	for _, want := range want {
		if got := r.word(); got != want {
			r.fail("got %.40q, want %q", fmt.Sprint(got), fmt.Sprint(want))
		}
	}
}

// value reads a whole value into what v points to.
func (r *reader) value(v any) {
	if r.err == nil {
		r.err = r.json.Decode(v)
	}
}

// row reads a list of n numbers.
func (r *reader) row(n int) []float64 {
	if r.err == nil && !r.json.More() {
		r.word() // an error, where the file ends
		r.fail("a list ends too early for these sizes")
	}
	var numbers []number
	r.value(&numbers)
	if len(numbers) != n {
		r.fail("a list of %d numbers, want %d", len(numbers), n)
	}
	var values []float64
	for _, v := range numbers {
		values = append(values, float64(v))
	}
	return values
}

// number is a float64 that must be there: package json takes null for no change,
// which would make it 0.
type number float64

func (n *number) UnmarshalJSON(text []byte) error {
	v, err := strconv.ParseFloat(string(text), 64)
	if err != nil {
		return fmt.Errorf("%.40s, want a number that fits a float64", text)
	}
	*n = number(v)
	return nil
}

// run reads a Run and wants it to be as Save writes it: package json is generous
// about the spelling of keys, their order and their number.
func (r *reader) run() {
	var text json.RawMessage
	r.value(&text)
	var run Run
	if err := json.Unmarshal(text, &run); err != nil {
		r.fail("run: %w", err)
		return
	}
	want, _ := json.Marshal(run) // which came from JSON, so it has no NaN
	var got bytes.Buffer
	json.Compact(&got, text) // which Decode has found to be JSON
	if !bytes.Equal(got.Bytes(), want) {
		r.fail("run: got %.300s, want %.300s", &got, want)
	}
}
