package nn

import "backprop/matrix"

// zerosLike returns a zero matrix shaped like each of the matrices.
func zerosLike(matrices []matrix.Matrix) []matrix.Matrix {
	zeros := make([]matrix.Matrix, len(matrices))
	for i, m := range matrices {
		zeros[i] = matrix.Zeros(m.Rows(), m.Cols())
	}
	return zeros
}
