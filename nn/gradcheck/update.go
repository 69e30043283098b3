package gradcheck

import (
	"fmt"
	"math"
	"slices"

	"backprop/matrix"
	"backprop/nn"
)

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
// Update is called twice, each time on a new copy of net, and must do the same
// both times. Net itself is not changed.
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
	var truths []*truth
	for _, e := range miniBatch {
		mustFit("CheckUpdate", net, e.X, e.Y)
		t := newTruth(net, e.X, e.Y)
		if where := notFinite(t); where != "" {
			return broken("there is no numerical gradient to compare with: %s is not finite", where)
		}
		truths = append(truths, t)
	}

	first, finding := takeStep(net, miniBatch, eta, update)
	if finding != nil {
		return Report{Findings: []Finding{*finding}}
	}
	second, finding := takeStep(net, miniBatch, eta, update)
	if finding != nil {
		finding.Hint = "the second call: " + finding.Hint
		return Report{Findings: []Finding{*finding}}
	}
	return compareSteps(net, eta, truths, first, second)
}

// takeStep returns a copy of net after the update.
func takeStep(net *nn.Network, miniBatch []nn.Example, eta float64, update Update) (*nn.Network, *Finding) {
	updated := clone(net)
	guard := newGuard(net)
	for i, e := range miniBatch {
		guard.add(fmt.Sprintf("miniBatch[%d].X", i), e.X)
		guard.add(fmt.Sprintf("miniBatch[%d].Y", i), e.Y)
	}
	panicked := try(func() { update(updated, slices.Clone(miniBatch), eta) })
	changed := guard.restore()

	var finding Finding
	switch err := updated.Validate(); {
	case panicked != "":
		finding = callFinding("update panicked: %s", panicked)
	case changed != "":
		finding = callFinding("update changed %s: it must change nothing but the network that it was given", changed)
	case err != nil:
		finding = callFinding("the network is damaged after update: %v", err)
	case !slices.Equal(updated.Sizes, net.Sizes):
		finding = callFinding("update changed net.Sizes from %v to %v", net.Sizes, updated.Sizes)
	default:
		return updated, nil
	}
	return nil, &finding
}

// compareSteps compares the two updated networks with what they should be.
func compareSteps(net *nn.Network, eta float64, truths []*truth, first, second *nn.Network) Report {
	n := float64(len(truths))
	want := sumOf(truths, -eta/n)
	// What w - eta·gradient, rounded at the size of w, hides of the step.
	for i := range want.nablaB {
		for _, p := range []struct{ rounding, w, step matrix.Matrix }{
			{want.roundB[i], net.Biases[i], want.nablaB[i]},
			{want.roundW[i], net.Weights[i], want.nablaW[i]},
		} {
			for j := range p.w {
				for k := range p.w[j] {
					p.rounding[j][k] += 4 * unit * (math.Abs(p.w[j][k]) + math.Abs(p.step[j][k]))
				}
			}
		}
	}

	stepB, stepW := stepOf(net, first)
	report := Report{Layers: Compare(stepB, stepW, want.nablaB, want.nablaW)}
	wrongB := lastWrong(stepB, want.nablaB, want.roundB)
	wrongW := lastWrong(stepW, want.nablaW, want.roundW)
	wrongLayer := max(wrongB, wrongW)
	againB, againW := stepOf(net, second)
	switch {
	case wrongLayer >= 0:
		entry := want.worstEntry(wrongLayer, stepB[wrongLayer], stepW[wrongLayer])
		report.Findings = []Finding{{
			Equation: "update", Layer: wrongLayer + 2, Worst: &entry,
			Hint: recogniseStep(want, truths, eta, stepB, stepW, wrongB >= 0, wrongW >= 0),
		}}
	case !sameAll(stepB, againB, stepW, againW):
		layer := len(stepB) - 1 // the last that differs
		for sameBits(stepB[layer], againB[layer]) && sameBits(stepW[layer], againW[layer]) {
			layer--
		}
		entry := want.worstEntry(layer, againB[layer], againW[layer])
		hint := "a second call takes another step than the first"
		if matches(againB, againW, sumOf(truths, -2*eta/n), want) {
			hint += ": the sums of the first are still in it; start each mini-batch from zero"
		}
		report.Findings = []Finding{{Equation: "update", Layer: layer + 2, Worst: &entry, Hint: hint}}
	}
	return report
}

// lastWrong returns the index of the last matrix of a step that is not as wanted,
// or -1.
func lastWrong(step, want, rounding []matrix.Matrix) int {
	i := len(step) - 1
	for i >= 0 && agree(step[i], want[i], rounding[i]) {
		i--
	}
	return i
}

