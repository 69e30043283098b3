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
// After the version, the files that programs write also say in words how the
// network was made ("run"), and give the SHA-256 of its numbers ("sha256"): sizes,
// biases, weights, row by row, each number as the eight bytes of a float64, the most
// significant first. If it is there, it must be right. The keys come in this order,
// each once.
package netfile

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"backprop/internal/files"
	"backprop/nn"
)

// version is that of the format.
const version = 1

// These are the limits of a network that is kept. So many weights, with their
// gradients and sums, take about half a gigabyte while they learn. Each neuron takes a
// slice for its weights and another for its bias, however few they are.
const (
	maxLayers     = 1000
	maxNeurons    = 100_000 // in all layers together
	maxParameters = 10_000_000
)

// CheckSizes returns an error if a network of these sizes cannot be kept.
func CheckSizes(sizes []int) error {
	if len(sizes) < 2 || len(sizes) > maxLayers {
		return fmt.Errorf("a network of %d layers, want 2 to %d", len(sizes), maxLayers)
	}
	neurons := 0
	for i, n := range sizes {
		if n < 1 || n > maxNeurons {
			return fmt.Errorf("layer %d has %d neurons, want 1 to %d", i+1, n, maxNeurons)
		}
		neurons += n
	}
	if parameters := nn.Parameters(sizes); neurons > maxNeurons || parameters > maxParameters {
		return fmt.Errorf("a network of %.60s has %d neurons and %d weights and biases, want at most %d and %d",
			fmt.Sprint(sizes), neurons, parameters, maxNeurons, maxParameters)
	}
	return nil
}

// Save writes a network to a file, with what is worth knowing about the run that
// made it. Afterwards the file is the whole new one, or what was there before. It
// returns an error if a number is not finite, or the network too large to load.
func Save(path string, net *nn.Network, run string) error {
	if err := cmp.Or(net.Validate(), CheckSizes(net.Sizes)); err != nil {
		return fmt.Errorf("cannot save the network: %w", err)
	}
	return files.Write(path, func(w io.Writer) error { return write(w, net, run) })
}

func write(w io.Writer, net *nn.Network, run string) (err error) {
	// JSON has the digits that give back the same float64, and no NaN.
	text := func(v any) []byte {
		text, failed := json.Marshal(v)
		err = cmp.Or(err, failed)
		return text
	}
	comma := func(i int) string { return ","[:min(i, 1)] } // none before the first
	fmt.Fprintf(w, `{
  "version": %d,
  "run": %s,
  "sha256": "%s",
  "sizes": %s,
  "biases": [`, version, text(run), sum(net), text(net.Sizes))
	for i, b := range net.Biases {
		fmt.Fprintf(w, "%s\n    %s", comma(i), text(b.Transpose()[0]))
	}
	fmt.Fprint(w, "\n  ],\n  \"weights\": [")
	for i, weights := range net.Weights {
		fmt.Fprintf(w, "%s\n    [", comma(i))
		for j, row := range weights {
			fmt.Fprintf(w, "%s\n      %s", comma(j), text(row))
		}
		fmt.Fprint(w, "\n    ]")
	}
	fmt.Fprint(w, "\n  ]\n}\n")
	return err
}

// sum returns the SHA-256 of a network's numbers.
func sum(net *nn.Network) string {
	h := sha256.New()
	for _, n := range net.Sizes {
		binary.Write(h, binary.BigEndian, float64(n))
	}
	for _, m := range slices.Concat(net.Biases, net.Weights) {
		for _, row := range m {
			binary.Write(h, binary.BigEndian, row)
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}
