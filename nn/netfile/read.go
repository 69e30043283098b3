package netfile

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"

	"backprop/internal/files"
	"backprop/matrix"
	"backprop/nn"
)

// Load reads a network from a file. It returns an error if the file is too large
// or of another version, if its parameters do not fit the sizes or the SHA-256, or
// if anything follows the network.
func Load(path string) (*nn.Network, error) {
	file, err := files.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	net, err := read(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return net, nil
}

// reader reads a file row by row: as one piece, it would take several times the
// memory of the network.
type reader struct {
	json *json.Decoder
	in   *io.LimitedReader // what the next part may take
	err  error             // the first one; nothing is read after it
}

// maxPart is more than a row of maxNeurons numbers takes.
const maxPart = 4 << 20

func read(in io.Reader) (*nn.Network, error) {
	limited := &io.LimitedReader{R: in, N: maxPart}
	r := &reader{json: json.NewDecoder(limited), in: limited}
	net, want := r.network()
	if errors.Is(r.err, io.EOF) || errors.Is(r.err, io.ErrUnexpectedEOF) {
		return nil, errors.New("the file ends too early, or a row is too long")
	}
	if r.err != nil {
		return nil, fmt.Errorf("before byte %d: %w", r.json.InputOffset()+1, r.err)
	}
	if got := sum(net); want != nil && got != *want {
		return nil, fmt.Errorf("the numbers have the SHA-256 %s, the file says %.70q: it is damaged; or, if it was edited, delete the line \"sha256\"", got, *want)
	}
	return net, nil
}

// network returns the network in the file and, if the file gives it, the SHA-256.
// After an error, which the reader keeps, neither means anything.
func (r *reader) network() (net *nn.Network, sum *string) {
	net = &nn.Network{}
	var got int
	var key json.Token
	r.next(json.Delim('{'), "version", &got, &key)
	if got != version {
		r.fail("the file has version %d, want %d", got, version)
	}
	if key == "run" {
		r.next(new(string), &key)
	}
	if key == "sha256" {
		sum = new(string)
		r.next(sum, &key)
	}
	if key != "sizes" {
		r.fail("got %.40q, want \"sizes\"", fmt.Sprint(key))
	}
	r.next(&net.Sizes)
	if err := CheckSizes(net.Sizes); err != nil {
		r.fail("%w", err)
		return
	}
	r.next("biases")
	for _, b := range r.rows(net.Sizes[1:]) {
		net.Biases = append(net.Biases, matrix.Column(b...))
	}
	r.next("weights", json.Delim('['))
	for i, n := range net.Sizes[1:] {
		net.Weights = append(net.Weights, r.rows(slices.Repeat(net.Sizes[i:i+1], n)))
	}
	r.next(json.Delim(']'), json.Delim('}'))
	if _, err := r.json.Token(); err != io.EOF || r.in.N <= 0 {
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

// next reads the next parts of the file: brackets and keys, which must be these; a
// key into a *json.Token; or whole values into what other pointers point to.
func (r *reader) next(parts ...any) {
	for _, part := range parts {
		if r.err != nil {
			return
		}
		switch part := part.(type) {
		case json.Delim, string:
			var got json.Token
			if got, r.err = r.json.Token(); got != part {
				r.fail("got %.40q, want %q", fmt.Sprint(got), fmt.Sprint(part))
			}
		case *json.Token:
			*part, r.err = r.json.Token()
		default:
			r.err = r.json.Decode(part)
		}
		r.in.N = maxPart
	}
}

// rows reads a list of rows of these lengths.
func (r *reader) rows(lengths []int) (rows matrix.Matrix) {
	r.next(json.Delim('['))
	for _, n := range lengths {
		if r.err == nil && !r.json.More() {
			r.fail("a list of %d rows, want %d", len(rows), len(lengths))
		}
		row := slices.Repeat([]float64{math.NaN()}, n) // what is null stays as it is
		r.next(&row)
		if len(row) != n || slices.ContainsFunc(row, math.IsNaN) { // NaN: null in the file
			r.fail("a row of %d values, want %d numbers and no null", len(row), n)
		}
		if r.err != nil {
			return nil
		}
		rows = append(rows, row)
	}
	r.next(json.Delim(']'))
	return rows
}
