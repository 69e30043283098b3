package diagnosis

import (
	"math"

	"backprop/internal/language"
	"backprop/matrix"
)

// Most mistakes are one wrong factor. So the tables here are of factors, and the
// equations are put together from them: BP1 and BP2 are a number times what
// arrives times a derivative, BP4 a number times a column times a row. The right
// factor is in none of them.

// numbers are what an equation may be multiplied by. The first is the sign.
func numbers(equation string) []Mistake {
	number := func(id string, en, pt, code string, k func(s *scene) float64) Mistake {
		return Mistake{ID: id, Equation: "BP1, BP2, BP3, BP4", Note: language.Text{en, pt}, Code: code,
			value: func(s *scene) matrix.Matrix { return matrix.Column(k(s)) }}
	}
	outputs := func(s *scene) float64 { return float64(s.Y.Rows()) }
	all := []Mistake{
		number("sign", "the sign of {it} is flipped", "o sinal de {it} está trocado", "matrix.Sub(y, output)", func(*scene) float64 { return -1 }),
		number("doubled", "{it} is twice too large", "{it} é o dobro do certo", "matrix.Scale(2, matrix.Sub(output, y))", func(*scene) float64 { return 2 }),
		number("halved", "{it} is half of what it should be", "{it} é a metade do certo", "matrix.Scale(0.5, matrix.Sub(output, y))", func(*scene) float64 { return 0.5 }),
		number("mean", "{it} is divided by the number of outputs", "{it} está dividido pelo número de saídas", "matrix.Scale(1/float64(len(y)), matrix.Sub(output, y))",
			func(s *scene) float64 { return 1 / outputs(s) }),
		number("mean-of-squares", "{it} is multiplied by 2/n, for n outputs", "{it} está multiplicado por 2/n, para n saídas", "matrix.Scale(2/float64(len(y)), matrix.Sub(output, y))",
			func(s *scene) float64 {
				if s.Y.Rows() == 1 {
					return 1 // and so it is not a mistake
				}
				return 2 / outputs(s)
			}),
	}
	if equation == "BP1" {
		for n, more := range []language.Text{
			{": y - a for a - y, or - σ′(z)?", ": y - a em vez de a - y, ou - σ′(z)?"},
			{": that is the gradient of ‖a - y‖², the cost is ½‖a - y‖²", ": esse é o gradiente de ‖a - y‖², e o custo é ½‖a - y‖²"},
			{": the ½ of the cost goes away in its derivative", ": o ½ do custo desaparece na derivada"},
			{": the cost is half the sum over them, not half the mean", ": o custo é metade da soma sobre elas, não da média"},
			{": that is the gradient of the mean of (a - y)², the cost is half the sum", ": esse é o gradiente da média de (a - y)², e o custo é metade da soma"},
		} {
			all[n].Note[0] += more[0]
			all[n].Note[1] += more[1]
		}
	}
	if equation != "BP1" && equation != "" {
		return all[:3]
	}
	return all
}

