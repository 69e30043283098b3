package nn_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"

	"backprop/matrix"
	"backprop/nn"
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

// TestMatrixPath takes every network of the test data, and mini-batches of 1 to
// 12 of its examples.
func TestMatrixPath(t *testing.T) {
	for _, r := range references(t) {
		var examples nn.Examples
		for m := range 12 {
			e := r.MiniBatch[m%len(r.MiniBatch)]
			// Not the same example twice over.
			examples = append(examples, nn.Example{X: matrix.Scale(1-0.05*float64(m), e.X), Y: e.Y})
		}
		for m := range examples {
			ok := t.Run(fmt.Sprintf("%s, %d", r.Name, m+1), func(t *testing.T) {
				x, y := batchOf(examples[:m+1])
				net := r.network()
				before := cloneNet(net)

				wantB, wantW := net.Backprop(examples[0].X, examples[0].Y)
				for _, e := range examples[1 : m+1] {
					b, w := net.Backprop(e.X, e.Y)
					for i := range b {
						wantB[i], wantW[i] = matrix.Add(wantB[i], b[i]), matrix.Add(wantW[i], w[i])
					}
				}
				gotB, gotW := net.BackpropMatrix(x, y)
				checkClose(t, "nablaB", gotB, wantB, bothPaths, 0)
				checkClose(t, "nablaW", gotW, wantW, bothPaths, 0)
				if !equal(net, before) {
					t.Error("BackpropMatrix changed the network")
				}
				if got, want := net.EvaluateMatrix(examples), net.Evaluate(examples); got != want {
					t.Errorf("EvaluateMatrix = %d, Evaluate = %d", got, want)
				}
			})
			if !ok {
				t.Fatal("what comes after this one is not tried")
			}
		}
	}
}

// batchOf returns the examples as the rows of two matrices.
func batchOf(examples nn.Examples) (x, y matrix.Matrix) {
	var indices []int
	for i, e := range examples {
		indices = append(indices, i)
		x, y = append(x, make([]float64, e.X.Rows())), append(y, make([]float64, e.Y.Rows()))
	}
	examples.Batch(indices, x, y)
	return x, y
}

// TestSGDMatrix: the same seed visits the same mini-batches, so that training
// ends where the chapter's path does.
func TestSGDMatrix(t *testing.T) {
	rng := newRand(1)
	var training, test nn.Examples
	for range 23 {
		training = append(training, randomExample([]int{2, 3, 2}, rng))
		test = append(test, randomExample([]int{2, 3, 2}, rng))
	}
	a, b := nn.New([]int{2, 3, 2}, newRand(2)), nn.New([]int{2, 3, 2}, newRand(2))
	var fromA, fromB []string
	note := func(lines *[]string) func(epoch, correct int) {
		return func(epoch, correct int) { *lines = append(*lines, fmt.Sprint(epoch, correct)) }
	}
	// The last mini-batch is smaller; it is full; it is the only one.
	for _, of := range []struct{ n, miniBatchSize int }{{23, 5}, {20, 5}, {20, math.MaxInt}} {
		fromA, fromB = nil, nil
		if err := a.SGD(context.Background(), training[:of.n], 3, of.miniBatchSize, 0.5, newRand(3), test, note(&fromA)); err != nil {
			t.Fatal(err)
		}
		if err := b.SGDMatrix(context.Background(), training[:of.n], 3, of.miniBatchSize, 0.5, newRand(3), test, note(&fromB)); err != nil {
			t.Fatal(err)
		}
		checkClose(t, "biases", b.Biases, a.Biases, bothPaths, 0)
		checkClose(t, "weights", b.Weights, a.Weights, bothPaths, 0)
		if len(fromA) != 3 || !equal(fromA, fromB) {
			t.Errorf("%d examples: SGDMatrix reports %v, SGD %v", of.n, fromB, fromA)
		}
	}

	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	before := cloneNet(b)
	if err := b.SGDMatrix(ctx, training, 3, 5, 0.5, newRand(3), nil, nil); !errors.Is(err, context.Canceled) || !equal(b, before) {
		t.Errorf("SGDMatrix after its context's end: error %v, changed: %v", err, !equal(b, before))
	}
}

