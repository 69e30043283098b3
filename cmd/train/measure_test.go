package main

import (
	"context"
	"math"
	"strings"
	"testing"
	"time"

	"backprop/mnist"
)

// TestAsk: right is what Evaluate counts, and a Ctrl-C ends the asking.
func TestAsk(t *testing.T) {
	for method, atOnce := range map[string]int{"chapter": 1, "matrix": 100} {
		r, _ := prepared(t, "-method", method)
		ctx, cancel := context.WithCancel(context.Background())
		answers := r.ask(ctx, r.test)
		if s := scoreOf(answers); s.of != 297 || s.right != r.net.Evaluate(r.test) {
			t.Errorf("%s: %d of %d right, Evaluate says %d", method, s.right, s.of, r.net.Evaluate(r.test))
		}
		if got := answers[200]; got.i != 200 || got.label != r.test.Label(200) {
			t.Errorf("%s: answer 200 is of digit %d, a %d", method, got.i, got.label)
		}
		cancel()
		if got := r.ask(ctx, r.test); len(got) != atOnce {
			t.Errorf("%s: after a Ctrl-C, %d digits are asked for, want %d", method, len(got), atOnce)
		}
	}
}

// TestMeanErrors: of two digits, they are the means of what Backprop says of the
// biases.
func TestMeanErrors(t *testing.T) {
	r, _ := prepared(t)
	want := make([]float64, 2)
	for i := range 2 {
		nablaB, _ := r.net.Backprop(r.test.At(i))
		for l, delta := range nablaB {
			for _, row := range delta {
				want[l] += math.Abs(row[0]) / float64(2*len(delta))
			}
		}
	}
	got := meanErrors(context.Background(), r.net, r.test.Slice(0, 2))
	for l := range want {
		if math.Abs(got[l]-want[l]) > 1e-14*want[l] { // the same numbers, added up in another order
			t.Errorf("layer %d: %v, want %v", l+2, got[l], want[l])
		}
	}
}

// TestProgress is the line that a terminal shows.
func TestProgress(t *testing.T) {
	training, _ := mnist.Digits() // 1500
	for _, test := range []struct {
		epochs int
		seen   int64
		want   string
	}{
		{3, 1, "Epoch 0: 0 %, "},
		{3, 750, "Epoch 0: 49 %, "},
		{3, 1500, "Epoch 0: 99 %, "},
		{3, 1501, "Epoch 1: 0 %, 20s left, 150 digits/s"}, // in 10 s, and 2999 to come
		{3, 4500, "Epoch 2: 99 %, 0s left, 450 digits/s"},
		// More digits than 32 bits count, and more nanoseconds than 64 do.
		{1_000_000_000, 1500, "Epoch 0: 99 %, 277777h46m40s left, 150 digits/s"},
	} {
		w := &watched{BatchData: training, epochs: test.epochs, seen: test.seen, start: time.Now().Add(-10 * time.Second)}
		if got := w.line(); !strings.HasPrefix(got, test.want) {
			t.Errorf("after %d digits: %q, want %q", test.seen, got, test.want)
		}
	}
}
