package gradcheck

import (
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

func TestReportString(t *testing.T) {
	// One neuron, worked by hand in the examples of package nn.
	net := &nn.Network{Sizes: []int{1, 1}, Biases: []matrix.Matrix{{{-1}}}, Weights: []matrix.Matrix{{{2}}}}
	x, y := matrix.Column(0.5), matrix.Column(1)
	report := Check(net, x, y, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		nablaB, nablaW = net.Backprop(x, y)
		nablaW[0][0][0] *= -1
		return nablaB, nablaW
	})
	want := strings.TrimSpace(`
BP4, for the weights from layer 1 to layer 2: the sign of ∂C/∂w is flipped
  worst at net.Weights[0][0][0]: got 0.0625, numerically -0.0625
  off by 0.12, 1 times the layer's largest; δ there is -0.125, and a before it 0.5
layer  parameters  worst error / largest entry
    2           2  1        at net.Weights[0][0][0]
more: docs/en/mistakes.md#sign`)
	if got := report.String(); got != want {
		t.Errorf("the report is\n%s\nwant\n%s", got, want)
	}
	// A bias has no a before it.
	report = Check(net, x, y, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		nablaB, nablaW = net.Backprop(x, y)
		nablaB[0][0][0] *= 2
		return nablaB, nablaW
	})
	want = strings.TrimSpace(`
BP3, for the biases of layer 2: ∂C/∂b is twice too large
  worst at net.Biases[0][0][0]: got -0.25, numerically -0.125
  off by 0.12, 1 times the layer's largest; δ there is -0.125
layer  parameters  worst error / largest entry
    2           2  1        at net.Biases[0][0][0]
more: docs/en/mistakes.md#doubled`)
	if got := report.String(); got != want {
		t.Errorf("the report is\n%s\nwant\n%s", got, want)
	}
	// Where there is nothing to compare, there is no table.
	report = Check(net, x, y, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) { return nil, nil })
	want = "call: nablaB has 0 matrices, want 1, one for each of net.Biases"
	if got := report.String(); got != want {
		t.Errorf("the report is\n%s\nwant\n%s", got, want)
	}
	ok := Check(net, x, y, net.Backprop).String()
	if want := "ok: every weight and bias agrees with the numerical gradient\nlayer  parameters"; !strings.HasPrefix(ok, want) {
		t.Errorf("the report is\n%s\nwant it to begin with\n%s", ok, want)
	}
}
