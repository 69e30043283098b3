package nn_test

import (
	"context"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

// The chapter's network, with an input of which a fifth is ink, like a digit.
func mnistNetwork() (*nn.Network, []nn.Example) {
	rng := newRand(16)
	net := nn.New([]int{784, 30, 10}, rng)
	var miniBatch []nn.Example
	for i := range 10 {
		x := matrix.Zeros(784, 1).Map(func(float64) float64 { return max(0, rng.Float64()*5-4) })
		y := matrix.Zeros(10, 1)
		y[i][0] = 1
		miniBatch = append(miniBatch, nn.Example{X: x, Y: y})
	}
	return net, miniBatch
}

func BenchmarkFeedforward(b *testing.B) {
	net, miniBatch := mnistNetwork()
	b.ReportAllocs()
	for b.Loop() {
		net.Feedforward(miniBatch[0].X)
	}
}

func BenchmarkBackprop(b *testing.B) {
	net, miniBatch := mnistNetwork()
	b.ReportAllocs()
	for b.Loop() {
		net.Backprop(miniBatch[0].X, miniBatch[0].Y)
	}
}

// BenchmarkUpdateMiniBatch takes a mini-batch of ten: an epoch of MNIST is 5,000
// of them.
func BenchmarkUpdateMiniBatch(b *testing.B) {
	net, miniBatch := mnistNetwork()
	b.ReportAllocs()
	for b.Loop() {
		net.UpdateMiniBatch(miniBatch, 0.01)
	}
}

func BenchmarkBackpropMatrix(b *testing.B) {
	net, miniBatch := mnistNetwork()
	x, y := batchOf(miniBatch)
	b.ReportAllocs()
	for b.Loop() {
		net.BackpropMatrix(x, y)
	}
}

// BenchmarkSGDMatrix takes a mini-batch of ten of the book's network, as
// BenchmarkUpdateMiniBatch does; and a mini-batch of a hundred of a larger one, whose
// products are shared among processors: -cpu 1,2 shows what that gives.
func BenchmarkSGDMatrix(b *testing.B) {
	book, ten := mnistNetwork()
	rng := newRand(1)
	large := nn.New([]int{784, 1000, 300, 10}, rng)
	var hundred nn.Examples
	for range 10 {
		hundred = append(hundred, ten...)
	}
	for _, of := range []struct {
		name      string
		net       *nn.Network
		miniBatch nn.Examples
	}{{"784-30-10", book, ten}, {"784-1000-300-10", large, hundred}} {
		b.Run(of.name, func(b *testing.B) {
			b.ReportAllocs()
			n := len(of.miniBatch)
			if err := of.net.SGDMatrix(context.Background(), of.miniBatch, b.N, n, 0.01, rng, nil, nil); err != nil {
				b.Fatal(err)
			}
		})
	}
}