// primes are what may stand for σ′(z) in BP1 and BP2.
func primes() []Mistake {
	prime := func(id, wrong, code string, value func(s *scene) matrix.Matrix) Mistake {
		return Mistake{ID: "prime-" + id, Equation: "BP1, BP2", Wrong: wrong, Right: "σ′(z)", Code: code, value: value}
	}
	ofA := func(f func(a float64) float64) func(*scene) matrix.Matrix {
		return func(s *scene) matrix.Matrix { return s.self().Map(f) }
	}
	ofZ := func(f func(z float64) float64) func(*scene) matrix.Matrix {
		return func(s *scene) matrix.Matrix { return s.z[s.i].Map(f) }
	}
	form := func(v float64) float64 { return v * (1 - v) }
	primeAt := func(j func(s *scene) int) func(*scene) matrix.Matrix {
		return func(s *scene) matrix.Matrix {
			if j(s) == s.i {
				return nil
			}
			return at(s.sps, j(s))
		}
	}
	noted := func(m Mistake, en, pt string) Mistake {
		m.Note = language.Text{en, pt}
		return m
	}
	missing := Mistake{ID: "prime-missing", Equation: "BP1, BP2", Code: "delta := CostDerivative(a, y)",
		Note:  language.Text{"σ′(z) is missing", "falta σ′(z)"},
		value: ofZ(func(float64) float64 { return 1 })}
	return append([]Mistake{
		missing,
		prime("sigma", "σ(z)", "sp := Sigmoid(z)", ofA(func(a float64) float64 { return a })),
		noted(prime("of-a", "σ′(a)", "sp := SigmoidPrime(activations[len(activations)-l])", func(s *scene) matrix.Matrix { return SigmoidPrime(s.self()) }),
			"was z overwritten, or the wrong list used?", "z foi sobrescrito, ou a lista usada é outra?"),
		noted(prime("form-of-z", "z (1 - z)", "sp := z.Map(func(z float64) float64 { return z * (1 - z) })", ofZ(form)),
			"v (1 - v) is σ′ if v is a = σ(z), not if it is z", "v (1 - v) é σ′ se v é a = σ(z), não se é z"),
		prime("one-minus-a", "1 - σ(z)", "sp := a.Map(func(a float64) float64 { return 1 - a })", ofA(func(a float64) float64 { return 1 - a })),
		noted(prime("tanh", "1 - a²", "sp := a.Map(func(a float64) float64 { return 1 - a*a })", ofA(func(a float64) float64 { return 1 - a*a })),
			"that is the derivative of tanh", "essa é a derivada de tanh"),
		noted(prime("tanh-of-z", "1 - tanh²(z)", "sp := z.Map(func(z float64) float64 { return 1 - math.Tanh(z)*math.Tanh(z) })", ofZ(func(z float64) float64 { return 1 - math.Tanh(z)*math.Tanh(z) })),
			"that is the derivative of tanh", "essa é a derivada de tanh"),
		noted(prime("twice", "σ′(z)²", "matrix.Hadamard(matrix.Hadamard(delta, sp), sp)", func(s *scene) matrix.Matrix { return hadamard(s.sp(), s.sp()) }),
			"it is multiplied in twice", "ela entra duas vezes no produto"),
		prime("next-layer", "σ′ of the z of the layer after it", "z := zs[len(zs)-l+1]", primeAt(func(s *scene) int { return s.i + 1 })),
		prime("layer-before", "σ′ of the z of the layer before it", "z := zs[len(zs)-l-1]", primeAt(func(s *scene) int { return s.i - 1 })),
		prime("last-layer", "σ′ of the z of the last layer", "z := zs[len(zs)-1]", primeAt(func(s *scene) int { return len(s.z) - 1 })),
		prime("relu", "1 where z > 0", "sp := z.Map(func(z float64) float64 { if z > 0 { return 1 }; return 0 })", ofZ(func(z float64) float64 {
			if z > 0 {
				return 1
			}
			return 0
		})),
	}, rare(
		prime("z", "z", "sp := z", ofZ(func(z float64) float64 { return z })),
		prime("exp", "e⁻ᶻ", "math.Exp(-z)", ofZ(func(z float64) float64 { return math.Exp(-z) })),
		prime("inverse", "1/σ′(z)", "delta / sp", func(s *scene) matrix.Matrix { return mapped(s.sp(), func(p float64) float64 { return 1 / p }) }),
		prime("quarter", "¼", "0.25", ofZ(func(float64) float64 { return 0.25 })),
		prime("without-bias", "σ′(w a), without b,", "SigmoidPrime(matrix.Dot(w, a))", func(s *scene) matrix.Matrix { return SigmoidPrime(matrix.Sub(s.z[s.i], s.Net.Biases[s.i])) }),
		prime("of-arriving", "σ′ of what it is multiplied with", "SigmoidPrime(delta)", func(s *scene) matrix.Matrix { return SigmoidPrime(s.arriving()) }),
		prime("of-error", "1 - e", "e * (1 - e)", func(s *scene) matrix.Matrix {
			return mapped(s.arriving(), func(e float64) float64 { return 1 - e })
		}),
		prime("form-of-error", "e (1 - e)", "e * e * (1 - e)", func(s *scene) matrix.Matrix { return mapped(s.arriving(), form) }),
		prime("form-of-b", "b (1 - b)", "b * (1 - b)", func(s *scene) matrix.Matrix { return s.Net.Biases[s.i].Map(form) }),
		prime("of-b", "σ′(b)", "SigmoidPrime(b)", func(s *scene) matrix.Matrix { return SigmoidPrime(s.Net.Biases[s.i]) }),
	)...)
}

