package judge

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"backprop/matrix"
	"backprop/nn"
)

// place is one result of a part, which can be told right or wrong by itself.
type place struct {
	steps string        // the chapter's, "B6–B8"
	what  string        // what belongs there, "z²"
	name  string        // what the reader's code calls it, "zs[0]"
	got   matrix.Matrix // nil if there is nothing
	want  matrix.Matrix // nil if there should be nothing
	// given is what should be there if what it is computed from is taken as it is,
	// right or wrong: an early mistake does not make the later places wrong.
	given matrix.Matrix
	note  string // what else to say if nothing is there
}

// look calls the part and collects its results.
func (t *trial) look() (places []place) {
	net, x, y := t.fresh()
	loop := t.say("(If it is written: does the loop come to this layer? Is the result put into its place?)",
		"(Se já está escrito: o laço chega a esta camada? O resultado é posto no lugar?)")
	last := len(net.Biases) - 1
	// gradients are the places of a layer's gradients, given its δ.
	gradients := func(stepsB, stepsW string, i int, nablaB, nablaW []matrix.Matrix, delta matrix.Matrix) []place {
		return []place{
			{stepsB, up("∂C/∂b", i), fmt.Sprintf("nablaB[%d]", i), nablaB[i], t.nablaB[i], delta, loop},
			{stepsW, up("∂C/∂w", i), fmt.Sprintf("nablaW[%d]", i), nablaW[i], t.nablaW[i], outer(fitting(nablaB[i], delta), t.as[i]), loop},
		}
	}
	switch t.name {
	case "SigmoidPrime":
		z := t.zs[0].Clone()
		name := t.say("For z = %s, SigmoidPrime(z)", "Para z = %s, SigmoidPrime(z)", row(z))
		places = append(places, place{"H3", "σ′(z)", name, t.s.SigmoidPrime(z), nn.SigmoidPrime(t.zs[0]), nil,
			t.say("(If it is written: is the result returned?)", "(Se já está escrito: o resultado é devolvido?)")})
		if !same(z, t.zs[0]) {
			places = append(places, place{"H3", "z", "z", z, t.zs[0], nil, ""})
		}

	case "Forward":
		zs, as := t.s.Forward(net, x)
		input := t.say("(It is the input x.)", "(É a entrada x.)")
		places = append(places, place{"B3, B4", "a¹ = x", "activations[0]", at(as, 0), t.as[0], nil, input})
		for i, w := range net.Weights {
			z := matrix.Add(matrix.Dot(w, fitting(at(as, i), t.as[i])), net.Biases[i])
			a := nn.Sigmoid(fitting(at(zs, i), t.zs[i]))
			places = append(places, place{"B6–B8", up("z", i), fmt.Sprintf("zs[%d]", i), at(zs, i), t.zs[i], z, loop},
				place{"B9, B10", up("a", i), fmt.Sprintf("activations[%d]", i+1), at(as, i+1), t.as[i+1], a, loop})
		}
		for i := len(t.zs); i < len(zs); i++ {
			places = append(places, place{"B8", "", fmt.Sprintf("zs[%d]", i), zs[i], nil, nil, ""})
		}
		for i := len(t.as); i < len(as); i++ {
			places = append(places, place{"B10", "", fmt.Sprintf("activations[%d]", i), as[i], nil, nil, ""})
		}

	case "LastLayer":
		nablaB, nablaW := scaled(0, net.Biases), scaled(0, net.Weights)
		delta := t.s.LastLayer(scaled(1, t.zs), scaled(1, t.as), y, nablaB, nablaW)
		loop = ""
		p := place{"B11, BP1", up("δ", last), "delta", delta, t.nablaB[last], nil, ""}
		if same(nablaB[last], p.want) {
			p.note = t.say("(nablaB has it, but it is not returned.)", "(nablaB já o tem, mas a função não o devolve.)")
		}
		places = append([]place{p}, gradients("B12, BP3", "B13, BP4", last, nablaB, nablaW, fitting(delta, p.want))...)

	case "HiddenLayers":
		nablaB, nablaW := scaled(0, net.Biases), scaled(0, net.Weights)
		nablaB[last], nablaW[last] = t.nablaB[last].Clone(), t.nablaW[last].Clone()
		t.s.HiddenLayers(net, scaled(1, t.zs), scaled(1, t.as), t.nablaB[last].Clone(), nablaB, nablaW)
		for i := last - 1; i >= 0; i-- {
			delta := back(net.Weights[i+1], fitting(nablaB[i+1], t.nablaB[i+1]), t.zs[i])
			places = append(places, gradients("B14–B18, BP2, BP3", "B19, BP4", i, nablaB, nablaW, delta)...)
		}

	case "UpdateMiniBatch":
		right, _, _ := t.fresh()
		before, _, _ := t.fresh()
		right.UpdateMiniBatch(t.miniBatch(), eta)
		calls := 0.0
		t.s.UpdateMiniBatch(net, t.miniBatch(), eta, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
			calls++
			return before.Backprop(x, y)
		})
		places = append(places, place{"U3, U4", t.say("gradients", "gradientes"), t.say("The number of gradients from backprop", "O número de gradientes de backprop"),
			matrix.Column(calls), matrix.Column(float64(len(t.miniBatch()))), nil, ""})
		note := t.say("(If it is written: in a loop with range, w is a copy, so assign to net.Weights[i]. And 1 / len(miniBatch) divides integers, so it is 0.)",
			"(Se já está escrito: num laço com range, w é uma cópia; atribua a net.Weights[i]. E 1 / len(miniBatch) é uma divisão de inteiros: dá 0.)")
		add := func(steps, what string, got, before, want []matrix.Matrix) {
			for i := range want {
				step, got, name := matrix.Sub(want[i], before[i]), at(got, i), fmt.Sprintf("%s[%d]", what, i)
				if fits(got, step) {
					got = matrix.Sub(got, before[i])
				}
				places = append(places, place{steps, name, t.say("The step of ", "O passo de ") + name, got, step, nil, note})
			}
		}
		add("U6, U7", "net.Weights", net.Weights, before.Weights, right.Weights)
		add("U5, U8", "net.Biases", net.Biases, before.Biases, right.Biases)
	}
	return places
}

