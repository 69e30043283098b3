package diagnosis

import (
	"fmt"
	"slices"

	"backprop/internal/language"
	"backprop/matrix"
)

var update = place{"update", ""}

var unmoved = update.says("step-none", "the parameters do not change", "os parâmetros não mudam", "w = matrix.Sub(w, matrix.Scale(step, nw))", nil)

// factors are what the right step may be multiplied by. The first is the sign.
func (s *Step) factors() []Mistake {
	n, eta := float64(len(s.Examples)), s.Eta
	factor := func(k float64, id, en, pt, code string) Mistake {
		return update.says(id, en, pt, code, matrix.Column(k))
	}
	return []Mistake{
		factor(-1, "step-up", "the step goes up the gradient, not down: + eta for - eta", "o passo sobe o gradiente em vez de descer: + eta em vez de - eta", "matrix.Add(net.Weights[i], …)"),
		factor(n, "step-summed", "the gradients are summed, not averaged: eta is not divided by the size of the mini-batch", "os gradientes são somados, sem média: o eta não é dividido pelo tamanho do mini-batch", "step := eta"),
		factor(1/n, "step-divided-twice", "eta is divided by the size of the mini-batch twice", "o eta é dividido duas vezes pelo tamanho do mini-batch", "step / float64(len(miniBatch))"),
		factor(1/eta, "step-eta-missing", "eta is missing", "falta o eta", "step := 1 / float64(len(miniBatch))"),
		factor(n/eta, "step-eta-missing-summed", "eta is missing, and the gradients are summed, not averaged", "falta o eta, e os gradientes são somados, sem média", "matrix.Sub(net.Weights[i], nw)"),
		factor(eta, "step-eta-twice", "eta is multiplied in twice", "o eta entra duas vezes no produto", "matrix.Scale(eta, matrix.Scale(step, nw))"),
		factor(1/(eta*eta), "step-eta-divides", "eta divides where it should multiply", "o eta divide onde deveria multiplicar", "1 / (eta * n)"),
		factor(2, "step-doubled", "the step is twice too long", "o passo é o dobro do certo", "2 * step"),
		factor(0.5, "step-halved", "the step is half as long as it should be", "o passo é a metade do certo", "step / 2"),
	}
}

// dividedByAll is a step divided by a number of examples that is not n.
func dividedByAll(all, n float64) Mistake {
	m := update.says("step-divided-by-all", fmt.Sprintf("eta is divided by %.0f, not by the %.0f examples of the mini-batch", all, n),
		fmt.Sprintf("o eta é dividido por %.0f, não pelos %.0f exemplos do mini-batch", all, n), "eta / float64(training.Len())", nil)
	if all >= 10*n { // fewer are no training data
		m.Hint = language.Textf("%s: is that the size of the training data?", "%s: esse é o tamanho dos dados de treinamento?", m.Hint)
	}
	return m
}

// direction is what a step may go along, with the mistake that makes it, if any.
type direction struct {
	Mistake
	step  Gradient
	along *Gradient // a multiple of it is added, if there is one
}

