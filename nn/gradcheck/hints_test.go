package gradcheck

import (
	"math"
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

// TestHints: what a report says where no single mistake explains the numbers.
func TestHints(t *testing.T) {
	net, e := randomNetwork([]int{3, 4, 5, 2}, 1, newRand(9))
	f := rightFormulas()
	f.sigma = func(z, _ float64) float64 { return 0.3 + 0.1*math.Sin(z) } // a function that nobody knows
	report := Check(net, e.X, e.Y, f.backprop(net))
	if len(report.Findings) != 1 || report.Findings[0].Equation != "forward" || report.Findings[0].Layer != 2 ||
		!strings.Contains(report.Findings[0].Hint, "other activations than the network's") {
		t.Errorf("another function for σ:\n%v\nwant the forward pass, layer 2", report)
	}
	report = Check(net, e.X, e.Y, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		nablaB, nablaW = net.Backprop(x, y)
		nablaW[1] = nablaW[1].Transpose()
		return nablaB, nablaW
	})
	if want := "is 4×5, want 5×4 like net.Weights[1]: is it transposed?"; !strings.Contains(report.String(), want) {
		t.Errorf("a transposed result:\n%v\nwant %s", report, want)
	}
	report = Check(net, e.X, e.Y, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		return nil, []matrix.Matrix{matrix.Dot(net.Weights[1], x)}
	})
	if want := "5×4 is the shape of the weights from layer 2 to layer 3; 3×1 is the shape of a column of layer 1; "; !strings.Contains(report.String(), want) {
		t.Errorf("weights and a column that do not fit:\n%v\nwant %s", report, want)
	}
	small, _ := randomNetwork([]int{2, 3, 2}, 1, newRand(9))
	report = Check(small, matrix.Zeros(2, 1), matrix.Zeros(2, 1), func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		return nil, []matrix.Matrix{matrix.Dot(small.Weights[0].Transpose(), y)}
	})
	if want := "2×3 is the shape of the weights from layer 2 to layer 3, or the weights from layer 1 to layer 2, transposed; "; !strings.Contains(report.String(), want) {
		t.Errorf("the weights of the layer before, transposed:\n%v\nwant %s", report, want)
	}
	turn := 0
	report = CheckUpdate(net, []nn.Example{e, {X: matrix.Scale(2, e.X), Y: e.Y}}, 0.3, func(net *nn.Network, miniBatch []nn.Example, eta float64) {
		turn++
		net.UpdateMiniBatch(miniBatch[turn%2:turn%2+1], eta)
	})
	if want := "call: update leaves another network each time"; !strings.HasPrefix(report.String(), want) {
		t.Errorf("now one example, now the other:\n%v\nwant first\n%s", report, want)
	}
}
