package diagnosis

import "backprop/matrix"

var result = place{"BP1, BP2, BP3, BP4, update", ""}

// What is done to some or to all entries of a result.
var (
	notFinite   = result.says("not-finite", "there are entries that are NaN or infinite", "há elementos que são NaN ou infinitos", "", nil)
	zeroEntries = result.says("zero-entries", "the values are zero: does a loop end too early, or begin too late?",
		"os valores são zero: um laço termina cedo demais, ou começa tarde?", "for j := 1; …", nil)
	zero = place{"BP1, BP2, BP3, BP4", ""}.says("zero", "{it} is zero: is it never computed, or lost? B11 to B13 are for the last layer; does the loop from B14 on reach the others?",
		"{it} é zero: nunca é calculado, ou se perde? B11 a B13 são da última camada; o laço que começa em B14 chega às outras?", "for l := 2; l < numLayers-1; l++", nil)
	clipped = result.says("clipped", "the values are cut off at a bound", "os valores são cortados num limite", "math.Max(-bound, math.Min(bound, v))", nil)
)

// layers are the true results of the other layers.
func (s *scene) layers(results []matrix.Matrix) (others []Mistake) {
	other := func(id string, layer int, en, pt string) {
		others = append(others, place{"BP1, BP2, BP3, BP4", ""}.says(id, "{it} is the gradient of "+en, "{it} é o gradiente "+pt, "nablaB[l] = delta", at(results, layer)))
	}
	last := len(results) - 1
	other("layers-reversed", last-s.i, "another layer: are the layers stored in reverse?", "de outra camada: as camadas são guardadas em ordem inversa?")
	other("layer-after", s.i+1, "the layer after it: is the index off by one?", "da camada seguinte: o índice está errado por um?")
	other("layer-before", s.i-1, "the layer before it: is the index off by one?", "da camada anterior: o índice está errado por um?")
	other("last-layer", last, "the last layer: do all layers share one matrix?", "da última camada: todas as camadas compartilham a mesma matriz?")
	other("first-layer", 0, "the first layer: do all layers share one matrix?", "da primeira camada: todas as camadas compartilham a mesma matriz?")
	return others
}

// biasResults are what may be returned for ∂C/∂b, where δ was right.
func (s *scene) biasResults() []Mistake {
	bias, delta := place{"BP3", "∂C/∂b = δ"}, s.delta()
	sum := everySum(delta)
	return append(s.layers(s.NablaB),
		bias.has("bias-summed", "Σδ", "np.sum(delta)", sum),
		bias.says("bias-mean", "the mean of δ stands where ∂C/∂b = δ should", "a média de δ está no lugar de ∂C/∂b = δ", "np.mean(delta)", scale(1/float64(len(delta)), sum)),
		bias.has("bias-times-b", "b ⊙ δ", "matrix.Hadamard(b, delta)", hadamard(s.Net.Biases[s.i], delta)),
		bias.says("bias-without-prime", "what arrives, without σ′(z), stands where ∂C/∂b = δ should", "o que chega, sem σ′(z), está no lugar de ∂C/∂b = δ",
			"nablaB[len(nablaB)-l] = matrix.Dot(w.Transpose(), delta)", s.arriving()),
		bias.has("bias-prime-again", "δ ⊙ σ′(z)", "matrix.Hadamard(delta, sp)", hadamard(delta, s.sp())),
		bias.has("bias-prime", "σ′(z)", "nablaB[len(nablaB)-l] = sp", s.sp()),
		bias.has("bias-times-a", "δ ⊙ a", "matrix.Hadamard(delta, activation)", hadamard(delta, s.self())),
		bias.stands("bias-a", "the activation a", "a ativação a", "nablaB[len(nablaB)-l] = activation", s.self()),
		bias.has("bias-plus-b", "δ + λb", "matrix.Add(delta, matrix.Scale(lambda, b))", delta).plus("λ", s.Net.Biases[s.i]))
}

// columns are what may stand for δ in BP4.
func (s *scene) columns() []Mistake {
	column, delta := place{"BP4", "δ"}, s.delta()
	return []Mistake{
		column.says("outer-without-prime", "what arrives, without σ′(z), stands where δ should", "o que chega, sem σ′(z), está no lugar de δ", "matrix.Dot(e, a.Transpose())", s.arriving()),
		column.has("outer-prime-again", "δ ⊙ σ′(z)", "matrix.Hadamard(delta, sp)", hadamard(delta, s.sp())),
		column.stands("outer-next-delta", "δ of the layer after it", "δ da camada seguinte", "", at(s.deltas, s.i+1)),
	}
}

// rows are what may stand for a of the layer before in BP4.
func (s *scene) rows() []Mistake {
	row, a := place{"BP4", "aˡ⁻¹"}, s.before()
	return []Mistake{
		row.says("outer-z-for-a", "z stands for a: σ was not applied to the layer before", "z está no lugar da ativação a: σ não foi aplicada à camada anterior", "zs[len(zs)-l-1].Transpose()", at(s.z, s.i-1)),
		row.says("outer-own-a", "a is that of the layer itself, not of the one before it", "a ativação é a da própria camada, não a da anterior", "activations[len(activations)-l].Transpose()", s.self()),
		row.says("outer-two-before", "a is that of two layers before", "a ativação é a de duas camadas antes", "activations[len(activations)-l-2].Transpose()", at(s.a, s.i-1)),
		row.says("outer-no-a", "a is missing: each weight got δ alone", "falta a ativação: cada peso recebeu só δ", "nablaW[len(nablaW)-l][j][k] = delta[j][0]", ones(a)),
		row.stands("outer-next-a", "a of the layer after", "a ativação da camada seguinte", "", at(s.a, s.i+2)),
		row.has("outer-y", "y", "y.Transpose()", s.Y),
		row.has("outer-one-minus-a", "1 - a", "", a.Map(func(a float64) float64 { return 1 - a })),
		row.has("outer-x", "x", "x.Transpose()", s.a[0]),
		row.has("outer-output", "aᴸ", "activation.Transpose()", s.a[len(s.a)-1]),
		row.has("outer-last-hidden", "aᴸ⁻¹", "activations[len(activations)-2].Transpose()", s.a[len(s.a)-2]),
		row.has("outer-prime-of-before", "σ′(zˡ⁻¹)", "SigmoidPrime(zs[len(zs)-l-1])", at(s.sps, s.i-1)),
		row.has("outer-sigma-of-a", "σ(a)", "Sigmoid(activations[…])", a.Map(sigmoid)),
	}
}

// weightResults are what may be returned for all of ∂C/∂w, where δ was right.
func (s *scene) weightResults() []Mistake {
	whole, delta, a, w := place{"BP4", "δ aᵀ"}, s.delta(), s.before(), s.Net.Weights[s.i]
	right := outer(delta, a)
	return append(s.layers(s.NablaW),
		whole.says("outer-transposed", "∂C/∂w is transposed: a·δᵀ for δ·aᵀ", "∂C/∂w está transposta: a·δᵀ em vez de δ·aᵀ", "matrix.Dot(a, delta.Transpose())", outer(a, delta)),
		whole.has("outer-weights-for-a", "δ ⊙ w", "matrix.Scale(delta[j][0], w)", hadamard(outer(delta, ones(a)), w)),
		whole.has("outer-times-w", "δ aᵀ ⊙ w", "matrix.Hadamard(…, w)", hadamard(right, w)),
		whole.has("outer-w", "w", "nablaW[len(nablaW)-l] = w", w),
		whole.has("outer-decayed", "δ aᵀ + λw", "matrix.Add(…, matrix.Scale(lambda, w))", right).plus("λ", w))
}
