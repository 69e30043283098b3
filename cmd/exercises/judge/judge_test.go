package judge

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn"
)

type (
	ms  = []matrix.Matrix
	nnw = nn.Network
)

var (
	add, dot, had, sub = matrix.Add, matrix.Dot, matrix.Hadamard, matrix.Sub
	sigma, prime       = nn.Sigmoid, nn.SigmoidPrime
)

// right is the chapter, in the parts that readers write.
var right = Solution{
	SigmoidPrime: prime,
	Forward:      forward,
	LastLayer: func(zs, activations ms, y matrix.Matrix, nablaB, nablaW ms) (delta matrix.Matrix) {
		delta = had(nn.CostDerivative(activations[len(activations)-1], y), prime(zs[len(zs)-1]))
		nablaB[len(nablaB)-1] = delta
		nablaW[len(nablaW)-1] = dot(delta, activations[len(activations)-2].Transpose())
		return delta
	},
	HiddenLayers: back(func(l int, net *nnw, zs, as ms, delta matrix.Matrix) (d, nb, nw matrix.Matrix) {
		delta = had(dot(net.Weights[len(net.Weights)-l+1].Transpose(), delta), prime(zs[len(zs)-l]))
		return delta, delta, dot(delta, as[len(as)-l-1].Transpose())
	}),
	UpdateMiniBatch: func(net *nnw, miniBatch []nn.Example, eta float64, backprop func(x, y matrix.Matrix) (nablaB, nablaW ms)) {
		nablaB, nablaW := sums(miniBatch, backprop)
		descend(net.Weights, nablaW, eta/float64(len(miniBatch)))
		descend(net.Biases, nablaB, eta/float64(len(miniBatch)))
	},
}

// back is a HiddenLayers whose loop does what turn says. A nil result is not put
// into its place.
func back(turn func(l int, net *nnw, zs, as ms, delta matrix.Matrix) (d, nb, nw matrix.Matrix)) func(*nnw, ms, ms, matrix.Matrix, ms, ms) {
	return func(net *nnw, zs, as ms, delta matrix.Matrix, nablaB, nablaW ms) {
		for l := 2; l < len(net.Sizes); l++ {
			var nb, nw matrix.Matrix
			delta, nb, nw = turn(l, net, zs, as, delta)
			if nb != nil {
				nablaB[len(nablaB)-l] = nb
			}
			if nw != nil {
				nablaW[len(nablaW)-l] = nw
			}
		}
	}
}

func sums(miniBatch []nn.Example, backprop func(x, y matrix.Matrix) (nablaB, nablaW ms)) (sumB, sumW ms) {
	for _, e := range miniBatch {
		b, w := backprop(e.X, e.Y)
		if sumB == nil {
			sumB, sumW = cloned(b), cloned(w)
			continue
		}
		for i := range b {
			sumB[i], sumW[i] = add(sumB[i], b[i]), add(sumW[i], w[i])
		}
	}
	return sumB, sumW
}

func descend(parameters, nabla ms, step float64) {
	for i := range parameters {
		parameters[i] = sub(parameters[i], matrix.Scale(step, nabla[i]))
	}
}

// lastWith is a LastLayer that computes δ so, and nablaW from it.
func lastWith(delta func(a, before, z, y matrix.Matrix) (delta, nablaB, nablaW matrix.Matrix)) Solution {
	return Solution{LastLayer: func(zs, as ms, y matrix.Matrix, nablaB, nablaW ms) matrix.Matrix {
		d, nb, nw := delta(as[len(as)-1], as[len(as)-2], zs[len(zs)-1], y)
		if nb != nil {
			nablaB[len(nablaB)-1] = nb
		}
		if nw != nil {
			nablaW[len(nablaW)-1] = nw
		}
		return d
	}}
}

func outer(delta, before matrix.Matrix) matrix.Matrix { return dot(delta, before.Transpose()) }

// forwardWith is a Forward whose z and a are computed so.
func forwardWith(z func(w, a, b matrix.Matrix) matrix.Matrix, a func(z matrix.Matrix) matrix.Matrix) Solution {
	return Solution{Forward: func(net *nnw, x matrix.Matrix) (zs, activations ms) {
		activation, activations := x, ms{x}
		for i, b := range net.Biases {
			zs = append(zs, z(net.Weights[i], activation, b))
			activation = a(zs[i])
			activations = append(activations, activation)
		}
		return zs, activations
	}}
}

