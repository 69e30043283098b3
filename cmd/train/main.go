// Train trains the chapter's network on handwritten digits, and says after each
// epoch how many of the test digits it gets right.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"time"

	"backprop/cmd/internal/cli"
	"backprop/mnist"
	"backprop/nn"
)

const usage = `Train trains the chapter's network on handwritten digits, by stochastic gradient
descent, and says after each epoch how many of the test digits it gets right.

Examples:
  go run ./cmd/train                          the digits that come with it, 64-30-10
  go run ./cmd/train -hidden 100,30           two hidden layers
  go run ./cmd/train -epochs 5 -eta 0.5       fewer and smaller steps
  go run ./cmd/train -data ~/mnist            MNIST from a folder, 784-30-10
`

// maxParameters keeps a slip of the finger from taking all memory: with the
// gradients and their sums, this many weights take about a gigabyte.
const maxParameters = 20_000_000

func main() { cli.Main("train", train) }

func train(args []string, stdout, stderr io.Writer) error {
	flags := cli.NewFlags(usage)
	data := flags.String("data", "digits", "what to learn: the `name` digits, for the 1,797 that come with the program, or a folder with the four files of MNIST, train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, plain or .gz")
	hidden := flags.Sizes("hidden", []int{30}, 100_000, "`neurons` in each hidden layer, separated by commas")
	epochs := flags.Whole("epochs", 30, 1, 1_000_000, "`times` to go through the training digits")
	batch := flags.Whole("batch", 10, 1, 10_000, "`examples` in a mini-batch")
	eta := flags.Positive("eta", 3, "the learning `rate`")
	seed := flags.Seed("seed", 16, "the `number` that all randomness starts from: the same seed gives the same run")
	if err := flags.Parse(args, stdout); err != nil {
		return err
	}

	training, test, err := load(*data)
	if err != nil {
		return err
	}
	rows, cols := training.Size()
	sizes := append([]int{rows * cols}, *hidden...)
	sizes = append(sizes, 10)
	if n := cli.Parameters(sizes); n > maxParameters {
		return cli.Usagef("a network of %s has %d weights and biases, want at most %d", cli.Dashed(sizes), n, maxParameters)
	}

	fmt.Fprintf(stdout, "%s, %d digits to train with, %d to test with\n", cli.Dashed(sizes), training.Len(), test.Len())
	rng := rand.New(rand.NewPCG(*seed, 0))
	net := nn.New(sizes, rng)
	correct := 0
	start := time.Now()
	err = net.SGD(context.Background(), training, *epochs, *batch, *eta, rng, test, func(epoch, c int) {
		correct = c
		fmt.Fprintf(stdout, "Epoch %d: %d / %d\n", epoch, correct, test.Len())
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "Accuracy: %.2f %%\n", 100*float64(correct)/float64(test.Len()))
	// Not to stdout: it is the one thing that differs between two runs.
	fmt.Fprintf(stderr, "Time: %.1f s\n", time.Since(start).Seconds())
	return nil
}

// load returns the data that -data names.
func load(data string) (train, test *mnist.Set, err error) {
	switch data {
	case "digits":
		train, test = mnist.Digits()
		return train, test, nil
	case "":
		return nil, nil, cli.Usagef("-data is empty, want digits or a folder")
	}
	train, test, err = mnist.ReadDir(data)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf("-data %s: there is no such folder; want digits or a folder", data)
	}
	return train, test, err
}
