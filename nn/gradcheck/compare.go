package gradcheck

import (
	"math"

	"backprop/matrix"
	"backprop/nn/gradcheck/diagnosis"
)

// Layer is how far two gradients agree in one layer.
type Layer struct {
	Number     int     // as in the equations: 2 is the first that has weights
	Parameters int     // how many weights and biases it has
	Norm       float64 // the relative error of the whole layer: ‖got - want‖₂ / ‖want‖₂
	Worst      Entry   // the largest difference
}

// Compare measures how far a gradient is from another, layer by layer, the last
// layer first. It panics unless both are shaped like the parameters of one
// network, as the results of [nn.Network.Backprop], [Forward], [Central] and
// [Complex] are.
func Compare(gotB, gotW, wantB, wantW []matrix.Matrix) []Layer {
	var layers []Layer
	for i := len(wantB) - 1; i >= 0; i-- {
		scale := math.Max(wantB[i].MaxAbs(), wantW[i].MaxAbs())
		layer := Layer{Number: i + 2}
		var differences, squares float64
		look := func(got, want matrix.Matrix, bias bool) {
			for j, row := range matrix.Sub(got, want) {
				for k, difference := range row {
					differences += difference * difference
					squares += want[j][k] * want[j][k]
					entry := diagnosis.NewEntry(i, j, k, bias, got[j][k], want[j][k], scale)
					if layer.Parameters++; layer.Parameters == 1 || entry.Relative > layer.Worst.Relative {
						layer.Worst = entry
					}
				}
			}
		}
		look(gotW[i], wantW[i], false)
		look(gotB[i], wantB[i], true)
		layer.Norm = diagnosis.Relative(math.Sqrt(differences), math.Sqrt(squares))
		layers = append(layers, layer)
	}
	return layers
}
