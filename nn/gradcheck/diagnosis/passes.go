package diagnosis

import (
	"iter"
	"math"

	"backprop/internal/language"
	"backprop/matrix"
)

// forwardMistake is what may be wrong in a layer of the forward pass.
type forwardMistake struct {
	Mistake
	// layer computes z and a of layer i+2 from those before it; a[0] is x.
	layer func(t *Truth, i int, a, z []matrix.Matrix) (zi, ai matrix.Matrix)
	slope func(z float64) float64 // the derivative of what stands for σ, if something does
}

// forwardMistakes are the mistakes of B3 to B10.
func forwardMistakes() []forwardMistake {
	function := func(id, wrong, code string, f, slope func(z float64) float64) forwardMistake {
		return forwardMistake{Mistake{ID: "forward-" + id, Equation: "forward", Wrong: wrong, Right: "a = σ(z)", Code: code},
			func(t *Truth, i int, a, _ []matrix.Matrix) (zi, ai matrix.Matrix) {
				zi = matrix.Add(matrix.Dot(t.Net.Weights[i], a[i]), t.Net.Biases[i])
				return zi, zi.Map(f)
			}, slope}
	}
	sum := func(id, wrong, code string, z func(t *Truth, i int, a, z []matrix.Matrix) matrix.Matrix) forwardMistake {
		return forwardMistake{Mistake{ID: "forward-" + id, Equation: "forward", Wrong: wrong, Right: "z = w a + b", Code: code},
			func(t *Truth, i int, a, before []matrix.Matrix) (zi, ai matrix.Matrix) {
				zi = z(t, i, a, before)
				return zi, mapped(zi, sigmoid)
			}, nil}
	}
	noted := func(m forwardMistake, en, pt string) forwardMistake {
		m.Wrong, m.Note = "", language.Text{en, pt}
		return m
	}
	w := func(t *Truth, i int) matrix.Matrix { return t.Net.Weights[i] }
	b := func(t *Truth, i int) matrix.Matrix { return at(t.Net.Biases, i) }
	wa := func(t *Truth, i int, a []matrix.Matrix) matrix.Matrix { return dot(w(t, i), a[i]) }
	step := func(z float64) float64 {
		if z > 0 {
			return 1
		}
		return 0
	}
	softmax := function("softmax", "softmax(z)", "softmax", nil, nil)
	softmax.layer = func(t *Truth, i int, a, _ []matrix.Matrix) (zi, ai matrix.Matrix) {
		zi = matrix.Add(wa(t, i, a), b(t, i))
		e := zi.Map(math.Exp)
		return zi, scale(1/everySum(e)[0][0], e)
	}
	biasAfter := sum("bias-after", "σ(w a) + b", "matrix.Add(Sigmoid(…), b)", nil)
	biasAfter.Right = "σ(w a + b)"
	biasAfter.layer = func(t *Truth, i int, a, _ []matrix.Matrix) (zi, ai matrix.Matrix) {
		zi = wa(t, i, a)
		return zi, matrix.Add(zi.Map(sigmoid), b(t, i))
	}
	sigmaPrime := func(z float64) float64 { return sigmoid(z) * sigmoid(-z) }
	return []forwardMistake{
		noted(sum("no-bias", "", "z := matrix.Dot(w, activation)", func(t *Truth, i int, a, _ []matrix.Matrix) matrix.Matrix { return wa(t, i, a) }),
			"b is missing in z = w a + b: this is the gradient of a network without biases", "falta b em z = w a + b: este é o gradiente de uma rede sem vieses"),
		noted(function("no-sigma", "", "activation = z", func(z float64) float64 { return z }, func(float64) float64 { return 1 }),
			"σ is missing: a is z", "falta σ: a é z"),
		noted(function("sigma-twice", "", "activation = Sigmoid(Sigmoid(z))", func(z float64) float64 { return sigmoid(sigmoid(z)) }, func(z float64) float64 { return sigmaPrime(sigmoid(z)) * sigmaPrime(z) }),
			"σ is applied twice", "σ é aplicada duas vezes"),
		function("exp-plus", "1 / (1 + eᶻ)", "1 / (1 + math.Exp(z))", func(z float64) float64 { return sigmoid(-z) }, func(z float64) float64 { return -sigmaPrime(z) }),
		function("tanh", "tanh(z)", "math.Tanh(z)", math.Tanh, func(z float64) float64 { return 1 - math.Tanh(z)*math.Tanh(z) }),
		function("relu", "max(0, z)", "math.Max(0, z)", func(z float64) float64 { return math.Max(0, z) }, step),
		function("leaky-relu", "leaky ReLU", "math.Max(0.01*z, z)", func(z float64) float64 { return math.Max(0.01*z, z) }, func(z float64) float64 { return math.Max(0.01, step(z)) }),
		function("z-over", "z / (1 + e⁻ᶻ)", "z / (1 + math.Exp(-z))", func(z float64) float64 { return z * sigmoid(z) }, func(z float64) float64 { return sigmoid(z) + z*sigmaPrime(z) }),
		function("exp-minus", "1 / (1 - e⁻ᶻ)", "1 / (1 - math.Exp(-z))", func(z float64) float64 { return 1 / (1 - math.Exp(-z)) }, nil),
		function("exp", "e⁻ᶻ", "math.Exp(-z)", func(z float64) float64 { return math.Exp(-z) }, func(z float64) float64 { return -math.Exp(-z) }),
		function("twice-z", "σ(2z)", "Sigmoid(2z)", func(z float64) float64 { return sigmoid(2 * z) }, func(z float64) float64 { return 2 * sigmaPrime(2*z) }),
		function("doubled", "2σ(z) - 1", "2*s - 1", func(z float64) float64 { return 2*sigmoid(z) - 1 }, func(z float64) float64 { return 2 * sigmaPrime(z) }),
		function("prime-for-sigma", "σ′(z)", "SigmoidPrime(z)", sigmaPrime, func(z float64) float64 { return sigmaPrime(z) * (1 - 2*sigmoid(z)) }),
		function("rounded", "σ(z), rounded,", "math.Round", func(z float64) float64 { return math.Round(sigmoid(z)) }, nil),
		softmax,
		biasAfter,
		sum("bias-twice", "w a + 2b", "matrix.Add(matrix.Add(…, b), b)", func(t *Truth, i int, a, _ []matrix.Matrix) matrix.Matrix { return add(wa(t, i, a), scale(2, b(t, i))) }),
		sum("bias-minus", "w a - b", "matrix.Sub(matrix.Dot(w, activation), b)", func(t *Truth, i int, a, _ []matrix.Matrix) matrix.Matrix { return add(wa(t, i, a), scale(-1, b(t, i))) }),
		sum("bias-inside", "w (a + b)", "matrix.Dot(w, matrix.Add(activation, b))", func(t *Truth, i int, a, _ []matrix.Matrix) matrix.Matrix { return dot(w(t, i), add(a[i], b(t, i))) }),
		sum("bias-next", "w a + b of the next layer", "net.Biases[i+1]", func(t *Truth, i int, a, _ []matrix.Matrix) matrix.Matrix { return add(wa(t, i, a), b(t, i+1)) }),
		sum("bias-before", "w a + b of the layer before", "net.Biases[i-1]", func(t *Truth, i int, a, _ []matrix.Matrix) matrix.Matrix { return add(wa(t, i, a), b(t, i-1)) }),
		sum("bias-first", "w a + b of the first neuron, in each", "b[0][0]", func(t *Truth, i int, a, _ []matrix.Matrix) matrix.Matrix {
			return add(wa(t, i, a), scale(b(t, i)[0][0], ones(b(t, i))))
		}),
		sum("transposed", "wᵀa + b", "matrix.Dot(w.Transpose(), activation)", func(t *Truth, i int, a, _ []matrix.Matrix) matrix.Matrix {
			return add(dot(w(t, i).Transpose(), a[i]), b(t, i))
		}),
		sum("weights-next", "w a + b, with w of the next layer,", "net.Weights[i+1]", func(t *Truth, i int, a, _ []matrix.Matrix) matrix.Matrix {
			return add(dot(at(t.Net.Weights, i+1), a[i]), b(t, i))
		}),
		sum("weights-before", "w a + b, with w of the layer before,", "net.Weights[i-1]", func(t *Truth, i int, a, _ []matrix.Matrix) matrix.Matrix {
			return add(dot(at(t.Net.Weights, i-1), a[i]), b(t, i))
		}),
		sum("weights-minus", "b - w a", "matrix.Sub(b, matrix.Dot(w, activation))", func(t *Truth, i int, a, _ []matrix.Matrix) matrix.Matrix { return add(scale(-1, wa(t, i, a)), b(t, i)) }),
		sum("mean", "w a / n + b", "", func(t *Truth, i int, a, _ []matrix.Matrix) matrix.Matrix {
			return add(scale(1/float64(a[i].Rows()), wa(t, i, a)), b(t, i))
		}),
		sum("x", "w x + b", "matrix.Dot(w, x)", func(t *Truth, i int, a, _ []matrix.Matrix) matrix.Matrix { return add(dot(w(t, i), a[0]), b(t, i)) }),
		sum("two-before", "w a + b, with a of two layers before,", "activations[len(activations)-2]", func(t *Truth, i int, a, _ []matrix.Matrix) matrix.Matrix {
			return add(dot(w(t, i), at(a, i-1)), b(t, i))
		}),
		sum("z", "w z + b, with z of the layer before,", "matrix.Dot(w, z)", func(t *Truth, i int, a, z []matrix.Matrix) matrix.Matrix {
			return add(dot(w(t, i), at(z, i-1)), b(t, i))
		}),
		sum("sigma-of-a", "w σ(a) + b", "matrix.Dot(w, Sigmoid(activation))", func(t *Truth, i int, a, _ []matrix.Matrix) matrix.Matrix {
			return add(dot(w(t, i), a[i].Map(sigmoid)), b(t, i))
		}),
		sum("first-input-missing", "w a + b without the first input", "for k := 1; …", func(t *Truth, i int, a, _ []matrix.Matrix) matrix.Matrix {
			in := a[i].Clone()
			in[0][0] = 0
			return add(dot(w(t, i), in), b(t, i))
		}),
		sum("last-input-missing", "w a + b without the last input", "for k := 0; k < n-1; …", func(t *Truth, i int, a, _ []matrix.Matrix) matrix.Matrix {
			in := a[i].Clone()
			in[len(in)-1][0] = 0
			return add(dot(w(t, i), in), b(t, i))
		}),
	}
}

