package nn_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"backprop/matrix"
	"backprop/nn"
)

// recorder is Data that remembers which examples were asked for, in order.
type recorder struct {
	nn.Examples
	asked []int
}

func (r *recorder) At(i int) (x, y matrix.Matrix) {
	r.asked = append(r.asked, i)
	return r.Examples.At(i)
}

func recorderOf(n int) *recorder {
	rng := newRand(1)
	r := &recorder{}
	for range n {
		r.Examples = append(r.Examples, randomExample([]int{2, 3, 2}, rng))
	}
	return r
}

func TestSGDVisitsEveryExampleOncePerEpoch(t *testing.T) {
	// The last mini-batch is full, smaller, or all there is.
	for _, miniBatchSize := range []int{1, 3, 4, 10, 100} {
		const n, epochs = 10, 3
		training := recorderOf(n)
		net := nn.New([]int{2, 3, 2}, newRand(2))
		if err := net.SGD(context.Background(), training, epochs, miniBatchSize, 0.5, newRand(3), nil, nil); err != nil {
			t.Fatal(err)
		}
		if len(training.asked) != n*epochs {
			t.Fatalf("mini-batches of %d: SGD asked for %d examples in %d epochs of %d", miniBatchSize, len(training.asked), epochs, n)
		}
		var orders [][]int
		for order := range slices.Chunk(training.asked, n) {
			orders = append(orders, slices.Clone(order))
			slices.Sort(order)
			if !equal(order, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}) {
				t.Errorf("mini-batches of %d: an epoch visited %v, want each example once", miniBatchSize, order)
			}
		}
		if equal(orders[0], orders[1]) || equal(orders[1], orders[2]) {
			t.Errorf("mini-batches of %d: two epochs had the same order: %v", miniBatchSize, orders)
		}
	}
}

// TestSGDIsUpdateMiniBatch repeats SGD by hand, from the order in which it asked
// for the examples.
func TestSGDIsUpdateMiniBatch(t *testing.T) {
	const n, miniBatchSize, eta = 11, 4, 0.5 // mini-batches of 4, 4 and 3
	training := recorderOf(n)
	got := nn.New([]int{2, 3, 2}, newRand(2))
	want := cloneNet(got)
	got.SGD(context.Background(), training, 2, miniBatchSize, eta, newRand(3), nil, nil)

	for order := range slices.Chunk(training.asked, n) {
		for indices := range slices.Chunk(order, miniBatchSize) {
			var miniBatch []nn.Example
			for _, i := range indices {
				miniBatch = append(miniBatch, training.Examples[i])
			}
			want.UpdateMiniBatch(miniBatch, eta)
		}
	}
	if !equal(got, want) {
		t.Error("SGD gave another network than its mini-batches one by one")
	}
}

func TestSGDReports(t *testing.T) {
	training, test := recorderOf(5), recorderOf(4)
	net := nn.New([]int{2, 3, 2}, newRand(2))
	var epochs []int
	report := func(epoch, correct int) {
		epochs = append(epochs, epoch)
		if want := net.Evaluate(test.Examples); correct != want {
			t.Errorf("epoch %d: report got %d correct, Evaluate says %d", epoch, correct, want)
		}
	}
	if err := net.SGD(context.Background(), training, 3, 2, 3, newRand(3), test, report); err != nil {
		t.Fatal(err)
	}
	if !equal(epochs, []int{0, 1, 2}) {
		t.Errorf("report was called for the epochs %v, want [0 1 2]", epochs)
	}

	correct := -1
	net.SGD(context.Background(), training, 1, 2, 3, newRand(3), nil, func(_, c int) { correct = c })
	if correct != 0 {
		t.Errorf("without test data, report got %d correct, want 0", correct)
	}
}

// TestSGDWithoutEpochs: none is as many as may be, and nothing happens.
func TestSGDWithoutEpochs(t *testing.T) {
	net := nn.New([]int{2, 3, 2}, newRand(2))
	before := cloneNet(net)
	training := recorderOf(5)
	report := func(epoch, _ int) { t.Errorf("SGD of 0 epochs reports epoch %d", epoch) }
	if err := net.SGD(context.Background(), training, 0, 2, 3, newRand(3), training, report); err != nil {
		t.Errorf("SGD of 0 epochs: error %v", err)
	}
	if len(training.asked) != 0 || !equal(net, before) {
		t.Errorf("SGD of 0 epochs asked for %d examples, changed the network: %v", len(training.asked), !equal(net, before))
	}
}

func TestSGDSameSeedSameNetwork(t *testing.T) {
	train := func(seed uint64) *nn.Network {
		net := nn.New([]int{2, 3, 2}, newRand(2))
		net.SGD(context.Background(), recorderOf(10), 3, 3, 3, newRand(seed), nil, nil)
		return net
	}
	if !equal(train(7), train(7)) {
		t.Error("the same seed gave another network")
	}
	if equal(train(7), train(8)) {
		t.Error("another seed gave the same network")
	}
}

// stopper is Data that ends a context when its n-th example is asked for.
type stopper struct {
	*recorder
	n    int
	stop context.CancelFunc
}

func (s *stopper) At(i int) (x, y matrix.Matrix) {
	if len(s.asked)+1 == s.n {
		s.stop()
	}
	return s.recorder.At(i)
}

func TestSGDStopsBetweenMiniBatches(t *testing.T) {
	const miniBatchSize = 3
	for n, want := range map[int]int{1: 3, 3: 3, 4: 6, 10: 10, 12: 13} {
		ctx, stop := context.WithCancel(context.Background())
		training := &stopper{recorderOf(10), n, stop}
		net := nn.New([]int{2, 3, 2}, newRand(2))
		before := cloneNet(net)
		err := net.SGD(ctx, training, 5, miniBatchSize, 3, newRand(3), nil, nil)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled at example %d: SGD returned %v, want context.Canceled", n, err)
		}
		if len(training.asked) != want {
			t.Errorf("cancelled at example %d: SGD went on to example %d, want %d, the end of the mini-batch",
				n, len(training.asked), want)
		}
		if equal(net, before) {
			t.Errorf("cancelled at example %d: the network lost what it had learned", n)
		}
	}
}

func TestSGDReturnsTheContextsError(t *testing.T) {
	ctx, cancel := context.WithDeadline(context.Background(), time.Now())
	defer cancel()
	net := nn.New([]int{2, 3, 2}, newRand(2))
	before := cloneNet(net)
	if err := net.SGD(ctx, recorderOf(10), 5, 3, 3, newRand(3), nil, nil); err != context.DeadlineExceeded {
		t.Errorf("SGD past its deadline returned %v, want %v", err, context.DeadlineExceeded)
	}
	if !equal(net, before) {
		t.Error("SGD past its deadline changed the network")
	}
}
