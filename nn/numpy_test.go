package nn_test

import (
	"encoding/json"
	"os"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

// reference is one network of testdata/reference.json, which NumPy computed
// (see testdata/reference.py).
type reference struct {
	Name            string
	Sizes           []int
	Biases, Weights []matrix.Matrix
	Eta             float64
	MiniBatch       []struct {
		X, Y, Output matrix.Matrix
		NablaB       []matrix.Matrix `json:"nabla_b"`
		NablaW       []matrix.Matrix `json:"nabla_w"`
	} `json:"mini_batch"`
	UpdatedBiases  []matrix.Matrix `json:"updated_biases"`
	UpdatedWeights []matrix.Matrix `json:"updated_weights"`
}

func references(t *testing.T) []reference {
	t.Helper()
	file, err := os.ReadFile("testdata/reference.json")
	if err != nil {
		t.Fatal(err)
	}
	var references []reference
	if err := json.Unmarshal(file, &references); err != nil {
		t.Fatal(err)
	}
	if len(references) < 5 {
		t.Fatalf("testdata/reference.json has %d networks, want 5 or more", len(references))
	}
	return references
}

// numpyTolerance is relative to the largest entry of a layer: both sides use the
// same formulas, but another order of summation and another exp.
//
// With ε = 2⁻⁵³, a sum of up to 8 products and a bias is wrong by at most 9ε
// times the sum of its terms' sizes, which is below 64 in this file, so
// two such z differ by less than 2·9ε·64 = 1.3e-13. Neither σ nor σ′ moves by
// more than that part of itself, as |σ′/σ| = 1 - σ ≤ 1 and |σ″/σ′| = |1 - 2σ| ≤ 1.
// The subtractions 1 - σ and a - y add 2ε/(1 - σ), below 4e-15, as 1 - σ ≥ 0.07
// for the neuron with the largest entry of each layer; its saturated neighbours
// lose more digits, but of entries that are small beside the largest. The sum in
// BP2 may cancel: its terms' sizes add up to 7 times the sum for the largest
// entry of a layer, at most. Together that is some 7·1.3e-13 in the worst case,
// with every rounding the same way; found are 2e-14.
const numpyTolerance = 1e-12

func TestAgreesWithNumPy(t *testing.T) {
	for _, r := range references(t) {
		t.Run(r.Name, func(t *testing.T) {
			net := &nn.Network{Sizes: r.Sizes, Biases: r.Biases, Weights: r.Weights}
			var miniBatch []nn.Example
			for _, e := range r.MiniBatch {
				output := net.Feedforward(e.X)
				checkClose(t, "Feedforward", []matrix.Matrix{output}, []matrix.Matrix{e.Output}, numpyTolerance)
				nablaB, nablaW := net.Backprop(e.X, e.Y)
				checkClose(t, "nablaB", nablaB, e.NablaB, numpyTolerance)
				checkClose(t, "nablaW", nablaW, e.NablaW, numpyTolerance)
				miniBatch = append(miniBatch, nn.Example{X: e.X, Y: e.Y})
			}
			if t.Failed() {
				return // the update cannot be right, and says nothing new
			}
			net.UpdateMiniBatch(miniBatch, r.Eta)
			checkClose(t, "biases after UpdateMiniBatch", net.Biases, r.UpdatedBiases, numpyTolerance)
			checkClose(t, "weights after UpdateMiniBatch", net.Weights, r.UpdatedWeights, numpyTolerance)
		})
	}
}