// recogniseStep says what is wrong with a step, as far as can be told: with that
// of the biases, of the weights, or of both.
func recogniseStep(want *gradient, truths []*truth, eta float64, stepB, stepW []matrix.Matrix, wrongB, wrongW bool) string {
	for i := range stepB {
		if !finite(stepB[i]) || !finite(stepW[i]) {
			return "the step has entries that are NaN or infinite"
		}
	}
	n := float64(len(truths))
	// is reports whether what is wrong is the step of such a gradient.
	is := func(truths []*truth, factor float64) bool {
		other, b, w := sumOf(truths, factor), stepB, stepW
		if !wrongB {
			b = other.nablaB
		}
		if !wrongW {
			w = other.nablaW
		}
		return matches(b, w, other, want)
	}
	of := "" // whose step, if only one is wrong
	step, right := stepW[len(stepW)-1], want.nablaW[len(stepW)-1]
	switch {
	case !wrongB:
		of = "for the weights alone (U7): "
	case !wrongW:
		of = "for the biases alone (U8): "
		step, right = stepB[len(stepB)-1], want.nablaB[len(stepB)-1]
	}
	first, last := truths[:1], truths[len(truths)-1:]
	switch {
	case unmoved(stepB) && unmoved(stepW):
		return "nothing was changed"
	case unmoved(stepB):
		return "the biases were not changed"
	case unmoved(stepW):
		return "the weights were not changed"
	case is(truths, eta/n):
		return of + "the step goes up the gradient, not down: + eta for - eta"
	case is(truths, -eta):
		return of + "the gradients are summed, not averaged: eta is not divided by the size of the mini-batch"
	case is(last, -eta/n):
		return of + "only the last example counts: = for += in the sum over the mini-batch?"
	case is(first, -eta/n):
		return of + "only the first example counts: does the loop go through the mini-batch?"
	case is(last, -eta):
		return of + "the step is that of the last example alone"
	case is(truths, -1/n):
		return of + "eta is missing"
	}
	// The same factor everywhere: is it n/N for a whole N?
	if factor, ok := ratio(step, right); ok && factor != 0 && is(truths, -eta/n*factor) {
		if whole := math.Round(n / factor); whole > n && math.Abs(n/factor-whole) < 1e-6*whole {
			return of + fmt.Sprintf("eta is divided by %.0f, not by the %.0f examples of the mini-batch: is that the size of the training data?", whole, n)
		}
		return of + fmt.Sprintf("the step is right but for a factor of %.6g", factor)
	}
	return of + "no known mistake makes this step: if Backprop is right, look at the sums and at the step"
}

func unmoved(ms []matrix.Matrix) bool {
	for _, m := range ms {
		if m.MaxAbs() > 0 {
			return false
		}
	}
	return true
}

// matches reports whether a step is that of other, as far as the rounding of
// the right step allows to tell.
func matches(stepB, stepW []matrix.Matrix, other, want *gradient) bool {
	step := gradient{other.nablaB, other.nablaW, want.roundB, want.roundW}
	return step.agrees(stepB, stepW)
}

// sumOf returns the sum of the gradients times a factor, and of their rounding.
func sumOf(truths []*truth, factor float64) *gradient {
	total := func(of func(*truth) []matrix.Matrix, factor float64) []matrix.Matrix {
		var ms []matrix.Matrix
		for i, m := range of(truths[0]) {
			for _, t := range truths[1:] {
				m = matrix.Add(m, of(t)[i])
			}
			ms = append(ms, matrix.Scale(factor, m))
		}
		return ms
	}
	return &gradient{
		nablaB: total(func(t *truth) []matrix.Matrix { return t.nablaB }, factor),
		nablaW: total(func(t *truth) []matrix.Matrix { return t.nablaW }, factor),
		roundB: total(func(t *truth) []matrix.Matrix { return t.roundB }, math.Abs(factor)),
		roundW: total(func(t *truth) []matrix.Matrix { return t.roundW }, math.Abs(factor)),
	}
}

// stepOf returns how far an update moved every bias and weight.
func stepOf(before, after *nn.Network) (stepB, stepW []matrix.Matrix) {
	for i := range before.Biases {
		stepB = append(stepB, matrix.Sub(after.Biases[i], before.Biases[i]))
		stepW = append(stepW, matrix.Sub(after.Weights[i], before.Weights[i]))
	}
	return stepB, stepW
}