func z(w, a, b matrix.Matrix) matrix.Matrix { return add(dot(w, a), b) }

// TestJudge has partial and wrong solutions: for each the marks that the judge
// must give to the steps (r right, n next, w wrong, - open) and its advice.
func TestJudge(t *testing.T) {
	for _, test := range []struct {
		what   string
		s      Solution
		marks  string
		advice string // a regular expression
	}{
		{"σ′: nothing", Solution{SigmoidPrime: func(z matrix.Matrix) matrix.Matrix { return nil }},
			"n", `not there yet.*Compute σ\(z\) first`},
		{"σ′ is σ", Solution{SigmoidPrime: sigma}, "w", `BP1.*σ\(z\) stands where σ′\(z\) should`},
		{"σ′ of σ", Solution{SigmoidPrime: func(z matrix.Matrix) matrix.Matrix { return prime(sigma(z)) }},
			"w", `BP1.*σ′\(a\) stands where`},
		{"σ′ is 1 - σ", Solution{SigmoidPrime: func(z matrix.Matrix) matrix.Matrix {
			return sigma(z).Map(func(s float64) float64 { return 1 - s })
		}}, "w", `BP1.*1 - σ\(z\) stands`},
		{"σ′ in place of z", Solution{SigmoidPrime: func(z matrix.Matrix) matrix.Matrix {
			s := prime(z)
			copy(z, s)
			return s
		}}, "w", `SigmoidPrime changed z`},

		{"forward: nothing", Solution{Forward: func(net *nnw, x matrix.Matrix) (zs, as ms) { return nil, nil }},
			"n----", `activations\[0\] is not there yet.*begins with the input`},
		{"B4 alone", Solution{Forward: func(net *nnw, x matrix.Matrix) (zs, as ms) { return nil, ms{x} }},
			"rn---", `zs\[0\] is not there yet.*Write the loop, B6`},
		{"B8 without B9", Solution{Forward: func(net *nnw, x matrix.Matrix) (zs, as ms) {
			zs, _ = forward(net, x)
			return zs, ms{x}
		}}, "rrnr-", `activations\[1\] is not there yet.*a = σ\(z\) becomes activation`},
		{"the input left out", Solution{Forward: func(net *nnw, x matrix.Matrix) (zs, as ms) {
			zs, as = forward(net, x)
			return zs, as[1:]
		}}, "wr-r-", `activations\[0\] is 3×1, want 4×1.*It is a²: B4 puts x`},
		{"b forgotten", forwardWith(func(w, a, b matrix.Matrix) matrix.Matrix { return dot(w, a) }, sigma),
			"rw---", `zs\[0\] is wrong: it is \(.*want.*b is missing`},
		{"b subtracted", forwardWith(func(w, a, b matrix.Matrix) matrix.Matrix { return sub(dot(w, a), b) }, sigma),
			"rw---", `b is subtracted`},
		{"σ in zs", forwardWith(func(w, a, b matrix.Matrix) matrix.Matrix { return sigma(z(w, a, b)) }, func(z matrix.Matrix) matrix.Matrix { return z }),
			"rwr-r", `this is a = σ\(z\), not z`},
		{"σ forgotten", forwardWith(z, func(z matrix.Matrix) matrix.Matrix { return z }),
			"rrw--", `activations\[1\] is wrong.*this is z: σ is missing`},
		{"zs begins with x", Solution{Forward: func(net *nnw, x matrix.Matrix) (zs, as ms) {
			zs, as = forward(net, x)
			return append(ms{x}, zs...), as
		}}, "rwr-r-", `zs\[0\] is 4×1, want 3×1.*this is x, which has no z`},
		{"activation :=", Solution{Forward: func(net *nnw, x matrix.Matrix) (zs, activations ms) {
			activation := x
			activations = append(activations, x)
			for i, b := range net.Biases {
				z := add(dot(net.Weights[i], activation), b)
				zs = append(zs, z)
				activation := sigma(z)
				activations = append(activations, activation)
			}
			return zs, activations
		}}, "", `Forward panicked at judge_test\.go:\d+, on a network of 4-3-2:.*Dot: 2×3 by 4×1.*activation := makes a new variable`},
		{"the loop back ends early", Solution{Forward: func(net *nnw, x matrix.Matrix) (zs, as ms) {
			zs, as = forward(net, x)
			for range net.Biases[1:] {
				return zs[:1], as[:2]
			}
			return zs, as
		}}, "rrrn-", `zs\[1\] is not there yet.*There is a loop, in line \d+\. Does it end before`},
		{"b of the wrong layer", Solution{Forward: func(net *nnw, x matrix.Matrix) (zs, as ms) {
			return ms{add(dot(net.Weights[0], x), net.Biases[1])}, ms{x}
		}}, "", `Add: 3×1 and 2×1.*3×1: that is z², a², b², δ²\. 2×1: that is z³, a³, b³, δ³\..*another layer`},

		{"last layer: nothing", lastWith(func(a, before, z, y matrix.Matrix) (d, nb, nw matrix.Matrix) { return nil, nil, nil }),
			"n--", `delta is not there yet.*Write BP1`},
		{"δ alone", lastWith(func(a, before, z, y matrix.Matrix) (d, nb, nw matrix.Matrix) {
			return had(sub(a, y), prime(z)), nil, nil
		}), "rn-", `nablaB\[1\] is still zero.*BP3 puts δ into its place`},
		{"BP4 missing", lastWith(func(a, before, z, y matrix.Matrix) (d, nb, nw matrix.Matrix) {
			d = had(sub(a, y), prime(z))
			return d, d, nil
		}), "rrn", `nablaW\[1\] is still zero.*Write BP4`},
		{"δ not returned", lastWith(func(a, before, z, y matrix.Matrix) (d, nb, nw matrix.Matrix) {
			d = had(sub(a, y), prime(z))
			return nil, d, outer(d, before)
		}), "nrr", `delta is not there yet.*The function returns it`},
		{"y - a", lastWith(func(a, before, z, y matrix.Matrix) (d, nb, nw matrix.Matrix) {
			d = had(sub(y, a), prime(z))
			return d, d, outer(d, before)
		}), "w--", `BP1, layer 3: the sign of δ is flipped`},
		{"σ′ forgotten", lastWith(func(a, before, z, y matrix.Matrix) (d, nb, nw matrix.Matrix) {
			d = sub(a, y)
			return d, d, outer(d, before)
		}), "w--", `BP1, layer 3: σ′\(z\) is missing`},
		{"a for z", lastWith(func(a, before, z, y matrix.Matrix) (d, nb, nw matrix.Matrix) {
			d = had(sub(a, y), prime(a))
			return d, d, outer(d, before)
		}), "w--", `BP1, layer 3: σ′\(a\) stands where`},
		{"BP4 with the last activation", lastWith(func(a, before, z, y matrix.Matrix) (d, nb, nw matrix.Matrix) {
			d = had(sub(a, y), prime(z))
			return d, d, outer(d, a)
		}), "rrw", `nablaW\[1\] is 2×2, want 2×3.*Nothing in this network is 2×2`},
		{"BP4 the other way round", lastWith(func(a, before, z, y matrix.Matrix) (d, nb, nw matrix.Matrix) {
			d = had(sub(a, y), prime(z))
			return d, d, outer(before, d)
		}), "rrw", `nablaW\[1\] is 3×2, want 2×3.*3×2: that is \(w³\)ᵀ`},
		{"BP4 without a transpose", lastWith(func(a, before, z, y matrix.Matrix) (d, nb, nw matrix.Matrix) {
			d = had(sub(a, y), prime(z))
			return d, d, dot(d, before)
		}), "", `LastLayer panicked at judge_test\.go:\d+.*Dot: 2×1 by 3×1.*a transpose missing`},

		{"the loop: nothing", Solution{HiddenLayers: func(net *nnw, zs, as ms, delta matrix.Matrix, nablaB, nablaW ms) {}},
			"n-", `nablaB\[0\] is still zero.*Write the loop, B14`},
		{"BP4 in the loop missing", Solution{HiddenLayers: back(func(l int, net *nnw, zs, as ms, delta matrix.Matrix) (d, nb, nw matrix.Matrix) {
			d = had(dot(net.Weights[len(net.Weights)-l+1].Transpose(), delta), prime(zs[len(zs)-l]))
			return d, d, nil
		})}, "rn", `nablaW\[0\] is still zero.*Write BP4`},
		{"delta :=", Solution{HiddenLayers: func(net *nnw, zs, as ms, delta matrix.Matrix, nablaB, nablaW ms) {
			for l := 2; l < len(net.Sizes); l++ {
				w := net.Weights[len(net.Weights)-l+1]
				delta := had(dot(w.Transpose(), delta), prime(zs[len(zs)-l]))
				nablaB[len(nablaB)-l] = delta
				nablaW[len(nablaW)-l] = outer(delta, as[len(as)-l-1])
			}
		}}, "", `on a network of 4-3-3-5-2:.*delta := makes a new variable.*On 4-3-2, with one hidden layer, all is right`},
		{"the loop ends early", Solution{HiddenLayers: func(net *nnw, zs, as ms, delta matrix.Matrix, nablaB, nablaW ms) {
			for l := 2; l < len(net.Sizes)-1; l++ {
				delta = had(dot(net.Weights[len(net.Weights)-l+1].Transpose(), delta), prime(zs[len(zs)-l]))
				nablaB[len(nablaB)-l] = delta
				nablaW[len(nablaW)-l] = outer(delta, as[len(as)-l-1])
			}
		}}, "n-", `nablaB\[0\] is still zero.*There is a loop, in line \d+\. Does it end before it comes to this layer`},
		{"the loop has one turn", Solution{HiddenLayers: func(net *nnw, zs, as ms, delta matrix.Matrix, nablaB, nablaW ms) {
			for l := 2; l < min(3, len(net.Sizes)); l++ {
				delta = had(dot(net.Weights[len(net.Weights)-l+1].Transpose(), delta), prime(zs[len(zs)-l]))
				nablaB[len(nablaB)-l] = delta
				nablaW[len(nablaW)-l] = outer(delta, as[len(as)-l-1])
			}
		}}, "rrn---", `nablaB\[1\] is still zero.*There is a loop.*all is right\. Here are three`},
		{"the loop goes too far", Solution{HiddenLayers: func(net *nnw, zs, as ms, delta matrix.Matrix, nablaB, nablaW ms) {
			for l := 2; l <= len(net.Sizes); l++ {
				delta = had(dot(net.Weights[len(net.Weights)-l+1].Transpose(), delta), prime(zs[len(zs)-l]))
				nablaB[len(nablaB)-l] = delta
			}
		}}, "", `index out of range \[-1\].*2 entries here, activations 3\. Does a loop go too far`},
		{"z of the layer after", Solution{HiddenLayers: back(func(l int, net *nnw, zs, as ms, delta matrix.Matrix) (d, nb, nw matrix.Matrix) {
			d = had(dot(net.Weights[len(net.Weights)-l+1].Transpose(), delta), prime(zs[len(zs)-l+1]))
			return d, d, outer(d, as[len(as)-l-1])
		})}, "", `Hadamard: 3×1 and 2×1.*3×1: that is z², a², b², δ²\. 2×1: that is z³`},
		{"z of another layer, where widths agree", Solution{HiddenLayers: back(func(l int, net *nnw, zs, as ms, delta matrix.Matrix) (d, nb, nw matrix.Matrix) {
			d = had(dot(net.Weights[len(net.Weights)-l+1].Transpose(), delta), prime(zs[max(len(zs)-l, 1)%len(zs)*min(len(zs)-2, 1)]))
			return d, d, outer(d, as[len(as)-l-1])
		})}, "rrrrw-", `BP2, going from layer 3 back to layer 2: σ′ of the z of the layer after`},
		{"σ′ forgotten in the loop", Solution{HiddenLayers: back(func(l int, net *nnw, zs, as ms, delta matrix.Matrix) (d, nb, nw matrix.Matrix) {
			d = dot(net.Weights[len(net.Weights)-l+1].Transpose(), delta)
			return d, d, outer(d, as[len(as)-l-1])
		})}, "w-", `BP2, going from layer 3 back to layer 2: σ′\(z\) is missing`},
		{"no transpose", Solution{HiddenLayers: back(func(l int, net *nnw, zs, as ms, delta matrix.Matrix) (d, nb, nw matrix.Matrix) {
			d = had(dot(net.Weights[len(net.Weights)-l+1], delta), prime(zs[len(zs)-l]))
			return d, d, outer(d, as[len(as)-l-1])
		})}, "", `Dot: 2×3 by 2×1.*2×3: that is w³\. 2×1.*a transpose missing`},
		{"no transpose where it is square", Solution{HiddenLayers: back(func(l int, net *nnw, zs, as ms, delta matrix.Matrix) (d, nb, nw matrix.Matrix) {
			w := net.Weights[len(net.Weights)-l+1]
			if w.Rows() != w.Cols() {
				w = w.Transpose()
			}
			d = had(dot(w, delta), prime(zs[len(zs)-l]))
			return d, d, outer(d, as[len(as)-l-1])
		})}, "rrrrw-", `BP2, going from layer 3 back to layer 2: w is not transposed.*Here are three`},
		{"z for a in the loop", Solution{HiddenLayers: back(func(l int, net *nnw, zs, as ms, delta matrix.Matrix) (d, nb, nw matrix.Matrix) {
			d = had(dot(net.Weights[len(net.Weights)-l+1].Transpose(), delta), prime(zs[len(zs)-l]))
			if len(zs) > l {
				return d, d, outer(d, zs[len(zs)-l-1])
			}
			return d, d, outer(d, as[len(as)-l-1])
		})}, "rwr-rr", `BP4, for the weights from layer 3 to layer 4: z stands for a`},
		{"a change of the network", Solution{HiddenLayers: func(net *nnw, zs, as ms, delta matrix.Matrix, nablaB, nablaW ms) {
			right.HiddenLayers(net, zs, as, delta, nablaB, nablaW)
			net.Biases[0][0][0]++
		}}, "rr", `The numbers are right, but:.*changed net\.Biases\[0\]`},
		{"a change of x", Solution{Forward: func(net *nnw, x matrix.Matrix) (zs, as ms) {
			zs, as = forward(net, x.Clone())
			x[0][0]++
			return zs, as
		}}, "rrrrr", `The numbers are right, but:.*changed x`},

		{"update: nothing", Solution{UpdateMiniBatch: func(net *nnw, miniBatch []nn.Example, eta float64, backprop func(x, y matrix.Matrix) (nablaB, nablaW ms)) {
		}}, "n--", `backprop was called 0 times for 3 examples.*Write the loop over the mini-batch`},
		{"the sums alone", Solution{UpdateMiniBatch: func(net *nnw, miniBatch []nn.Example, eta float64, backprop func(x, y matrix.Matrix) (nablaB, nablaW ms)) {
			sums(miniBatch, backprop)
		}}, "rn-", `net\.Weights\[\d\] was not changed.*Add up the gradients`},
		{"one example of three", Solution{UpdateMiniBatch: func(net *nnw, miniBatch []nn.Example, eta float64, backprop func(x, y matrix.Matrix) (nablaB, nablaW ms)) {
			right.UpdateMiniBatch(net, miniBatch[:1], eta, backprop)
		}}, "w--", `backprop was called 1 times for 3 examples`},
		{"the biases forgotten", Solution{UpdateMiniBatch: func(net *nnw, miniBatch []nn.Example, eta float64, backprop func(x, y matrix.Matrix) (nablaB, nablaW ms)) {
			_, nablaW := sums(miniBatch, backprop)
			descend(net.Weights, nablaW, eta/float64(len(miniBatch)))
		}}, "rrn", `net\.Biases\[\d\] was not changed`},
		{"= for +=", Solution{UpdateMiniBatch: func(net *nnw, miniBatch []nn.Example, eta float64, backprop func(x, y matrix.Matrix) (nablaB, nablaW ms)) {
			sums(miniBatch[1:], backprop)
			nablaB, nablaW := sums(miniBatch[:1], backprop)
			descend(net.Weights, nablaW, eta/float64(len(miniBatch)))
			descend(net.Biases, nablaB, eta/float64(len(miniBatch)))
		}}, "rw-", `The step of net\.Weights.*update.*only the first example counts`},
		{"not divided", Solution{UpdateMiniBatch: func(net *nnw, miniBatch []nn.Example, eta float64, backprop func(x, y matrix.Matrix) (nablaB, nablaW ms)) {
			right.UpdateMiniBatch(net, miniBatch, eta*float64(len(miniBatch)), backprop)
		}}, "rw-", `summed, not averaged`},
		{"uphill", Solution{UpdateMiniBatch: func(net *nnw, miniBatch []nn.Example, eta float64, backprop func(x, y matrix.Matrix) (nablaB, nablaW ms)) {
			right.UpdateMiniBatch(net, miniBatch, -eta, backprop)
		}}, "rw-", `goes up the gradient`},
	} {
		name := ""
		for part, is := range map[string]bool{"SigmoidPrime": test.s.SigmoidPrime != nil, "Forward": test.s.Forward != nil,
			"LastLayer": test.s.LastLayer != nil, "HiddenLayers": test.s.HiddenLayers != nil, "UpdateMiniBatch": test.s.UpdateMiniBatch != nil} {
			if is {
				name = part
			}
		}
		v := Judge(name, test.s, language.English)
		marks := ""
		for _, s := range v.Steps {
			marks += string((string(s.Mark) + "-")[0])
		}
		advice := strings.Join(v.Advice, " ")
		if v.Right || marks != test.marks || !regexp.MustCompile("(?s)"+test.advice).MatchString(advice) {
			t.Errorf("%s: %s: right %v, marks %q and advice\n\t%s\nwant marks %q and\n\t%s", name, test.what, v.Right, marks, advice, test.marks, test.advice)
		}
	}
}

