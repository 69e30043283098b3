package diagnosis

import (
	"fmt"
	"math"

	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn"
)

// Step is what one call of an update did to a network.
type Step struct {
	Eta      float64
	Examples []*Truth        // those of the mini-batch, at the network before the step
	B, W     []matrix.Matrix // how far every bias and weight moved
	Before   *Step           // the call before, or nil
}

// Want returns the step that should have been taken: -eta times the mean of the
// gradients. Its bounds cover what w - eta·gradient, rounded at the size of w,
// hides of the step.
func (s *Step) Want() Gradient {
	want := sumOf(s.Examples, -s.Eta/float64(len(s.Examples)))
	net := s.Examples[0].Net
	const unit = 0x1p-53 // the largest relative error of one rounding
	for i := range want.NablaB {
		for _, p := range []struct{ rounding, w, step matrix.Matrix }{
			{want.RoundB[i], net.Biases[i], want.NablaB[i]},
			{want.RoundW[i], net.Weights[i], want.NablaW[i]},
		} {
			for j := range p.w {
				for k := range p.w[j] {
					p.rounding[j][k] += 4 * unit * (math.Abs(p.w[j][k]) + math.Abs(p.step[j][k]))
				}
			}
		}
	}
	return want
}

// sumOf returns the sum of the gradients times a factor, and of their rounding.
func sumOf(truths []*Truth, factor float64) Gradient {
	total := func(of func(*Truth) []matrix.Matrix, factor float64) []matrix.Matrix {
		var ms []matrix.Matrix
		for i, m := range of(truths[0]) {
			for _, t := range truths[1:] {
				m = matrix.Add(m, of(t)[i])
			}
			ms = append(ms, matrix.Scale(factor, m))
		}
		return ms
	}
	return Gradient{
		NablaB: total(func(t *Truth) []matrix.Matrix { return t.NablaB }, factor),
		NablaW: total(func(t *Truth) []matrix.Matrix { return t.NablaW }, factor),
		RoundB: total(func(t *Truth) []matrix.Matrix { return t.RoundB }, math.Abs(factor)),
		RoundW: total(func(t *Truth) []matrix.Matrix { return t.RoundW }, math.Abs(factor)),
	}
}

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
		factor(update("up", "the step goes up the gradient, not down: + eta for - eta", "o passo sobe o gradiente em vez de descer: + eta por - eta", "matrix.Add(net.Weights[i], …)"), -1),
		factor(update("summed", "the gradients are summed, not averaged: eta is not divided by the size of the mini-batch", "os gradientes são somados, sem média: eta não é dividida pelo tamanho do mini-lote", "step := eta"), n),
		factor(update("divided-twice", "eta is divided by the size of the mini-batch twice", "eta é dividida duas vezes pelo tamanho do mini-lote", "step / float64(len(miniBatch))"), 1/n),
		factor(update("eta-missing", "eta is missing", "falta eta", "step := 1 / float64(len(miniBatch))"), 1/eta),
		factor(update("eta-missing-summed", "eta is missing, and the gradients are summed, not averaged", "falta eta, e os gradientes são somados, sem média", "matrix.Sub(net.Weights[i], nw)"), n/eta),
		factor(update("eta-twice", "eta is multiplied in twice", "eta é multiplicada duas vezes", "matrix.Scale(eta, matrix.Scale(step, nw))"), eta),
		factor(update("eta-divides", "eta divides where it should multiply", "eta divide onde deveria multiplicar", "1 / (eta * n)"), 1/(eta*eta)),
		rare(factor(update("doubled", "the step is twice too long", "o passo é o dobro do certo", "2 * step"), 2))[0],
		factor(update("halved", "the step is half as long as it should be", "o passo é a metade do certo", "step / 2"), 0.5),
	}
}

// direction is what a step may go along.
type direction struct {
	Mistake
	b, w           []matrix.Matrix
	alongB, alongW []matrix.Matrix // a multiple of these is added
}

