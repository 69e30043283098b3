package diagnosis

import (
	"math"
	"slices"

	"backprop/internal/language"
	"backprop/matrix"
)

// biasResults are what may be returned for ∂C/∂b, where δ was right.
func biasResults() []Mistake {
	b := func(id, wrong, code string, value func(s *scene) matrix.Matrix) Mistake {
		return Mistake{ID: "bias-" + id, Equation: "BP3", Wrong: wrong, Right: "∂C/∂b = δ", Code: code, value: value}
	}
	timesDelta := func(f func(s *scene) matrix.Matrix) func(*scene) matrix.Matrix {
		return func(s *scene) matrix.Matrix { return hadamard(s.delta(), f(s)) }
	}
	bias := func(s *scene) matrix.Matrix { return s.Net.Biases[s.i] }
	return slices.Concat([]Mistake{
		zero(bias),
		b("summed", "Σδ, the same in each neuron,", "np.sum(delta)", func(s *scene) matrix.Matrix { return everySum(s.delta()) }),
		b("mean", "the mean of δ, the same in each neuron,", "np.mean(delta)", func(s *scene) matrix.Matrix { return scale(1/float64(s.delta().Rows()), everySum(s.delta())) }),
		b("times-b", "b ⊙ δ", "matrix.Hadamard(b, delta)", timesDelta(bias)),
		b("without-prime", "what arrives, without σ′(z),", "nablaB[len(nablaB)-l] = matrix.Dot(w.Transpose(), delta)", (*scene).arriving),
		b("prime-again", "δ ⊙ σ′(z)", "matrix.Hadamard(delta, sp)", timesDelta((*scene).sp)),
		b("prime", "σ′(z)", "nablaB[len(nablaB)-l] = sp", (*scene).sp),
		b("times-a", "δ ⊙ a", "matrix.Hadamard(delta, activation)", timesDelta((*scene).self)),
		b("times-z", "δ ⊙ z", "matrix.Hadamard(delta, z)", timesDelta(func(s *scene) matrix.Matrix { return s.z[s.i] })),
		b("squared", "δ²", "", timesDelta((*scene).delta)),
		b("form-of-b", "(what arrives) ⊙ b (1 - b)", "SigmoidPrime(b)", func(s *scene) matrix.Matrix {
			return hadamard(s.arriving(), bias(s).Map(func(b float64) float64 { return b * (1 - b) }))
		}),
	}, rare(
		b("a", "a", "nablaB[len(nablaB)-l] = activation", (*scene).self),
		b("largest", "the largest δ, the same in each neuron,", "", func(s *scene) matrix.Matrix {
			most := math.Inf(-1)
			for _, row := range s.delta() {
				most = math.Max(most, row[0])
			}
			return s.delta().Map(func(float64) float64 { return most })
		}),
		b("of-last", "δ of the last neuron, in each", "", func(s *scene) matrix.Matrix {
			return s.delta().Map(func(float64) float64 { return s.delta()[len(s.delta())-1][0] })
		}),
		b("reversed", "δ of the neurons in reverse", "", func(s *scene) matrix.Matrix { return reversed(s.delta()) }),
		b("shifted", "δ of the next neuron", "", func(s *scene) matrix.Matrix { return rolled(s.delta(), 1, 1) }),
		b("absolute", "|δ|", "", func(s *scene) matrix.Matrix { return s.delta().Map(math.Abs) }),
		b("running-sum", "δ summed over the neurons so far", "sum += delta[j][0]", func(s *scene) matrix.Matrix {
			sum := 0.0
			return s.delta().Map(func(v float64) float64 { sum += v; return sum })
		}),
		b("plus-b", "δ + λb", "matrix.Add(delta, matrix.Scale(lambda, b))", (*scene).delta).plus(bias),
	), wrongLayers("BP3", func(s *scene) []matrix.Matrix { return s.NablaB }))
}

// plus adds a multiple of something.
func (m Mistake) plus(along func(s *scene) matrix.Matrix) Mistake {
	m.along = along
	return m
}

