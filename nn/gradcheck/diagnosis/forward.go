package diagnosis

import (
	"fmt"
	"math"
	"slices"

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
		function("leaky-relu", "a leaky max(0, z)", "math.Max(0.01*z, z)", func(z float64) float64 { return math.Max(0.01*z, z) }, func(z float64) float64 { return math.Max(0.01, step(z)) }),
		function("z-over", "z / (1 + e⁻ᶻ)", "z / (1 + math.Exp(-z))", func(z float64) float64 { return z * sigmoid(z) }, func(z float64) float64 { return sigmoid(z) + z*sigmaPrime(z) }),
		function("exp-minus", "1 / (1 - e⁻ᶻ)", "1 / (1 - math.Exp(-z))", func(z float64) float64 { return 1 / (1 - math.Exp(-z)) }, nil),
		function("exp", "e⁻ᶻ", "math.Exp(-z)", func(z float64) float64 { return math.Exp(-z) }, func(z float64) float64 { return -math.Exp(-z) }),
		function("twice-z", "σ(2z)", "Sigmoid(2z)", func(z float64) float64 { return sigmoid(2 * z) }, func(z float64) float64 { return 2 * sigmaPrime(2*z) }),
		function("doubled", "2σ(z) - 1", "2*s - 1", func(z float64) float64 { return 2*sigmoid(z) - 1 }, func(z float64) float64 { return 2 * sigmaPrime(z) }),
		function("prime-for-sigma", "σ′(z)", "SigmoidPrime(z)", sigmaPrime, func(z float64) float64 { return sigmaPrime(z) * (1 - 2*sigmoid(z)) }),
		function("rounded", "σ(z), rounded,", "math.Round", func(z float64) float64 { return math.Round(sigmoid(z)) }, nil),
		softmax,
		biasAfter,
		sum("bias-twice", "w a + 2b", "b is added twice", func(t *Truth, i int, a, _ []matrix.Matrix) matrix.Matrix { return add(wa(t, i, a), scale(2, b(t, i))) }),
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
		sum("x", "w x + b", "activation := … in the loop, or x for activation", func(t *Truth, i int, a, _ []matrix.Matrix) matrix.Matrix { return add(dot(w(t, i), a[0]), b(t, i)) }),
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

// forward looks for a mistake in the forward pass that explains what the
// equations alone explain only with several mistakes, or not at all. It returns
// nil if there is none that is simpler than most.
func (t *Truth) forward(nablaB, nablaW []matrix.Matrix, alone *path) []Finding {
	most := alone.far
	s := sceneOf(t, nablaW)
	layers := len(t.Z)
	used, rounding := t.readActivations(nablaB, nablaW)
	var exact []Finding
	best, bestPath := most, (*path)(nil)
	var bestFinding Finding
	try := func(m Mistake, from, to int, a, z []matrix.Matrix, sps []matrix.Matrix) {
		in := *s
		in.a, in.z, in.sps, in.i = a, z, sps, layers
		if !fits(used, a, rounding) {
			return
		}
		found := Finding{Equation: "forward", Layer: from + 2, readings: []reading{{mistakes: []Mistake{m}, far: 1}}}
		for i := from + 1; i <= to; i++ {
			found.also = append(found.also, i+2)
		}
		if in.gives(nablaB, nablaW) {
			if len(exact) == 0 || exact[0].Layer == found.Layer && len(exact[0].also) == len(found.also) {
				exact = append(exact, found)
			}
			return
		}
		// With further mistakes only if what was read off shows this one, too.
		if len(exact) > 0 || best <= 2 || fits(used, t.A, rounding) {
			return
		}
		w := walk{nablaB: nablaB, nablaW: nablaW, best: &path{far: best - 1}}
		first := w.best
		if w.back(&in, path{}); w.best != first {
			best, bestPath, bestFinding = w.best.far+1, w.best, found
		}
	}
	pass := func(m forwardMistake, from, to int) {
		a, z := []matrix.Matrix{t.A[0]}, []matrix.Matrix{}
		for i := range layers {
			right := i < from || i > to
			var zi, ai matrix.Matrix
			if right {
				zi = matrix.Add(matrix.Dot(t.Net.Weights[i], a[i]), t.Net.Biases[i])
				ai = zi.Map(sigmoid)
			} else {
				zi, ai = m.layer(t, i, a, z)
			}
			if zi == nil || ai == nil || !ai.HasShape(t.A[i+1].Rows(), 1) || !Finite(ai) {
				return
			}
			a, z = append(a, ai), append(z, zi)
		}
		// σ′ as the chapter has it, as a (1 - a), as the derivative of what stands
		// for σ, or of the z that should be.
		var chapter, form, own, right []matrix.Matrix
		for i := range z {
			chapter = append(chapter, SigmoidPrime(z[i]))
			form = append(form, a[i+1].Map(func(a float64) float64 { return a * (1 - a) }))
			own = append(own, chapter[i])
			right = append(right, SigmoidPrime(matrix.Add(matrix.Dot(t.Net.Weights[i], a[i]), t.Net.Biases[i])))
			if m.slope != nil && i >= from && i <= to {
				own[i] = z[i].Map(m.slope)
			}
		}
		for _, sps := range [][]matrix.Matrix{chapter, form, own, right} {
			try(m.Mistake, from, to, a, z, sps)
		}
	}
	for _, m := range forwardMistakes() {
		spans := [][2]int{{0, layers - 1}, {layers - 1, layers - 1}, {0, layers - 2}, {1, layers - 1}}
		for i := range layers {
			spans = append(spans, [2]int{i, i})
		}
		done := map[[2]int]bool{}
		for _, span := range spans {
			if span[0] <= span[1] && !done[span] {
				done[span] = true
				pass(m, span[0], span[1])
			}
		}
	}
	for _, m := range inputs() {
		a, z, sps := []matrix.Matrix{m.value(s)}, []matrix.Matrix{}, []matrix.Matrix{}
		for i := range layers {
			z = append(z, matrix.Add(matrix.Dot(t.Net.Weights[i], a[i]), t.Net.Biases[i]))
			a, sps = append(a, z[i].Map(sigmoid)), append(sps, SigmoidPrime(z[i]))
		}
		try(m, -1, -1, a, z, sps)
		a = append([]matrix.Matrix{t.A[0]}, a[1:]...)
		try(m, -1, -1, a, z, sps)
	}
	switch {
	case len(exact) > 0:
		for _, other := range exact[1:] {
			if !slices.ContainsFunc(exact[0].readings, other.readings[0].same) {
				exact[0].readings = append(exact[0].readings, other.readings...)
			}
		}
		bestFinding = exact[0]
	case bestPath == nil:
		return t.unknownForward(used, rounding, nablaB, nablaW, alone)
	}
	last := layers - 1
	bestFinding.Worst = t.worstEntry(last, nablaB[last], nablaW[last])
	bestFinding.finish()
	findings := []Finding{bestFinding}
	if bestPath != nil && len(exact) == 0 {
		// What is not known may follow from the forward pass, and is not said.
		for _, f := range bestPath.findings() {
			if f.Cause != "" {
				findings = append(findings, f)
			}
		}
	}
	return findings
}

// gives reports whether the equations, right from this forward pass on, give
// the gradient.
func (s scene) gives(nablaB, nablaW []matrix.Matrix) bool {
	s.deltas = make([]matrix.Matrix, len(nablaB))
	for s.i = len(nablaB) - 1; s.i >= 0; s.i-- {
		s.deltas[s.i] = s.right()
		if !Agree(nablaB[s.i], s.delta(), s.RoundB[s.i]) || !Agree(nablaW[s.i], outer(s.delta(), s.before()), s.RoundW[s.i]) {
			return false
		}
	}
	return true
}

// fits reports whether the activations that were read off are some others.
// There must be one to tell.
func fits(used, a, rounding []matrix.Matrix) bool {
	seen := false
	for i, m := range used {
		if m == nil {
			continue
		}
		if seen = Agree(m, a[i], rounding[i]); !seen {
			return false
		}
	}
	return seen
}

// readActivations returns for each layer the a of the layer before it with which
// ∂C/∂w is ∂C/∂b aᵀ, nil where there is none, and how far rounding takes it.
func (t *Truth) readActivations(nablaB, nablaW []matrix.Matrix) (used, rounding []matrix.Matrix) {
	for i, nb := range nablaB {
		used = append(used, readActivation(nb, nablaW[i]))
		round := t.RoundW[i].MaxAbs() / nb.MaxAbs()
		rounding = append(rounding, t.A[i].Map(func(float64) float64 { return round }))
	}
	return used, rounding
}

// readActivation returns the a with which ∂C/∂w is ∂C/∂b aᵀ, or nil if there is
// none.
func readActivation(nb, nw matrix.Matrix) matrix.Matrix {
	squares := norm(nb) * norm(nb)
	if !Finite(nb) || !Finite(nw) || squares == 0 || math.IsInf(1/squares, 0) {
		return nil
	}
	a := scale(1/squares, dot(nw.Transpose(), nb))
	if !Agree(nw, outer(nb, a), nil) {
		return nil
	}
	return a
}

// unknownForward says that the activations which ∂C/∂w shows are not the
// network's, if δ is wrong too: then the forward pass is.
func (t *Truth) unknownForward(usedAll, rounding []matrix.Matrix, nablaB, nablaW []matrix.Matrix, alone *path) []Finding {
	last := len(t.Z) - 1
	if far(alone.steps[0].readings) < unknown-1 {
		return nil
	}
	for i := 1; i <= last; i++ {
		used := usedAll[i]
		if used == nil || Agree(used, t.A[i], rounding[i]) {
			continue
		}
		j, _, _ := worst(used, t.A[i], nil)
		f := Finding{Equation: "forward", Layer: i + 1, Worst: t.worstEntry(last, nablaB[last], nablaW[last])}
		en := fmt.Sprintf("the forward pass gives other activations than the network's: ∂C/∂w shows that neuron %d of layer %d (neurons counted from 0) had a = %.6g, and σ(w a + b) there is %.6g (%.2g less)", j, i+1, used[j][0], t.A[i][j][0], used[j][0]-t.A[i][j][0])
		pt := fmt.Sprintf("a passada para a frente dá ativações que não são as da rede: ∂C/∂w mostra que o neurônio %d da camada %d (neurônios contados de 0) tinha a = %.6g, e σ(w a + b) ali é %.6g (%.2g menos)", j, i+1, used[j][0], t.A[i][j][0], used[j][0]-t.A[i][j][0])
		f.readings = []reading{{more: language.Text{en, pt}, far: unknown}}
		f.finish()
		return []Finding{f}
	}
	return nil
}
