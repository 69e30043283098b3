package nn_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck"
)

// bothPaths is how far the two paths may lie apart, relative to a layer's largest
// entry: not at all, as both round the same products, in sums of the same order.
// Where the compiler fuses x*y + z in Dot, which the matrix path's products keep it
// from, a sum of n terms may differ by 2n roundings of 2⁻⁵³. n is below 100 in these
// networks, and some ten sums build on each other: 3e-13, and weights of a few make
// more of it.
var bothPaths = func() float64 {
	x, y := 1+0x1p-30, 1-0x1p-30
	sum := matrix.Dot(matrix.Matrix{{-1, x}}, matrix.Column(1, y))[0][0] // 1 is x y, rounded
	if sum != 0 {
		return 1e-11
	}
	return 0
}()

// TestMatrixPath compares mini-batches of 1 to 12 examples with Backprop; and one
// example, and the step of a mini-batch, with numerical gradients.
func TestMatrixPath(t *testing.T) {
	for _, sizes := range [][]int{{1, 1}, {3, 2}, {2, 3, 2}, {3, 4, 4, 2}, {4, 4, 4, 4}, {3, 12, 1, 5, 2}} {
		t.Run(dashed(sizes), func(t *testing.T) {
			rng := newRand(5)
			net, examples := nn.New(sizes, rng), randomExamples(12, sizes, rng)
			before := net.Clone()
			wantB, wantW := net.Backprop(examples[0].X, examples[0].Y)
			for m := 1; m <= len(examples); m++ {
				gotB, gotW := net.BackpropMatrix(batchOf(examples[:m]))
				checkClose(t, fmt.Sprintf("nablaB of %d examples", m), gotB, wantB, bothPaths)
				checkClose(t, fmt.Sprintf("nablaW of %d examples", m), gotW, wantW, bothPaths)
				if m < len(examples) {
					b, w := net.Backprop(examples[m].X, examples[m].Y)
					for i := range b {
						wantB[i], wantW[i] = matrix.Add(wantB[i], b[i]), matrix.Add(wantW[i], w[i])
					}
				}
			}
			if !equal(net, before) {
				t.Error("BackpropMatrix changed the network")
			}

			report := gradcheck.Check(net, examples[0].X, examples[0].Y, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
				return net.BackpropMatrix(x.Transpose(), y.Transpose())
			})
			update := gradcheck.CheckUpdate(net, examples, 0.3, func(net *nn.Network, miniBatch []nn.Example, eta float64) {
				net.SGDMatrix(context.Background(), nn.Examples(miniBatch), 1, len(miniBatch), eta, rng, nil, nil)
			})
			if !report.OK() || !update.OK() {
				t.Errorf("%v\n%v", report, update)
			}
		})
	}
}

// batchOf returns the examples as the rows of two matrices.
func batchOf(examples nn.Examples) (x, y matrix.Matrix) {
	for _, e := range examples {
		x, y = append(x, e.X.Transpose()[0]), append(y, e.Y.Transpose()[0])
	}
	return x, y
}

// TestSGDMatrix: the same seed visits the same mini-batches, so training ends where
// the chapter's path does, and reports the same.
func TestSGDMatrix(t *testing.T) {
	sizes := []int{2, 3, 2}
	training, tests := randomExamples(23, sizes, newRand(1)), randomExamples(23, sizes, newRand(2))
	stopped, stop := context.WithCancel(context.Background())
	stop()
	for _, of := range []struct {
		ctx                      context.Context
		n, miniBatchSize, epochs int
		test                     nn.BatchData
	}{
		{context.Background(), 23, 5, 3, tests}, // the last mini-batch is smaller
		{context.Background(), 20, 5, 3, tests},
		{context.Background(), 20, math.MaxInt, 3, nil},
		{context.Background(), 20, 5, 0, tests},
		{stopped, 20, 5, 3, tests},
	} {
		a, b := nn.New(sizes, newRand(3)), nn.New(sizes, newRand(3))
		var fromA, fromB []string
		errA := a.SGD(of.ctx, training[:of.n], of.epochs, of.miniBatchSize, 0.5, newRand(4), of.test,
			func(epoch, correct int) { fromA = append(fromA, fmt.Sprint(epoch, correct)) })
		errB := b.SGDMatrix(of.ctx, training[:of.n], of.epochs, of.miniBatchSize, 0.5, newRand(4), of.test,
			func(epoch, correct int) { fromB = append(fromB, fmt.Sprint(epoch, correct)) })
		checkClose(t, "biases", b.Biases, a.Biases, bothPaths)
		checkClose(t, "weights", b.Weights, a.Weights, bothPaths)
		if !equal(fromA, fromB) || errA != errB {
			t.Errorf("%+v: SGDMatrix reports %v, SGD %v; errors %v, %v", of, fromB, fromA, errB, errA)
		}
	}
}

// TestEvaluateMatrix: as many are right as Evaluate says, around each end of its
// batches.
func TestEvaluateMatrix(t *testing.T) {
	rng := newRand(4)
	net := nn.New([]int{2, 5, 3}, rng)
	for _, n := range []int{0, 1, 99, 100, 101, 250} {
		test := randomExamples(n, net.Sizes, rng)
		if got, want := net.EvaluateMatrix(test), net.Evaluate(test); got != want {
			t.Errorf("EvaluateMatrix of %d examples = %d, Evaluate = %d", n, got, want)
		}
	}
}