// errors are what may stand for a - y in BP1.
func errors() []Mistake {
	e := func(id, wrong, code string, f func(a, y float64) float64) Mistake {
		return Mistake{ID: "error-" + id, Equation: "BP1", Wrong: wrong, Right: "a - y", Code: code, value: func(s *scene) matrix.Matrix {
			m := s.self().Clone()
			for j := range m {
				m[j][0] = f(m[j][0], s.Y[j][0])
			}
			return m
		}}
	}
	of := func(id, wrong, code string, f func(s *scene) matrix.Matrix) Mistake {
		return Mistake{ID: "error-" + id, Equation: "BP1", Wrong: wrong, Right: "a - y", Code: code, value: f}
	}
	half := func(a float64) float64 {
		if a > 0.5 {
			return 1
		}
		return 0
	}
	minus := func(m, y matrix.Matrix) matrix.Matrix { return add(m, scale(-1, y)) }
	return append([]Mistake{
		e("no-y", "a", "return output", func(a, y float64) float64 { return a }),
		e("only-y", "y", "return y", func(a, y float64) float64 { return y }),
		e("sum", "a + y", "matrix.Add(output, y)", func(a, y float64) float64 { return a + y }),
		e("squared", "(a - y)²", "matrix.Hadamard(e, e)", func(a, y float64) float64 { return (a - y) * (a - y) }),
		e("absolute", "|a - y|", "math.Abs(a - y)", func(a, y float64) float64 { return math.Abs(a - y) }),
		e("of-sign", "the sign of a - y", "math.Copysign(1, a-y)", func(a, y float64) float64 { return math.Copysign(1, a-y) }),
	}, rare(
		e("rounded", "(1 if a > ½, else 0) - y", "", func(a, y float64) float64 { return half(a) - y }),
		e("ratio", "y/a", "y / a", func(a, y float64) float64 { return y / a }),
		e("one-minus-a", "1 - a", "", func(a, y float64) float64 { return 1 - a }),
		of("z", "z - y", "CostDerivative(zs[len(zs)-1], y)", func(s *scene) matrix.Matrix { return minus(s.z[s.i], s.Y) }),
		of("sigma-twice", "σ(a) - y", "CostDerivative(Sigmoid(activation), y)", func(s *scene) matrix.Matrix { return minus(s.self().Map(sigmoid), s.Y) }),
		of("x", "a - x", "CostDerivative(a, x)", func(s *scene) matrix.Matrix { return minus(s.self(), s.a[0]) }),
		of("summed", "Σ(a - y), the same in each neuron,", "", func(s *scene) matrix.Matrix { return everySum(s.arriving()) }),
		of("cost", "the cost ½‖a - y‖²", "QuadraticCost(a, y)", func(s *scene) matrix.Matrix {
			return scale(0.5, everySum(hadamard(s.arriving(), s.arriving())))
		}),
		of("shifted", "a - y, with y of the next neuron,", "", func(s *scene) matrix.Matrix { return minus(s.self(), rolled(s.Y, 1, 1)) }),
		of("label", "a - (1 for the largest y, else 0)", "", func(s *scene) matrix.Matrix {
			hot := scale(0, s.Y)
			hot[matrix.ArgMax(s.Y)][0] = 1
			return minus(s.self(), hot)
		}),
	)...)
}

