package judge

import (
	"fmt"
	"math"
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
	note  string // what to say if nothing is there, if it is not the usual
}

// look calls the part and collects its results.
func (t *trial) look() []place {
	net, x, y := t.fresh()
	nablaB, nablaW := scaled(1, t.nablaB), scaled(1, t.nablaW)
	last := len(nablaB) - 1
	switch t.name {
	case "SigmoidPrime":
		z := t.zs[0].Clone()
		got, want := t.s.SigmoidPrime(z), nn.SigmoidPrime(t.zs[0])
		name := "SigmoidPrime(z), z = " + row(t.zs[0]) + ","
		return []place{{steps: "H3", what: "σ′(z)", name: name, got: got, want: want}, {steps: "H3, z", what: "z", name: "z", got: z, want: t.zs[0]}}

	case "Forward":
		zs, as := t.s.Forward(net, x)
		places := []place{{steps: "B3, B4", what: "a¹ = x", name: "activations[0]", got: at(as, 0), want: t.as[0],
			note: t.say("(It is the input x.)", "(É a entrada x.)")}}
		for i, w := range net.Weights {
			a, z := fitting(at(as, i), t.as[i]), fitting(at(zs, i), t.zs[i])
			places = append(places,
				place{steps: "B6–B8", what: up("z", i), name: fmt.Sprintf("zs[%d]", i), got: at(zs, i), want: t.zs[i],
					given: matrix.Add(matrix.Dot(w, a), net.Biases[i])},
				place{steps: "B9, B10", what: up("a", i), name: fmt.Sprintf("activations[%d]", i+1), got: at(as, i+1), want: t.as[i+1],
					given: nn.Sigmoid(z)})
		}
		if n := len(t.zs); len(zs) > n {
			places = append(places, place{steps: "B8", what: "zs", name: fmt.Sprintf("zs[%d]", n), got: zs[n]})
		}
		if n := len(t.as); len(as) > n {
			places = append(places, place{steps: "B10", what: "activations", name: fmt.Sprintf("activations[%d]", n), got: as[n]})
		}
		return places

	case "LastLayer":
		nablaB[last], nablaW[last] = matrix.Scale(0, nablaB[last]), matrix.Scale(0, nablaW[last])
		delta := t.s.LastLayer(scaled(1, t.zs), scaled(1, t.as), y, nablaB, nablaW)
		p := place{steps: "B11, BP1", what: up("δ", last), name: "delta", got: delta, want: t.nablaB[last]}
		if p.missing() && same(nablaB[last], p.want) {
			p.note = t.say("(nablaB has it, but it is not returned.)", "(nablaB já o tem, mas a função não o devolve.)")
		}
		return append([]place{p}, t.gradients("B12, BP3", "B13, BP4", last, nablaB, nablaW, fitting(delta, p.want))...)

	case "HiddenLayers":
		nablaB, nablaW = append(scaled(0, nablaB[:last]), nablaB[last]), append(scaled(0, nablaW[:last]), nablaW[last])
		t.s.HiddenLayers(net, scaled(1, t.zs), scaled(1, t.as), t.nablaB[last].Clone(), nablaB, nablaW)
		var places []place
		for i := last - 1; i >= 0; i-- {
			delta := back(net.Weights[i+1], fitting(nablaB[i+1], t.nablaB[i+1]), t.zs[i])
			places = append(places, t.gradients("B14–B18, BP2, BP3", "B19, BP4", i, nablaB, nablaW, delta)...)
		}
		return places
	}
	return t.lookUpdate(net)
}

// gradients are the places of a layer's gradients, given its δ.
func (t *trial) gradients(stepsB, stepsW string, i int, nablaB, nablaW []matrix.Matrix, delta matrix.Matrix) []place {
	return []place{
		{steps: stepsB, what: up("∂C/∂b", i), name: fmt.Sprintf("nablaB[%d]", i), got: nablaB[i], want: t.nablaB[i], given: delta},
		{steps: stepsW, what: up("∂C/∂w", i), name: fmt.Sprintf("nablaW[%d]", i), got: nablaW[i], want: t.nablaW[i],
			given: outer(fitting(nablaB[i], delta), t.as[i])},
	}
}

func (t *trial) lookUpdate(net *nn.Network) (places []place) {
	before, _, _ := t.fresh()
	want, _, _ := t.fresh()
	want.UpdateMiniBatch(t.miniBatch(), eta)
	calls := 0.0
	t.s.UpdateMiniBatch(net, t.miniBatch(), eta, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		calls++
		return before.Backprop(x, y)
	})
	places = append(places, place{steps: "U3, U4", what: t.say("gradients", "gradientes"),
		name: t.say("The number of gradients from backprop", "O número de gradientes de backprop"),
		got:  matrix.Column(calls), want: matrix.Column(float64(len(t.miniBatch())))})
	note := t.say("(Is that there? In a loop with range, w is a copy: assign to net.Weights[i]. And 1 / len(miniBatch) divides integers, so it is 0.)",
		"(Já está lá? Num laço com range, w é uma cópia: atribua a net.Weights[i]. E 1 / len(miniBatch) é uma divisão de inteiros: dá 0.)")
	for _, part := range []struct {
		steps, what       string
		got, before, want []matrix.Matrix
	}{
		{"U5–U7", "net.Weights", net.Weights, before.Weights, want.Weights},
		{"U5, U6, U8", "net.Biases", net.Biases, before.Biases, want.Biases},
	} {
		for i, want := range part.want {
			what := fmt.Sprintf("%s[%d]", part.what, i)
			p := place{steps: part.steps, what: what, name: t.say("The step of ", "O passo de ") + what, got: at(part.got, i), note: note}
			p.want = matrix.Sub(want, part.before[i])
			if fits(p.got, p.want) {
				p.got = matrix.Sub(p.got, part.before[i])
			}
			places = append(places, p)
		}
	}
	return places
}

func (p place) missing() bool { return p.want != nil && (p.got == nil || p.got.MaxAbs() == 0) }

func (p place) right() bool { return same(p.got, p.want) || same(p.got, p.given) }

// is names what else it is that is in the place; "" if nothing is known.
func (p place) is(places []place) string {
	before := true // the place, where what is there is known to be right or wrong
	for _, other := range places {
		before = before && other.name != p.name
		if !same(p.want, other.want) && (same(p.got, other.want) || before && same(p.got, other.got)) {
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

// row writes a column in a line.
func row(column matrix.Matrix) string {
	var texts []string
	for _, r := range column {
		texts = append(texts, fmt.Sprintf("%.4g", r[0]))
	}
	return "(" + strings.Join(texts, ", ") + ")"
}

// at returns ms[i], or nil if there is none.
func at(ms []matrix.Matrix, i int) matrix.Matrix {
	if i >= len(ms) {
		return nil
	}
	return ms[i]
}

// up names what a layer has, by the index of its biases: z³.
func up(what string, i int) string { return what + string([]rune("²³⁴")[i]) }