// directions are the sums of gradients that a step may go along, times -eta/n.
func (s *Step) directions() []direction {
	n := len(s.Examples)
	k := -s.Eta / float64(n)
	along := func(m Mistake, truths []*Truth, k float64) direction {
		g := sumOf(truths, k)
		return direction{Mistake: m, b: g.NablaB, w: g.NablaW}
	}
	right := along(Mistake{}, s.Examples, k)
	zero := along(update("none", "the parameters do not change", "os parâmetros não mudam", "the loop over the layers does not assign it"), s.Examples, 0)
	all := []direction{right, zero}
	if n > 1 {
		all = append(all,
			along(update("last-example", "only the last example counts: = for += in the sum over the mini-batch?", "só o último exemplo conta: = por += na soma sobre o mini-lote?", "nablaW[i] = dnw"), s.Examples[n-1:], k),
			along(update("first-example", "only the first example counts: does the loop go through the mini-batch?", "só o primeiro exemplo conta: o laço percorre o mini-lote?", "return in the loop"), s.Examples[:1], k),
			along(update("all-but-last", "the last example is left out of the sum", "o último exemplo fica fora da soma", "miniBatch[:len(miniBatch)-1]"), s.Examples[:n-1], k),
			along(update("all-but-first", "the first example is left out of the sum", "o primeiro exemplo fica fora da soma", "miniBatch[1:]"), s.Examples[1:], k))
		all = append(all, along(update("last-alone", "the step is that of the last example alone", "o passo é o do último exemplo sozinho", "the gradient of the last turn of the loop"), s.Examples[n-1:], -s.Eta))
		for _, whole := range []bool{false, true} {
			eta, note := -k, update("each-example", "a step is taken after each example, not one after all", "há um passo após cada exemplo, não um após todos", "U7 and U8 inside the loop over the mini-batch")
			if whole {
				eta, note = s.Eta, update("each-example-whole", "a step of the whole eta is taken after each example, not one after all", "há um passo da eta inteira após cada exemplo, não um após todos", "U7 and U8 inside the loop over the mini-batch")
			}
			all = append(all, s.sequential(note, eta, false))
		}
		for e := range n {
			all = append(all, along(rare(update("one-twice", fmt.Sprintf("example %d, counted from 0, counts twice", e), fmt.Sprintf("o exemplo %d, contado de 0, conta duas vezes", e), ""))[0], append(append([]*Truth{}, s.Examples...), s.Examples[e]), k))
		}
		if n > 2 {
			for e := 1; e < n-1; e++ {
				rest := append(append([]*Truth{}, s.Examples[:e]...), s.Examples[e+1:]...)
				all = append(all, along(update("one-missing", fmt.Sprintf("example %d, counted from 0, is left out of the sum", e), fmt.Sprintf("o exemplo %d, contado de 0, fica fora da soma", e), ""), rest, k))
			}
			var odd, even []*Truth
			for e, t := range s.Examples {
				if e%2 == 0 {
					even = append(even, t)
				} else {
					odd = append(odd, t)
				}
			}
			all = append(all, along(update("every-other", "only every other example counts", "só um exemplo sim, outro não, conta", "i += 2"), even, k),
				along(update("every-other", "only every other example counts", "só um exemplo sim, outro não, conta", "i += 2"), odd, k))
		}
		running := update("running-sums", "after each example a step is taken along the sums so far: U7 and U8 are inside the loop", "após cada exemplo há um passo ao longo das somas até ali: U7 e U8 estão dentro do laço", "U7 and U8 inside the loop over the mini-batch")
		all = append(all, s.sequential(running, -k, true), s.sequential(running, s.Eta, true))
	}
	net := s.Examples[0].Net
	decay := right
	decay.Mistake = update("decay", "a multiple of w is in the step: weight decay?", "há um múltiplo de w no passo: decaimento dos pesos?", "(1 - lambda) * w")
	decay.alongB, decay.alongW = net.Biases, net.Weights
	all = append(all, decay)
	lost := direction{Mistake: update("lost", "the old w is lost: = for -=", "o w antigo se perde: = por -=", "net.Weights[i] = matrix.Scale(-step, nw)")}
	for i, w := range net.Weights {
		lost.w = append(lost.w, add(right.w[i], scale(-1, w)))
		lost.b = append(lost.b, add(right.b[i], scale(-1, net.Biases[i])))
	}
	all = append(all, lost)
	if p := s.Before; p != nil {
		sum := along(update("left-over", "the sums of the call before are still in it: start each mini-batch from zero", "as somas da chamada anterior ainda estão nele: comece cada mini-lote do zero", "nablaW kept in a field of Network"), append(append([]*Truth{}, s.Examples...), p.Examples...), k)
		stale := along(update("stale", "it goes along the gradient of the network before its last step: is something kept from the call before?", "segue o gradiente da rede antes do último passo: algo fica guardado da chamada anterior?", "a gradient or a forward pass kept in a field"), p.Examples, k)
		momentum := right
		momentum.Mistake = rare(update("momentum", "a part of the step before is in it", "há nele uma parte do passo anterior", "velocity kept from the call before"))[0]
		momentum.alongB, momentum.alongW = p.B, p.W
		all = append(all, sum, stale, momentum)
	}
	return all
}

