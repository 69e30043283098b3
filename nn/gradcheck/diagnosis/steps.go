package diagnosis

import (
	"fmt"
	"math"
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
		factor(2, "step-doubled", "the step is twice too long", "o passo é o dobro do certo", "2 * step"),
		factor(0.5, "step-halved", "the step is half as long as it should be", "o passo é a metade do certo", "step / 2"),
	}
}

// mostExamples: a number of examples is read off to tiny of itself. Of more than
// this, one number in five would be whole by chance.
const mostExamples = 0.1 / tiny

// factor is a number without a name. In a step it may be n/N, for a whole N that may
// be a number of examples.
func (q question) factor(k float64) Mistake {
	n := q.examples
	all := math.Round(n / k)
	if !(all > 1 && all < mostExamples && math.Abs(n/k-all) < tiny*all) {
		return result.says("factor", fmt.Sprintf("the values are right but for a factor of %.6g", k),
			fmt.Sprintf("os valores estão certos, a não ser por um fator de %.6g", k), "", nil)
	}
	m := update.says("step-divided-by-all", fmt.Sprintf("eta is divided by %.0f, not by the %.0f examples of the mini-batch", all, n),
		fmt.Sprintf("o eta é dividido por %.0f, não pelos %.0f exemplos do mini-batch", all, n), "eta / float64(training.Len())", nil)
	if all >= 10*n { // fewer are no training data
		m.Hint = language.Textf("%s: is that the size of the training data?", "%s: esse é o tamanho dos dados de treinamento?", m.Hint)
	}
	return m
}

// directions are what may be taken for a part of the right step.
func (s *Step) directions(of part) (rows []Mistake) {
	n, net := len(s.Examples), s.Examples[0].Net
	k := -s.Eta / float64(n)
	right := of.sum(k, s.Examples)
	take := func(step matrix.Matrix, id, en, pt, code string) {
		rows = append(rows, update.says(id, en, pt, code, step))
	}
	if n > 1 {
		take(of.sum(k, s.Examples[n-1:]), "step-last-example", "only the last example counts: = for += in the sum over the mini-batch?", "só o último exemplo conta: = em vez de += na soma sobre o mini-batch?", "nablaW[i] = dnw")
		take(of.sum(k, s.Examples[:1]), "step-first-example", "only the first example counts: does the loop go through the mini-batch?", "só o primeiro exemplo conta: o laço percorre o mini-batch?", "miniBatch[:1]")
		take(of.sum(k, s.Examples[:n-1]), "step-all-but-last", "the last example is left out of the sum", "o último exemplo fica fora da soma", "miniBatch[:len(miniBatch)-1]")
		take(of.sum(k, s.Examples[1:]), "step-all-but-first", "the first example is left out of the sum", "o primeiro exemplo fica fora da soma", "miniBatch[1:]")
		take(of.sum(-s.Eta, s.Examples[n-1:]), "step-last-alone", "the step is that of the last example alone", "o passo é o do último exemplo sozinho", "matrix.Scale(eta, deltaNablaW[i])")
		take(s.oneByOne(of, k, false), "step-each-example", "the parameters are updated after each example, not once per mini-batch", "os parâmetros são atualizados a cada exemplo, e não uma vez por mini-batch", "for … { …; net.Weights[i] = matrix.Sub(…) }")
		take(s.oneByOne(of, -s.Eta, false), "step-each-example-whole", "the parameters are updated after each example, with the whole eta, not once per mini-batch", "os parâmetros são atualizados a cada exemplo, com o eta inteiro, e não uma vez por mini-batch", "for … { …; net.Weights[i] = matrix.Sub(…) }")
		take(s.oneByOne(of, k, true), "step-running-sums", "the parameters are updated after each example, by the sums so far: U7 and U8 are inside the loop", "os parâmetros são atualizados a cada exemplo, com as somas até ali: U7 e U8 estão dentro do laço", "for … { …; net.Weights[i] = matrix.Sub(…) }")
	}
	w, _ := of(Gradient{NablaB: net.Biases, NablaW: net.Weights})
	rows = append(rows, update.says("step-decay", "the step contains -λ w: weight decay?", "o passo inclui -λ w: é decaimento dos pesos?",
		"(1 - lambda) * w", right).plus("λ", scale(-1, w)))
	take(matrix.Sub(right, w), "step-lost", "the old w is lost: = for -=", "o w antigo se perde: = em vez de -=", "net.Weights[i] = matrix.Scale(-step, nw)")
	if p := s.Before; p != nil {
		take(of.sum(k, slices.Concat(s.Examples, p.Examples)), "step-left-over", "the step still contains the sums of the call before: start each mini-batch from zero", "o passo ainda inclui as somas da chamada anterior: comece cada mini-batch do zero", "net.nablaW[i] = matrix.Add(net.nablaW[i], dnw)")
		take(of.sum(k, p.Examples), "step-stale", "the step follows the gradient of the network before its last step: is something kept from the call before?", "o passo segue o gradiente da rede de antes do último passo: algo fica guardado da chamada anterior?", "if net.nablaW == nil { … }")
		moved, _ := of(Gradient{NablaB: p.B, NablaW: p.W})
		rows = append(rows, update.says("step-momentum", "the step contains μ times the one before: momentum?", "o passo inclui μ vezes o anterior: é momentum?",
			"v = matrix.Sub(matrix.Scale(mu, v), …)", right).plus("μ", moved))
	}
	return rows
}

// oneByOne is a step after each example, at the network as it then is: k times its
// gradient, or times the sum of the gradients so far.
func (s *Step) oneByOne(of part, k float64, sums bool) matrix.Matrix {
	net := s.Examples[0].Net.Clone()
	now := Gradient{NablaB: net.Biases, NablaW: net.Weights}
	w, _ := of(now)
	from := w.Clone()
	var before Gradient
	for n, e := range s.Examples {
		g := pass(net, e.A[0], e.Y).gradient()
		for i := range g.NablaB {
			if sums && n > 0 {
				g.NablaB[i], g.NablaW[i] = matrix.Add(g.NablaB[i], before.NablaB[i]), matrix.Add(g.NablaW[i], before.NablaW[i])
			}
			matrix.SubScaledInPlace(net.Biases[i], -k, g.NablaB[i])
			matrix.SubScaledInPlace(net.Weights[i], -k, g.NablaW[i])
		}
		before = g
	}
	w, _ = of(now)
	return matrix.Sub(w, from)
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
