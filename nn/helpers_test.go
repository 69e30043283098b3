package nn_test

import (
	"math"
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

// checkClose fails the test where an entry of got differs from want by more
// than relative times the largest entry of its layer, plus absolute. The scale
// is the layer's, as an entry that cancels to almost nothing keeps the rounding
// errors of what cancelled. It shows the worst entry of each layer.
func checkClose(t *testing.T, what string, got, want []matrix.Matrix, relative, absolute float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d layers, want %d", what, len(got), len(want))
	}
	for i := range want {
		if !got[i].HasShape(want[i].Rows(), want[i].Cols()) {
			t.Fatalf("%s: layer %d is %s, want %s", what, i+2, got[i].Shape(), want[i].Shape())
		}
		allowed := relative*want[i].MaxAbs() + absolute
		wrong, worst, atJ, atK := 0, allowed, 0, 0
		for j := range want[i] {
			for k := range want[i][j] {
				// Not "difference > allowed", which NaN would pass.
				if difference := math.Abs(got[i][j][k] - want[i][j][k]); !(difference <= allowed) {
					wrong++
					if !(difference <= worst) {
						worst, atJ, atK = difference, j, k
					}
				}
			}
		}
		if wrong > 0 {
			t.Errorf("%s: layer %d: %d of %d entries differ; the worst, [%d][%d], is %v, want %v ± %.1e",
				what, i+2, wrong, want[i].Rows()*want[i].Cols(), atJ, atK, got[i][atJ][atK], want[i][atJ][atK], allowed)
		}
	}
}

func cloneAll(ms []matrix.Matrix) []matrix.Matrix {
	clones := make([]matrix.Matrix, len(ms))
	for i, m := range ms {
		clones[i] = m.Clone()
	}
	return clones
}

func cloneNet(net *nn.Network) *nn.Network {
	return &nn.Network{
		Sizes:   append([]int(nil), net.Sizes...),
		Biases:  cloneAll(net.Biases),
		Weights: cloneAll(net.Weights),
	}
}

// equal compares to the last bit; no value in these tests is NaN.
func equal(a, b any) bool { return reflect.DeepEqual(a, b) }
