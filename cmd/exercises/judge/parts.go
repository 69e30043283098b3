package judge

import (
	"fmt"

	"backprop/matrix"
	"backprop/nn"
)

// look calls the part once and compares what comes out, step by step.
func (t *trial) look() []step {
	switch t.name {
	case "SigmoidPrime":
		return t.lookSigmoidPrime()
	case "Forward":
		return t.lookForward()
	case "LastLayer":
		return t.lookLastLayer()
	case "HiddenLayers":
		return t.lookHiddenLayers()
	case "UpdateMiniBatch":
		return t.lookUpdate()
	}
	panic("judge: there is no part " + t.name)
}

func (t *trial) lookSigmoidPrime() []step {
	z := t.zs[0].Clone()
	s := t.compare("H3", "σ′(z)", "SigmoidPrime(z)", t.s.SigmoidPrime(z), nn.SigmoidPrime(t.zs[0]))
	s.todo = t.say("Compute σ(z) first; σ′(z) needs nothing else.", "Calcule primeiro σ(z); σ′(z) não precisa de mais nada.")
	if s.Mark == Wrong {
		s.seen = t.say("For z = %s: ", "Para z = %s: ", row(t.zs[0])) + s.seen
	}
	if !same(z, t.zs[0]) {
		s.Mark, s.seen = Wrong, t.say("SigmoidPrime changed z.", "SigmoidPrime mudou z.")
		s.cause = t.say("It must return a new matrix, as z is needed again.", "Ela deve devolver uma matriz nova, pois z ainda será usado.")
	}
	return []step{s}
}

func (t *trial) lookForward() []step {
	net, x, _ := t.fresh()
	zs, as := t.s.Forward(net, x)

	input := t.compare("B3, B4", "a¹ = x", "activations[0]", at(as, 0), t.as[0])
	input.todo = t.say("activations begins with the input x.", "activations começa com a entrada x.")
	if len(as) > 0 && same(as[0], t.as[1]) {
		input.cause = t.say("It is a²: B4 puts x into activations before the loop.", "É a²: B4 coloca x em activations antes do laço.")
	}
	steps := []step{input}
	if len(zs) > 0 && same(zs[0], x) {
		steps = append(steps, step{Step: Step{"B5", "zs", Wrong}, seen: t.say("zs[0] is x.", "zs[0] é x."),
			cause: t.say("x has no z: B5 makes zs empty.", "x não tem z: B5 cria zs vazia.")})
	}
	for i := range net.Biases {
		layer := up(i + 2)
		z := t.compare("B7, B8", "z"+layer, fmt.Sprintf("zs[%d]", i), at(zs, i), t.zs[i])
		z.todo = t.say("Write the loop, B6; in it z = w a + b, which is appended to zs.",
			"Escreva o laço, B6; nele z = w a + b, acrescentado a zs.")
		a := t.compare("B9, B10", "a"+layer, fmt.Sprintf("activations[%d]", i+1), at(as, i+1), t.as[i+1])
		a.todo = t.say("a = σ(z) becomes activation, and is appended to activations.",
			"a = σ(z) passa a ser activation e é acrescentada a activations.")
		if got := at(zs, i); got != nil && same(got, t.as[i+1]) {
			z.cause = t.say("This is a = σ(z): zs gets z, before σ.", "Isto é a = σ(z): zs recebe z, antes de σ.")
		}
		z.inLoop, a.inLoop = i > 0, i > 0
		steps = append(steps, z, a)
	}
	if extra := len(zs) - len(t.zs) + len(as) - len(t.as); extra > 0 && len(zs) >= len(t.zs) && len(as) >= len(t.as) {
		steps = append(steps, step{Step: Step{"B8, B10", "zs, activations", Wrong},
			seen: t.say("zs has %d matrices and activations %d, want %d and %d.",
				"zs tem %d matrizes e activations %d; deveriam ter %d e %d.", len(zs), len(as), len(t.zs), len(t.as)),
			cause: t.say("Is one appended twice?", "Alguma foi acrescentada duas vezes?")})
	}
	return steps
}

func (t *trial) lookLastLayer() []step {
	_, _, y := t.fresh()
	nablaB, nablaW := cloned(t.nablaB), cloned(t.nablaW)
	last := len(nablaB) - 1
	zero(nablaB, nablaW, last, last+1)
	got := t.s.LastLayer(cloned(t.zs), cloned(t.as), y, nablaB, nablaW)

	layer := up(last + 2)
	delta := t.compare("B11, BP1", "δ"+layer, "delta", got, t.nablaB[last])
	delta.todo = t.say("Write BP1: the derivative of the cost by the last activation, times σ′ of the last z, entry by entry. The function returns it.",
		"Escreva BP1: a derivada do custo pela última ativação vezes σ′ do último z, elemento a elemento. A função o devolve.")
	if same(nablaB[last], t.nablaB[last]) {
		delta.todo = t.say("nablaB has it, but it is not returned.", "nablaB já o tem, mas a função não o devolve.")
	}
	b, w := t.gradient("B12, BP3", "B13, BP4", last, nablaB, nablaW)
	return []step{delta, b, w}
}

