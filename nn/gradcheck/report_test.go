package gradcheck

import (
	"strings"
	"testing"

	"backprop/matrix"
)

// TestReport of one neuron, worked by hand in the examples of package nn.
func TestReport(t *testing.T) {
	net := oneNeuron(2, -1)
	x, y := matrix.Column(0.5), matrix.Column(1)
	exact := func(x, y matrix.Matrix) (ms, ms) { return Complex(net, x, y, ComplexStep) } // the same bits
	for want, backprop := range map[string]Backprop{
		`ok: every weight and bias agrees with the numerical gradient
layer  parameters  worst error / largest entry
    2           2  0        at net.Weights[0][0][0]`: exact,
		`BP4, for the weights from layer 1 to layer 2: the sign of ∂C/∂w is flipped
  worst at net.Weights[0][0][0]: got 0.0625, numerically -0.0625
  off by 0.12, 1 times the layer's largest entry; δ there is -0.125, and the activation before it 0.5
layer  parameters  worst error / largest entry
    2           2  1        at net.Weights[0][0][0]
more: docs/en/mistakes.md#sign`: func(x, y matrix.Matrix) (ms, ms) {
			b, w := net.Backprop(x, y)
			return b, ms{matrix.Scale(-1, w[0])}
		},
		// Where there is nothing to compare, there is no table.
		"call: nablaB has 0 matrices, want 1, one for each of net.Biases": func(x, y matrix.Matrix) (ms, ms) { return nil, nil },
	} {
		if got := Check(net, x, y, backprop).String(); got != want {
			t.Errorf("the report is\n%s\nwant\n%s", got, want)
		}
	}
	want := "ok: cada peso e cada viés concorda com o gradiente numérico\ncamada"
	if got := Check(net, x, y, exact).In("pt-BR"); !strings.HasPrefix(got, want) {
		t.Errorf("the report is\n%s\nwant it to begin with\n%s", got, want)
	}
}