// sequential is a step after each example, at the network as it then is, along
// its gradient or along the sums so far.
func (s *Step) sequential(m Mistake, eta float64, sums bool) direction {
	from := s.Examples[0].Net
	net := &nn.Network{Sizes: from.Sizes, Biases: append([]matrix.Matrix{}, from.Biases...), Weights: append([]matrix.Matrix{}, from.Weights...)}
	var before direction
	for _, e := range s.Examples {
		t := &Truth{Net: net, Y: e.Y, A: []matrix.Matrix{e.A[0]}}
		for i, w := range net.Weights {
			t.Z = append(t.Z, matrix.Add(matrix.Dot(w, t.A[i]), net.Biases[i]))
			t.A = append(t.A, t.Z[i].Map(sigmoid))
		}
		scene := sceneOf(t, make([]matrix.Matrix, len(t.Z)))
		var b, w []matrix.Matrix
		for scene.i = len(t.Z) - 1; scene.i >= 0; scene.i-- {
			scene.deltas[scene.i] = scene.right()
			b = append([]matrix.Matrix{scene.delta()}, b...)
			w = append([]matrix.Matrix{outer(scene.delta(), scene.before())}, w...)
		}
		if sums && before.b != nil {
			for i := range b {
				b[i], w[i] = matrix.Add(b[i], before.b[i]), matrix.Add(w[i], before.w[i])
			}
		}
		before.b, before.w = b, w
		for i := range b {
			net.Biases[i] = matrix.Sub(net.Biases[i], scale(eta, b[i]))
			net.Weights[i] = matrix.Sub(net.Weights[i], scale(eta, w[i]))
		}
	}
	d := direction{Mistake: m}
	for i := range net.Biases {
		d.b = append(d.b, matrix.Sub(net.Biases[i], from.Biases[i]))
		d.w = append(d.w, matrix.Sub(net.Weights[i], from.Weights[i]))
	}
	return d
}

