package nn_test

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0)) }

// randomExample returns inputs as large as standardised data and outputs a
// little outside 0…1 too, which the cost allows.
func randomExample(sizes []int, rng *rand.Rand) nn.Example {
	return nn.Example{
		X: matrix.Randn(sizes[0], 1, rng),
		Y: matrix.Randn(sizes[len(sizes)-1], 1, rng),
	}
}

func randomExamples(n int, sizes []int, rng *rand.Rand) (all nn.Examples) {
	for range n {
		all = append(all, randomExample(sizes, rng))
	}
	return all
}

// checkClose fails the test where an entry of got differs from want by more
// than tolerance times the largest entry of its layer. The scale is the layer's, as
// an entry that cancels to almost nothing keeps the rounding errors of what
// cancelled.
func checkClose(t *testing.T, what string, got, want []matrix.Matrix, tolerance float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d layers, want %d", what, len(got), len(want))
	}
	for i := range want {
		allowed := tolerance * want[i].MaxAbs()
		// Not "… > allowed", which NaN would pass.
		if worst := matrix.Sub(got[i], want[i]).MaxAbs(); !(worst <= allowed) {
			t.Errorf("%s: layer %d differs by up to %.1e, where %.1e is allowed: got\n%v\nwant\n%v",
				what, i+2, worst, allowed, got[i], want[i])
		}
	}
}

// equal compares to the last bit; no value in these tests is NaN.
func equal(a, b any) bool { return reflect.DeepEqual(a, b) }
