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

// verdicts are what the checker must say of each bug in a network with two
// hidden layers of one width and an output of another: the layer (4 is the
// output), and a part of the hint.
var verdicts = map[string]struct {
	layer int
	hint  string
}{
	"sigma-in-place":   {4, "σ′ is taken of a = σ(z), not of z: was z overwritten, or the wrong list used?; the same in layers 3, 2"},
	"cost-doubled":     {4, "δ is twice too large: that is the gradient of ‖a - y‖²"},
	"sign-flipped":     {4, "the sign is flipped"},
	"no-prime-output":  {4, "σ′(z) is missing"},
	"no-prime-hidden":  {3, "σ′(z) is missing; the same in layer 2"},
	"sigma-for-prime":  {3, "σ(z) stands where σ′(z) should; the same in layer 2"},
	"not-transposed":   {2, "w is not transposed"},
	"updated-weights":  {3, "the weights have taken their step already: wᵀ is that of w - η ∇w; the same in layer 2"},
	"first-layer-zero": {2, "δ is zero: does the loop come to this layer"},
	"biases-zero":      {4, "the gradient of the biases is zero, though δ was right; the same in layers 3, 2"},
	"z-for-a":          {4, "z stands for a: σ was not applied to the layer before"},
	"transposed-outer": {3, "it is transposed: a δᵀ for δ aᵀ"},
	"summed":           {4, "the gradients are summed, not averaged"},
	"divided-by-all":   {4, "eta is divided by 1500, not by the 6 examples of the mini-batch"},
	"assigned":         {4, "only the last example counts: = for +="},
	"not-reset":        {4, "a second call takes another step than the first: the sums of the first are still in it"},
}

// TestEveryBugIsCaught, on many networks: one finding, at the root, by name.
func TestEveryBugIsCaught(t *testing.T) {
	bugs := zoo.Bugs()
	if len(bugs) != len(verdicts) {
		t.Fatalf("%d bugs and %d verdicts, want one for each", len(bugs), len(verdicts))
	}
	for _, bug := range bugs {
		t.Run(bug.Name, func(t *testing.T) {
			for seed := range uint64(20) {
				net, miniBatch := network([]int{5, 6, 6, 3}, 6, seed)
				report := bug.Check(net, miniBatch, 3)
				if len(report.Findings) != 1 {
					t.Fatalf("seed %d: %d findings, want 1:\n%v", seed, len(report.Findings), report)
				}
				f, want := report.Findings[0], verdicts[bug.Name]
				if f.Equation != bug.Equation || f.Layer != want.layer || !strings.Contains(f.Hint, want.hint) {
					t.Errorf("seed %d: the finding is\n%v\nwant %s, layer %d: %s", seed, f, bug.Equation, want.layer, want.hint)
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
