package zoo_test

import (
	"fmt"
	"go/parser"
	"go/token"
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

// TestBugsAreBackprops: every bug is otherwise a sound backprop or update, which
// gives matrices of the right shapes and can be trained with.
func TestBugsAreBackprops(t *testing.T) {
	for _, bug := range zoo.Bugs() {
		net, miniBatch := network([]int{5, 6, 6, 3}, 6, 1)
		update := bug.NewUpdate()
		for range 3 {
			update(net, miniBatch, 0.1)
		}
		if err := net.Validate(); err != nil {
			t.Errorf("%s: after three updates: %v", bug.Name, err)
		}
		if bug.Name == "" || bug.Mistake[0] == "" || bug.Mistake[1] == "" || bug.Step == "" || bug.Equation == "" {
			t.Errorf("%s: the description is incomplete: %+v", bug.Name, bug)
		}
	}
}

// TestSquareBugsNeedSquareLayers: the two that need layers of one width are the
// right code without them, as their comment says.
func TestSquareBugsNeedSquareLayers(t *testing.T) {
	for _, name := range []string{"not-transposed", "transposed-outer"} {
		bug, ok := zoo.Find(name)
		if !ok {
			t.Fatalf("no bug %s", name)
		}
		net, miniBatch := network([]int{5, 6, 4, 3}, 6, 1)
		if report := bug.Check(net, miniBatch, 3); !report.OK() {
			t.Errorf("%s on 5-6-4-3:\n%v\nwant no finding", name, report)
		}
	}
}

// TestApply: each bug is a change of network.go, after which it is still Go.
// (Whether it gives what the bug's functions give is tested where it runs.)
func TestApply(t *testing.T) {
	for _, bug := range zoo.Bugs() {
		wrong, err := bug.Apply(nn.Source())
		if err != nil {
			t.Error(err)
			continue
		}
		if _, err := parser.ParseFile(token.NewFileSet(), "network.go", wrong, 0); err != nil {
			t.Errorf("%s: %v", bug.Name, err)
		}
		if wrong == nn.Source() {
			t.Errorf("%s changes nothing", bug.Name)
		}
	}
	bug, _ := zoo.Find("summed")
	if _, err := bug.Apply("package nn"); err == nil || !strings.Contains(err.Error(), "which is there 0 times, not once") {
		t.Errorf("a text without what is to be changed: error %v", err)
	}
}

func TestFind(t *testing.T) {
	if bug, ok := zoo.Find("summed"); !ok || bug.Name != "summed" {
		t.Errorf("Find(summed) = %q, %v, want the bug of that name", bug.Name, ok)
	}
	if bug, ok := zoo.Find("none"); ok {
		t.Errorf("Find(none) = %q, want none", bug.Name)
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
