package gradcheck

import (
	"fmt"

	"backprop/matrix"
	"backprop/nn"
)

// Backprop computes the gradient of the cost of one example: nablaB[i] is shaped
// like net.Biases[i], nablaW[i] like net.Weights[i]. [nn.Network.Backprop] is
// one.
type Backprop func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix)

// Check compares every weight's and every bias's derivative from backprop with
// the numerical gradient of net at the example x, y.
//
// Where they differ, it goes back from the last layer to the one in which the
// first difference arises, and names the equation and, if it knows the mistake,
// what is wrong. Wrong values that only follow from a mistake already named are
// not findings of their own.
//
// Backprop is called twice. It must give the same answer both times, leave the
// network, x and y unchanged, and return matrices that share memory with
// nothing. A backprop that panics or returns matrices of the wrong shape is a
// finding too. Check puts back whatever backprop changed.
//
// Check panics if x or y does not fit the network.
func Check(net *nn.Network, x, y matrix.Matrix, backprop Backprop) Report {
	mustFit("Check", net, x, y)
	truth := newTruth(net, x, y)
	if where := notFinite(truth); where != "" {
		return broken("there is no numerical gradient to compare with: %s is not finite", where)
	}
	nablaB, nablaW, findings := call(net, x, y, backprop)
	if nablaB == nil {
		return Report{Findings: findings}
	}
	return Report{
		Findings: append(findings, truth.diagnose(nablaB, nablaW)...),
		Layers:   Compare(nablaB, nablaW, truth.nablaB, truth.nablaW),
	}
}

// notFinite names a part of the truth that is NaN or infinite, or returns "".
func notFinite(t *truth) string {
	for i := range t.nablaB {
		if !finite(t.nablaB[i]) || !finite(t.nablaW[i]) {
			return fmt.Sprintf("the gradient of layer %d", i+2)
		}
	}
	return ""
}