// inputs are what may stand for x.
func inputs() []Mistake {
	x := func(id, wrong string, f func(x matrix.Matrix) matrix.Matrix) Mistake {
		return Mistake{ID: "input-" + id, Equation: "forward", Wrong: wrong, Right: "x", Code: "activation := …",
			value: func(s *scene) matrix.Matrix { return f(s.A[0]) }}
	}
	return []Mistake{
		x("sigma", "σ(x)", func(x matrix.Matrix) matrix.Matrix { return x.Map(sigmoid) }),
		x("normalised", "x/‖x‖", func(x matrix.Matrix) matrix.Matrix { return scale(1/norm(x), x) }),
		x("by-largest", "x divided by its largest entry", func(x matrix.Matrix) matrix.Matrix { return scale(1/x.MaxAbs(), x) }),
		x("by-255", "x/255", func(x matrix.Matrix) matrix.Matrix { return scale(1.0/255, x) }),
		x("clipped", "x cut off at 0 and 1", func(x matrix.Matrix) matrix.Matrix {
			return x.Map(func(v float64) float64 { return math.Max(0, math.Min(1, v)) })
		}),
	}
}

// wrongPass is a forward pass with a mistake in the layers whose indices are from
// to to; -1 is x.
type wrongPass struct {
	Mistake
	from, to  int
	a, z, sps []matrix.Matrix
}

