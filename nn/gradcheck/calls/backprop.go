// Package calls holds a backprop and an update to what they promise besides
// right numbers: not to panic, to return new results of the right shapes, to change
// nothing that is not theirs, and to remember nothing.
package calls

import (
	"slices"

	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck/diagnosis"
)

// Result is an example, and what was returned for it.
type Result struct {
	X, Y           matrix.Matrix
	NablaB, NablaW []matrix.Matrix
}

// all returns the results as one list.
func (r Result) all() []matrix.Matrix { return slices.Concat(r.NablaB, r.NablaW) }

// Backprop calls backprop with x and y, with another example, and with x and y
// again; if that gives something else, once more. It returns copies of the first
// results, and of those for the other example; they are nil where there is nothing
// to compare.
func Backprop(net *nn.Network, x, y matrix.Matrix, backprop func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix)) (first, other Result, findings []diagnosis.Finding) {
	// No number from 0 to 1 stays as it is.
	differ := func(v float64) float64 { return -0.25 - v/2 }
	first, other = Result{X: x, Y: y}, Result{X: x.Map(differ), Y: y.Map(differ)}
	again, last := first, first
	guard := newGuard(net)
	for _, of := range []Result{first, other} {
		guard.add("x", of.X)
		guard.add("y", of.Y)
	}
	find := func(en, pt string, values ...any) {
		text := language.Textf(en, pt, values...)
		findings = append(findings, diagnosis.Call(text[0], text[1]))
	}

	var returned []matrix.Matrix // by the first call, itself
	saidChanged, saidReused := false, false
	for _, call := range []struct {
		of  *Result
		nth language.Text
	}{
		{&first, language.Text{}},
		{&other, language.Text{"the second call, with another example: ", "a segunda chamada, com outro exemplo: "}},
		{&again, language.Text{"the third call, like the first: ", "a terceira chamada, igual à primeira: "}},
		{&last, language.Text{"the fourth call, like the third: ", "a quarta chamada, igual à terceira: "}},
	} {
		if call.of == &last && same(first, again) {
			return first, other, findings // what does not change is not random
		}
		own := Result{X: call.of.X, Y: call.of.Y}
		wrong := try(net, "backprop", func() { own.NablaB, own.NablaW = backprop(own.X, own.Y) })
		if wrong == nil {
			wrong = wrongShape(guard.copy, own)
		}
		if wrong == nil { // before what may be shared with the network is put back
			call.of.NablaB, call.of.NablaW = cloned(own.NablaB), cloned(own.NablaW)
		}
		changed := guard.restore()
		if wrong != nil {
			find("%s%s", "%s%s", call.nth, *wrong)
			return first, other, findings
		}
		if changed != "" && !saidChanged {
			find("%sbackprop changed %s: it must only read the network, x and y", "%sbackprop mudou %s: deve apenas ler a rede, x e y", call.nth, changed)
			saidChanged = true
		}
		if returned == nil {
			returned = own.all()
		}
		// Results that are the network's own matrices were put back with them.
		if !saidChanged && !saidReused && !slices.EqualFunc(returned, first.all(), sameBits) {
			find("%sbackprop changed the results of the first call: each call must return new matrices",
				"%sbackprop mudou os resultados da primeira chamada: cada chamada deve devolver matrizes novas", call.nth)
			saidReused = true
		}
	}
	left := language.Text{"it differs from call to call; is it random, or does a sum or a list grow with each call?",
		"ele muda de uma chamada para outra; é aleatório, ou uma soma ou uma lista cresce a cada chamada?"}
	if same(again, last) {
		left = language.Text{"something is left over from the call before; is a list, zs or activations, never emptied?",
			"algo sobra da chamada anterior; uma lista, zs ou activations, nunca é esvaziada?"}
	}
	find("a call with the same x and y gave another gradient after one with another example: %s",
		"uma chamada com os mesmos x e y deu outro gradiente depois de uma com outro exemplo: %s", left)
	return first, other, findings
}

// same reports whether two results have the same bits.
func same(a, b Result) bool { return slices.EqualFunc(a.all(), b.all(), sameBits) }

// wrongShape says how the results differ in shape from the parameters, or nil.
func wrongShape(net *nn.Network, results Result) *language.Text {
	fit := func(got, want []matrix.Matrix) bool {
		return slices.EqualFunc(got, want, func(m, of matrix.Matrix) bool { return m.HasShape(of.Rows(), of.Cols()) })
	}
	exchanged := fit(results.NablaB, net.Weights) && fit(results.NablaW, net.Biases)
	for _, part := range []struct {
		name, of  string
		got, want []matrix.Matrix
	}{{"nablaB", "Biases", results.NablaB, net.Biases}, {"nablaW", "Weights", results.NablaW, net.Weights}} {
		n := len(part.want)
		if len(part.got) != n {
			wrong := language.Textf("%s has %d matrices, want %d, one for each of net.%s", "%s tem %d matrizes, deveria ter %d, uma para cada uma de net.%s",
				part.name, len(part.got), n, part.of)
			return &wrong
		}
		for i, want := range part.want {
			got, hint := part.got[i], language.Text{}
			switch {
			case got.HasShape(want.Rows(), want.Cols()):
				continue
			case exchanged:
				hint = language.Text{": are nablaB and nablaW exchanged?", ": nablaB e nablaW estão trocados?"}
			case got == nil:
				hint = language.Text{": no step has set it; B12 and B13 set the last layer's, and B18 and B19 those before", ": nenhum passo a definiu; B12 e B13 definem as da última camada, e B18 e B19 as anteriores"}
			case got.HasShape(want.Cols(), want.Rows()):
				hint = language.Text{": is it transposed?", ": está transposta?"}
			case part.of == "Weights" && got.HasShape(want.Rows(), want.Rows()):
				hint = language.Text{": is it δ times a column of this layer, its a or z? BP4 takes the a of the layer before. Or did B10 keep something else in activations?",
					": é δ vezes uma coluna desta camada, seu a ou seu z? BP4 usa a ativação da camada anterior. Ou B10 guardou outra coisa em activations?"}
			case got.HasShape(part.want[n-1-i].Rows(), part.want[n-1-i].Cols()):
				hint = language.Text{": are the layers in reverse?", ": as camadas estão em ordem inversa?"}
			}
			wrong := language.Textf("%s[%d], for layer %d, is %s, want %s like net.%s[%d]%s", "%s[%d], da camada %d, é %s, deveria ser %s como net.%s[%d]%s",
				part.name, i, i+2, got.Shape(), want.Shape(), part.of, i, hint)
			return &wrong
		}
	}
	return nil
}

func cloned(ms []matrix.Matrix) (clones []matrix.Matrix) {
	for _, m := range ms {
		clones = append(clones, m.Clone())
	}
	return clones
}
