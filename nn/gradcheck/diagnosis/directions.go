package diagnosis

import (
	"fmt"
	"slices"

	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn"
)

func update(id, en, pt, code string) Mistake {
	return Mistake{ID: "step-" + id, Equation: "update", Note: language.Text{en, pt}, Code: code}
}

// factors are what the right step may be multiplied by.
func (s *Step) factors() []Mistake {
	n, eta := float64(len(s.Examples)), s.Eta
	factor := func(m Mistake, k float64) Mistake {
		m.value = func(*scene) matrix.Matrix { return matrix.Column(k) }
		return m
	}
	return []Mistake{
		factor(update("up", "the step goes up the gradient, not down: + eta for - eta", "o passo sobe o gradiente em vez de descer: + eta em vez de - eta", "matrix.Add(net.Weights[i], …)"), -1),
		factor(update("summed", "the gradients are summed, not averaged: eta is not divided by the size of the mini-batch", "os gradientes são somados, sem média: o eta não é dividido pelo tamanho do mini-batch", "step := eta"), n),
		factor(update("divided-twice", "eta is divided by the size of the mini-batch twice", "o eta é dividido duas vezes pelo tamanho do mini-batch", "step / float64(len(miniBatch))"), 1/n),
		factor(update("eta-missing", "eta is missing", "falta o eta", "step := 1 / float64(len(miniBatch))"), 1/eta),
		factor(update("eta-missing-summed", "eta is missing, and the gradients are summed, not averaged", "falta o eta, e os gradientes são somados, sem média", "matrix.Sub(net.Weights[i], nw)"), n/eta),
		factor(update("eta-twice", "eta is multiplied in twice", "o eta entra duas vezes no produto", "matrix.Scale(eta, matrix.Scale(step, nw))"), eta),
		factor(update("eta-divides", "eta divides where it should multiply", "o eta divide onde deveria multiplicar", "1 / (eta * n)"), 1/(eta*eta)),
		rare(factor(update("less-one", "eta is divided by the size of the mini-batch less 1", "o eta é dividido pelo tamanho do mini-batch menos 1", "float64(len(miniBatch)-1)"), n/(n-1)))[0],
		rare(factor(update("doubled", "the step is twice too long", "o passo é o dobro do certo", "2 * step"), 2))[0],
		factor(update("halved", "the step is half as long as it should be", "o passo é a metade do certo", "step / 2"), 0.5),
	}
}

// direction is what a step may go along. It is worked out for a layer's biases or
// weights when it is asked for, as there are more directions than examples.
type direction struct {
	Mistake
	step  part
	along part // a multiple of it is added, if there is one
}

// part returns the biases' or the weights' part of something in layer i+2.
type part func(i int, bias bool) matrix.Matrix

func partOf(biases, weights []matrix.Matrix) part {
	return func(i int, bias bool) matrix.Matrix {
		if bias {
			return biases[i]
		}
		return weights[i]
	}
}

