// Package calls holds a backprop and an update to what they promise besides
// right numbers: not to panic, to return results of the right shapes in memory
// of their own, to change nothing that is not theirs, and to remember nothing.
package calls

import (
	"fmt"
	"slices"

	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck/diagnosis"
)

// Result is what was returned for an example.
type Result struct {
	X, Y           matrix.Matrix
	NablaB, NablaW []matrix.Matrix
}

// Backprop calls backprop with x and y, with another example, and with x and y
// again. It returns copies of the first results, or nil if there are none to
// compare, and of those for the other example. Right says whether those are right;
// it is asked only if they are the first ones again.
func Backprop(net *nn.Network, x, y matrix.Matrix, backprop func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix), right func(other Result) bool) (nablaB, nablaW []matrix.Matrix, other Result, findings []diagnosis.Finding) {
	// Another x and another y: no number from 0 to 1 stays as it is.
	differ := func(v float64) float64 { return -0.25 - v/2 }
	otherX, otherY := x.Map(differ), y.Map(differ)
	guard := newGuard(net)
	guard.add("x", x)
	guard.add("y", y)
	guard.add("x", otherX)
	guard.add("y", otherY)
	find := func(en, pt string) { findings = append(findings, diagnosis.Call(en, pt)) }
	// call returns what a call returned, or reports that there is nothing to use.
	var copyB, copyW []matrix.Matrix // of the last results, before anything was put back
	saidChanged := false
	call := func(nth, nthPt string, x, y matrix.Matrix) (b, w []matrix.Matrix, ok bool) {
		panicked := try(net, func() { b, w = backprop(x, y) })
		copyB, copyW = cloneAll(b), cloneAll(w)
		changed := guard.restore()
		if panicked != nil {
			find("backprop panicked"+nth+": "+panicked[0], "backprop gerou um panic"+nthPt+": "+panicked[1])
			return nil, nil, false
		}
		if wrong := wrongShape(net, b, w); wrong != nil {
			if nth != "" {
				nth, nthPt = nth[1:]+": ", nthPt[1:]+": "
			}
			find(nth+wrong[0], nthPt+wrong[1])
			return nil, nil, false
		}
		if changed != "" && !saidChanged {
			find("backprop changed "+changed+nth+": it must only read the network, x and y", "backprop mudou "+changed+nthPt+": deve apenas ler a rede, x e y")
			saidChanged = true
		}
		return b, w, true
	}

	firstB, firstW, ok := call("", "", x, y)
	if !ok {
		return nil, nil, other, findings
	}
	nablaB, nablaW = copyB, copyW
	otherB, otherW, ok := call(" when called with another example", " ao ser chamado com outro exemplo", otherX, otherY)
	if !ok {
		return nablaB, nablaW, other, findings
	}
	kept := len(findings) > 0 // what a changed network does has been said
	other = Result{otherX, otherY, cloneAll(otherB), cloneAll(otherW)}
	// Two examples may have one gradient: behind a saturated layer, x does not count.
	if !kept && sameAll(otherB, nablaB, otherW, nablaW) && !zero(nablaB) && !right(other) {
		find("another example gives the same gradient: is the forward pass, or the result, kept from the first call?",
			"outro exemplo dá o mesmo gradiente: a passada para a frente, ou o resultado, fica guardada da primeira chamada?")
		kept = true
	}
	afterOther := append(cloneAll(otherB), cloneAll(otherW)...)
	againB, againW, ok := call(" when called again", " ao ser chamado de novo", x, y)
	if !ok {
		return nablaB, nablaW, other, findings
	}
	againB, againW = againB[:len(againB):len(againB)], againW[:len(againW):len(againW)]
	if !kept && !sameAll(againB, nablaB, againW, nablaW) {
		third := cloneAll(append(againB, againW...))
		first := append(cloneAll(nablaB), cloneAll(nablaW)...)
		b, w, ok := call(" when called once more", " ao ser chamado mais uma vez", x, y)
		if !ok {
			return nablaB, nablaW, other, findings
		}
		find(leftOver(first, afterOther, third, append(b[:len(b):len(b)], w...)))
	}

	// Write another number into every entry of all the results. Where a number is
	// overwritten, two entries share memory; and whatever else changes is shared
	// too.
	entries := 0
	for i := range nablaB {
		entries += nablaB[i].Rows() * (1 + nablaW[i].Cols())
	}
	enumerate(firstB, firstW, 0)
	enumerate(againB, againW, entries)
	if one, other := overwritten(againB, againW, entries); one != "" {
		find(one+" and "+other+" share memory: writing to one changes the other", one+" e "+other+" compartilham memória: escrever em um muda o outro")
	} else if one, _ := overwritten(firstB, firstW, 0); one != "" {
		find(one+" shares memory with the result of an earlier call: each call must return new matrices",
			one+" compartilha memória com o resultado de uma chamada anterior: cada chamada deve devolver matrizes novas")
	}
	if changed := guard.restore(); changed != "" {
		find("the results share memory with "+changed+": writing to them changes it", "os resultados compartilham memória com "+changed+": escrever neles o muda")
	}
	return nablaB, nablaW, other, findings
}

