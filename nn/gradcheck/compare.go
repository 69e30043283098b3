package gradcheck

import (
	"math"

	"backprop/matrix"
)

// Layer is how far two gradients agree in one layer.
type Layer struct {
	Layer      int     // the chapter's number
	Parameters int     // how many weights and biases it has
	Norm       float64 // the relative error of the whole layer: ‖got - want‖₂ / ‖want‖₂
	Worst      Entry   // the largest difference
}

// Compare measures how far a gradient is from another, layer by layer from the
// last one back. Both must be shaped like the parameters of one network, as the
// results of [nn.Network.Backprop], [Forward], [Central] and [Complex] are; else
// Compare panics.
func Compare(gotB, gotW, wantB, wantW []matrix.Matrix) []Layer {
	var layers []Layer
	for i := len(wantB) - 1; i >= 0; i-- {
		scale := math.Max(wantB[i].MaxAbs(), wantW[i].MaxAbs())
		layer := Layer{Layer: i + 2}
		var differences, squares float64
		most := -1.0
		for _, part := range []struct {
			got, want matrix.Matrix
			bias      bool
		}{{gotW[i], wantW[i], false}, {gotB[i], wantB[i], true}} {
			for j, row := range matrix.Sub(part.got, part.want) {
				for k, difference := range row {
					layer.Parameters++
					differences += difference * difference
					squares += part.want[j][k] * part.want[j][k]
					// Not "<= most", which NaN would fail.
					if size := math.Abs(difference); !(size <= most) && !math.IsNaN(most) {
						most = size
						layer.Worst = entry(i, j, k, part.bias, part.got[j][k], part.want[j][k], scale)
					}
				}
			}
		}
		layer.Norm = relative(math.Sqrt(differences), math.Sqrt(squares))
		layers = append(layers, layer)
	}
	return layers
}

// entry returns the entry [j][k] of layer i+2. Scale is the layer's largest.
func entry(i, j, k int, bias bool, got, want, scale float64) Entry {
	absolute := math.Abs(got - want)
	return Entry{
		Layer: i + 2, Bias: bias, J: j, K: k,
		Backprop: got, Numerical: want,
		Absolute: absolute, Relative: relative(absolute, scale),
	}
}

// relative is a / b, with 0 / 0 = 0 and infinite for NaN.
func relative(a, b float64) float64 {
	switch {
	case a == 0:
		return 0
	case math.IsNaN(a):
		return math.Inf(1)
	}
	return a / b
}
