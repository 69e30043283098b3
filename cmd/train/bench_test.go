package main

import (
	"context"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/debug"
	"testing"

	"backprop/mnist"
	"backprop/nn"
)

// BenchmarkEpoch trains for an epoch of 50,000 MNIST images, 784-30-10,
// mini-batches of 10, by either method, from the folder that the environment
// variable BACKPROP_MNIST names. docs/race.py races it against NumPy.
func BenchmarkEpoch(b *testing.B) {
	dir := os.Getenv("BACKPROP_MNIST")
	if dir == "" {
		b.Skip("BACKPROP_MNIST names no folder")
	}
	all, _, err := mnist.ReadDir(dir)
	if err != nil {
		b.Fatal(err)
	}
	training := all.Slice(0, 50_000)
	// As in the command, which keeps no profile of the memory because it cannot read it.
	debug.SetGCPercent(gcPercent)
	runtime.MemProfileRate = 0
	for _, method := range []string{"chapter", "matrix"} {
		b.Run(method, func(b *testing.B) {
			rng := rand.New(rand.NewPCG(16, 0))
			net := nn.New([]int{784, 30, 10}, rng)
			b.ReportAllocs()
			for b.Loop() {
				if method == "matrix" {
					err = net.SGDMatrix(context.Background(), training, 1, 10, 3, rng, nil, nil)
				} else {
					err = net.SGD(context.Background(), training, 1, 10, 3, rng, nil, nil)
				}
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
