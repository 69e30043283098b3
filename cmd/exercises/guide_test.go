package main

import (
	"bytes"
	"context"
	"math"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/mnist"
	"backprop/nn"
	"backprop/nn/gradcheck/zoo"
)

// The tests leave the reader's Backprop alone, which may be at any stage. They
// give the guide backprops of their own.

// staged returns a backprop that is written as far as a step: "B2", "B10",
// "B12", "B13", "B18" or "B19".
func staged(last string) backprop {
	return func(net *nn.Network, x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		if last == "" {
			return nablaB, nablaW
		}
		nablaB = make([]matrix.Matrix, len(net.Biases))
		nablaW = make([]matrix.Matrix, len(net.Weights))
		if last == "B2" {
			return nablaB, nablaW
		}
		activation := x
		activations := []matrix.Matrix{x}
		zs := []matrix.Matrix{}
		for i, b := range net.Biases {
			z := matrix.Add(matrix.Dot(net.Weights[i], activation), b)
			zs = append(zs, z)
			activation = nn.Sigmoid(z)
			activations = append(activations, activation)
		}
		if last == "B10" {
			return nablaB, nablaW
		}
		delta := matrix.Hadamard(nn.CostDerivative(activation, y), nn.SigmoidPrime(zs[len(zs)-1]))
		nablaB[len(nablaB)-1] = delta
		if last == "B12" {
			return nablaB, nablaW
		}
		nablaW[len(nablaW)-1] = matrix.Dot(delta, activations[len(activations)-2].Transpose())
		if last == "B13" {
			return nablaB, nablaW
		}
		for l := 2; l < len(net.Sizes); l++ {
			w := net.Weights[len(net.Weights)-l+1]
			delta = matrix.Hadamard(matrix.Dot(w.Transpose(), delta), nn.SigmoidPrime(zs[len(zs)-l]))
			nablaB[len(nablaB)-l] = delta
			if last != "B18" {
				nablaW[len(nablaW)-l] = matrix.Dot(delta, activations[len(activations)-l-1].Transpose())
			}
		}
		return nablaB, nablaW
	}
}

// then has a change made to what a backprop returns.
func (b backprop) then(change func(net *nn.Network, nablaB, nablaW []matrix.Matrix)) backprop {
	return func(net *nn.Network, x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		nablaB, nablaW = b(net, x, y)
		change(net, nablaB, nablaW)
		return nablaB, nablaW
	}
}

type gradient = []matrix.Matrix

