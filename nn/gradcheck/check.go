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
// Backprop is called with x and y, with another example, and with x and y again.
// It must give the same answer as before, leave the network, x and y unchanged,
// and return matrices that share memory with nothing. A backprop that panics or
// returns matrices of the wrong shape is a finding too. Check puts back whatever
// backprop changed.
//
// Check panics if x or y does not fit the network.
func Check(net *nn.Network, x, y matrix.Matrix, backprop Backprop) Report {
	mustFit("Check", net, x, y)
	truth := measure(net, x, y)
	if f, ok := notFinite(truth); ok {
		return Report{Findings: []Finding{f}}
	}
	right := func(other calls.Result) bool {
		return measure(net, other.X, other.Y).Agrees(other.NablaB, other.NablaW)
	}
	nablaB, nablaW, other, findings := calls.Backprop(net, x, y, backprop, right)
	if nablaB == nil {
		return Report{Findings: findings}
	}
	report := compareWith(truth, nablaB, nablaW)
	// Right for the first example and wrong for the next: something is kept.
	if len(findings) == 0 && report.OK() && other.NablaB != nil && !right(other) {
		findings = append(findings, diagnosis.Call(
			"the gradient is right for the example of the first call, and wrong for that of the next: is a list, x, y or a forward pass kept from the first?",
			"o gradiente está certo para o exemplo da primeira chamada, e errado para o da seguinte: uma lista, x, y ou uma passada para a frente fica guardada da primeira?"))
	}
	report.Findings = append(findings, report.Findings...)
	return report
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
// left, and each step must be right. Net itself is not changed.
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
	report := Report{OneExample: len(miniBatch) == 1}
	var before *diagnosis.Step
	updated := clone(net)
	for call := range 2 {
		from := clone(updated)
		step := &diagnosis.Step{Eta: eta, Before: before}
		for _, e := range miniBatch {
			truth := measure(from, e.X, e.Y)
			if f, ok := notFinite(truth); ok {
				report.Findings = append(report.Findings, f)
				return report
			}
			step.Examples = append(step.Examples, truth)
		}
		if f := calls.Update(net, updated, miniBatch, eta, update, call); f != nil {
			report.Findings = append(report.Findings, *f)
			return report
		}
		for i := range from.Biases {
			step.B = append(step.B, matrix.Sub(updated.Biases[i], from.Biases[i]))
			step.W = append(step.W, matrix.Sub(updated.Weights[i], from.Weights[i]))
		}
		want := step.Want()
		if report.Findings = step.Diagnose(); len(report.Findings) > 0 || call == 0 {
			report.Layers = Compare(step.B, step.W, want.NablaB, want.NablaW)
		}
		if len(report.Findings) > 0 {
			if call == 0 && differs(net, updated, miniBatch, eta, update) {
				report.Findings = append([]Finding{diagnosis.Call(
					"update leaves another network each time that it gets the same: is it random, or is something left over?",
					"update deixa outra rede cada vez que recebe a mesma: é aleatório, ou algo sobra?")}, report.Findings...)
			}
			return report
		}
		before = step
	}
	return report
}

// differs reports whether update, given net again, leaves another network.
func differs(net, updated *nn.Network, miniBatch []nn.Example, eta float64, update Update) bool {
	again := clone(net)
	if calls.Update(net, again, miniBatch, eta, update, 1) != nil {
		return false // which is for the findings to say
	}
	for i := range again.Weights {
		if !diagnosis.Finite(again.Weights[i]) || !diagnosis.Finite(again.Biases[i]) {
			return false
		}
		if !diagnosis.Agree(again.Weights[i], updated.Weights[i], nil) || !diagnosis.Agree(again.Biases[i], updated.Biases[i], nil) {
			return true
		}
	}
	return false
}

// notFinite returns a finding if a part of the truth is NaN or infinite.
func notFinite(t *diagnosis.Truth) (Finding, bool) {
	for i := range t.NablaB {
		if !diagnosis.Finite(t.NablaB[i]) || !diagnosis.Finite(t.NablaW[i]) {
			return diagnosis.Call(
				fmt.Sprintf("there is no numerical gradient to compare with: the gradient of layer %d is not finite", i+2),
				fmt.Sprintf("não há gradiente numérico com que comparar: o gradiente da camada %d não é finito", i+2)), true
		}
	}
	return Finding{}, false
}
