package gradcheck

import (
	"strings"
	"testing"

	"backprop/matrix"
)

// TestReport: what ExampleCheck does not show.
func TestReport(t *testing.T) {
	net := oneNeuron(2, -1)
	x, y := matrix.Column(0.5), matrix.Column(1)
	right := func(x, y matrix.Matrix) (ms, ms) { return Complex(net, x, y, ComplexStep) } // the same bits
	want := "ok: every weight and bias agrees with the numerical gradient\n" +
		"layer  parameters  worst error / largest entry\n" +
		"    2           2  0        at net.Weights[0][0][0]"
	if got := Check(net, x, y, right).String(); got != want {
		t.Errorf("the report is\n%s\nwant\n%s", got, want)
	}
	nothing := func(x, y matrix.Matrix) (ms, ms) { return nil, nil }
	want = "call: nablaB has 0 matrices, want 1, one for each of net.Biases"
	if got := Check(net, x, y, nothing).String(); got != want {
		t.Errorf("the report is\n%s\nwant no table after\n%s", got, want)
	}
	want = "ok: cada peso e cada viés concorda com o gradiente numérico\ncamada"
	if got := Check(net, x, y, right).In("pt-BR"); !strings.HasPrefix(got, want) {
		t.Errorf("the report is\n%s\nwant it to begin with\n%s", got, want)
	}
}