// directions are the sums of gradients that a step may go along, times -eta/n.
func (s *Step) directions() []direction {
	n := len(s.Examples)
	k := -s.Eta / float64(n)
	along := func(m Mistake, truths []*Truth, k float64) direction {
		return direction{Mistake: m, step: func(i int, bias bool) matrix.Matrix {
			sum := partOf(truths[0].NablaB, truths[0].NablaW)(i, bias)
			for _, t := range truths[1:] {
				sum = matrix.Add(sum, partOf(t.NablaB, t.NablaW)(i, bias))
			}
			return matrix.Scale(k, sum)
		}}
	}
	total := sumOf(s.Examples, k)
	right := direction{step: partOf(total.NablaB, total.NablaW)}
	// Without an example, or with it twice, it is the right sum less or plus it.
	plus := func(m Mistake, e int, k float64) direction {
		one := along(m, s.Examples[e:e+1], k)
		return direction{Mistake: m, step: func(i int, bias bool) matrix.Matrix {
			return matrix.Add(right.step(i, bias), one.step(i, bias))
		}}
	}
	zero := along(update("none", "the parameters do not change", "os parâmetros não mudam", "w = matrix.Sub(w, matrix.Scale(step, nw))"), s.Examples, 0)
	all := []direction{right, zero}
	if n > 1 {
		all = append(all,
			along(update("last-example", "only the last example counts: = for += in the sum over the mini-batch?", "só o último exemplo conta: = em vez de += na soma sobre o mini-batch?", "nablaW[i] = dnw"), s.Examples[n-1:], k),
			along(update("first-example", "only the first example counts: does the loop go through the mini-batch?", "só o primeiro exemplo conta: o laço percorre o mini-batch?", "miniBatch[:1]"), s.Examples[:1], k),
			plus(update("all-but-last", "the last example is left out of the sum", "o último exemplo fica fora da soma", "miniBatch[:len(miniBatch)-1]"), n-1, -k),
			plus(update("all-but-first", "the first example is left out of the sum", "o primeiro exemplo fica fora da soma", "miniBatch[1:]"), 0, -k))
		all = append(all, along(update("last-alone", "the step is that of the last example alone", "o passo é o do último exemplo sozinho", "matrix.Scale(eta, deltaNablaW[i])"), s.Examples[n-1:], -s.Eta))
		for _, whole := range []bool{false, true} {
			eta, note := -k, update("each-example", "a step is taken after each example, not one after all", "há um passo após cada exemplo, não um após todos", "for … { …; net.Weights[i] = matrix.Sub(…) }")
			if whole {
				eta, note = s.Eta, update("each-example-whole", "a step of the whole eta is taken after each example, not one after all", "há um passo do eta inteiro após cada exemplo, não um após todos", "for … { …; net.Weights[i] = matrix.Sub(…) }")
			}
			all = append(all, s.sequential(note, eta, false))
		}
		for e := range n {
			all = append(all, plus(rare(update("one-twice", fmt.Sprintf("example %d, counted from 0, counts twice", e), fmt.Sprintf("o exemplo %d, contado de 0, conta duas vezes", e), ""))[0], e, k))
		}
		if n > 2 {
			for e := 1; e < n-1; e++ {
				all = append(all, plus(update("one-missing", fmt.Sprintf("example %d, counted from 0, is left out of the sum", e), fmt.Sprintf("o exemplo %d, contado de 0, fica fora da soma", e), ""), e, -k))
			}
			var odd, even []*Truth
			for e, t := range s.Examples {
				if e%2 == 0 {
					even = append(even, t)
				} else {
					odd = append(odd, t)
				}
			}
			all = append(all, along(update("every-other", "only every other example counts", "conta um exemplo sim, outro não", "i += 2"), even, k),
				along(update("every-other", "only every other example counts", "conta um exemplo sim, outro não", "i += 2"), odd, k))
		}
		running := update("running-sums", "after each example a step is taken along the sums so far: U7 and U8 are inside the loop", "após cada exemplo há um passo ao longo das somas até ali: U7 e U8 estão dentro do laço", "for … { …; net.Weights[i] = matrix.Sub(…) }")
		all = append(all, s.sequential(running, -k, true), s.sequential(running, s.Eta, true))
	}
	net := s.Examples[0].Net
	decay := right
	decay.Mistake = update("decay", "a multiple of w is in the step: weight decay?", "há um múltiplo de w no passo: decaimento dos pesos?", "(1 - lambda) * w")
	decay.along = partOf(net.Biases, net.Weights)
	all = append(all, decay)
	lost := direction{Mistake: update("lost", "the old w is lost: = for -=", "o w antigo se perde: = em vez de -=", "net.Weights[i] = matrix.Scale(-step, nw)")}
	lost.step = func(i int, bias bool) matrix.Matrix {
		return matrix.Sub(right.step(i, bias), decay.along(i, bias))
	}
	all = append(all, lost)
	if p := s.Before; p != nil {
		sum := along(update("left-over", "the sums of the call before are still in it: start each mini-batch from zero", "as somas da chamada anterior ainda estão nele: comece cada mini-batch do zero", "net.nablaW[i] = matrix.Add(net.nablaW[i], dnw)"), slices.Concat(s.Examples, p.Examples), k)
		stale := along(update("stale", "it goes along the gradient of the network before its last step: is something kept from the call before?", "segue o gradiente da rede antes do último passo: algo fica guardado da chamada anterior?", "if net.nablaW == nil { … }"), p.Examples, k)
		momentum := right
		momentum.Mistake = rare(update("momentum", "a part of the step before is in it", "há nele uma parte do passo anterior", "v = matrix.Sub(matrix.Scale(mu, v), …)"))[0]
		momentum.along = partOf(p.B, p.W)
		all = append(all, sum, stale, momentum)
	}
	return all
}

// updateMistakes are the mistakes of an update, as they are with two examples.
func updateMistakes() []Mistake {
	net := &nn.Network{Sizes: []int{1, 1}, Biases: []matrix.Matrix{{{0}}}, Weights: []matrix.Matrix{{{0}}}}
	t := &Truth{Net: net, Y: matrix.Column(1), A: []matrix.Matrix{{{1}}, {{0.5}}}, Z: []matrix.Matrix{{{0}}}}
	t.NablaB, t.NablaW, t.RoundB, t.RoundW = net.Biases, net.Weights, net.Biases, net.Weights
	s := &Step{Eta: 1, Examples: []*Truth{t, t, t}, B: net.Biases, W: net.Weights}
	s.Before = s
	var all []Mistake
	for _, d := range s.directions() {
		if d.ID != "" {
			all = append(all, d.Mistake)
		}
	}
	return append(append(all, s.factors()...), dividedByAll(100, 10, "", ""))
}

func dividedByAll(all, n float64, en, pt string) Mistake {
	return update("divided-by-all",
		fmt.Sprintf("eta is divided by %.0f, not by the %.0f examples of the mini-batch%s", all, n, en),
		fmt.Sprintf("o eta é dividido por %.0f, não pelos %.0f exemplos do mini-batch%s", all, n, pt), "eta / float64(training.Len())")
}
