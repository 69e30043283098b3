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
	net := &nn.Network{}
	want, err := r.network(net)
	switch {
	case err == nil:
		err = net.Validate()
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return nil, errors.New("the file ends too early")
	default:
		err = fmt.Errorf("before byte %d: %w", r.json.InputOffset()+1, err)
	}
	if err != nil {
		return nil, err
	}
	if got := sum(net); want != "" && got != want {
		return nil, fmt.Errorf("the numbers have the SHA-256 %s, the file says %.70q: it is damaged; or, if it was edited, take the line \"sha256\" away", got, want)
	}
	return net, nil
}

// network reads the file into net, and returns the SHA-256 that it gives.
func (r *reader) network(net *nn.Network) (sum string, err error) {
	version := 0
	if err := r.words(json.Delim('{'), "version"); err != nil {
		return "", err
	}
	if err := r.json.Decode(&version); err != nil {
		return "", err
	}
	if version != Version {
		return "", fmt.Errorf("the file has version %d, want %d", version, Version)
	}
	key, err := r.json.Token()
	if err == nil && key == "run" {
		if err := r.run(); err != nil {
			return "", err
		}
		key, err = r.json.Token()
	}
	if err == nil && key == "sha256" {
		if err := r.json.Decode(&sum); err != nil {
			return "", err
		}
		key, err = r.json.Token()
	}
	if err != nil {
		return "", err
	}
	if key != "sizes" {
		return "", fmt.Errorf("got %.40q, want \"sizes\"", fmt.Sprint(key))
	}
	if err := r.json.Decode(&net.Sizes); err != nil {
		return "", err
	}
	if err := CheckSizes(net.Sizes); err != nil {
		return "", err
	}
	layers := net.Sizes[1:]
	if err := r.words("biases", json.Delim('[')); err != nil {
		return "", err
	}
	for _, n := range layers {
		biases, err := r.row(n)
		if err != nil {
			return "", err
		}
		net.Biases = append(net.Biases, matrix.Column(biases...))
	}
	if err := r.words(json.Delim(']'), "weights", json.Delim('[')); err != nil {
		return "", err
	}
	for i, n := range layers {
		if err := r.words(json.Delim('[')); err != nil {
			return "", err
		}
		var weights matrix.Matrix
		for range n {
			row, err := r.row(net.Sizes[i])
			if err != nil {
				return "", err
			}
			weights = append(weights, row)
		}
		net.Weights = append(net.Weights, weights)
		if err := r.words(json.Delim(']')); err != nil {
			return "", err
		}
	}
	if err := r.words(json.Delim(']'), json.Delim('}')); err != nil {
		return "", err
	}
	// Anything more, even if it is broken, is too much.
	if _, err := r.json.Token(); err != io.EOF {
		return "", errors.New("more follows, want the end of the file")
	}
	return sum, nil
}

// words reads the next words, which must be these.
func (r *reader) words(want ...json.Token) error {
	for _, want := range want {
		got, err := r.json.Token()
		if err != nil {
			return err
		}
		if got != want {
			return fmt.Errorf("got %.40q, want %q", fmt.Sprint(got), fmt.Sprint(want))
		}
	}
	return nil
}

// row reads a list of n numbers.
func (r *reader) row(n int) ([]float64, error) {
	if !r.json.More() {
		if _, err := r.json.Token(); err != nil {
			return nil, err
		}
		return nil, errors.New("a list ends too early for these sizes")
	}
	var numbers []number
	if err := r.json.Decode(&numbers); err != nil {
		return nil, err
	}
	if len(numbers) != n {
		return nil, fmt.Errorf("a list of %d numbers, want %d", len(numbers), n)
	}
	values := make([]float64, n)
	for k, v := range numbers {
		values[k] = float64(v)
	}
	return values, nil
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

// run reads a Run, which must be as Save writes it: package json is lenient about
// the spelling of keys, their order and their number.
func (r *reader) run() error {
	var text json.RawMessage
	if err := r.json.Decode(&text); err != nil {
		return err
	}
	var run Run
	if err := json.Unmarshal(text, &run); err != nil {
		return fmt.Errorf("run: %w", err)
	}
	want, err := json.Marshal(run)
	if err != nil {
		return err
	}
	var got bytes.Buffer
	json.Compact(&got, text) // which Decode has found to be JSON
	if !bytes.Equal(got.Bytes(), want) {
		return fmt.Errorf("run: got %.300s, want %.300s", &got, want)
	}
	return nil
}
