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

// TestGradient checks every weight and bias with package gradcheck, before and
// after training. It is the one to watch when you change Backprop:
//
//	go test ./nn -run TestGradient -v
func TestGradient(t *testing.T) {
	tests := []struct {
		sizes  []int
		spread float64 // of the weights; 20 saturates most neurons
		y      []float64
	}{
		{[]int{2, 3, 2}, 1, []float64{1, 0}},
		{[]int{1, 1}, 1, []float64{1}},
		{[]int{3, 2}, 1, []float64{0.2, 0.7}},
		{[]int{4, 4, 4, 4}, 1, []float64{0, 0, 1, 0}},
		{[]int{3, 12, 1, 5, 2}, 1, []float64{-1, 3}},
		{[]int{2, 3, 4, 3, 4, 2}, 1, []float64{1, 1}},
		{[]int{3, 6, 5, 2}, 20, []float64{0, 1}},
	}
	// And ten at random: 1 to 5 layers of weights, 1 to 12 neurons wide.
	draw := newRand(17)
	for range 10 {
		test := tests[0]
		test.sizes = make([]int, 2+draw.IntN(5))
		for i := range test.sizes {
			test.sizes[i] = 1 + draw.IntN(12)
		}
		test.spread = []float64{0.5, 1, 10}[draw.IntN(3)]
		test.y = nil
		for range test.sizes[len(test.sizes)-1] {
			test.y = append(test.y, math.Round(10*(3*draw.Float64()-1))/10) // -1 to 2
		}
		tests = append(tests, test)
	}
	for _, test := range tests {
		ok := t.Run(fmt.Sprintf("%v weights × %g", test.sizes, test.spread), func(t *testing.T) {
			rng := newRand(16)
			net := nn.New(test.sizes, rng)
			for i, w := range net.Weights {
				net.Weights[i] = matrix.Scale(test.spread, w)
			}
			e := nn.Example{X: matrix.Randn(test.sizes[0], 1, rng), Y: matrix.Column(test.y...)}

			check(t, "before training", net, e)
			if err := net.SGD(context.Background(), nn.Examples{e}, 20, 1, 0.5, rng, nil, nil); err != nil {
				t.Fatal(err)
			}
			check(t, "after 20 steps", net, e)
		})
		if !ok {
			t.Fatal("what comes after this one is not tried")
		}
	}
}

// check runs both checks and logs the table by layer.
func check(t *testing.T, when string, net *nn.Network, e nn.Example) {
	t.Helper()
	report := gradcheck.Check(net, e.X, e.Y, net.Backprop)
	if !report.OK() {
		// The update cannot be right, and would say nothing new.
		t.Fatalf("%s: Backprop:\n%v", when, report)
	}
	if testing.Verbose() {
		t.Logf("%s:\n%v", when, report)
	}
	other := nn.Example{X: matrix.Scale(-0.5, e.X), Y: e.Y}
	if report := gradcheck.CheckUpdate(net, []nn.Example{e, other}, 0.3, (*nn.Network).UpdateMiniBatch); !report.OK() {
		t.Fatalf("%s: UpdateMiniBatch:\n%v", when, report)
	}
}

// FuzzGradient draws the widths of 2 to 6 layers, 1 to 12 neurons each.
func FuzzGradient(f *testing.F) {
	f.Add([]byte{2, 3, 2}, uint64(1))
	f.Add([]byte{1, 1}, uint64(2))
	f.Add([]byte{12, 1, 12, 1, 12, 1}, uint64(3))
	f.Fuzz(func(t *testing.T, widths []byte, seed uint64) {
		if len(widths) < 2 || len(widths) > 6 {
			t.Skip("want 2 to 6 layers")
		}
		var sizes []int
		for _, w := range widths {
			sizes = append(sizes, 1+int(w)%12)
		}
		rng := newRand(seed)
		net := nn.New(sizes, rng)
		check(t, fmt.Sprint(sizes, " seed ", seed), net, randomExample(sizes, rng))
	})
}