// Diagnose says what is wrong with a step, as far as can be told: with that of
// the biases, of the weights, or of both.
func (s *Step) Diagnose() []Finding {
	want := s.Want()
	if want.Agrees(s.B, s.W) {
		return nil
	}
	directions, factors := s.directions(), s.factors()
	scene := sceneOf(s.Examples[0], s.W)
	read := func(i int, bias bool) []reading {
		got, right, rounding := s.W, want.NablaW, want.RoundW
		if bias {
			got, right, rounding = s.B, want.NablaB, want.RoundB
		}
		terms := func(yield func(term) bool) {
			for _, d := range directions {
				value, along := d.w[i], at(d.alongW, i)
				if bias {
					value, along = d.b[i], at(d.alongB, i)
				}
				t := term{value: func() matrix.Matrix { return value }}
				if along != nil {
					t.along = func() matrix.Matrix { return along }
				}
				if d.ID != "" {
					t.mistakes = []Mistake{d.Mistake}
				}
				if !yield(t) {
					return
				}
			}
		}
		readings := question{got[i], right[i], rounding[i], nil}.read(scene.at(i), terms, factors)
		for n := range readings {
			readings[n] = s.whole(readings[n], right[i], got[i])
		}
		return readings
	}
	weights, biases := path{}, path{}
	for i := len(s.W) - 1; i >= 0; i-- {
		if !Agree(s.W[i], want.NablaW[i], want.RoundW[i]) {
			weights.steps = append(weights.steps, misstep{"update", i, read(i, false), nil, s.W[i], scene})
		}
		if !Agree(s.B[i], want.NablaB[i], want.RoundB[i]) {
			biases.steps = append(biases.steps, misstep{"update", i, read(i, true), s.B[i], nil, scene})
		}
	}
	ofW, ofB := weights.merge(), biases.merge()
	for n := range ofW {
		only := true
		for m := range ofB {
			if f, ok := ofW[n].with(ofB[m]); ok {
				ofW[n], only = f, false
				ofB = append(ofB[:m], ofB[m+1:]...)
				break
			}
		}
		if only {
			ofW[n].prefix("for the weights alone (U7): ", "só nos pesos (U7): ")
		}
	}
	for n := range ofB {
		ofB[n].prefix("for the biases alone (U8): ", "só nos vieses (U8): ")
	}
	findings := append(ofW, ofB...)
	for n := range findings {
		f := &findings[n]
		i := f.Layer - 2
		if len(f.also) == len(s.W)-1 {
			f.also = nil // as the step is one for all layers
		}
		if s.Before != nil {
			f.prefix("in a second call: ", "numa segunda chamada: ")
		}
		f.Worst = want.worstEntry(i, s.B[i], s.W[i])
		f.finish()
	}
	return findings
}

// whole names a factor n/N, for a whole N that may be the number of all examples.
func (s *Step) whole(r reading, right, got matrix.Matrix) reading {
	if r.id() != "factor" {
		return r
	}
	n := float64(len(s.Examples))
	k, _ := ratio(got, right)
	all := math.Round(n / k)
	if all > n && all < 1e8 && math.Abs(n/k-all) < 1e-6*all {
		en, pt := ": is that the size of the training data?", ": esse é o tamanho dos dados de treino?"
		if sizes := s.Examples[0].Net.Sizes; int(all) == len(sizes) || int(all) == sizes[len(sizes)-1] {
			en, pt = ": that is the number of layers, or of outputs", ": esse é o número de camadas, ou de saídas"
		}
		r.mistakes = []Mistake{dividedByAll(all, n, en, pt)}
	}
	return r
}

// with merges two findings if they have a reading in common.
func (f Finding) with(other Finding) (Finding, bool) {
	var common []reading
	for _, r := range f.readings {
		for _, o := range other.readings {
			if r.same(o) && (f.Equation == other.Equation || r.shared()) {
				common = append(common, r)
			}
		}
	}
	if len(common) == 0 {
		return f, false
	}
	f.readings = common
	for _, layer := range append([]int{other.Layer}, other.also...) {
		if !f.In(layer) {
			f.also = append(f.also, layer)
		}
	}
	return f, true
}

func (f *Finding) prefix(en, pt string) {
	for n := range f.readings {
		r := &f.readings[n]
		r.where = language.Text{en + r.where[0], pt + r.where[1]}
	}
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
		fmt.Sprintf("eta é dividida por %.0f, não pelos %.0f exemplos do mini-lote%s", all, n, pt), "eta / float64(training.Len())")
}
