package gradcheck_test

import (
	"fmt"
	"math/rand/v2"

	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck"
	"backprop/nn/gradcheck/zoo"
)

// A backprop that is right but for one line: the checker says which.
func ExampleCheck() {
	net := &nn.Network{
		Sizes:   []int{1, 1},
		Biases:  []matrix.Matrix{{{-1}}},
		Weights: []matrix.Matrix{{{2}}},
	}
	mine := func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		nablaB, nablaW = net.Backprop(x, y) // in its place, yours
		nablaW[0] = matrix.Scale(-1, nablaW[0])
		return nablaB, nablaW
	}
	fmt.Println(gradcheck.Check(net, matrix.Column(0.5), matrix.Column(1), mine))
	// Output:
	// BP4, for the weights from layer 1 to layer 2: the sign of ∂C/∂w is flipped
	//   worst at net.Weights[0][0][0]: got 0.0625, numerically -0.0625
	//   off by 0.12, 1 times the layer's largest entry; δ there is -0.125, and the activation before it 0.5
	// layer  parameters  worst error / largest entry
	//     2           2  1        at net.Weights[0][0][0]
	// more: docs/en/mistakes.md#sign
}

// One number goes through all layers, where backprop is right. Without σ′ in the
// hidden layers it is right at the output, and changes at each layer before.
func ExampleDotTest() {
	net := nn.New([]int{3, 4, 4, 4, 2}, rand.New(rand.NewPCG(1, 0)))
	x, y := matrix.Column(0.5, 0.1, -0.3), matrix.Column(1, 0)
	xDot := matrix.Column(1, 0, 0) // the first input grows

	noPrime, _ := zoo.Find("no-prime-hidden")
	for _, backprop := range []gradcheck.Backprop{net.Backprop, noPrime.Backprop(net)} {
		deltas, _ := backprop(x, y) // BP3: nablaB is δ
		layers, cost := gradcheck.DotTest(net, x, y, xDot, deltas)
		fmt.Printf("cost %.6f", cost)
		for l := 5; l >= 2; l-- {
			fmt.Printf("  layer %d %.6f", l, layers[l-2])
		}
		fmt.Println()
	}
	// Output:
	// cost -0.001584  layer 5 -0.001584  layer 4 -0.001584  layer 3 -0.001584  layer 2 -0.001584
	// cost -0.001584  layer 5 -0.001584  layer 4 -0.003059  layer 3 -0.006111  layer 2 1.320457
}
