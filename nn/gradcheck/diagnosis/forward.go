package diagnosis

import (
	"math"

	"backprop/internal/language"
	"backprop/matrix"
)

// activations are what may stand for a = σ(z), z = w a + b, in the forward pass.
func (s *scene) activations() []Mistake {
	f, sum := place{"forward", "a = σ(z)"}, place{"forward", "z = w a + b"}
	w, b, a := s.Net.Weights[s.i], s.Net.Biases[s.i], s.before()
	wa := dot(w, a)
	z := add(wa, b)
	of := func(w, a, b matrix.Matrix) matrix.Matrix { return mapped(add(dot(w, a), b), sigmoid) }
	exp := z.Map(math.Exp)
	return []Mistake{
		f.says("forward-no-sigma", "σ is missing: a is z", "falta σ: a ativação é o próprio z", "activation = z", z),
		f.says("forward-sigma-twice", "σ is applied twice", "σ é aplicada duas vezes", "activation = Sigmoid(Sigmoid(z))", z.Map(sigmoid).Map(sigmoid)),
		f.has("forward-exp-plus", "1 / (1 + eᶻ)", "1 / (1 + math.Exp(z))", z.Map(func(z float64) float64 { return sigmoid(-z) })),
		f.has("forward-tanh", "tanh(z)", "math.Tanh(z)", z.Map(math.Tanh)),
		f.has("forward-relu", "max(0, z)", "math.Max(0, z)", z.Map(func(z float64) float64 { return math.Max(0, z) })),
		f.has("forward-leaky-relu", "leaky ReLU", "math.Max(0.01*z, z)", z.Map(func(z float64) float64 { return math.Max(0.01*z, z) })),
		f.has("forward-z-over", "z / (1 + e⁻ᶻ)", "z / (1 + math.Exp(-z))", z.Map(func(z float64) float64 { return z * sigmoid(z) })),
		f.has("forward-exp", "e⁻ᶻ", "math.Exp(-z)", z.Map(func(z float64) float64 { return math.Exp(-z) })),
		f.has("forward-exp-minus", "1 / (1 - e⁻ᶻ)", "1 / (1 - math.Exp(-z))", z.Map(func(z float64) float64 { return 1 / (1 - math.Exp(-z)) })),
		f.has("forward-doubled", "2σ(z) - 1", "2*s - 1", z.Map(func(z float64) float64 { return 2*sigmoid(z) - 1 })),
		f.has("forward-softmax", "softmax(z)", "softmax", scale(1/everySum(exp)[0][0], exp)),
		f.has("forward-prime-for-sigma", "σ′(z)", "SigmoidPrime(z)", SigmoidPrime(z)),
		place{"forward", "σ(w a + b)"}.has("forward-bias-after", "σ(w a) + b", "matrix.Add(Sigmoid(…), b)", add(wa.Map(sigmoid), b)),
		sum.says("forward-no-bias", "b is missing in z = w a + b", "falta b em z = w a + b", "z := matrix.Dot(w, activation)", wa.Map(sigmoid)),
		sum.has("forward-bias-twice", "w a + 2b", "matrix.Add(matrix.Add(…, b), b)", of(w, a, scale(2, b))),
		sum.has("forward-bias-minus", "w a - b", "matrix.Sub(matrix.Dot(w, activation), b)", of(w, a, scale(-1, b))),
		sum.has("forward-bias-inside", "w (a + b)", "matrix.Dot(w, matrix.Add(activation, b))", mapped(dot(w, add(a, b)), sigmoid)),
		sum.stands("forward-bias-next", "w a + b of the next layer", "w a + b da camada seguinte", "net.Biases[i+1]", of(w, a, at(s.Net.Biases, s.i+1))),
		sum.stands("forward-bias-before", "w a + b of the layer before", "w a + b da camada anterior", "net.Biases[i-1]", of(w, a, at(s.Net.Biases, s.i-1))),
		sum.has("forward-transposed", "wᵀa + b", "matrix.Dot(w.Transpose(), activation)", of(w.Transpose(), a, b)),
		sum.stands("forward-weights-next", "w a + b, with w of the next layer,", "w a + b, com w da camada seguinte,", "net.Weights[i+1]", of(at(s.Net.Weights, s.i+1), a, b)),
		sum.stands("forward-weights-before", "w a + b, with w of the layer before,", "w a + b, com w da camada anterior,", "net.Weights[i-1]", of(at(s.Net.Weights, s.i-1), a, b)),
		sum.has("forward-weights-minus", "b - w a", "matrix.Sub(b, matrix.Dot(w, activation))", of(scale(-1, w), a, b)),
		sum.has("forward-mean", "w a / n + b", "", of(scale(1/float64(len(a)), w), a, b)),
		sum.has("forward-x", "w x + b", "matrix.Dot(w, x)", of(w, s.a[0], b)),
		sum.stands("forward-z", "w z + b, with z of the layer before,", "w z + b, com z da camada anterior,", "matrix.Dot(w, z)", of(w, at(s.z, s.i-1), b)),
		sum.stands("forward-first-input-missing", "w a + b without the first input", "w a + b sem a primeira entrada", "for k := 1; …", of(w, without(a, 0), b)),
		sum.stands("forward-last-input-missing", "w a + b without the last input", "w a + b sem a última entrada", "for k := 0; k < n-1; …", of(w, without(a, len(a)-1), b)),
	}
}

