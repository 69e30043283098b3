package zoo_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck"
	"backprop/nn/gradcheck/zoo"
)

// layers are where the checker must see a bug first, in a network with two hidden
// layers of one width and an output of another, if not in layer 3 for BP2 and in
// the output, layer 4, for the rest.
var layers = map[string]int{"not-transposed": 2, "first-layer-zero": 2, "transposed-outer": 3}

// TestEveryBugIsCaught, on many networks: one finding, at the root, by name.
func TestEveryBugIsCaught(t *testing.T) {
	for _, bug := range zoo.Bugs() {
		t.Run(bug.Name, func(t *testing.T) {
			for seed := range uint64(20) {
				net, miniBatch := network([]int{5, 6, 6, 3}, 6, seed)
				report := bug.Check(net, miniBatch, 3)
				if len(report.Findings) != 1 {
					t.Fatalf("seed %d: %d findings, want 1:\n%v", seed, len(report.Findings), report)
				}
				f, layer := report.Findings[0], layers[bug.Name]
				if layer == 0 && bug.Equation == "BP2" {
					layer = 3
				} else if layer == 0 {
					layer = 4
				}
				if f.Equation != bug.Equation || f.Layer != layer || f.Cause != bug.Cause {
					t.Fatalf("seed %d: the finding is\n%v\nand the cause %s, want %s, layer %d (or what layers in zoo_test.go says), %s", seed, f, f.Cause, bug.Equation, layer, bug.Cause)
				}
			}
		})
	}
}

// TestSquareBugsNeedSquareLayers: the two that need layers of one width are the
// right code without them, as their comment says.
func TestSquareBugsNeedSquareLayers(t *testing.T) {
	for _, name := range []string{"not-transposed", "transposed-outer"} {
		bug, _ := zoo.Find(name)
		net, miniBatch := network([]int{5, 6, 4, 3}, 6, 1)
		if report := bug.Check(net, miniBatch, 3); !report.OK() {
			t.Errorf("%s on 5-6-4-3:\n%v\nwant no finding", name, report)
		}
	}
}

// TestApply: a text without what is to be changed, or with it twice, is refused.
func TestApply(t *testing.T) {
	bug, _ := zoo.Find("sign-flipped")
	for n, text := range []string{"package nn", "matrix.Sub(output, y)", "matrix.Sub(output, y); matrix.Sub(output, y)"} {
		_, err := bug.Apply(text)
		if n == 1 && err != nil || n != 1 && (err == nil || !strings.Contains(err.Error(), fmt.Sprintf("which is there %d times, not once", n))) {
			t.Errorf("with the text there %d times: error %v", n, err)
		}
	}
}

func network(sizes []int, n int, seed uint64) (*nn.Network, []nn.Example) {
	rng := rand.New(rand.NewPCG(seed, 0))
	net := nn.New(sizes, rng)
	var miniBatch []nn.Example
	for range n {
		miniBatch = append(miniBatch, nn.Example{
			X: matrix.Randn(sizes[0], 1, rng),
			Y: matrix.Randn(sizes[len(sizes)-1], 1, rng),
		})
	}
	return net, miniBatch
}

// The checker names what one of the mistakes leaves out.
func Example() {
	bug, _ := zoo.Find("no-prime-hidden")
	net, miniBatch := network([]int{2, 3, 2}, 1, 16)
	report := gradcheck.Check(net, miniBatch[0].X, miniBatch[0].Y, bug.Backprop(net))
	for _, f := range report.Findings {
		fmt.Printf("%s, layer %d: %s\n", f.Equation, f.Layer, f.Hint)
	}
	// Output:
	// BP2, layer 2: σ′(z) is missing
}
