package gradcheck

import (
	"math/rand/v2"

	"backprop/matrix"
	"backprop/nn"
)

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0)) }

// randomNetwork returns a network whose weights have the given spread, and an
// example with y partly outside 0…1.
func randomNetwork(sizes []int, spread float64, rng *rand.Rand) (*nn.Network, nn.Example) {
	net := nn.New(sizes, rng)
	for i, w := range net.Weights {
		net.Weights[i] = matrix.Scale(spread, w)
	}
	return net, nn.Example{
		X: matrix.Randn(sizes[0], 1, rng),
		Y: matrix.Randn(sizes[len(sizes)-1], 1, rng),
	}
}

// oneNeuron returns a network of one weight and one bias.
func oneNeuron(w, b float64) *nn.Network {
	return &nn.Network{Sizes: []int{1, 1}, Biases: ms{{{b}}}, Weights: ms{{{w}}}}
}

// randomSizes returns 1 to 5 layers of weights, 1 to 12 neurons wide.
func randomSizes(rng *rand.Rand) []int {
	sizes := make([]int, 2+rng.IntN(5))
	for i := range sizes {
		sizes[i] = 1 + rng.IntN(12)
	}
	return sizes
}

// panicOf calls f and returns what it panicked with, or nil.
func panicOf(f func()) (value any) {
	defer func() { value = recover() }()
	f()
	return nil
}

// worstNorm returns the largest relative error of a layer.
func worstNorm(gotB, gotW, wantB, wantW ms) (worst float64) {
	for _, layer := range Compare(gotB, gotW, wantB, wantW) {
		worst = max(worst, layer.Norm)
	}
	return worst
}
