package gradcheck_test

import (
	"fmt"
	"math/rand/v2"

	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck"
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
	// BP3, for the biases of layer 3: the gradient of the biases is twice too large, though δ was right
	//   worst at net.Biases[1][0][0]: got -0.294232, numerically -0.147116
	//   off by 0.15, 1 times the layer's largest; δ there is -0.147116
}