// inputs are what may stand for x.
func (s *scene) inputs() []Mistake {
	input, x := place{"forward", "x"}, s.A[0]
	return []Mistake{
		input.has("input-sigma", "σ(x)", "activation := Sigmoid(x)", x.Map(sigmoid)),
		input.has("input-by-255", "x/255", "activation := matrix.Scale(1.0/255, x)", scale(1.0/255, x)),
	}
}

// wrongOutputs are what BP1 gives after a mistake in the last layer's forward pass.
func (s *scene) wrongOutputs() []term {
	var terms []term
	for _, m := range s.activations() {
		if m.value == nil || !m.value.HasShape(len(s.Y), 1) {
			continue
		}
		in := s.at(s.i)
		in.a = append(s.a[:s.i+1:s.i+1], m.value)
		// It has a σ′ of its own, which follows.
		for _, p := range append(in.primes(), Mistake{value: mapped(m.value, form)}, Mistake{value: s.sp()}) {
			terms = append(terms, term{[]Mistake{m}, func() matrix.Matrix { return hadamard(matrix.Sub(m.value, s.Y), p.value) }, nil, 2})
		}
	}
	return terms
}

// forward reads off the activations that the code used: where ∂C/∂w is ∂C/∂b aᵀ, a
// is what the forward pass gave. Where these are not the network's, it explains them.
func (s *scene) forward() (findings []Finding) {
	in := s.at(-1)
	in.a, in.z, in.sps = nil, nil, nil
	last := len(s.Z) - 1
	for i := range s.A {
		want, mistakes := s.A[0], s.inputs()
		if in.i = i - 1; i > 0 {
			z := matrix.Add(matrix.Dot(s.Net.Weights[in.i], in.a[in.i]), s.Net.Biases[in.i])
			in.z, in.sps, want = append(in.z, z), append(in.sps, SigmoidPrime(z)), z.Map(sigmoid)
			mistakes = in.activations()
		}
		if i <= last && Finite(s.gotB[i]) {
			used := divide(s.gotW[i].Transpose(), s.gotB[i], nil)
			round := s.RoundW[i].MaxAbs() / s.gotB[i].MaxAbs()
			rounding := want.Map(func(float64) float64 { return round })
			if used != nil && (i > 0 || len(s.gotB[0]) > 1) && !Agree(used, want, rounding) { // one row is a multiple of any x
				f := Finding{Equation: "forward", Layer: i + 1, Worst: s.worstEntry(last, s.gotB[last], s.gotW[last])}
				f.readings = question{got: used, want: want, rounding: rounding}.read(only(mistakes), nil)
				if f.unknown() {
					f.readings = unknownReading("the activations are not σ(w a + b)", "as ativações não são σ(w a + b)")
					j := matrix.ArgMax(abs(matrix.Sub(used, want)))
					f.byHand = language.Textf("∂C/∂w shows that neuron %d (counted from 0) had a = %.6g, and σ(w a + b) there is %.6g, a difference of %.2g",
						"∂C/∂w mostra que o neurônio %d (contado de 0) tinha a = %.6g, e σ(w a + b) ali é %.6g, uma diferença de %.2g", j, used[j][0], want[j][0], used[j][0]-want[j][0])
				}
				findings, want = append(findings, f), used
			}
		}
		in.a = append(in.a, want)
	}
	if findings == nil {
		return nil
	}
	// What else is wrong may follow from it, but for the output's own forward pass.
	for _, f := range in.layer() {
		if f.Equation == "forward" {
			findings = append(findings, f)
		}
	}
	return findings
}