// directions are the steps that may be taken for -eta times the mean. The first is
// the right one.
func (s *Step) directions() []direction {
	n, first := len(s.Examples), s.Examples[0]
	k := -s.Eta / float64(n)
	right := sumOf(k, s.Examples)
	all := []direction{{step: right}}
	take := func(step Gradient, along *Gradient, id, en, pt, code string) {
		all = append(all, direction{update.says(id, en, pt, code, nil), step, along})
	}
	if n > 1 {
		take(sumOf(k, s.Examples[n-1:]), nil, "step-last-example", "only the last example counts: = for += in the sum over the mini-batch?", "só o último exemplo conta: = em vez de += na soma sobre o mini-batch?", "nablaW[i] = dnw")
		take(sumOf(k, s.Examples[:1]), nil, "step-first-example", "only the first example counts: does the loop go through the mini-batch?", "só o primeiro exemplo conta: o laço percorre o mini-batch?", "miniBatch[:1]")
		take(sumOf(k, s.Examples[:n-1]), nil, "step-all-but-last", "the last example is left out of the sum", "o último exemplo fica fora da soma", "miniBatch[:len(miniBatch)-1]")
		take(sumOf(k, s.Examples[1:]), nil, "step-all-but-first", "the first example is left out of the sum", "o primeiro exemplo fica fora da soma", "miniBatch[1:]")
		take(sumOf(-s.Eta, s.Examples[n-1:]), nil, "step-last-alone", "the step is that of the last example alone", "o passo é o do último exemplo sozinho", "matrix.Scale(eta, deltaNablaW[i])")
		take(s.oneByOne(k, false), nil, "step-each-example", "a step is taken after each example, not one after all", "há um passo após cada exemplo, não um após todos", "for … { …; net.Weights[i] = matrix.Sub(…) }")
		take(s.oneByOne(-s.Eta, false), nil, "step-each-example-whole", "a step of the whole eta is taken after each example, not one after all", "há um passo com o eta inteiro após cada exemplo, não um após todos", "for … { …; net.Weights[i] = matrix.Sub(…) }")
		take(s.oneByOne(k, true), nil, "step-running-sums", "after each example a step is taken along the sums so far: U7 and U8 are inside the loop", "após cada exemplo há um passo ao longo das somas até ali: U7 e U8 estão dentro do laço", "for … { …; net.Weights[i] = matrix.Sub(…) }")
	}
	w := &Gradient{NablaB: first.Net.Biases, NablaW: first.Net.Weights}
	take(right, w, "step-decay", "a multiple of w is in the step: weight decay?", "há um múltiplo de w no passo: decaimento dos pesos?", "(1 - lambda) * w")
	take(right.plus(w.times(-1)), nil, "step-lost", "the old w is lost: = for -=", "o w antigo se perde: = em vez de -=", "net.Weights[i] = matrix.Scale(-step, nw)")
	if p := s.Before; p != nil {
		take(sumOf(k, slices.Concat(s.Examples, p.Examples)), nil, "step-left-over", "the sums of the call before are still in it: start each mini-batch from zero", "as somas da chamada anterior ainda estão nele: comece cada mini-batch do zero", "net.nablaW[i] = matrix.Add(net.nablaW[i], dnw)")
		take(sumOf(k, p.Examples), nil, "step-stale", "it goes along the gradient of the network before its last step: is something kept from the call before?", "o passo segue o gradiente da rede de antes do último passo: algo fica guardado da chamada anterior?", "if net.nablaW == nil { … }")
		take(right, &Gradient{NablaB: p.B, NablaW: p.W}, "step-momentum", "a part of the step before is in it", "há nele uma parte do passo anterior", "v = matrix.Sub(matrix.Scale(mu, v), …)")
	}
	return all
}

// oneByOne is a step after each example, at the network as it then is: k times its
// gradient, or times the sum of the gradients so far.
func (s *Step) oneByOne(k float64, sums bool) Gradient {
	from := *s.Examples[0].Net
	net, start := from, Gradient{NablaB: from.Biases, NablaW: from.Weights}
	moved := start.times(0)
	sum := moved
	for _, e := range s.Examples {
		g := pass(&net, e.A[0], e.Y).gradient()
		if sum = sum.plus(g); sums {
			g = sum
		}
		moved = moved.plus(g.times(k))
		here := start.plus(moved)
		net.Biases, net.Weights = here.NablaB, here.NablaW
	}
	return moved
}

// gradient is what the equations give.
func (t *Truth) gradient() Gradient {
	s := sceneOf(t, nil, nil)
	g := Gradient{NablaB: s.deltas, NablaW: make([]matrix.Matrix, len(t.Z))}
	for ; s.i >= 0; s.i-- {
		s.deltas[s.i] = s.right()
		g.NablaW[s.i] = outer(s.delta(), s.before())
	}
	return g
}
