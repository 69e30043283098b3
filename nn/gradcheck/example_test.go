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
	net := nn.New([]int{2, 3, 2}, rand.New(rand.NewPCG(1, 0)))
	x, y := matrix.Column(0.5, 0.1), matrix.Column(1, 0)

	mine := func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		nablaB, nablaW = net.Backprop(x, y) // in its place, yours
		nablaB[1] = matrix.Scale(2, nablaB[1])
		return nablaB, nablaW
	}
	for _, finding := range gradcheck.Check(net, x, y, mine).Findings {
		fmt.Println(finding)
	}
	// Output:
	// BP3, for the biases of layer 3: ∂C/∂b is twice too large
	//   worst at net.Biases[1][0][0]: got -0.294232, numerically -0.147116
	//   off by 0.15, 1 times the layer's largest entry; δ there is -0.147116
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