// batchRecorder is BatchData that remembers how many examples were asked for at
// a time.
type batchRecorder struct {
	nn.Examples
	asked []int
}

func (r *batchRecorder) Batch(indices []int, x, y matrix.Matrix) {
	r.asked = append(r.asked, len(indices))
	r.Examples.Batch(indices, x, y)
}

// TestEvaluateMatrixInBatches: as many are right as Evaluate says, and no more
// than a hundred examples are asked for at a time.
func TestEvaluateMatrixInBatches(t *testing.T) {
	rng := newRand(4)
	net := nn.New([]int{2, 5, 3}, rng)
	for _, batches := range [][]int{nil, {1}, {99}, {100}, {100, 1}, {100, 100, 50}} {
		n := 0
		for _, m := range batches {
			n += m
		}
		test := &batchRecorder{}
		for range n {
			test.Examples = append(test.Examples, randomExample(net.Sizes, rng))
		}
		if got, want := net.EvaluateMatrix(test), net.Evaluate(test); got != want {
			t.Errorf("EvaluateMatrix of %d examples = %d, Evaluate = %d", n, got, want)
		}
		if !equal(test.asked, batches) {
			t.Errorf("EvaluateMatrix of %d examples asks for %v at a time, want %v", n, test.asked, batches)
		}
	}
}

func TestMatrixPathPanics(t *testing.T) {
	net := nn.New([]int{2, 3, 2}, newRand(1))
	four := matrix.Zeros(4, 2)
	example := nn.Example{X: matrix.Zeros(2, 1), Y: matrix.Zeros(2, 1)}
	wide := nn.Examples{{X: matrix.Zeros(3, 1), Y: matrix.Zeros(2, 1)}}
	tests := []struct {
		call func()
		want string
	}{
		{func() { net.BackpropMatrix(matrix.Zeros(4, 3), four) }, "nn: BackpropMatrix: layer 1: x: got 4×3, want 4×2"},
		{func() { net.BackpropMatrix(four, matrix.Zeros(3, 2)) }, "nn: BackpropMatrix: layer 3: y: got 3×2, want 4×2"},
		{func() { net.BackpropMatrix(nil, four) }, "nn: BackpropMatrix: layer 1: x: got nil, want 1×2"},
		{func() { (*nn.Network)(nil).BackpropMatrix(four, four) }, "nn: BackpropMatrix: the network is nil: make one with New"},
		{func() { net.EvaluateMatrix(wide) }, "nn: Batch: example 0: x: got 3×1, want 2×1"},
		{func() { (*nn.Network)(nil).EvaluateMatrix(wide) }, "nn: EvaluateMatrix: the network is nil: make one with New"},
		{func() { nn.Examples{example}.Batch([]int{0}, four[:1], matrix.Zeros(1, 3)) }, "nn: Batch: example 0: y: got 2×1, want 3×1"},
		{func() { nn.Examples{example}.Batch([]int{0}, four, four[:1]) }, "nn: Batch: x is 4×2 and y 1×2, want 1 rows in each"},
		{func() { nn.Examples{example}.Batch([]int{0}, four[:1], four) }, "nn: Batch: x is 1×2 and y 4×2, want 1 rows in each"},
		{func() {
			net.SGDMatrix(context.Background(), nn.Examples{}, 1, 1, 1, newRand(1), nil, nil)
		}, "nn: SGDMatrix: there are no training data"},
	}
	for _, test := range tests {
		if got := panicOf(test.call); got != test.want {
			t.Errorf("got the panic\n\t%v\nwant\n\t%s", got, test.want)
		}
	}
}
