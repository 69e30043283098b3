package nn_test

import (
	"fmt"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

// TestBackpropAgainstCentralDifferences compares every weight and every bias
// with (C(w + h) - C(w - h)) / 2h, which knows nothing of the chain rule.
//
// That quotient has two errors, and neither shrinks with the gradient, so that
// the tolerance is absolute. Dropped is the term h²C‴/6; and C itself, rounded
// in some ten operations, is wrong by 10εC (ε = 2⁻⁵³), which 2h divides twice.
// The step h = 5e-6 ≈ ε^⅓ balances them: with inputs, weights and errors near
// 1, C‴ is below 10 and C mostly too, which makes them 4e-11 and 2e-10·C. The
// tolerance of 1e-9·max(1, C) leaves a factor of four. So that it cannot pass a
// gradient of nothing, each layer must have an entry a thousand times as large.
func TestBackpropAgainstCentralDifferences(t *testing.T) {
	const h = 5e-6
	for _, sizes := range [][]int{{1, 1}, {2, 3, 2}, {4, 4, 4}, {3, 5, 4, 2}, {6, 1, 6}, {2, 3, 4, 3, 2}} {
		for seed := range uint64(5) {
			t.Run(fmt.Sprint(sizes, " seed ", seed), func(t *testing.T) {
				rng := newRand(seed)
				net := nn.New(sizes, rng)
				e := randomExample(sizes, rng)
				cost := func() float64 { return nn.QuadraticCost(net.Feedforward(e.X), e.Y) }

				differences := func(parameters []matrix.Matrix) []matrix.Matrix {
					gradient := cloneAll(parameters)
					for i, p := range parameters {
						for j := range p {
							for k, w := range p[j] {
								p[j][k] = w + h
								above := cost()
								p[j][k] = w - h
								below := cost()
								p[j][k] = w
								gradient[i][j][k] = (above - below) / (2 * h)
							}
						}
					}
					return gradient
				}
				tolerance := 1e-9 * max(1, cost())
				nablaB, nablaW := net.Backprop(e.X, e.Y)
				for i := range nablaB {
					if size := nablaB[i].MaxAbs(); size < 1000*tolerance {
						t.Fatalf("layer %d has no gradient above %.1e, too small to test with", i+2, size)
					}
				}
				checkClose(t, "nablaB", nablaB, differences(net.Biases), 0, tolerance)
				checkClose(t, "nablaW", nablaW, differences(net.Weights), 0, tolerance)
			})
		}
	}
}