// TestGuide wants a mark for each of the five stages on 2-3-2: r for right, n for
// next, w for wrong, - for none; and below them an advice.
func TestGuide(t *testing.T) {
	for _, test := range []struct {
		name   string
		yours  backprop
		marks  string
		advice string // a regular expression
	}{
		{"nothing", staged(""), "n----", `^nablaB has room for 0 matrices and nablaW for 0, want 2 each: .*\n.* Begin with B1 and B2:`},
		{"room for the biases alone", func(net *nn.Network, x, y matrix.Matrix) (gradient, gradient) {
			return make(gradient, 2), nil
		}, "n----", `^nablaB has room for 2 matrices and nablaW for 0, want 2 each: .*\n.* Begin with B1 and B2:`},
		{"room", staged("B2"), "rn---", `^nablaB\[1\] is nil: nothing has set it\.\nWrite the forward pass, B3 to B10,`},
		{"room of zeros, as in the Python", staged("B2").then(func(net *nn.Network, nablaB, nablaW gradient) {
			for i := range nablaB {
				nablaB[i], nablaW[i] = matrix.Scale(0, net.Biases[i]), matrix.Scale(0, net.Weights[i])
			}
		}), "rn---", `^nablaB\[1\] is still zero\.\nWrite the forward pass`},
		{"too much room", func(net *nn.Network, x, y matrix.Matrix) (gradient, gradient) {
			return make(gradient, 3), make(gradient, 2)
		}, "w----", `^nablaB has room for 3 matrices and nablaW for 2, want 2 each: .*\n.* Was one appended, `},
		{"forward pass", staged("B10"), "rn---", `^nablaB\[1\] is nil: .*\n.*; then BP1,\nδᴸ = ∇ₐC ⊙ σ′\(zᴸ\), and BP3,`},
		{"BP1, BP3", staged("B12"), "rrn--", `^nablaW\[1\] is nil: nothing has set it\.\nWrite BP4, ∂C/∂wᴸ`},
		{"BP4", staged("B13"), "rrrn-", `^nablaB\[0\] is nil: .*\nWrite the loop, B14; in it BP2`},
		{"BP2, BP3", staged("B18"), "rrrrn", `^nablaW\[0\] is nil: nothing has set it\.\nWrite BP4 in the loop`},

		{"wrong BP1", staged("B12").then(func(_ *nn.Network, nablaB, _ gradient) { nablaB[1] = matrix.Scale(2, nablaB[1]) }),
			"rw---", `^BP1, layer 3: δ is twice too large: .*\n  worst at net\.`},
		{"wrong BP1, and BP4 from it", staged("B13").then(func(_ *nn.Network, nablaB, nablaW gradient) {
			nablaB[1], nablaW[1] = matrix.Scale(-1, nablaB[1]), matrix.Scale(-1, nablaW[1])
		}), "rw---", `^BP1, layer 3: the sign is flipped: y - a for a - y`},
		{"wrong BP3", staged("B13").then(func(_ *nn.Network, nablaB, _ gradient) { nablaB[1] = matrix.Scale(2, nablaB[1]) }),
			"rwr--", `^BP3, for the biases of layer 3: .* twice too large, though δ was right`},
		{"wrong BP4", staged("B13").then(func(_ *nn.Network, _, nablaW gradient) { nablaW[1] = matrix.Scale(2, nablaW[1]) }),
			"rrw--", `^BP4, for the weights from layer 2 to layer 3: .* twice too large`},
		{"BP4 transposed", staged("B13").then(func(_ *nn.Network, _, nablaW gradient) { nablaW[1] = nablaW[1].Transpose() }),
			"rrw--", `^nablaW\[1\] is 3×2, want 2×3, as in net\.Weights\[1\]\.\nOf that shape is net\.Weights\[0\]: `},
		{"a row as δ", staged("B13").then(func(_ *nn.Network, nablaB, _ gradient) { nablaB[1] = nablaB[1].Transpose() }),
			"rwr--", `^nablaB\[1\] is 1×2, want 2×1, as in net\.Biases\[1\]\.\n$`},
		{"the last layer first", staged("B19").then(func(_ *nn.Network, nablaB, _ gradient) { nablaB[0], nablaB[1] = nablaB[1], nablaB[0] }),
			"rwr-r", `^nablaB\[1\] is 3×1, want 2×1, as in net\.Biases\[1\]\.\nOf that shape is net\.Biases\[0\]: `},
		{"the loop first", staged("B19").then(func(_ *nn.Network, _, nablaW gradient) { nablaW[1] = nil }),
			"rrnrr", `^nablaW\[1\] is nil`},
		{"wrong BP2", staged("B18").then(func(_ *nn.Network, nablaB, _ gradient) { nablaB[0] = matrix.Scale(-1, nablaB[0]) }),
			"rrrw-", `^BP2, going from layer 3 back to layer 2: the sign is flipped`},
		{"NaN", staged("B18").then(func(_ *nn.Network, nablaB, _ gradient) {
			nablaB[0] = nablaB[0].Map(func(float64) float64 { return math.NaN() })
		}),
			"rrrw-", `^BP2, .*: there are entries that are NaN`},
		{"wrong BP4 in the loop", staged("B19").then(func(_ *nn.Network, _, nablaW gradient) {
			nablaW[0] = nablaW[0].Map(func(v float64) float64 { return v + 1 })
		}), "rrrrw", `^BP4, for the weights from layer 1 to layer 2: no known mistake`},

		{"changes x", func(net *nn.Network, x, y matrix.Matrix) (gradient, gradient) {
			nablaB, nablaW := net.Backprop(x, y)
			x[0][0]++
			return nablaB, nablaW
		}, "rrrrr", `^The numbers are right, but backprop changed x:`},
		{"shares memory", staged("B19").then(func(net *nn.Network, nablaB, _ gradient) {
			copy(net.Biases[0], nablaB[0])
			nablaB[0] = net.Biases[0]
		}), "rrrrr", `^The numbers are right, but backprop changed net\.Biases\[0\]`},
	} {
		var out bytes.Buffer
		if run(&out, test.yours) {
			t.Errorf("%s: the guide is content:\n%s", test.name, &out)
			continue
		}
		list, advice, _ := strings.Cut(strings.TrimPrefix(out.String(), "Backprop in cmd/exercises/backprop.go, on a network of 2-3-2:\n\n"), "\n\n")
		marks := ""
		for line := range strings.Lines(list) {
			marks += strings.Replace(line[2:3], " ", "-", 1)
		}
		if marks != test.marks || !regexp.MustCompile(test.advice).MatchString(advice) {
			t.Errorf("%s: marks %s, want %s and\n\t%s\nin\n%s", test.name, marks, test.marks, test.advice, &out)
		}
	}
}

// TestList has the guide's words in full, once.
func TestList(t *testing.T) {
	var out bytes.Buffer
	run(&out, staged("B13"))
	want := `Backprop in cmd/exercises/backprop.go, on a network of 2-3-2:

  right  B1, B2      room for the gradient of each layer
  right  B3 to B12   forward pass, BP1, BP3: ∂C/∂b of layer 3
  right  B13         BP4: ∂C/∂w of layer 3
  next   B14 to B18  BP2, BP3: ∂C/∂b of layer 2
         B19         BP4: ∂C/∂w of layer 2

nablaB[0] is nil: nothing has set it.
Write the loop, B14; in it BP2, δˡ = ((wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(zˡ), and BP3, ∂C/∂bˡ = δˡ.
`
	if out.String() != want {
		t.Errorf("the guide prints\n%s\nwant\n%s", &out, want)
	}
}

