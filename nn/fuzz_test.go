package nn_test

import (
	"testing"

	"backprop/nn"
	"backprop/nn/gradcheck"
)

// FuzzGradient draws the widths of 2 to 6 layers, 1 to 12 neurons each.
func FuzzGradient(f *testing.F) {
	f.Add([]byte{2, 3, 2}, uint64(1))
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
		net, e := nn.New(sizes, rng), randomExample(sizes, rng)
		if report := gradcheck.Check(net, e.X, e.Y, net.Backprop); !report.OK() {
			t.Errorf("%v:\n%v", sizes, report)
		}
	})
}
