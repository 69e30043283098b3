package nn

import "backprop/matrix"

// QuadraticCost returns C = ½‖output - y‖², the cost of one example. It panics
// unless output and y have the same shape.
func QuadraticCost(output, y matrix.Matrix) float64 {
	sum := 0.0
	for _, row := range matrix.Sub(output, y) {
		for _, difference := range row {
			sum += difference * difference
		}
	}
	return sum / 2
}
