package diagnosis

import (
	"math"

	"backprop/internal/language"
	"backprop/matrix"
)

// Most mistakes are one wrong factor. So the tables are of factors, and the
// equations are put together from them: BP1 and BP2 are a number times what arrives
// times a derivative, BP4 a number times a column times a row. The right factor is
// in none of them.

// numbers are what an equation may be multiplied by. The first is the sign. In BP1
// there is more to say of each.
func (s *scene) numbers(equation string) []Mistake {
	any, n := place{"BP1, BP2, BP3, BP4", ""}, float64(s.Y.Rows())
	number := func(id string, k float64, en, pt, code, inBP1, noBP1 string) Mistake {
		m := any.says(id, en, pt, code, matrix.Column(k))
		if equation == "BP1" {
			m.Hint = language.Textf("%s: "+inBP1, "%s: "+noBP1, m.Hint)
		}
		return m
	}
	numbers := []Mistake{
		number("sign", -1, "the sign of {it} is flipped", "o sinal de {it} está trocado", "matrix.Sub(y, output)",
			"y - a for a - y, or - σ′(z)?", "y - a em vez de a - y, ou - σ′(z)?"),
		number("doubled", 2, "{it} is twice too large", "{it} é o dobro do certo", "matrix.Scale(2, matrix.Sub(output, y))",
			"that is the gradient of ‖a - y‖², the cost is ½‖a - y‖²", "esse é o gradiente de ‖a - y‖², e o custo é ½‖a - y‖²"),
		number("halved", 0.5, "{it} is half of what it should be", "{it} é a metade do certo", "matrix.Scale(0.5, matrix.Sub(output, y))",
			"the ½ of the cost goes away in its derivative", "o ½ do custo desaparece na derivada"),
	}
	if equation == "BP1" || equation == "" {
		numbers = append(numbers,
			number("mean", 1/n, "{it} is divided by the number of outputs", "{it} está dividido pelo número de saídas", "matrix.Scale(1/n, matrix.Sub(output, y))",
				"the cost is half the sum over them, not half the mean", "o custo é metade da soma sobre elas, não da média"),
			number("mean-of-squares", 2/n, "{it} is multiplied by 2/n, for n outputs", "{it} está multiplicado por 2/n, para n saídas", "matrix.Scale(2/n, matrix.Sub(output, y))",
				"that is the gradient of the mean of (a - y)², the cost is half the sum", "esse é o gradiente da média de (a - y)², e o custo é metade da soma"))
	}
	return numbers
}

// primes are what may stand for σ′(z) in BP1 and BP2.
func (s *scene) primes() []Mistake {
	prime, a, z := place{"BP1, BP2", "σ′(z)"}, s.self(), s.z[s.i]
	return []Mistake{
		prime.says("prime-missing", "σ′(z) is missing", "falta σ′(z)", "delta := CostDerivative(a, y)", ones(a)),
		prime.has("prime-sigma", "σ(z)", "sp := Sigmoid(z)", a),
		prime.says("prime-of-a", "σ′(a) stands where σ′(z) should: was z overwritten, or the wrong list used?",
			"σ′(a) está no lugar de σ′(z): z foi sobrescrito, ou a lista usada é outra?", "sp := SigmoidPrime(activations[len(activations)-l])", SigmoidPrime(a)),
		prime.says("prime-form-of-z", "z (1 - z) stands where σ′(z) should: v (1 - v) is σ′ if v is a = σ(z), not if it is z",
			"z (1 - z) está no lugar de σ′(z): v (1 - v) é σ′ se v é a = σ(z), não se é z", "z * (1 - z)", z.Map(form)),
		prime.has("prime-one-minus-a", "1 - σ(z)", "1 - s", a.Map(func(a float64) float64 { return 1 - a })),
		prime.says("prime-tanh", "1 - a² stands where σ′(z) should: that is the derivative of tanh",
			"1 - a² está no lugar de σ′(z): essa é a derivada de tanh", "1 - a*a", a.Map(func(a float64) float64 { return 1 - a*a })),
		prime.says("prime-twice", "σ′(z)² stands where σ′(z) should: it is multiplied in twice",
			"σ′(z)² está no lugar de σ′(z): ela entra duas vezes no produto", "matrix.Hadamard(matrix.Hadamard(delta, sp), sp)", hadamard(s.sp(), s.sp())),
		prime.stands("prime-next-layer", "σ′ of the z of the layer after it", "σ′ do z da camada seguinte", "z := zs[len(zs)-l+1]", at(s.sps, s.i+1)),
		prime.stands("prime-layer-before", "σ′ of the z of the layer before it", "σ′ do z da camada anterior", "z := zs[len(zs)-l-1]", at(s.sps, s.i-1)),
		prime.says("prime-relu", "1 where z > 0, else 0, stands where σ′(z) should: that is the derivative of ReLU",
			"1 onde z > 0, senão 0, está no lugar de σ′(z): essa é a derivada de ReLU", "if z > 0 { return 1 }", z.Map(step)),
		prime.has("prime-tanh-of-z", "1 - tanh²(z)", "1 - math.Tanh(z)*math.Tanh(z)", z.Map(func(z float64) float64 { return 1 - math.Tanh(z)*math.Tanh(z) })),
		prime.has("prime-inverse", "1/σ′(z)", "delta / sp", s.sp().Map(func(p float64) float64 { return 1 / p })),
		prime.stands("prime-without-bias", "σ′(w a), without b,", "σ′(w a), sem b,", "SigmoidPrime(matrix.Dot(w, a))", SigmoidPrime(matrix.Sub(z, s.Net.Biases[s.i]))),
		prime.stands("prime-last-layer", "σ′ of the z of the last layer", "σ′ do z da última camada", "z := zs[len(zs)-1]", s.sps[len(s.sps)-1]),
		prime.has("prime-z", "z", "sp := z", z),
		prime.stands("prime-form-of-error", "e (1 - e), with e = a - y, or wᵀδ in a hidden layer,", "e (1 - e), com e = a - y, ou wᵀδ numa camada oculta,", "e * e * (1 - e)", mapped(s.arriving(), form)),
		prime.stands("prime-of-error", "1 - (a - y), or 1 - wᵀδ in a hidden layer,", "1 - (a - y), ou 1 - wᵀδ numa camada oculta,", "e * (1 - e)", mapped(s.arriving(), func(e float64) float64 { return 1 - e })),
	}
}

