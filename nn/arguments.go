package nn

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
)

// must panics with the operation and the error, if there is one: what the
// program handed over cannot be worked with.
func must(op string, err error) {
	if err != nil {
		panic(fmt.Sprintf("nn: %s: %v", op, err))
	}
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

func (net *Network) validateSGD(ctx context.Context, training Data, epochs, miniBatchSize int, eta float64, rng *rand.Rand) error {
	if err := net.Validate(); err != nil {
		return err
	}
	switch {
	case ctx == nil:
		return errors.New("the context is nil: pass context.Background()")
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
