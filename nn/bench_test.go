package nn_test

import (
	"context"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

// BenchmarkPaths takes the calls of the chapter's path and of the matrix path, in the
// book's network, with a mini-batch of ten where there is one: an epoch of MNIST is
// 5,000 of them. A fifth of the input is ink, as in a digit.
func BenchmarkPaths(b *testing.B) {
	net, ten := mnistNetwork([]int{784, 30, 10}, 10)
	x, y := batchOf(ten)
	for _, of := range []struct {
		name string
		call func()
	}{
		{"Feedforward", func() { net.Feedforward(ten[0].X) }},
		{"Backprop", func() { net.Backprop(ten[0].X, ten[0].Y) }},
		{"UpdateMiniBatch", func() { net.UpdateMiniBatch(ten, 0.01) }},
		{"BackpropMatrix", func() { net.BackpropMatrix(x, y) }},
	} {
		b.Run(of.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				of.call()
			}
		})
	}
}

// BenchmarkSGDMatrix takes a mini-batch of ten of the book's network, as
// UpdateMiniBatch does; and a mini-batch of a hundred of a larger one, whose products
// are shared among processors: -cpu 1,2 shows what that gives.
func BenchmarkSGDMatrix(b *testing.B) {
	for _, of := range []struct {
		sizes     []int
		miniBatch int
	}{{[]int{784, 30, 10}, 10}, {[]int{784, 1000, 300, 10}, 100}} {
		b.Run(dashed(of.sizes), func(b *testing.B) {
			net, examples := mnistNetwork(of.sizes, of.miniBatch)
			b.ReportAllocs()
			b.ResetTimer()
			if err := net.SGDMatrix(context.Background(), examples, b.N, of.miniBatch, 0.01, newRand(1), nil, nil); err != nil {
				b.Fatal(err)
			}
		})
	}
}

func mnistNetwork(sizes []int, n int) (*nn.Network, nn.Examples) {
	rng := newRand(16)
	var examples nn.Examples
	for i := range n {
		x := matrix.Zeros(784, 1).Map(func(float64) float64 { return max(0, rng.Float64()*5-4) })
		y := matrix.Zeros(10, 1)
		y[i%10][0] = 1
		examples = append(examples, nn.Example{X: x, Y: y})
	}
	return nn.New(sizes, rng), examples
}
