package main

import (
	"backprop/matrix"
	"backprop/nn"
)

// en: This keeps the import while nothing else uses it.
// pt: Isto mantém o import enquanto nada mais o usa.
var _ = nn.Sigmoid

// en: SigmoidPrime returns σ′(z) = σ(z) (1 - σ(z)), entry by entry (step H3).
// en:
// en: nn.Sigmoid(z) is σ(z). z.Map(f) returns a new matrix of f(v) for each entry
// en: v of z; matrix.Hadamard(a, b) multiplies two matrices entry by entry.
// pt: SigmoidPrime devolve σ′(z) = σ(z) (1 - σ(z)), elemento a elemento (passo H3).
// pt:
// pt: nn.Sigmoid(z) é σ(z). z.Map(f) devolve uma matriz nova com f(v) para cada
// pt: elemento v de z; matrix.Hadamard(a, b) multiplica elemento a elemento.
func SigmoidPrime(z matrix.Matrix) matrix.Matrix {
	return nil
}
