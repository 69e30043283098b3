package nn

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"

	"backprop/matrix"
)

// must panics with the operation and the error, if there is one: the program
// cannot go on with what it was given.
func must(op string, err error) {
	if err != nil {
		panic(fmt.Sprintf("nn: %s: %v", op, err))
	}
}

// Validate returns an error unless the biases and weights have the shapes that
// Sizes says. The fields are exported, so anything may have been put there.
func (net *Network) Validate() error {
	if net == nil {
		return errors.New("the network is nil: make one with New")
	}
	if err := validateSizes(net.Sizes); err != nil {
		return err
	}
	layers := len(net.Sizes) - 1 // that have biases and weights
	if len(net.Biases) != layers || len(net.Weights) != layers {
		return fmt.Errorf("%d matrices in biases and %d in weights, want %d in each for sizes %v",
			len(net.Biases), len(net.Weights), layers, net.Sizes)
	}
	for i := range layers {
		if err := validateShape(i+2, "biases", net.Biases[i], net.Sizes[i+1], 1); err != nil {
			return err
		}
		if err := validateShape(i+2, "weights", net.Weights[i], net.Sizes[i+1], net.Sizes[i]); err != nil {
			return err
		}
	}
	return nil
}

// validateInput returns an error unless the network is valid and x is an input
// for it, Sizes[0]×1.
func (net *Network) validateInput(x matrix.Matrix) error {
	if err := net.Validate(); err != nil {
		return err
	}
	return validateShape(1, "x", x, net.Sizes[0], 1)
}

// ValidateExample returns an error unless the network is valid, x is an input
// for it, Sizes[0]×1, and y an output, Sizes[L-1]×1.
func (net *Network) ValidateExample(x, y matrix.Matrix) error {
	if err := net.validateInput(x); err != nil {
		return err
	}
	last := len(net.Sizes) - 1
	return validateShape(last+1, "y", y, net.Sizes[last], 1)
}

func validateSizes(sizes []int) error {
	if len(sizes) < 2 {
		return fmt.Errorf("sizes %v: want two layers or more, an input and an output", sizes)
	}
	for i, n := range sizes {
		if n < 1 {
			return fmt.Errorf("sizes %v: layer %d has %d neurons, want 1 or more", sizes, i+1, n)
		}
	}
	return nil
}

func validateShape(layer int, name string, m matrix.Matrix, rows, cols int) error {
	if m.HasShape(rows, cols) {
		return nil
	}
	return fmt.Errorf("layer %d: %s: got %s, want %d×%d", layer, name, m.Shape(), rows, cols)
}

func validateEta(eta float64) error {
	if math.IsNaN(eta) || math.IsInf(eta, 0) {
		return fmt.Errorf("eta is %v, want a finite number", eta)
	}
	return nil
}

func (net *Network) validateUpdate(miniBatch []Example, eta float64) error {
	if err := net.Validate(); err != nil {
		return err
	}
	if len(miniBatch) == 0 {
		return errors.New("the mini-batch is empty, want 1 example or more")
	}
	return validateEta(eta)
}

func (net *Network) validateSGD(training Data, epochs, miniBatchSize int, eta float64, rng *rand.Rand) error {
	if err := net.Validate(); err != nil {
		return err
	}
	switch {
	case training == nil || training.Len() == 0:
		return errors.New("there are no training data")
	case epochs < 0:
		return fmt.Errorf("%d epochs, want 0 or more", epochs)
	case miniBatchSize < 1:
		return fmt.Errorf("mini-batches of %d examples, want 1 or more", miniBatchSize)
	case rng == nil:
		return errors.New("the random number generator is nil: pass rand.New(rand.NewPCG(seed, 0))")
	}
	return validateEta(eta)
}
