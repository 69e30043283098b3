package nn_test

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck"
)

// TestGradient compares every derivative that Backprop gives with numerical
// gradients: the test to watch when you change network.go. After a table of the
// smallest network, each equation of each layer is a test of its own:
//
//	go test ./nn -run TestGradient -v
//	go test ./nn -run 'TestGradient/.*/BP2'
func TestGradient(t *testing.T) {
	logTable(t, []int{2, 3, 2})
	for _, test := range []struct {
		sizes  []int
		spread float64 // of the weights; 20 saturates most neurons
	}{
		{[]int{2, 3, 2}, 1},
		{[]int{3, 4, 4, 2}, 1},
		{[]int{1, 1}, 1},
		{[]int{3, 2}, 1},
		{[]int{4, 4, 4, 4}, 1},
		{[]int{3, 12, 1, 5, 2}, 1},
		{[]int{2, 3, 4, 3, 4, 2}, 0.5},
		{[]int{3, 6, 5, 2}, 20},
	} {
		t.Run(dashed(test.sizes), func(t *testing.T) {
			net, examples := drawn(test.sizes, test.spread)
			testEquations(t, net, examples)
			if t.Failed() {
				return
			}
			// And after some training.
			if err := net.SGD(context.Background(), nn.Examples(examples), 20, 1, 0.5, newRand(16), nil, nil); err != nil {
				t.Fatal(err)
			}
			if report := gradcheck.Check(net, examples[0].X, examples[0].Y, net.Backprop); !report.OK() {
				t.Errorf("after 20 epochs:\n%v", report)
			}
		})
	}
}

// testEquations runs a test for the forward pass, one for each equation and layer,
// one for what the call of Backprop does besides, and one for UpdateMiniBatch.
func testEquations(t *testing.T, net *nn.Network, miniBatch []nn.Example) {
	findings := gradcheck.Check(net, miniBatch[0].X, miniBatch[0].Y, net.Backprop).Findings
	last := len(net.Sizes)
	none := func(name string, of func(gradcheck.Finding) bool) {
		t.Run(name, func(t *testing.T) {
			for _, f := range findings {
				if of(f) {
					t.Error(f)
				}
			}
		})
	}
	none("forward", func(f gradcheck.Finding) bool { return f.Equation == "forward" })
	for _, equation := range []string{"BP1", "BP2", "BP3", "BP4"} {
		for layer := last; layer >= 2; layer-- {
			if equation == "BP1" && layer < last || equation == "BP2" && layer == last {
				continue // BP1 is for the last layer, BP2 for those before it
			}
			none(fmt.Sprintf("%s_layer_%d", equation, layer), func(f gradcheck.Finding) bool {
				return f.Equation == equation && f.In(layer)
			})
		}
	}
	none("call", func(f gradcheck.Finding) bool {
		return f.Equation != "forward" && !strings.HasPrefix(f.Equation, "BP")
	})
	t.Run("update", func(t *testing.T) {
		if len(findings) > 0 {
			t.Skip("Backprop is wrong, so its step is too")
		}
		for _, f := range gradcheck.CheckUpdate(net, miniBatch, 0.7, (*nn.Network).UpdateMiniBatch).Findings {
			t.Error(f)
		}
	})
}

// drawn returns a network and seven examples, the same every time: no network here
// has seven of anything, and no other count passes for that of the examples.
func drawn(sizes []int, spread float64) (*nn.Network, []nn.Example) {
	rng := newRand(16)
	net := nn.New(sizes, rng)
	for i, w := range net.Weights {
		net.Weights[i] = matrix.Scale(spread, w)
	}
	var examples []nn.Example
	for range 7 {
		examples = append(examples, randomExample(sizes, rng))
	}
	return net, examples
}

// logTable shows Backprop's derivatives beside the numerical ones, if there are any:
// where Backprop panics, the tests named call say so.
func logTable(t *testing.T, sizes []int) {
	defer func() {
		if p := recover(); p != nil {
			t.Logf("there is no table: %v", p)
		}
	}()
	net, examples := drawn(sizes, 1)
	x, y := examples[0].X, examples[0].Y
	var s strings.Builder
	fmt.Fprintf(&s, "∂C/∂w and ∂C/∂b of %s; w³₁₂ is net.Weights[1][0][1], b³₁ is net.Biases[1][0][0]\n", dashed(sizes))
	fmt.Fprintf(&s, "%-5s %12s %13s %13s %13s %12s\n", "", "Backprop", "forward", "central", "complex step", "difference")
	backB, backW := net.Backprop(x, y)
	forwardB, forwardW := gradcheck.Forward(net, x, y, gradcheck.ForwardStep)
	centralB, centralW := gradcheck.Central(net, x, y, gradcheck.CentralStep)
	complexB, complexW := gradcheck.Complex(net, x, y, gradcheck.ComplexStep)
	rows := func(letter string, i int, back, forward, central, complex matrix.Matrix) {
		for j := range back {
			for k := range back[j] {
				name := letter + string([]rune("²³⁴⁵")[i]) + string([]rune("₁₂₃₄")[j])
				if letter == "w" {
					name += string([]rune("₁₂₃₄")[k])
				}
				fmt.Fprintf(&s, "%-5s %12.9f  %12.9f  %12.9f  %12.9f %12.0e\n", name,
					back[j][k], forward[j][k], central[j][k], complex[j][k], math.Abs(back[j][k]-complex[j][k]))
			}
		}
	}
	for i := range net.Weights {
		rows("w", i, backW[i], forwardW[i], centralW[i], complexW[i])
		rows("b", i, backB[i], forwardB[i], centralB[i], complexB[i])
	}
	t.Log(s.String() + "The difference is between Backprop and the complex step, which is right to the last digits.")
}

// dashed writes the sizes of a network as the chapter does: 2-3-2.
func dashed(sizes []int) string {
	return strings.ReplaceAll(strings.Trim(fmt.Sprint(sizes), "[]"), " ", "-")
}
