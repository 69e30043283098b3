package nn_test

import (
	"context"
	"slices"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

// recorder is Data that remembers which examples were asked for, in order, and ends
// a context when the last of stopAt examples is asked for.
type recorder struct {
	nn.Examples
	asked  []int
	stopAt int
	stop   context.CancelFunc
}

func (r *recorder) At(i int) (x, y matrix.Matrix) {
	r.asked = append(r.asked, i)
	if len(r.asked) == r.stopAt {
		r.stop()
	}
	return r.Examples.At(i)
}

func recorderOf(n int) *recorder {
	return &recorder{Examples: randomExamples(n, []int{2, 3, 2}, newRand(1))}
}

// TestSGD repeats SGD by hand, from the order in which it asked for the examples:
// each once in an epoch, in another order each time.
func TestSGD(t *testing.T) {
	const n, epochs, eta = 11, 3, 0.5
	for _, miniBatchSize := range []int{1, 4, n, 100} {
		training := recorderOf(n)
		got := nn.New([]int{2, 3, 2}, newRand(2))
		want := got.Clone()
		if err := got.SGD(context.Background(), training, epochs, miniBatchSize, eta, newRand(3), nil, nil); err != nil {
			t.Fatal(err)
		}
		var orders [][]int
		for order := range slices.Chunk(training.asked, n) {
			orders = append(orders, order)
			for indices := range slices.Chunk(order, miniBatchSize) {
				var miniBatch []nn.Example
				for _, i := range indices {
					miniBatch = append(miniBatch, training.Examples[i])
				}
				want.UpdateMiniBatch(miniBatch, eta)
			}
			if !equal(slices.Sorted(slices.Values(order)), []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}) {
				t.Errorf("mini-batches of %d: an epoch visited %v, want each example once", miniBatchSize, order)
			}
		}
		if len(orders) != epochs || equal(orders[0], orders[1]) || equal(orders[1], orders[2]) {
			t.Errorf("mini-batches of %d: the epochs visited %v, want %d different orders", miniBatchSize, orders, epochs)
		}
		if !equal(got, want) {
			t.Errorf("mini-batches of %d: SGD gave another network than its mini-batches one by one", miniBatchSize)
		}
	}
}

// TestSGDReports: after each epoch, as Evaluate says; 0 without test data.
func TestSGDReports(t *testing.T) {
	training, test := recorderOf(5), recorderOf(4)
	net := nn.New([]int{2, 3, 2}, newRand(2))
	var got, want []int
	net.SGD(context.Background(), training, 3, 2, 3, newRand(3), test, func(epoch, correct int) {
		got, want = append(got, epoch, correct), append(want, len(want)/2, net.Evaluate(test.Examples))
	})
	net.SGD(context.Background(), training, 1, 2, 3, newRand(3), nil, func(epoch, correct int) { got = append(got, epoch, correct) })
	if want = append(want, 0, 0); len(got) != 8 || !equal(got, want) {
		t.Errorf("SGD reports the epochs and right answers %v, want %v", got, want)
	}
}

// TestSGDStops between mini-batches of 3, and keeps what the network has learned.
func TestSGDStops(t *testing.T) {
	for stopAt, want := range map[int]int{0: 0, 1: 3, 3: 3, 4: 6, 10: 10, 12: 13} {
		ctx, stop := context.WithCancel(context.Background())
		if stopAt == 0 {
			stop()
		}
		training := recorderOf(10)
		training.stopAt, training.stop = stopAt, stop
		net := nn.New([]int{2, 3, 2}, newRand(2))
		before := net.Clone()
		if err := net.SGD(ctx, training, 5, 3, 3, newRand(3), nil, nil); err != ctx.Err() || err == nil {
			t.Errorf("stopped at example %d: SGD returned %v, want %v", stopAt, err, ctx.Err())
		}
		if len(training.asked) != want || equal(net, before) != (want == 0) {
			t.Errorf("stopped at example %d: SGD went on to example %d, want %d, the end of the mini-batch; learned: %v",
				stopAt, len(training.asked), want, !equal(net, before))
		}
	}
}
