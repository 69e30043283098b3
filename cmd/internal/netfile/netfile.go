// Package netfile keeps networks in files: JSON that a person can read and write,
// one row of weights a line. This is a whole file:
//
//	{
//	  "version": 1,
//	  "sizes": [2,3,1],
//	  "biases": [[0,0,0], [-0.5]],
//	  "weights": [[[1,2],[3,4],[5,6]], [[1,1,1]]]
//	}
//
// It is the network 2-3-1: a list of biases for each layer but the first, and for
// each of these layers a list of rows, one for each of its neurons, with the
// weights from the layer before.
//
// After the version, the files that programs write also say how the network was
// made ("run"), and the SHA-256 of its numbers ("sha256"): sizes, biases,
// weights, each as the eight bytes of a float64, the most significant first. If
// it is there, it must be right. The keys come in this order, each once.
package netfile

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"

	"backprop/cmd/internal/cli"
	"backprop/internal/files"
	"backprop/nn"
)

// Version is that of the format.
const Version = 1

// These are the limits of a network that is kept. So many weights, with their
// gradients and sums, take about a gigabyte while they learn.
const (
	MaxLayers     = 1000
	MaxNeurons    = 100_000 // in a layer
	MaxParameters = 20_000_000
)

// CheckSizes returns an error if a network of these sizes cannot be kept.
func CheckSizes(sizes []int) error {
	if len(sizes) < 2 || len(sizes) > MaxLayers {
		return fmt.Errorf("a network of %d layers, want 2 to %d", len(sizes), MaxLayers)
	}
	for i, n := range sizes {
		if n < 1 || n > MaxNeurons {
			return fmt.Errorf("layer %d has %d neurons, want 1 to %d", i+1, n, MaxNeurons)
		}
	}
	if n := cli.Parameters(sizes); n > MaxParameters {
		return fmt.Errorf("a network of %.60s has %d weights and biases, want at most %d", cli.Dashed(sizes), n, MaxParameters)
	}
	return nil
}

// Run is what is worth knowing about the run that made a network.
type Run struct {
	Command  string  `json:"command"`  // the command that does it again
	Data     string  `json:"data"`     // what it was trained with
	Epochs   uint    `json:"epochs"`   // whole epochs, in this run
	Batch    uint    `json:"batch"`    // examples in a mini-batch
	Eta      float64 `json:"eta"`      // the learning rate
	Seed     uint64  `json:"seed"`     // of the random numbers
	Accuracy float64 `json:"accuracy"` // the share of the test examples that it got right, 0 to 1
}

// Save writes a network to a file. Afterwards the file is the whole new one, or
// what was there before.
func Save(path string, net *nn.Network, run Run) error {
	if err := net.Validate(); err != nil {
		return fmt.Errorf("cannot save the network: %w", err)
	}
	return files.Write(path, func(w io.Writer) error { return write(w, net, run) })
}

func write(w io.Writer, net *nn.Network, run Run) error {
	b := bufio.NewWriter(w)
	var failed error
	// value writes a value on one line. JSON has the digits that give back the
	// same float64, and no NaN.
	value := func(before string, v any) {
		text, err := json.Marshal(v)
		if err != nil && failed == nil {
			failed = err
		}
		b.WriteString(before)
		b.Write(text)
	}
	separator := func(i int) string { // before entry i of a list
		if i == 0 {
			return "\n"
		}
		return ",\n"
	}
	value("{\n  \"version\": ", Version)
	value(",\n  \"run\": ", run)
	value(",\n  \"sha256\": ", sum(net))
	value(",\n  \"sizes\": ", net.Sizes)
	b.WriteString(",\n  \"biases\": [")
	for i, biases := range net.Biases {
		value(separator(i)+"    ", biases.Transpose()[0])
	}
	b.WriteString("\n  ],\n  \"weights\": [")
	for i, weights := range net.Weights {
		b.WriteString(separator(i) + "    [")
		for j, row := range weights {
			value(separator(j)+"      ", row)
		}
		b.WriteString("\n    ]")
	}
	b.WriteString("\n  ]\n}\n")
	if failed != nil {
		return failed
	}
	return b.Flush()
}

// sum returns the SHA-256 of a network's numbers.
func sum(net *nn.Network) string {
	h := sha256.New()
	for _, n := range net.Sizes {
		add(h, float64(n))
	}
	for _, biases := range net.Biases {
		for _, row := range biases {
			add(h, row...)
		}
	}
	for _, weights := range net.Weights {
		for _, row := range weights {
			add(h, row...)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

func add(h hash.Hash, row ...float64) {
	if err := binary.Write(h, binary.BigEndian, row); err != nil {
		panic(err) // a hash takes everything
	}
}

// Load reads a network from a file. It trusts nothing, and returns an error if
// the file is too large or of another version, if its parameters do not fit the
// sizes or the SHA-256, or if anything follows the network.
func Load(path string) (*nn.Network, error) {
	file, err := files.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: there is no such file; want one that cmd/train -save wrote", path)
	}
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