// step is 1 for what is positive, and 0 for the rest.
func step(v float64) float64 {
	if v > 0 {
		return 1
	}
	return 0
}

// errors are what may stand for a - y in BP1.
func (s *scene) errors() []Mistake {
	e, error := place{"BP1", "a - y"}, s.arriving()
	return []Mistake{
		e.stands("error-no-y", "the output a", "a saída a", "return output", s.self()),
		e.has("error-only-y", "y", "return y", s.Y),
		e.has("error-sum", "a + y", "matrix.Add(output, y)", add(s.self(), s.Y)),
		e.has("error-squared", "(a - y)²", "matrix.Hadamard(e, e)", hadamard(error, error)),
		e.has("error-absolute", "|a - y|", "math.Abs(a - y)", abs(error)),
		e.says("error-of-sign", "the sign of a - y stands where a - y should", "o sinal de a - y está no lugar de a - y", "math.Copysign(1, a-y)",
			error.Map(func(e float64) float64 { return math.Copysign(1, e) })),
		e.says("error-ratio", "-y/a stands where a - y should: that is of another cost, the cross-entropy", "-y/a está no lugar de a - y: é de outro custo, a entropia cruzada",
			"matrix.Scale(-1/a, y)", hadamard(s.Y, s.self().Map(func(a float64) float64 { return -1 / a }))),
		e.has("error-z", "z - y", "CostDerivative(zs[len(zs)-1], y)", matrix.Sub(s.z[s.i], s.Y)),
		e.has("error-sigma-twice", "σ(a) - y", "CostDerivative(Sigmoid(activation), y)", matrix.Sub(s.self().Map(sigmoid), s.Y)),
		e.has("error-summed", "Σ(a - y)", "np.sum(a - y)", everySum(error)),
	}
}