// wrongLayers are the true results of the other layers.
func wrongLayers(equation string, of func(s *scene) []matrix.Matrix) []Mistake {
	shift := func(id string, note language.Text, index func(i, layers int) int) Mistake {
		return Mistake{ID: id, Equation: equation, Note: note, Code: "nablaB[l] = delta", value: func(s *scene) matrix.Matrix {
			j := index(s.i, len(s.z))
			if j == s.i {
				return nil
			}
			return at(of(s), j)
		}}
	}
	return []Mistake{
		shift("layers-reversed", language.Text{"{it} is the gradient of another layer: are the layers stored in reverse?", "{it} é o gradiente de outra camada: as camadas são guardadas em ordem inversa?"}, func(i, layers int) int { return layers - 1 - i }),
		shift("layer-after", language.Text{"{it} is the gradient of the layer after it: is the index off by one?", "{it} é o gradiente da camada seguinte: o índice está errado por um?"}, func(i, _ int) int { return i + 1 }),
		shift("layer-before", language.Text{"{it} is the gradient of the layer before it: is the index off by one?", "{it} é o gradiente da camada anterior: o índice está errado por um?"}, func(i, _ int) int { return i - 1 }),
		shift("last-layer", language.Text{"{it} is the gradient of the last layer: do all layers share one matrix?", "{it} é o gradiente da última camada: todas as camadas compartilham a mesma matriz?"}, func(_, layers int) int { return layers - 1 }),
		shift("first-layer", language.Text{"{it} is the gradient of the first layer: do all layers share one matrix?", "{it} é o gradiente da primeira camada: todas as camadas compartilham a mesma matriz?"}, func(int, int) int { return 0 }),
	}
}

// columns are what may stand for δ in BP4.
func columns() []Mistake {
	l := func(id, wrong, code string, value func(s *scene) matrix.Matrix) Mistake {
		return Mistake{ID: "outer-" + id, Equation: "BP4", Wrong: wrong, Right: "δ", Code: code, value: value}
	}
	return append([]Mistake{
		l("without-prime", "what arrives, without σ′(z),", "matrix.Dot(e, a.Transpose())", (*scene).arriving),
	}, rare(
		l("prime-again", "δ ⊙ σ′(z)", "matrix.Hadamard(delta, sp)", func(s *scene) matrix.Matrix { return hadamard(s.delta(), s.sp()) }),
		l("next-delta", "δ of the layer after it", "", func(s *scene) matrix.Matrix { return at(s.deltas, s.i+1) }),
		l("output-delta", "δ of the last layer", "", func(s *scene) matrix.Matrix { return s.deltas[len(s.deltas)-1] }),
		l("a", "a of the layer itself", "", (*scene).self),
		l("prime", "σ′(z)", "", (*scene).sp),
		l("sum-of-delta", "Σδ", "", func(s *scene) matrix.Matrix { return everySum(s.delta()) }),
		l("reversed", "δ in reverse", "", func(s *scene) matrix.Matrix { return reversed(s.delta()) }),
		l("error", "a - y", "", func(s *scene) matrix.Matrix { return s.at(len(s.z) - 1).arriving() }),
	)...)
}

// rows are what may stand for a of the layer before in BP4.
func rows() []Mistake {
	r := func(id, wrong, code string, value func(s *scene) matrix.Matrix) Mistake {
		return Mistake{ID: "outer-" + id, Equation: "BP4", Wrong: wrong, Right: "aˡ⁻¹", Code: code, value: value}
	}
	ofA := func(f func(a float64) float64) func(*scene) matrix.Matrix {
		return func(s *scene) matrix.Matrix { return s.before().Map(f) }
	}
	zBefore := func(s *scene) matrix.Matrix { return at(s.z, s.i-1) }
	with := func(m Mistake, en, pt string) Mistake {
		m.Wrong, m.Note = "", language.Text{en, pt}
		return m
	}
	return append([]Mistake{
		with(r("z-for-a", "z", "zs[len(zs)-l-1].Transpose()", zBefore), "z stands for a: σ was not applied to the layer before", "z está no lugar de a: σ não foi aplicada à camada anterior"),
		with(r("own-a", "a", "activations[len(activations)-l].Transpose()", (*scene).self), "a is that of the layer itself, not of the one before it", "a é da própria camada, não da anterior"),
		with(r("two-before", "a", "activations[len(activations)-l-2].Transpose()", func(s *scene) matrix.Matrix { return at(s.a, s.i-1) }), "a is that of two layers before", "a é de duas camadas antes"),
		with(r("no-a", "1", "nablaW[len(nablaW)-l][j][k] = delta[j][0]", func(s *scene) matrix.Matrix { return ones(s.before()) }), "a is missing: each weight got δ alone", "falta a: cada peso recebeu só δ"),
		r("x", "x", "x.Transpose()", func(s *scene) matrix.Matrix { return s.a[0] }),
		r("output", "aᴸ", "activation.Transpose()", func(s *scene) matrix.Matrix { return s.a[len(s.a)-1] }),
		r("last-hidden", "aᴸ⁻¹", "activations[len(activations)-2].Transpose()", func(s *scene) matrix.Matrix { return s.a[len(s.a)-2] }),
	}, rare(
		r("y", "y", "y.Transpose()", func(s *scene) matrix.Matrix { return s.Y }),
		r("prime-of-before", "σ′(zˡ⁻¹)", "SigmoidPrime(zs[len(zs)-l-1])", func(s *scene) matrix.Matrix {
			return at(s.sps, s.i-1)
		}),
		r("sigma-of-a", "σ(a)", "Sigmoid(activations[…])", ofA(sigmoid)),
		r("one-minus-a", "1 - a", "", ofA(func(a float64) float64 { return 1 - a })),
		r("a-squared", "a²", "", ofA(func(a float64) float64 { return a * a })),
		r("sum-of-a", "Σa", "np.sum", func(s *scene) matrix.Matrix { return everySum(s.before()) }),
		r("reversed-a", "a in reverse", "", func(s *scene) matrix.Matrix { return reversed(s.before()) }),
		r("shifted-a", "a of the next neuron", "", func(s *scene) matrix.Matrix { return rolled(s.before(), 1, 1) }),
		r("next-a", "a of the layer after", "", func(s *scene) matrix.Matrix { return at(s.a, s.i+2) }),
	)...)
}

