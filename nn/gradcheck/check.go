package gradcheck

import (
	"fmt"
	"math"

	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck/calls"
	"backprop/nn/gradcheck/diagnosis"
)

// Backprop computes the gradient of the cost of one example: nablaB[i] is shaped
// like net.Biases[i], nablaW[i] like net.Weights[i]. [nn.Network.Backprop] does
// that.
type Backprop func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix)

// Check compares every weight's and every bias's derivative from backprop with
// the numerical gradient of net at the example x, y.
//
// Where they differ, it goes back from the last layer to the one in which the
// first difference arises, and names the equation and, if it knows the mistake,
// what is wrong. Wrong values that only follow from a mistake already named are
// not findings of their own.
//
// Backprop is called with x and y, with another example, and with x and y again,
// and a fourth time if the third call gives something else than the first. It must
// give the same answer as before, leave the network, x and y unchanged, and return
// new matrices. A backprop that panics or returns matrices of the wrong shape is a
// finding too. Check puts back whatever backprop changed.
//
// It sees only what these calls show. A result kept under a key that the two
// examples do not share passes, and so does a bound or a kink that neither of them
// reaches: check other networks and examples, too.
//
// Check panics if x or y does not fit the network.
func Check(net *nn.Network, x, y matrix.Matrix, backprop Backprop) Report {
	mustFit("Check", net, x, y)
	truth := measure(net, x, y)
	if f := notFinite(truth); f != nil {
		return Report{Findings: f}
	}
	first, other, findings := calls.Backprop(net, x, y, backprop)
	if first.NablaB == nil {
		return Report{Findings: findings}
	}
	report := compareWith(truth, first.NablaB, first.NablaW)
	if !report.OK() && truth.Agrees(first.NablaW, first.NablaB) { // in layers of one neuron the shapes fit
		report.Findings = []Finding{diagnosis.Call("nablaB is right for the weights, and nablaW for the biases: are the two exchanged?",
			"nablaB está certo para os pesos, e nablaW para os vieses: os dois estão trocados?")}
	}
	if len(findings) == 0 && report.OK() {
		// A mistake may not show with x and y. Or something is kept from their call.
		report = compareWith(measure(net, other.X, other.Y), other.NablaB, other.NablaW)
		report.Findings = diagnosis.Elsewhere(report.Findings, measure(net, x, other.Y).Agrees(other.NablaB, other.NablaW) ||
			measure(net, other.X, y).Agrees(other.NablaB, other.NablaW) || truth.Agrees(other.NablaB, other.NablaW))
	}
	report.Findings = append(findings, report.Findings...)
	return report
}

// measure returns what is known of a network and an example without any backprop.
func measure(net *nn.Network, x, y matrix.Matrix) *diagnosis.Truth {
	nablaB, nablaW := Complex(net, x, y, ComplexStep)
	return diagnosis.NewTruth(net, x, y, nablaB, nablaW)
}

func compareWith(truth *diagnosis.Truth, nablaB, nablaW []matrix.Matrix) Report {
	return Report{
		Findings: truth.Diagnose(nablaB, nablaW),
		Layers:   Compare(nablaB, nablaW, truth.NablaB, truth.NablaW),
	}
}

// Update takes a step of gradient descent with a mini-batch, as
// [nn.Network.UpdateMiniBatch] does.
type Update func(net *nn.Network, miniBatch []nn.Example, eta float64)

// CheckUpdate checks what update does to the network with a mini-batch:
//
//	w → w - eta · (mean of ∂C/∂w over the mini-batch)
//
// and the same for the biases, against the mean of the numerical gradients. It
// takes [nn.Network.UpdateMiniBatch], as a method expression, or the reader's
// own:
//
//	gradcheck.CheckUpdate(net, miniBatch, eta, (*nn.Network).UpdateMiniBatch)
//
// Update is called twice on a copy of net, the second time on what the first
// left, and each step must be right. If the first is wrong, it is called again from
// the start instead, as another step then is random or has something left over. Net
// itself is not changed.
//
// CheckUpdate panics if the mini-batch is empty or does not fit the network, or
// if eta is 0 or not finite, which leaves nothing to check.
func CheckUpdate(net *nn.Network, miniBatch []nn.Example, eta float64, update Update) Report {
	if len(miniBatch) == 0 {
		panic("gradcheck: CheckUpdate: the mini-batch is empty, want 1 example or more")
	}
	if eta == 0 || math.IsNaN(eta) || math.IsInf(eta, 0) {
		panic(fmt.Sprintf("gradcheck: CheckUpdate: eta is %v, want a finite number that is not 0", eta))
	}
	for _, e := range miniBatch {
		mustFit("CheckUpdate", net, e.X, e.Y)
	}
	var before *diagnosis.Step
	var report Report
	updated := net.Clone()
	for call := 0; call < 2 && report.OK(); call++ {
		from := updated.Clone()
		step := &diagnosis.Step{Eta: eta, Before: before}
		for _, e := range miniBatch {
			truth := measure(from, e.X, e.Y)
			if f := notFinite(truth); f != nil {
				return Report{Findings: f}
			}
			step.Examples = append(step.Examples, truth)
		}
		if f := calls.Update(net, updated, miniBatch, eta, update, call > 0); f != nil {
			return Report{Findings: []Finding{*f}}
		}
		for i := range from.Biases {
			step.B = append(step.B, matrix.Sub(updated.Biases[i], from.Biases[i]))
			step.W = append(step.W, matrix.Sub(updated.Weights[i], from.Weights[i]))
		}
		want := step.Want()
		report = Report{
			Findings:   step.Diagnose(),
			Layers:     Compare(step.B, step.W, want.NablaB, want.NablaW),
			OneExample: len(miniBatch) == 1,
		}
		if call == 0 && !report.OK() {
			if f := calls.Again(net, updated, miniBatch, eta, update); f != nil {
				report.Findings = []Finding{*f}
			}
		}
		before = step
	}
	return report
}

// notFinite returns a finding if there is nothing to compare with.
func notFinite(t *diagnosis.Truth) []Finding {
	for i, w := range t.Net.Weights {
		for _, m := range []matrix.Matrix{w, t.Net.Biases[i], t.NablaB[i], t.NablaW[i]} {
			if !diagnosis.Finite(m) {
				return []Finding{diagnosis.Call(
					fmt.Sprintf("there is no numerical gradient to compare with: layer %d or its gradient is not finite", i+2),
					fmt.Sprintf("não há gradiente numérico com que comparar: a camada %d ou seu gradiente não é finito", i+2))}
			}
		}
	}
	return nil
}
