package nn_test

import (
	"context"
	"fmt"
	"math/rand/v2"

	"backprop/matrix"
	"backprop/nn"
)

// A network learns XOR, which no single neuron can, from nothing but its truth
// table.
func Example() {
	examples := nn.Examples{
		{X: matrix.Column(0, 0), Y: matrix.Column(0)},
		{X: matrix.Column(0, 1), Y: matrix.Column(1)},
		{X: matrix.Column(1, 0), Y: matrix.Column(1)},
		{X: matrix.Column(1, 1), Y: matrix.Column(0)},
	}
	rng := rand.New(rand.NewPCG(1, 0))
	net := nn.New([]int{2, 3, 1}, rng)
	if err := net.SGD(context.Background(), examples, 3000, 4, 3.0, rng, nil, nil); err != nil {
		fmt.Println(err)
	}
	for _, e := range examples {
		fmt.Printf("%v XOR %v = %.1f\n", e.X[0][0], e.X[1][0], net.Feedforward(e.X)[0][0])
	}
	// Output:
	// 0 XOR 0 = 0.0
	// 0 XOR 1 = 1.0
	// 1 XOR 0 = 1.0
	// 1 XOR 1 = 0.0
}

// A network of one neuron, worked by hand: z = 2·0.5 - 1 = 0 and a = σ(0) = ½,
// so σ′(0) = ¼, δ = (½ - 1)·¼ = -⅛ and ∂C/∂w = δ·0.5 = -1/16.
func ExampleNetwork_Backprop() {
	net := &nn.Network{
		Sizes:   []int{1, 1},
		Biases:  []matrix.Matrix{{{-1}}},
		Weights: []matrix.Matrix{{{2}}},
	}
	x, y := matrix.Column(0.5), matrix.Column(1)
	nablaB, nablaW := net.Backprop(x, y)
	fmt.Println("a     ", net.Feedforward(x))
	fmt.Println("∂C/∂b ", nablaB[0])
	fmt.Println("∂C/∂w ", nablaW[0])
	// Output:
	// a      [0.5]
	// ∂C/∂b  [-0.125]
	// ∂C/∂w  [-0.0625]
}

// The same network takes a step with eta = 8: b - 8·(-⅛) and w - 8·(-1/16).
func ExampleNetwork_UpdateMiniBatch() {
	net := &nn.Network{
		Sizes:   []int{1, 1},
		Biases:  []matrix.Matrix{{{-1}}},
		Weights: []matrix.Matrix{{{2}}},
	}
	net.UpdateMiniBatch([]nn.Example{{X: matrix.Column(0.5), Y: matrix.Column(1)}}, 8)
	fmt.Println("b", net.Biases[0])
	fmt.Println("w", net.Weights[0])
	// Output:
	// b [0]
	// w [2.5]
}

// A network learns to say in which half of its input there is more. It is tested
// after each epoch, and the report says how it does.
func ExampleNetwork_SGD() {
	training := nn.Examples{
		{X: matrix.Column(1, 0), Y: matrix.Column(1, 0)},
		{X: matrix.Column(0, 1), Y: matrix.Column(0, 1)},
	}
	test := nn.Examples{
		{X: matrix.Column(0.9, 0.2), Y: matrix.Column(1, 0)},
		{X: matrix.Column(0.3, 0.8), Y: matrix.Column(0, 1)},
	}
	rng := rand.New(rand.NewPCG(1, 0))
	net := nn.New([]int{2, 2}, rng)
	err := net.SGD(context.Background(), training, 3, 1, 3.0, rng, test, func(epoch, correct int) {
		fmt.Printf("Epoch %d: %d / %d\n", epoch, correct, test.Len())
	})
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// Epoch 0: 1 / 2
	// Epoch 1: 2 / 2
	// Epoch 2: 2 / 2
}

func ExampleSigmoid() {
	fmt.Println(nn.Sigmoid(matrix.Column(-2, 0, 2)))
	// Output:
	// [0.119203]
	// [0.5     ]
	// [0.880797]
}

func ExampleSigmoidPrime() {
	fmt.Println(nn.SigmoidPrime(matrix.Column(-2, 0, 2)))
	// Output:
	// [0.104994]
	// [0.25    ]
	// [0.104994]
}

// For a large z the chapter's σ′ loses digits. σ(z) σ(-z) is the same on paper, and
// keeps them.
func ExampleSigmoidPrime_digits() {
	for _, z := range []float64{10, 20, 30, 37} {
		x := matrix.Column(z)
		exact := matrix.Hadamard(nn.Sigmoid(x), nn.Sigmoid(matrix.Scale(-1, x)))
		fmt.Printf("z = %v: %.8g, exactly %.8g\n", z, nn.SigmoidPrime(x)[0][0], exact[0][0])
	}
	// Output:
	// z = 10: 4.5395808e-05, exactly 4.5395808e-05
	// z = 20: 2.0611537e-09, exactly 2.0611536e-09
	// z = 30: 9.3480779e-14, exactly 9.357623e-14
	// z = 37: 0, exactly 8.5330476e-17
}

func ExampleCostDerivative() {
	fmt.Println(nn.CostDerivative(matrix.Column(0.75, 0.5), matrix.Column(1, 0)))
	// Output:
	// [-0.25]
	// [ 0.5 ]
}

// ½ (0.75 - 1)² + ½ (0.5 - 0)² = 0.03125 + 0.125
func ExampleQuadraticCost() {
	fmt.Println(nn.QuadraticCost(matrix.Column(0.75, 0.5), matrix.Column(1, 0)))
	// Output: 0.15625
}
