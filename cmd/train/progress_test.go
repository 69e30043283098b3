package main

import (
	"context"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"backprop/mnist"
	"backprop/nn"
)

// TestAsk: right is what Evaluate counts, and a Ctrl-C ends the asking.
func TestAsk(t *testing.T) {
	_, test := mnist.Digits()
	net := nn.New([]int{64, 5, 10}, rand.New(rand.NewPCG(1, 0)))
	ctx, cancel := context.WithCancel(context.Background())
	if s := scoreOf(ask(ctx, net, test, 1)); s.of != 297 || s.right != net.Evaluate(test) {
		t.Errorf("%d of %d right, Evaluate says %d", s.right, s.of, net.Evaluate(test))
	}
	if got := ask(ctx, net, test, 100); len(got) != 3 || got[2].i != 200 || got[2].label != test.Label(200) {
		t.Errorf("every hundredth digit: %v", got)
	}
	cancel()
	if got := ask(ctx, net, test, 1); len(got) != 1 {
		t.Errorf("after a Ctrl-C, %d digits are asked for, want 1", len(got))
	}
}

// TestMeanErrors: of one digit, they are the means of what Backprop says of the
// biases.
func TestMeanErrors(t *testing.T) {
	_, test := mnist.Digits()
	net := nn.New([]int{64, 5, 10}, rand.New(rand.NewPCG(1, 0)))
	nablaB, _ := net.Backprop(test.At(0))
	got := meanErrors(context.Background(), net, test.Slice(0, 1))
	for l, delta := range nablaB {
		sum := 0.0
		for _, row := range delta {
			sum += math.Abs(row[0])
		}
		// The same numbers, added up in another order.
		if want := sum / float64(len(delta)); math.Abs(got[l]-want) > 1e-14*want {
			t.Errorf("layer %d: %v, want %v", l+2, got[l], want)
		}
	}
	// Of two digits, the mean of both.
	both, second := meanErrors(context.Background(), net, test.Slice(0, 2)), meanErrors(context.Background(), net, test.Slice(1, 2))
	for l := range both {
		if want := (got[l] + second[l]) / 2; math.Abs(both[l]-want) > 1e-14*want {
			t.Errorf("layer %d of two digits: %v, want %v", l+2, both[l], want)
		}
	}
}

// TestProgress is the line that a terminal shows.
func TestProgress(t *testing.T) {
	training, _ := mnist.Digits() // 1500
	for _, test := range []struct {
		seen int64
		want string
	}{
		{1, "Epoch 0: 0 %, "},
		{750, "Epoch 0: 49 %, "},
		{1500, "Epoch 0: 99 %, "},
		{1501, "Epoch 1: 0 %, 20s left, 150 digits/s"}, // in 10 s, and 2999 to come
		{4500, "Epoch 2: 99 %, 0s left, 450 digits/s"},
	} {
		w := &watched{BatchData: training, epochs: 3, seen: test.seen, start: time.Now().Add(-10 * time.Second)}
		if got := w.line(); !strings.HasPrefix(got, test.want) {
			t.Errorf("after %d digits: %q, want %q", test.seen, got, test.want)
		}
	}
	// More digits than 32 bits count, and more nanoseconds than 64 do.
	w := &watched{BatchData: training, epochs: 1_000_000_000, seen: 1500, start: time.Now().Add(-10 * time.Second)}
	if got, want := w.line(), "Epoch 0: 99 %, 277777h46m40s left, 150 digits/s"; got != want {
		t.Errorf("a long run: %q, want %q", got, want)
	}
}

// TestNoControlCharacters: what is no terminal gets lines and nothing else.
func TestNoControlCharacters(t *testing.T) {
	_, stdout, stderr := call("-epochs", "2")
	for _, r := range stdout + stderr {
		if r < ' ' && r != '\n' {
			t.Fatalf("the output has the control character %q:\n%s%s", r, stdout, stderr)
		}
	}
}
