package gradcheck

import (
	"math"
	"testing"

	"backprop/matrix"
)

// TestCompare: by hand, in one layer of a weight and two biases.
func TestCompare(t *testing.T) {
	nan := math.NaN()
	wantB, wantW := ms{matrix.Column(3, 0)}, ms{matrix.Matrix{{-4}, {0}}} // ‖want‖ = 5
	tests := []struct {
		gotB, gotW matrix.Matrix
		norm       float64
		name       string
		relative   float64
	}{
		{matrix.Column(3, 0), matrix.Column(-4, 0), 0, "net.Weights[0][0][0]", 0},
		{matrix.Column(3.375, 0), matrix.Column(-4, -0.5), 0.125, "net.Weights[0][1][0]", 0.125}, // ‖0.375, 0.5‖ = 0.625
		{matrix.Column(3, 1.5), matrix.Column(-2, 0), 0.5, "net.Weights[0][0][0]", 0.5},          // ‖1.5, 2‖ = 2.5
		{matrix.Column(3, 1), matrix.Column(-4, 0), 0.2, "net.Biases[0][1][0]", 0.25},
		{matrix.Column(nan, 9), matrix.Column(-4, 1), math.Inf(1), "net.Biases[0][0][0]", math.Inf(1)},
	}
	for _, test := range tests {
		layers := Compare(ms{test.gotB}, ms{test.gotW}, wantB, wantW)
		if len(layers) != 1 {
			t.Fatalf("Compare gives %d layers, want 1", len(layers))
		}
		l := layers[0]
		if l.Number != 2 || l.Parameters != 4 || l.Norm != test.norm || l.Worst.Name() != test.name || l.Worst.Relative != test.relative {
			t.Errorf("biases %v, weights %v: %+v, at %s, want norm %v and the worst at %s, relative %v",
				test.gotB.Transpose(), test.gotW.Transpose(), l, l.Worst.Name(), test.norm, test.name, test.relative)
		}
	}
}