// leftOver says how the results of later calls depend on earlier ones: first and
// third are of one example, with another between them, and fourth follows third.
func leftOver(first, between, third, fourth []matrix.Matrix) (en, pt string) {
	en = "a call with the same x and y gave another gradient after one with another example: "
	pt = "uma chamada com os mesmos x e y deu outro gradiente depois de uma com outro exemplo: "
	sum, same := true, true
	for i := range first {
		sum = sum && diagnosis.Agree(third[i], matrix.Add(between[i], first[i]), nil)
		same = same && sameBits(third[i], fourth[i])
	}
	switch {
	case sum:
		return en + "the gradients of the calls before are still in it; start each call from zero",
			pt + "os gradientes das chamadas anteriores ainda estão nele; comece cada chamada do zero"
	case same:
		return en + "something is left over from the call before; is a list, zs or activations, never emptied?",
			pt + "algo sobra da chamada anterior; uma lista, zs ou activations, nunca é esvaziada?"
	}
	return en + "it differs from call to call; is it random, or does something grow with each call?",
		pt + "ele muda de uma chamada para outra; é aleatório, ou algo cresce a cada chamada?"
}

// wrongShape says how the results differ in shape from the parameters, or nil.
func wrongShape(net *nn.Network, nablaB, nablaW []matrix.Matrix) []string {
	for _, part := range []struct {
		name, of  string
		got, want []matrix.Matrix
	}{{"nablaB", "Biases", nablaB, net.Biases}, {"nablaW", "Weights", nablaW, net.Weights}} {
		if len(part.got) != len(part.want) {
			return []string{fmt.Sprintf("%s has %d matrices, want %d, one for each of net.%s", part.name, len(part.got), len(part.want), part.of),
				fmt.Sprintf("%s tem %d matrizes, deveria ter %d, uma para cada uma de net.%s", part.name, len(part.got), len(part.want), part.of)}
		}
		for i, want := range part.want {
			got, what := part.got[i], fmt.Sprintf("%s[%d]", part.name, i)
			if got == nil {
				en, pt := "does the loop over the layers reach it?", "o laço sobre as camadas chega a ela?"
				if i == len(part.want)-1 {
					en, pt = "B12 and B13 are to set the last layer's", "B12 e B13 devem definir as da última camada"
				}
				return []string{fmt.Sprintf("%s, for layer %d, is nil: no step has set it; %s", what, i+2, en),
					fmt.Sprintf("%s, da camada %d, é nil: nenhum passo a definiu; %s", what, i+2, pt)}
			}
			if !got.HasShape(want.Rows(), want.Cols()) {
				en, pt := "", ""
				switch n := len(part.want); {
				case got.HasShape(want.Cols(), want.Rows()):
					en, pt = ": is it transposed?", ": está transposta?"
				case part.of == "Weights" && got.HasShape(want.Rows(), want.Rows()):
					en, pt = ": is it δ times the a of this layer? BP4 takes the a of the layer before", ": é δ vezes o a desta camada? BP4 usa o a da camada anterior"
				case got.HasShape(part.want[n-1-i].Rows(), part.want[n-1-i].Cols()):
					en, pt = ": are the layers in reverse?", ": as camadas estão em ordem inversa?"
				}
				return []string{fmt.Sprintf("%s, for layer %d, is %s, want %s like net.%s[%d]%s", what, i+2, got.Shape(), want.Shape(), part.of, i, en),
					fmt.Sprintf("%s, da camada %d, é %s, deveria ser %s como net.%s[%d]%s", what, i+2, got.Shape(), want.Shape(), part.of, i, pt)}
			}
		}
	}
	return nil
}

// cloneAll copies matrices of any shape.
func cloneAll(ms []matrix.Matrix) []matrix.Matrix {
	var clones []matrix.Matrix
	for _, m := range ms {
		clone := make(matrix.Matrix, len(m))
		for j, row := range m {
			clone[j] = slices.Clone(row)
		}
		clones = append(clones, clone)
	}
	return clones
}

// sameAll compares a with b and c with d, bit by bit.
func sameAll(a, b, c, d []matrix.Matrix) bool {
	for i := range a {
		if !sameBits(a[i], b[i]) || !sameBits(c[i], d[i]) {
			return false
		}
	}
	return true
}

func zero(ms []matrix.Matrix) bool {
	for _, m := range ms {
		if m.MaxAbs() != 0 {
			return false
		}
	}
	return true
}