// TestRight: the chapter's code is right in every part, in both languages; and
// together its parts train as nn.Network does.
func TestRight(t *testing.T) {
	for _, tag := range []language.Tag{language.English, language.Portuguese} {
		for _, name := range Names {
			v := Judge(name, right, tag)
			if !v.Right || len(v.Steps) == 0 {
				t.Errorf("%s of the chapter's code, in %s: %+v", name, tag, v)
			}
		}
	}
	if v := Train(right, language.English); !v.Right || !regexp.MustCompile(`^One epoch .*: \d+ of 297 digits right`).MatchString(v.Advice[0]) {
		t.Errorf("Train(the chapter's code) = %+v", v)
	}
	wrong := right
	wrong.SigmoidPrime = sigma
	if v := Train(wrong, language.English); v.Right || v.Advice[0] != "SigmoidPrime:" {
		t.Errorf("Train with a wrong SigmoidPrime = %+v, want what is wrong with it", v)
	}
}

// TestPrime: when all train together it is with the reader's σ′; before that, with
// the right one.
func TestPrime(t *testing.T) {
	calls, mine := 0, right
	called := sigma // anything but σ′
	mine.Prime = &called
	mine.SigmoidPrime = func(z matrix.Matrix) matrix.Matrix { calls++; return prime(z) }
	mine.LastLayer = func(zs, as ms, y matrix.Matrix, nablaB, nablaW ms) (delta matrix.Matrix) {
		delta = had(nn.CostDerivative(as[len(as)-1], y), called(zs[len(zs)-1]))
		nablaB[len(nablaB)-1], nablaW[len(nablaW)-1] = delta, outer(delta, as[len(as)-2])
		return delta
	}
	if v := Judge("LastLayer", mine, language.English); !v.Right || calls > 0 {
		t.Errorf("LastLayer is judged with %d calls of the reader's σ′: %+v", calls, v)
	}
	if v := Train(mine, language.English); !v.Right || calls < 1500 {
		t.Errorf("Train calls the reader's σ′ %d times, want once for each example: %+v", calls, v)
	}
}

// TestPrints: what the reader's code prints is seen once, for the first network.
func TestPrints(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer func(stdout *os.File) { os.Stdout = stdout }(os.Stdout)
	os.Stdout = file
	v := Judge("Forward", Solution{Forward: func(net *nnw, x matrix.Matrix) (zs, as ms) {
		os.Stdout.WriteString("here\n")
		return forward(net, x)
	}}, language.English)
	text, err := os.ReadFile(file.Name())
	if !v.Right || err != nil || string(text) != "here\n" || os.Stdout != file {
		t.Errorf("the output is %q (%v), want one line", text, err)
	}
}

// TestEndless: a loop that never ends gets an answer that names its function.
func TestEndless(t *testing.T) {
	stop := make(chan bool)
	defer close(stop)
	v := within(20*time.Millisecond, "HiddenLayers", language.English, func() Verdict { <-stop; return Verdict{} })
	if v.Right || !strings.HasPrefix(v.Advice[0], "HiddenLayers has not come back after 20ms") {
		t.Errorf("the verdict is %+v", v)
	}
}