// arrivals are what may stand for (wˡ⁺¹)ᵀ δˡ⁺¹ in BP2.
func arrivals() []Mistake {
	arrives := func(id, wrong, code string, value func(s *scene) matrix.Matrix) Mistake {
		return Mistake{ID: "back-" + id, Equation: "BP2", Wrong: wrong, Right: "(wˡ⁺¹)ᵀδˡ⁺¹", Code: code, value: value}
	}
	through := func(w func(s *scene) matrix.Matrix) func(*scene) matrix.Matrix {
		return func(s *scene) matrix.Matrix { return dot(w(s), s.next()) }
	}
	back := func(column func(s *scene) matrix.Matrix) func(*scene) matrix.Matrix {
		return func(s *scene) matrix.Matrix { return dot(s.w().Transpose(), column(s)) }
	}
	outputDelta := func(s *scene) matrix.Matrix { return s.deltas[len(s.deltas)-1] }
	stepped := func(m Mistake, what func(s *scene) matrix.Matrix) Mistake {
		m.Note = language.Text{"the weights have taken their step already: wᵀ is that of w - η ∇w", "os pesos já deram seu passo: wᵀ é de w - η ∇w"}
		m.value = func(s *scene) matrix.Matrix { return dot(s.w().Transpose(), what(s)) }
		m.along = func(s *scene) matrix.Matrix { return scale(-1, dot(s.gotW[s.i+1].Transpose(), what(s))) }
		return m
	}
	arrivingNext := func(s *scene) matrix.Matrix { return s.at(s.i + 1).arriving() }
	const step = "net.Weights[i] = matrix.Sub(…)"
	return append([]Mistake{
		stepped(arrives("stepped", "(w - η∇w)ᵀδˡ⁺¹", step, nil), (*scene).next),
		{ID: "back-not-transposed", Equation: "BP2", Note: language.Text{"w is not transposed: w δ for wᵀ δ", "w não está transposta: w δ em vez de wᵀ δ"}, Code: "matrix.Dot(w, delta)", value: through((*scene).w)},
		{ID: "back-own-weights", Equation: "BP2", Note: language.Text{"wᵀ is that of the layer itself, not of the one after it", "wᵀ é da própria camada, não da seguinte"}, Code: "w := net.Weights[len(net.Weights)-l]",
			value: through(func(s *scene) matrix.Matrix { return s.Net.Weights[s.i].Transpose() })},
		arrives("last-weights", "(wᴸ)ᵀδˡ⁺¹", "w := net.Weights[len(net.Weights)-1]", through(func(s *scene) matrix.Matrix { return s.Net.Weights[len(s.z)-1].Transpose() })),
		arrives("first-weights", "(w²)ᵀδˡ⁺¹", "w := net.Weights[0]", through(func(s *scene) matrix.Matrix { return s.Net.Weights[0].Transpose() })),
		{ID: "back-no-weights", Equation: "BP2", Note: language.Text{"wᵀ is missing: δ is that of the layer after it, times σ′(z)", "falta wᵀ: δ é o da camada seguinte, vezes σ′(z)"}, Code: "matrix.Hadamard(delta, sp)", value: (*scene).next},
		arrives("carried", "(wˡ⁺¹)ᵀe, where e is a - y carried back from the last layer by wᵀ alone,", "e = matrix.Dot(w.Transpose(), e)", (*scene).carried),
		stepped(arrives("carried-stepped", "(w - η∇w)ᵀe, where e is a - y carried back in this way,", step, nil), (*scene).errorBefore),
		arrives("arriving", "(wˡ⁺¹)ᵀ of δˡ⁺¹ without its σ′", "matrix.Dot(w.Transpose(), arriving)", back(arrivingNext)),
		arrives("prime-again", "(wˡ⁺¹)ᵀ(δˡ⁺¹ ⊙ σ′(zˡ⁺¹))", "matrix.Dot(w.Transpose(), matrix.Hadamard(delta, sp))", back(func(s *scene) matrix.Matrix { return hadamard(s.next(), s.sps[s.i+1]) })),
		arrives("a", "(wˡ⁺¹)ᵀaˡ⁺¹", "matrix.Dot(w.Transpose(), activation)", back(func(s *scene) matrix.Matrix { return s.a[s.i+2] })),
		arrives("output-delta", "(wˡ⁺¹)ᵀδᴸ", "delta := matrix.Hadamard(…)", back(outputDelta)),
		{ID: "back-last-delta", Equation: "BP2", Wrong: "(wᴸ)ᵀδᴸ", Right: "(wˡ⁺¹)ᵀδˡ⁺¹", Code: "w := net.Weights[len(net.Weights)-1]", value: func(s *scene) matrix.Matrix {
			return dot(s.Net.Weights[len(s.z)-1].Transpose(), outputDelta(s))
		}},
		arrives("last-output", "the last neuron's part of wᵀδˡ⁺¹", "sum = w[j][k] * delta[j][0]", back(func(s *scene) matrix.Matrix {
			d := scale(0, s.next())
			d[len(d)-1][0] = s.next()[len(d)-1][0]
			return d
		})),
	}, rare(
		arrives("z", "(wˡ⁺¹)ᵀzˡ⁺¹", "matrix.Dot(w.Transpose(), z)", back(func(s *scene) matrix.Matrix { return s.z[s.i+1] })),
		arrives("nabla", "(∇wˡ⁺¹)ᵀδˡ⁺¹", "matrix.Dot(nablaW[len(nablaW)-l+1].Transpose(), delta)", through(func(s *scene) matrix.Matrix { return s.gotW[s.i+1].Transpose() })),
		arrives("normalised", "wᵀδˡ⁺¹, with each weight divided by the sum of its row,", "w / sum(w)", through(func(s *scene) matrix.Matrix {
			w := s.w().Clone()
			for j, row := range w {
				sum := 0.0
				for _, v := range row {
					sum += v
				}
				for k := range row {
					w[j][k] /= sum
				}
			}
			return w.Transpose()
		})),
		arrives("sum-of-delta", "Σδˡ⁺¹, without w,", "", func(s *scene) matrix.Matrix {
			return scale(everySum(s.next())[0][0], ones(s.self()))
		}),
		arrives("sum-of-products", "Σ over all of wᵀδ, the same in each neuron,", "", func(s *scene) matrix.Matrix { return everySum(s.arriving()) }),
		arrives("plus-b", "wᵀδˡ⁺¹ + b", "matrix.Add(matrix.Dot(w.Transpose(), delta), b)", func(s *scene) matrix.Matrix { return add(s.arriving(), s.Net.Biases[s.i]) }),
		arrives("nothing", "nothing", "delta = sp", func(s *scene) matrix.Matrix { return ones(s.self()) }),
		arrives("all-but-first", "wᵀδˡ⁺¹ without the first neuron's part", "for k := 1; …", back(func(s *scene) matrix.Matrix { d := s.next().Clone(); d[0][0] = 0; return d })),
		arrives("all-but-last", "wᵀδˡ⁺¹ without the last neuron's part", "for k := 0; k < n-1; …", back(func(s *scene) matrix.Matrix { d := s.next().Clone(); d[len(d)-1][0] = 0; return d })),
	)...)
}