func (t *trial) lookHiddenLayers() []step {
	net, _, _ := t.fresh()
	nablaB, nablaW := cloned(t.nablaB), cloned(t.nablaW)
	last := len(nablaB) - 1
	zero(nablaB, nablaW, 0, last)
	t.s.HiddenLayers(net, cloned(t.zs), cloned(t.as), t.nablaB[last].Clone(), nablaB, nablaW)

	var steps []step
	for i := last - 1; i >= 0; i-- {
		b, w := t.gradient("B15–B18, BP2, BP3", "B19, BP4", i, nablaB, nablaW)
		b.inLoop, w.inLoop = true, i < last-1
		steps = append(steps, b, w)
	}
	return steps
}

// gradient compares the two gradients of a layer.
func (t *trial) gradient(stepB, stepW string, i int, nablaB, nablaW []matrix.Matrix) (b, w step) {
	layer := up(i + 2)
	b = t.compare(stepB, "∂C/∂b"+layer, fmt.Sprintf("nablaB[%d]", i), nablaB[i], t.nablaB[i])
	w = t.compare(stepW, "∂C/∂w"+layer, fmt.Sprintf("nablaW[%d]", i), nablaW[i], t.nablaW[i])
	b.todo = t.say("BP3 puts δ into its place in nablaB.", "BP3 coloca δ no seu lugar em nablaB.")
	if i < len(nablaB)-1 {
		b.todo = t.say("Write the loop, B14; in it BP2 for δ, and BP3, which puts δ into its place in nablaB.",
			"Escreva o laço, B14; nele BP2, que dá δ, e BP3, que o coloca no seu lugar em nablaB.")
	}
	w.todo = t.say("Write BP4: δ times the transposed activation of the layer before.",
		"Escreva BP4: δ vezes a ativação transposta da camada anterior.")
	return b, w
}

func (t *trial) lookUpdate() []step {
	net, _, _ := t.fresh()
	before, _, _ := t.fresh()
	want, _, _ := t.fresh()
	miniBatch := t.miniBatch()
	want.UpdateMiniBatch(t.miniBatch(), eta)
	calls := 0
	t.s.UpdateMiniBatch(net, miniBatch, eta, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		calls++
		return before.Backprop(x, y)
	})

	called := step{Step: Step{"U3, U4", t.say("gradients", "gradientes"), Right}}
	if calls != len(miniBatch) {
		called.Mark = Wrong
		called.seen = t.say("backprop was called %d times for %d examples.", "backprop foi chamada %d vezes para %d exemplos.", calls, len(miniBatch))
		called.cause = t.say("It is called once for each example of the mini-batch.", "Ela é chamada uma vez para cada exemplo do mini-batch.")
	}
	if calls == 0 {
		called.Mark, called.todo = Next, t.say("Write the loop over the mini-batch, U3; in it U4: nablaB and nablaW of the example, from backprop(x, y).",
			"Escreva o laço sobre o mini-batch, U3; nele U4: nablaB e nablaW do exemplo, de backprop(x, y).")
	}
	steps := []step{called}
	for _, part := range []struct {
		steps, what        string
		got, before, after []matrix.Matrix
	}{
		{"U5–U7", "net.Weights", net.Weights, before.Weights, want.Weights},
		{"U5, U6, U8", "net.Biases", net.Biases, before.Biases, want.Biases},
	} {
		s := step{Step: Step{part.steps, part.what, Right}}
		for i := range part.after {
			got := at(part.got, i)
			switch {
			case got == nil || same(got, part.before[i]):
				s.Mark, s.seen = Next, t.say("%s[%d] was not changed.", "%s[%d] não mudou.", part.what, i)
			case !same(got, part.after[i]):
				s.Mark, s.seen = Wrong, t.say("The step of %s[%d] is wrong.", "O passo de %s[%d] está errado.", part.what, i)
			}
		}
		s.todo = t.say("Add up the gradients of the examples, then take the step: minus eta over the number of examples, times the sum.",
			"Some os gradientes dos exemplos e dê o passo: menos eta sobre o número de exemplos, vezes a soma.")
		if calls > 0 {
			s.todo += t.say(" (Is that there? In a loop with range, w is a copy: assign to net.Weights[i]. And 1 / len(miniBatch) divides integers, so it is 0.)",
				" (Já está lá? Num laço com range, w é uma cópia: atribua a net.Weights[i]. E 1 / len(miniBatch) é uma divisão de inteiros: dá 0.)")
		}
		steps = append(steps, s)
	}
	return steps
}

func cloned(ms []matrix.Matrix) []matrix.Matrix {
	var clones []matrix.Matrix
	for _, m := range ms {
		clones = append(clones, m.Clone())
	}
	return clones
}
