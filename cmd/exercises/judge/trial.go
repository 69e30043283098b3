package judge

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn"
)

const eta = 0.5

// trial is one network that a part is tried on, with what comes out if all is
// right.
type trial struct {
	name           string // of the part
	s              Solution
	sizes          []int
	tag            language.Tag
	zs, as         []matrix.Matrix
	nablaB, nablaW []matrix.Matrix
}

func newTrial(name string, s Solution, sizes []int, tag language.Tag) *trial {
	t := &trial{name: name, s: s, sizes: sizes, tag: tag}
	net, x, y := t.fresh()
	t.zs, t.as = forward(net, x)
	t.nablaB, t.nablaW = net.Backprop(x, y)
	return t
}

// fresh returns the network and the example anew, the same every time: what the
// reader's code does to one cannot reach the next.
func (t *trial) fresh() (net *nn.Network, x, y matrix.Matrix) {
	rng := rand.New(rand.NewPCG(16, 0))
	return nn.New(t.sizes, rng), matrix.Randn(t.sizes[0], 1, rng), matrix.Randn(t.sizes[len(t.sizes)-1], 1, rng)
}

func (t *trial) miniBatch() []nn.Example {
	rng := rand.New(rand.NewPCG(17, 0))
	var miniBatch []nn.Example
	for range 3 {
		miniBatch = append(miniBatch, nn.Example{
			X: matrix.Randn(t.sizes[0], 1, rng), Y: matrix.Randn(t.sizes[len(t.sizes)-1], 1, rng)})
	}
	return miniBatch
}

// part is the reader's function.
func (t *trial) part() any {
	return map[string]any{"SigmoidPrime": t.s.SigmoidPrime, "Forward": t.s.Forward, "LastLayer": t.s.LastLayer,
		"HiddenLayers": t.s.HiddenLayers, "UpdateMiniBatch": t.s.UpdateMiniBatch}[t.name]
}

// backprop is the chapter's, with the reader's part in it.
func (t *trial) backprop(net *nn.Network, x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
	nablaB, nablaW = cloned(net.Biases), cloned(net.Weights)
	zero(nablaB, nablaW, 0, len(nablaB))
	zs, as := forward(net, x)
	if t.name == "Forward" {
		zs, as = t.s.Forward(net, x)
		as = slices.Clone(as) // what goOn appends is not the reader's
		zs, as = goOn(net, slices.Clone(zs), as)
	}
	var delta matrix.Matrix
	switch t.name {
	case "SigmoidPrime":
		delta = matrix.Hadamard(nn.CostDerivative(as[len(as)-1], y), t.s.SigmoidPrime(zs[len(zs)-1]))
		nablaB[len(nablaB)-1], nablaW[len(nablaW)-1] = delta, matrix.Dot(delta, as[len(as)-2].Transpose())
	case "LastLayer":
		last := len(nablaB) - 1
		want := lastLayer(zs, as, y, cloned(nablaB), cloned(nablaW))
		delta = t.s.LastLayer(zs, as, y, nablaB, nablaW)
		if delta != nil && !same(delta, want) { // it alone is judged then, even if B12 and B13 are still missing
			nablaB[last], nablaW[last] = delta.Clone(), matrix.Dot(delta, as[last].Transpose())
		}
	default:
		delta = lastLayer(zs, as, y, nablaB, nablaW)
	}
	if t.name == "HiddenLayers" {
		t.s.HiddenLayers(net, zs, as, delta, nablaB, nablaW)
	} else {
		hiddenLayers(net, zs, as, delta, nablaB, nablaW)
	}
	return nablaB, nablaW
}

// zero makes zeros of the layers from i up to end, as B1 and B2 leave them.
func zero(nablaB, nablaW []matrix.Matrix, i, end int) {
	for ; i < end; i++ {
		nablaB[i] = matrix.Scale(0, nablaB[i])
		nablaW[i] = matrix.Scale(0, nablaW[i])
	}
}

// step is a Step with what to say of it if it is not right.
type step struct {
	Step
	seen   string // what is there
	todo   string // if nothing is: what to write
	cause  string // if it is wrong: why, as far as can be told; else the checker says it
	inLoop bool   // the statements are in a loop
}

// compare judges a matrix that the reader's code has in the place of such a name.
func (t *trial) compare(steps, what, place string, got, want matrix.Matrix) step {
	s := step{Step: Step{steps, what, Wrong}}
	switch {
	case got == nil:
		s.Mark, s.seen = Next, t.say("%s is not there yet.", "%s ainda não existe.", place)
	case !got.HasShape(want.Rows(), want.Cols()):
		if !strings.HasPrefix(place, "nabla") { // what the checker does not see, and so does not say
			s.seen = t.say("%s is %s, want %s.", "%s é %s; deveria ser %s.", place, got.Shape(), want.Shape())
			s.cause = t.say("Is it another layer's, transposed, or appended twice?", "É de outra camada, está transposta ou foi acrescentada duas vezes?")
		}
	case got.MaxAbs() == 0:
		s.Mark, s.seen = Next, t.say("%s is still zero.", "%s ainda é zero.", place)
	case same(got, want):
		s.Mark = Right
	default:
		s.seen = t.say("%s is wrong", "%s está errado", place)
		if want.Cols() == 1 {
			s.seen += t.say(": it is %s, want %s", ": é %s; deveria ser %s", row(got), row(want))
		}
		s.seen += "."
	}
	return s
}

// same compares to 1e-9 of the largest entry: far above what rounding does to a
// sum of a few products, and far below a mistake.
func same(got, want matrix.Matrix) bool {
	if !got.HasShape(want.Rows(), want.Cols()) {
		return false
	}
	difference := matrix.Sub(got, want).MaxAbs()
	return difference <= 1e-9*want.MaxAbs() && !math.IsNaN(difference)
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
	if i < 0 || i >= len(ms) {
		return nil
	}
	return ms[i]
}

// up writes a layer's number above the line: z³.
func up(layer int) string {
	return string([]rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[layer])
}