// wrongPasses yields the forward passes with each of the mistakes: in all
// layers, in the last, in all but one of them, and in each alone.
func (t *Truth) wrongPasses() iter.Seq[wrongPass] {
	last := len(t.Z) - 1
	spans := [][2]int{{0, last}, {last, last}, {0, last - 1}, {1, last}}
	for i := range last {
		spans = append(spans, [2]int{i, i})
	}
	return func(yield func(wrongPass) bool) {
		for _, m := range forwardMistakes() {
			done := map[[2]int]bool{}
			for _, span := range spans {
				p := wrongPass{Mistake: m.Mistake, from: span[0], to: span[1]}
				if p.from > p.to || done[span] || !p.run(t, m) {
					continue
				}
				done[span] = true
				for _, p.sps = range p.slopes(t, m) {
					if !yield(p) {
						return
					}
				}
			}
		}
		for _, m := range inputs() {
			p := wrongPass{Mistake: m, from: -1, to: -1, a: []matrix.Matrix{m.value(&scene{Truth: t})}}
			for i, w := range t.Net.Weights {
				p.z = append(p.z, matrix.Add(matrix.Dot(w, p.a[i]), t.Net.Biases[i]))
				p.a, p.sps = append(p.a, p.z[i].Map(sigmoid)), append(p.sps, SigmoidPrime(p.z[i]))
			}
			if !yield(p) {
				return
			}
			p.a = append([]matrix.Matrix{t.A[0]}, p.a[1:]...) // BP4 may have the right one
			if !yield(p) {
				return
			}
		}
	}
}

// run computes the pass. It reports whether the shapes allow the mistake.
func (p *wrongPass) run(t *Truth, m forwardMistake) bool {
	p.a = []matrix.Matrix{t.A[0]}
	for i, w := range t.Net.Weights {
		var z, a matrix.Matrix
		if i < p.from || i > p.to {
			z = matrix.Add(matrix.Dot(w, p.a[i]), t.Net.Biases[i])
			a = z.Map(sigmoid)
		} else {
			z, a = m.layer(t, i, p.a, p.z)
		}
		if z == nil || a == nil || !a.HasShape(w.Rows(), 1) || !Finite(a) {
			return false
		}
		p.a, p.z = append(p.a, a), append(p.z, z)
	}
	return true
}

// slopes returns what may be taken for σ′: the chapter's formula, a (1 - a), the
// derivative of what stands for σ, or σ′ of the z that should be.
func (p *wrongPass) slopes(t *Truth, m forwardMistake) [][]matrix.Matrix {
	var chapter, form, own, right []matrix.Matrix
	for i, z := range p.z {
		chapter = append(chapter, SigmoidPrime(z))
		form = append(form, p.a[i+1].Map(func(a float64) float64 { return a * (1 - a) }))
		own = append(own, chapter[i])
		right = append(right, SigmoidPrime(matrix.Add(matrix.Dot(t.Net.Weights[i], p.a[i]), t.Net.Biases[i])))
		if m.slope != nil && i >= p.from && i <= p.to {
			own[i] = z.Map(m.slope)
		}
	}
	return [][]matrix.Matrix{chapter, form, own, right}
}