func (p place) missing() bool { return p.want != nil && (p.got == nil || p.got.MaxAbs() == 0) }

func (p place) right() bool { return same(p.got, p.want) || same(p.got, p.given) }

// is names what else it is that is in the place; "" if nothing is known.
func (p place) is(places []place) string {
	before := true // the place
	for _, other := range places {
		before = before && other.name != p.name
		if same(p.got, other.want) || before && same(p.got, other.got) {
			return other.what
		}
	}
	return ""
}

// same compares to 1e-9 of the largest entry: far above what rounding does to a
// sum of a few products, and far below a mistake.
func same(got, want matrix.Matrix) bool {
	if !fits(got, want) {
		return false
	}
	difference := matrix.Sub(got, want).MaxAbs()
	return difference <= 1e-9*want.MaxAbs() && !math.IsNaN(difference)
}

func fits(got, want matrix.Matrix) bool {
	return got != nil && want != nil && got.HasShape(want.Rows(), want.Cols())
}

// fitting returns what was got, if it has the right shape, or else what should be.
func fitting(got, want matrix.Matrix) matrix.Matrix {
	if fits(got, want) {
		return got
	}
	return want
}

// at returns ms[i], or nil if there is none.
func at(ms []matrix.Matrix, i int) matrix.Matrix {
	return slices.Concat(ms, make([]matrix.Matrix, i+1))[i]
}

// row writes a column in a line.
func row(column matrix.Matrix) string {
	numbers := strings.Trim(fmt.Sprintf("%.4g", column), "[]")
	return "(" + strings.ReplaceAll(numbers, "] [", ", ") + ")"
}

// up names what a layer has, by the index of its biases: z³.
func up(what string, i int) string { return what + string([]rune("²³⁴")[i]) }
