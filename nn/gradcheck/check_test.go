package gradcheck

import (
	"fmt"
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
	truth := measure(net, e.X, e.Y)
	try := func(parameters string, i int, gradient func(nablaB, nablaW ms) matrix.Matrix) {
		equation := map[string]string{"Biases": "BP3", "Weights": "BP4"}[parameters]
		for j, row := range gradient(truth.NablaB, truth.NablaW) {
			for k := range row {
				nablaB, nablaW := net.Backprop(e.X, e.Y)
				of := gradient(nablaB, nablaW)
				of[j][k] += 1e-6 * of.MaxAbs()
				report := compareWith(truth, nablaB, nablaW)
				want := fmt.Sprintf("worst at net.%s[%d][%d][%d]: got %.6g, numerically %.6g\n", parameters, i, j, k, of[j][k], row[k])
				if len(report.Findings) != 1 || report.Findings[0].Equation != equation || !strings.Contains(report.String(), want) {
					t.Errorf("%v\nwant one finding, of %s, and\n%s", report, equation, want)
				}
			}
		}
	}
	for i := range net.Weights {
		try("Biases", i, func(nablaB, _ ms) matrix.Matrix { return nablaB[i] })
		try("Weights", i, func(_, nablaW ms) matrix.Matrix { return nablaW[i] })
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

// TestNoTruth: what there is nothing to compare with, or what nothing can be done
// with.
func TestNoTruth(t *testing.T) {
	net, e := randomNetwork([]int{2, 3, 2}, 1, newRand(5))
	update := (*nn.Network).UpdateMiniBatch
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		for _, m := range []matrix.Matrix{e.Y, net.Weights[0]} {
			was := m[1][0]
			m[1][0] = bad
			want := "call: there is no numerical gradient to compare with: layer 2 or its gradient is not finite"
			for _, report := range []Report{Check(net, e.X, e.Y, net.Backprop), CheckUpdate(net, []nn.Example{e}, 1, update)} {
				if len(report.Findings) != 1 || report.Findings[0].String() != want {
					t.Errorf("%v:\n%v\nwant\n%s", bad, report, want)
				}
			}
			m[1][0] = was
		}
	}
	for want, f := range map[string]func(){
		"gradcheck: Check: layer 1: x: got 2×2, want 2×1":                         func() { Check(net, matrix.Zeros(2, 2), e.Y, net.Backprop) },
		"gradcheck: CheckUpdate: the mini-batch is empty, want 1 example or more": func() { CheckUpdate(net, nil, 1, update) },
		"gradcheck: CheckUpdate: eta is 0, want a finite number that is not 0":    func() { CheckUpdate(net, []nn.Example{e}, 0, update) },
		"gradcheck: CheckUpdate: eta is NaN, want a finite number that is not 0": func() {
			CheckUpdate(net, []nn.Example{e}, math.NaN(), update)
		},
		"gradcheck: CheckUpdate: eta is -Inf, want a finite number that is not 0": func() {
			CheckUpdate(net, []nn.Example{e}, math.Inf(-1), update)
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