// arrivals are what may stand for (wˡ⁺¹)ᵀ δˡ⁺¹ in BP2.
func (s *scene) arrivals() []Mistake {
	back, weights, wT, delta := place{"BP2", "(wˡ⁺¹)ᵀδˡ⁺¹"}, s.Net.Weights, s.w().Transpose(), s.next()
	output, nabla := s.deltas[len(s.deltas)-1], s.gotW[s.i+1].Transpose()
	// What arrived at the layer after this one is its δ over σ′. In code that carries
	// a - y back without σ′, that is what it carries on.
	carried := hadamard(delta, mapped(s.sps[s.i+1], func(p float64) float64 { return 1 / p }))
	const step = "net.Weights[i] = matrix.Sub(…)"
	return []Mistake{
		back.says("back-stepped", "(w - η∇w)ᵀδˡ⁺¹ stands where (wˡ⁺¹)ᵀδˡ⁺¹ should: the weights have been updated already",
			"(w - η∇w)ᵀδˡ⁺¹ está no lugar de (wˡ⁺¹)ᵀδˡ⁺¹: os pesos já foram atualizados", step, s.arriving()).plus("η", scale(-1, dot(nabla, delta))),
		back.says("back-not-transposed", "w is not transposed: w δ for wᵀ δ", "w não está transposta: w δ em vez de wᵀ δ", "matrix.Dot(w, delta)", dot(s.w(), delta)),
		back.says("back-own-weights", "wᵀ is that of the layer itself, not of the one after it", "wᵀ é da própria camada, não da seguinte",
			"w := net.Weights[len(net.Weights)-l]", dot(weights[s.i].Transpose(), delta)),
		back.says("back-own-not-transposed", "w is that of the layer itself, and not transposed", "w é da própria camada, e não está transposta",
			"matrix.Dot(net.Weights[len(net.Weights)-l], delta)", dot(weights[s.i], delta)),
		back.has("back-last-weights", "(wᴸ)ᵀδˡ⁺¹", "w := net.Weights[len(net.Weights)-1]", dot(weights[len(weights)-1].Transpose(), delta)),
		back.says("back-no-weights", "wᵀ is missing: δ is that of the layer after it, times σ′(z)", "falta wᵀ: δ é o da camada seguinte, vezes σ′(z)",
			"matrix.Hadamard(delta, sp)", delta),
		back.has("back-sum-of-delta", "Σδˡ⁺¹", "sum += delta[j][0]", scale(everySum(delta)[0][0], ones(s.self()))),
		back.says("back-carried", "the error a - y, carried back by wᵀ alone (without σ′), stands where δˡ⁺¹ should",
			"o erro a - y, levado para trás só por wᵀ (sem σ′), está no lugar de δˡ⁺¹", "e = matrix.Dot(w.Transpose(), e)", dot(wT, carried)),
		back.says("back-carried-stepped", "the error a - y, carried back without σ′ by (w - η∇w)ᵀ, stands where δˡ⁺¹ should, and the weights have been updated already",
			"o erro a - y, levado para trás sem σ′ por (w - η∇w)ᵀ, está no lugar de δˡ⁺¹, e os pesos já foram atualizados", step,
			dot(wT, carried)).plus("η", scale(-1, dot(nabla, carried))),
		back.has("back-prime-again", "(wˡ⁺¹)ᵀ(δˡ⁺¹ ⊙ σ′(zˡ⁺¹))", "matrix.Dot(w.Transpose(), matrix.Hadamard(delta, sp))", dot(wT, hadamard(delta, s.sps[s.i+1]))),
		back.has("back-a", "(wˡ⁺¹)ᵀaˡ⁺¹", "matrix.Dot(w.Transpose(), activation)", dot(wT, s.a[s.i+2])),
		back.has("back-z", "(wˡ⁺¹)ᵀzˡ⁺¹", "matrix.Dot(w.Transpose(), z)", dot(wT, s.z[s.i+1])),
		back.has("back-plus-b", "wᵀδˡ⁺¹ + b", "matrix.Add(matrix.Dot(w.Transpose(), delta), b)", add(s.arriving(), s.Net.Biases[s.i])),
		back.has("back-output-delta", "(wˡ⁺¹)ᵀδᴸ", "delta := matrix.Hadamard(…)", dot(wT, output)),
		back.has("back-nabla", "(∇wˡ⁺¹)ᵀδˡ⁺¹", "matrix.Dot(nablaW[len(nablaW)-l+1].Transpose(), delta)", dot(nabla, delta)),
		back.stands("back-all-but-first", "wᵀδˡ⁺¹ without the first neuron's part", "wᵀδˡ⁺¹ sem a parte do primeiro neurônio", "for k := 1; …", dot(wT, without(delta, 0))),
		back.stands("back-all-but-last", "wᵀδˡ⁺¹ without the last neuron's part", "wᵀδˡ⁺¹ sem a parte do último neurônio", "for k := 0; k < n-1; …", dot(wT, without(delta, len(delta)-1))),
	}
}

// wholes are what may stand for all of BP1 or BP2.
func (s *scene) wholes() []Mistake {
	product := place{"BP1, BP2", "δ"}
	return append(s.layers(s.NablaB),
		product.says("added", "the sum of the two factors stands where their product ⊙ should", "a soma dos dois fatores está no lugar de seu produto ⊙",
			"matrix.Add(…, sp)", add(s.arriving(), s.sp())),
		product.says("subtracted", "the difference of the two factors stands where their product ⊙ should", "a diferença dos dois fatores está no lugar de seu produto ⊙",
			"matrix.Sub(…, sp)", add(s.arriving(), scale(-1, s.sp()))),
		product.says("dot", "the scalar product of the two factors, one number for all neurons, stands where their product ⊙ should",
			"o produto escalar dos dois fatores, um só número para todos os neurônios, está no lugar de seu produto ⊙",
			"matrix.Dot(e.Transpose(), sp)", everySum(hadamard(s.arriving(), s.sp()))))
}