func TestPanics(t *testing.T) {
	for _, test := range []struct {
		name  string
		yours backprop
		want  string // a regular expression
	}{
		{"an index", func(net *nn.Network, x, y matrix.Matrix) (gradient, gradient) {
			return nil, gradient{net.Weights[len(net.Weights)]}
		}, `^Backprop panicked on a network of 2-3-2, at guide_test\.go:\d+:\n  runtime error: index out of range \[2\] with length 2\n$`},
		{"shapes", func(net *nn.Network, x, y matrix.Matrix) (gradient, gradient) {
			return nil, gradient{nn.CostDerivative(net.Weights[0], y)}
		}, `^Backprop panicked on a network of 2-3-2, at guide_test\.go:\d+:\n  matrix: Sub: 3×2 and 2×1: .*\nThe weights are 3×2, 2×3\. Is a transpose missing, .*\n$`},
	} {
		var out bytes.Buffer
		if run(&out, test.yours) || !regexp.MustCompile(test.want).MatchString(out.String()) {
			t.Errorf("%s: the guide prints\n%s\nwant\n%s", test.name, &out, test.want)
		}
	}
}

// TestDeeper: what is right on 2-3-2 alone is not done.
func TestDeeper(t *testing.T) {
	once := func(net *nn.Network, x, y matrix.Matrix) (gradient, gradient) {
		nablaB, nablaW := net.Backprop(x, y)
		for i := range len(nablaB) - 2 { // no loop
			nablaB[i], nablaW[i] = nil, nil
		}
		return nablaB, nablaW
	}
	always := func(net *nn.Network, x, y matrix.Matrix) (gradient, gradient) {
		_ = net.Sizes[len(net.Sizes)-3] // there need not be a hidden layer
		return net.Backprop(x, y)
	}
	for _, test := range []struct {
		yours backprop
		want  string
	}{
		{once, "on a network of 4-3-3-5-2:\n"},
		{once, "\n  right  B19         BP4: ∂C/∂w of layer 4\n  next   B14 to B18  BP2, BP3: ∂C/∂b of layer 3\n"},
		{once, "\nnablaB[1] is nil: "},
		{once, "\n2-3-2 is right, where the loop of B14 has one turn. Here it has three.\n"},
		{always, "Backprop panicked on a network of 3-2, at guide_test.go:"},
		{always, "\nAll is right where there are hidden layers. Here is none: the loop has no turn.\n"},
	} {
		var out bytes.Buffer
		if run(&out, test.yours) || !strings.Contains(out.String(), test.want) {
			t.Errorf("the guide prints\n%s\nwant %q", &out, test.want)
		}
	}
}

// TestZoo: the guide names the equation of every classic mistake. Two of them
// leave zeros, and so look like what is not yet written.
func TestZoo(t *testing.T) {
	zeros := map[string]string{
		"first-layer-zero": "nablaB[0] is still zero.\nWrite the loop, B14;",
		"biases-zero":      "nablaB[1] is still zero.\nBP3 is missing,",
	}
	for _, bug := range zoo.Bugs() {
		if bug.Backprop == nil {
			continue // it is in the update
		}
		want := zeros[bug.Name]
		if want == "" {
			want = bug.Equation
		}
		var out bytes.Buffer
		yours := func(net *nn.Network, x, y matrix.Matrix) (gradient, gradient) { return bug.Backprop(net)(x, y) }
		if run(&out, yours) || !strings.Contains(out.String(), "\n\n"+want) {
			t.Errorf("%s: the guide prints\n%s\nwant the advice to begin with %q", bug.Name, &out, want)
		}
	}
}

// TestDone: the right one trains a network, as nn does.
func TestDone(t *testing.T) {
	for _, yours := range []backprop{staged("B19"), (*nn.Network).Backprop} {
		var out bytes.Buffer
		if !run(&out, yours) {
			t.Fatalf("the guide is not content with what is right:\n%s", &out)
		}
		if want := regexp.MustCompile(`(?s)^Backprop in .*on a network of 2-3-2:\n\n(  right .*?\n){5}\nDone: .*\n\nOne epoch .*: \d+ / 297 right, before it \d+\.\n`); !want.MatchString(out.String()) {
			t.Errorf("the guide prints\n%s\nwant a match for\n%s", &out, want)
		}
	}
}

// TestLearn: an epoch is one of nn.Network.SGD, as cmd/train begins it.
func TestLearn(t *testing.T) {
	before, after, all := learn((*nn.Network).Backprop)
	if all != 297 || before > 100 || after < 100 {
		t.Errorf("learn gives %d before and %d after one epoch, of %d", before, after, all)
	}
	rng := rand.New(rand.NewPCG(16, 0))
	net := nn.New([]int{64, 30, 10}, rng)
	training, test := mnist.Digits()
	if err := net.SGD(context.Background(), training, 1, 10, 3, rng, nil, nil); err != nil {
		t.Fatal(err)
	}
	if want := net.Evaluate(test); after != want {
		t.Errorf("learn gets %d digits right, an epoch of SGD %d", after, want)
	}
	again, same, _ := learn(staged("B19"))
	if again != before || same != after {
		t.Errorf("another right backprop learns otherwise: %d and %d, not %d and %d", again, same, before, after)
	}
}
