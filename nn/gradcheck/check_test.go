package gradcheck

import (
	"math"
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

// TestEveryEntryCounts changes one derivative at a time by a millionth of its
// layer's largest, and wants to hear which.
func TestEveryEntryCounts(t *testing.T) {
	net, e := randomNetwork([]int{3, 4, 2}, 1, newRand(3))
	for i := range net.Weights {
		try := func(bias bool, j, k int) {
			report := Check(net, e.X, e.Y, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
				nablaB, nablaW = net.Backprop(x, y)
				if bias {
					nablaB[i][j][0] += 1e-6 * nablaB[i].MaxAbs()
				} else {
					nablaW[i][j][k] += 1e-6 * nablaW[i].MaxAbs()
				}
				return nablaB, nablaW
			})
			equation := "BP4"
			if bias {
				equation = "BP3"
			}
			if len(report.Findings) != 1 {
				t.Fatalf("layer %d, bias %v, [%d][%d]: %d findings, want 1:\n%v", i+2, bias, j, k, len(report.Findings), report)
			}
			f := report.Findings[0]
			w := f.Worst
			if f.Equation != equation || f.Layer != i+2 || w.Bias != bias || w.Layer != i+2 || w.J != j || w.K != k {
				t.Errorf("layer %d, bias %v, [%d][%d]: the finding is\n%v", i+2, bias, j, k, f)
			}
			nablaB, nablaW := Complex(net, e.X, e.Y, ComplexStep)
			want := Entry{Layer: i + 2, Bias: bias, J: j, K: k, Numerical: nablaW[i][j][k], A: measure(net, e.X, e.Y).A[i][k][0], Delta: nablaB[i][j][0]}
			scale := nablaW[i].MaxAbs()
			if bias {
				want.Numerical, want.A = nablaB[i][j][0], 1
				scale = nablaB[i].MaxAbs()
			}
			if w.Numerical != want.Numerical || w.A != want.A || w.Delta != want.Delta {
				t.Errorf("layer %d, bias %v, [%d][%d]: the worst entry is %+v, want %+v", i+2, bias, j, k, w, want)
			}
			if math.Abs(w.Absolute/(1e-6*scale)-1) > 1e-6 || w.Absolute != math.Abs(w.Backprop-w.Numerical) {
				t.Errorf("layer %d, bias %v, [%d][%d]: absolute error %g, want %g", i+2, bias, j, k, w.Absolute, 1e-6*scale)
			}
			layer := math.Max(nablaB[i].MaxAbs(), nablaW[i].MaxAbs())
			if w.Relative != w.Absolute/layer {
				t.Errorf("layer %d, bias %v, [%d][%d]: relative error %g, want %g", i+2, bias, j, k, w.Relative, w.Absolute/layer)
			}
		}
		for j := range net.Weights[i] {
			try(true, j, 0)
			for k := range net.Weights[i][j] {
				try(false, j, k)
			}
		}
	}
}

// TestSaturatedNeuronCounts: the gradient of a saturated output is some 1e-15 of
// its layer's, and its sign matters no less.
func TestSaturatedNeuronCounts(t *testing.T) {
	for seed := range uint64(20) {
		net, e := randomNetwork([]int{3, 4, 2}, 1, newRand(seed))
		e.Y = matrix.Column(1, 0)
		z := matrix.Dot(net.Weights[1], nn.Sigmoid(matrix.Add(matrix.Dot(net.Weights[0], e.X), net.Biases[0])))
		net.Biases[1][0][0] = 18 - z[0][0]
		nablaB, nablaW := net.Backprop(e.X, e.Y)
		nablaB[1][0][0] *= -1
		for k := range nablaW[1][0] {
			nablaW[1][0][k] *= -1
		}
		report := compareWith(measure(net, e.X, e.Y), nablaB, nablaW)
		if report.OK() {
			t.Errorf("seed %d: the flipped sign of an output's gradient is not found:\n%v", seed, report)
		}
	}
}

// TestNotFinite: one number is enough, in a bias or a weight.
func TestNotFinite(t *testing.T) {
	net, e := randomNetwork([]int{2, 3, 2}, 1, newRand(5))
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		for i, want := range []string{"the gradient of layer 2", "the gradient of layer 3"} {
			inBias, inWeight := measure(net, e.X, e.Y), measure(net, e.X, e.Y)
			inBias.NablaB[i][1][0], inWeight.NablaW[i][1][1] = bad, bad
			if f, _ := notFinite(inBias); !strings.Contains(f.Hint, want) {
				t.Errorf("%v among the biases: the finding is %v, want %q in it", bad, f, want)
			}
			if f, _ := notFinite(inWeight); !strings.Contains(f.Hint, want) {
				t.Errorf("%v among the weights: the finding is %v, want %q in it", bad, f, want)
			}
		}
	}
}

func TestCheckWithoutATruth(t *testing.T) {
	net, e := randomNetwork([]int{2, 3, 2}, 1, newRand(5))
	net.Weights[0][0][0] = math.NaN()
	want := "call: there is no numerical gradient to compare with: the gradient of layer 2 is not finite"
	if report := Check(net, e.X, e.Y, net.Backprop); len(report.Findings) != 1 || report.Findings[0].String() != want {
		t.Errorf("a network with NaN:\n%v\nwant\n%s", report, want)
	}
	update := (*nn.Network).UpdateMiniBatch
	if report := CheckUpdate(net, []nn.Example{e}, 1, update); len(report.Findings) != 1 || report.Findings[0].String() != want {
		t.Errorf("a network with NaN:\n%v\nwant\n%s", report, want)
	}
	for want, f := range map[string]func(){
		"gradcheck: Check: layer 1: x: got 2×2, want 2×1": func() { Check(net, matrix.Zeros(2, 2), e.Y, net.Backprop) },
		"gradcheck: CheckUpdate: the mini-batch is empty, want 1 example or more": func() {
			CheckUpdate(net, nil, 1, update)
		},
		"gradcheck: CheckUpdate: eta is 0, want a finite number that is not 0": func() {
			CheckUpdate(net, []nn.Example{e}, 0, update)
		},
		"gradcheck: CheckUpdate: eta is NaN, want a finite number that is not 0": func() {
			CheckUpdate(net, []nn.Example{e}, math.NaN(), update)
		},
		"gradcheck: CheckUpdate: layer 3: y: got 1×1, want 2×1": func() {
			CheckUpdate(net, []nn.Example{{X: e.X, Y: matrix.Zeros(1, 1)}}, 1, update)
		},
	} {
		if got := panicOf(f); got != want {
			t.Errorf("panic %v, want %s", got, want)
		}
	}
}
