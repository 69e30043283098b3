package judge

import (
	"regexp"
	"slices"
	"strings"
	"testing"

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

var right = Solution{
	SigmoidPrime: prime, Forward: forward, LastLayer: lastLayer, HiddenLayers: hiddenLayers,
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

// wrong is a partial or wrong solution, with the marks that the judge must give to
// its steps (r right, n next, w wrong, - open) and its advice.
type wrong struct {
	what   string
	s      Solution
	marks  string
	advice string // a regular expression
}

// TestJudge: the judge says of each wrong solution which step it is, and why.
func TestJudge(t *testing.T) {
	for _, test := range slices.Concat(wrongForward, wrongLast, wrongHidden, wrongUpdate) {
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