// weightResults are what may be returned for all of ∂C/∂w, where δ was right.
func weightResults() []Mistake {
	w := func(id, wrong, code string, value func(s *scene) matrix.Matrix) Mistake {
		return Mistake{ID: "outer-" + id, Equation: "BP4", Wrong: wrong, Right: "δ aᵀ", Code: code, value: value}
	}
	weights := func(s *scene) matrix.Matrix { return s.Net.Weights[s.i] }
	right := func(s *scene) matrix.Matrix { return outer(s.delta(), s.before()) }
	transposed := w("transposed", "", "matrix.Dot(a, delta.Transpose())", func(s *scene) matrix.Matrix {
		m := outer(s.before(), s.delta())
		if m.Rows() != m.Cols() {
			return nil
		}
		return m
	})
	transposed.Note = language.Text{"{it} is transposed: a δᵀ for δ aᵀ", "o que está ali é a transposta: a δᵀ em vez de δ aᵀ"}
	entries := func(s *scene, f func(j, k int, m matrix.Matrix) float64) matrix.Matrix {
		m := right(s)
		out := m.Clone()
		for j := range m {
			for k := range m[j] {
				out[j][k] = f(j, k, m)
			}
		}
		return out
	}
	return slices.Concat([]Mistake{
		zero(weights),
		transposed,
		w("weights-for-a", "δ ⊙ w, with the weights for a,", "matrix.Scale(delta[j][0], w)", func(s *scene) matrix.Matrix { return hadamard(outer(s.delta(), ones(s.before())), weights(s)) }),
		w("times-w", "δ aᵀ ⊙ w", "matrix.Hadamard(…, w)", func(s *scene) matrix.Matrix { return hadamard(right(s), weights(s)) }),
	}, rare(
		w("w", "w", "", weights),
		w("decayed", "δ aᵀ + λw", "matrix.Add(…, matrix.Scale(lambda, w))", right).plus(weights),
		w("plus-delta", "δ (a + a number)ᵀ", "", right).plus(func(s *scene) matrix.Matrix { return outer(s.delta(), ones(s.before())) }),
		w("plus-ones", "δ aᵀ + a number", "", right).plus(func(s *scene) matrix.Matrix { return ones(weights(s)) }),
		w("reshaped", "δ aᵀ read off column by column", "np.reshape", func(s *scene) matrix.Matrix {
			m := outer(s.before(), s.delta())
			return entries(s, func(j, k int, right matrix.Matrix) float64 {
				n := j*right.Cols() + k
				return m[n/m.Cols()][n%m.Cols()]
			})
		}),
		w("diagonal", "the diagonal of δ aᵀ alone", "matrix.Hadamard(delta, a)", func(s *scene) matrix.Matrix {
			return entries(s, func(j, k int, m matrix.Matrix) float64 {
				if j == k {
					return m[j][k]
				}
				return 0
			})
		}),
		w("everywhere", "δ·a, one number, in each weight", "np.dot(delta, a)", func(s *scene) matrix.Matrix {
			if s.delta().Rows() != s.before().Rows() {
				return nil
			}
			return scale(dot(s.delta().Transpose(), s.before())[0][0], ones(weights(s)))
		}),
		w("sum-for-product", "δ + a", "matrix.Add(delta, a)", func(s *scene) matrix.Matrix {
			return entries(s, func(j, k int, _ matrix.Matrix) float64 { return s.delta()[j][0] + s.before()[k][0] })
		}),
	), wrongLayers("BP4", func(s *scene) []matrix.Matrix { return s.NablaW }))
}

func norm(m matrix.Matrix) float64 {
	sum := 0.0
	for _, row := range m {
		for _, v := range row {
			sum += v * v
		}
	}
	return math.Sqrt(sum)
}
