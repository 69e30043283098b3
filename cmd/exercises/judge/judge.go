// Package judge says of each part of the chapter that a reader writes which steps
// are right, which is next, and what is wrong: see [Judge]. The folder skeleton
// has the parts, still empty.
package judge

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"

	"backprop/cmd/internal/cli"
	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck/calls"
)

// Solution is what the reader writes: the chapter in parts.
type Solution struct {
	SigmoidPrime    func(z matrix.Matrix) matrix.Matrix
	Forward         func(net *nn.Network, x matrix.Matrix) (zs, activations []matrix.Matrix)
	LastLayer       func(zs, activations []matrix.Matrix, y matrix.Matrix, nablaB, nablaW []matrix.Matrix) (delta matrix.Matrix)
	HiddenLayers    func(net *nn.Network, zs, activations []matrix.Matrix, delta matrix.Matrix, nablaB, nablaW []matrix.Matrix)
	UpdateMiniBatch func(net *nn.Network, miniBatch []nn.Example, eta float64, backprop func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix))

	// Prime is the variable that LastLayer and HiddenLayers call for σ′.
	Prime *func(matrix.Matrix) matrix.Matrix
}

// Names are the parts in the order in which they are written.
var Names = []string{"SigmoidPrime", "Forward", "LastLayer", "HiddenLayers", "UpdateMiniBatch"}

// Sizes are those of the network that a part is tried on. Two layers have the same
// width, and a wrong product is but a wrong number there.
var Sizes = []int{4, 3, 3, 2}

// Verdict is what the judge says.
type Verdict struct {
	Right  bool
	Steps  []string // a line each: ✓, ✗, → for the next, or a space; what the steps give; their names
	Advice []string // what is wrong or next, a paragraph each
}

// Judge judges one part, by its name, with the right code in the place of the
// others. What the reader's code writes to os.Stdout is kept of its first call alone.
func Judge(name string, s Solution, tag language.Tag) Verdict {
	defer func(stdout *os.File) { os.Stdout = stdout }(os.Stdout)
	*s.Prime = nn.SigmoidPrime
	shallow := []int{3, 2} // no hidden layer
	first := (&trial{name: name, s: s, sizes: Sizes, tag: tag}).judge()
	if !first.Right {
		return first
	}
	if v := (&trial{name: name, s: s, sizes: shallow, tag: tag}).judge(); !v.Right {
		v.Advice = append(v.Advice, say(tag, "(On %s all is right. This network is %s.)",
			"(Na %s está tudo certo. Esta rede é %s.)", cli.Dashed(Sizes), cli.Dashed(shallow)))
		return v
	}
	return first
}

// judge tries the part on one network.
func (t *trial) judge() (v Verdict) {
	if places, panicked := t.try(); panicked != nil {
		v.Advice = panicked
	} else {
		v = t.compare(places)
	}
	if name, line := hides(t.file()); name != "" && !v.Right {
		v.Advice = slices.Insert(v.Advice, 1,
			t.say("Line %d: %s := makes another variable (in a loop, in each turn). The one outside keeps its old value. With = it gets the new one.",
				"Linha %d: %s := cria outra variável (num laço, a cada volta). A de fora fica com o valor antigo. Com = ela recebe o novo.",
				line, name))
	}
	return v
}

// try has the part tried. If the reader's code panics, it says where and why.
func (t *trial) try() (places []place, panicked []string) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		message, hint := fmt.Sprint(p), ""
		line := regexp.MustCompile(regexp.QuoteMeta(t.file()) + `(:\d+)?`).Find(debug.Stack())
		switch {
		case strings.Contains(message, "with length 0"):
			hint = t.say("The list is still empty. append adds an entry, as in zs = append(zs, z).",
				"A lista ainda está vazia. append acrescenta um elemento, como em zs = append(zs, z).")
		case strings.Contains(message, "index out of range"):
			hint = t.say("The last entry of a list is at len(…)-1. activations has an entry for each layer; zs, net.Weights, net.Biases, nablaB and nablaW have none for the first. Does a loop go too far?",
				"O último elemento de uma lista está em len(…)-1. activations tem um elemento para cada camada; zs, net.Weights, net.Biases, nablaB e nablaW não têm o da primeira. Algum laço vai longe demais?")
		case regexp.MustCompile(`: nil | nil: `).MatchString(message):
			hint = t.say("nil is a place that nothing has been put into. matrix.Zeros makes a matrix to put there.",
				"nil é um lugar em que nada foi posto. matrix.Zeros cria uma matriz para pôr ali.")
		default: // the checker knows whose the shapes are
			for _, f := range t.check().Findings {
				_, hint, _ = strings.Cut(strings.ReplaceAll(f.Line(t.tag), calls.Older.In(t.tag), ""), "; ")
			}
		}
		panicked = []string{t.say("It panics, in %s: %s", "Gera um panic, em %s: %s", filepath.Base(string(line)), message), hint}
	}()
	return t.places(), nil
}

// compare marks the places, and says what is wrong or next.
func (t *trial) compare(places []place) Verdict {
	v, follows := Verdict{Right: true}, false
	for i, p := range places {
		mark := "✓"
		switch {
		case p.missing() && !v.Right:
			mark = " "
		case p.missing():
			mark, v.Right, v.Advice = "→", false, t.next(p)
		case p.right():
			follows = follows || !v.Right && !same(p.got, p.want)
		default:
			mark = "✗"
			if v.Right {
				t.later = places[i+1:]
				v.Right, v.Advice = false, t.blame(p)
			}
		}
		v.Steps = append(v.Steps, fmt.Sprintf("%s %-14s %s", mark, p.what, p.steps))
	}
	if follows {
		v.Advice = append(v.Advice, t.say("(✓ is for what follows from your own values before it.)", "(✓ marca o que decorre dos seus próprios valores anteriores.)"))
	}
	if v.Right {
		// The checker now looks whether it changes what it was given, or what it
		// returned before.
		if report := t.check(); !report.OK() {
			v.Right = false
			v.Advice = []string{t.say("The numbers are right, but:", "Os números estão certos, mas:"), report.Findings[0].Text(t.tag)}
		}
	}
	return v
}

// next says what is to be written.
func (t *trial) next(p place) []string {
	note := t.say("(If it is written: is it returned, or put into its place?)", "(Se já escreveu: o resultado é devolvido ou colocado no seu lugar?)")
	list, _, _ := strings.Cut(p.what, "[")
	source, _ := os.ReadFile(t.file())
	switch {
	case p.steps == "U3, U4":
		return []string{t.say("Nothing calls backprop yet: write U3, U4.", "Nada chama backprop ainda: escreva U3, U4.")}
	case t.name == "UpdateMiniBatch" && regexp.MustCompile(`(?m)^\s*`+list+`\[.*\] *=`).Match(source):
		note = t.say("(%s[i] = … is written, but the step is 0. Does a quotient of integers, as 1 / len(miniBatch), give 0? Is the sum put back, as in nablaW[i] = matrix.Add(…)?)",
			"(A linha %s[i] = … existe, mas o passo é 0. Um quociente de inteiros, como 1 / len(miniBatch), dá 0? A soma é guardada, como em nablaW[i] = matrix.Add(…)?)", list)
	case t.name == "UpdateMiniBatch":
		note = t.say("(In a loop with range, w and b are copies: assign to %s[i].)", "(Num laço com range, w e b são cópias: atribua a %s[i].)", list)
	case t.name == "HiddenLayers", t.name == "Forward" && p.steps != "B3, B4":
		note = t.say("(If it is written: does the loop come to this layer? Is the result put into its place?)",
			"(Se já escreveu: o laço chega a esta camada? O resultado é colocado no seu lugar?)")
	}
	return []string{t.say("%s is not there yet: write %s.", "%s ainda não existe: escreva %s.", p.name, p.steps), note}
}

// blame says what is in the first place that is wrong, and why.
func (t *trial) blame(p place) []string {
	it := ""
	for _, other := range t.all { // is it what belongs elsewhere?
		if it == "" && p.part != "SigmoidPrime" && same(p.got, other.want) {
			it = other.what
		}
	}
	says := func(is, want string) string {
		return t.say("%s is wrong: it is %s, want %s.", "%s está errado: é %s; deveria ser %s.", p.name, is, want)
	}
	switch {
	case p.want == nil:
		return []string{t.say("%s is one too many: is it appended twice?", "%s está sobrando: foi acrescentado duas vezes?", p.name)}
	case it != "":
		return []string{says(it, p.what)}
	case !fits(p.got, p.want):
		return append([]string{says(p.got.Shape(), p.want.Shape())}, t.explain()...)
	case p.want.Cols() == 1:
		return append([]string{says(row(p.got), row(p.want))}, t.explain()...)
	}
	return append([]string{t.say("%s is wrong.", "%s está errado.", p.name)}, t.explain()...)
}

// explain says why the part is wrong, as the checker sees it.
func (t *trial) explain() []string {
	findings := t.check().Findings
	if len(findings) == 0 {
		return nil
	}
	first := findings[0]
	says := first.Line(t.tag)
	what := strings.TrimPrefix(says, first.Place(t.tag)+": ")
	switch {
	case t.name == "SigmoidPrime": // which has no layers, nor the lists that the checker may ask for
		says, _, _ = strings.Cut(what, ": ")
	case first.Equation == "call":
		says = what
	case first.Cause == "":
		says = first.Text(t.tag) // with numbers
	case t.name == "UpdateMiniBatch": // the layer is known from the place
		says = what
	}
	return []string{says}
}

// row writes a column in a line.
func row(column matrix.Matrix) string {
	numbers := strings.Trim(fmt.Sprintf("%.4g", column), "[]")
	if column.Rows() == 1 {
		return numbers
	}
	return "(" + strings.ReplaceAll(numbers, "] [", ", ") + ")"
}

func (t *trial) say(en, pt string, values ...any) string { return say(t.tag, en, pt, values...) }

// say picks the language and fills in the values.
func say(tag language.Tag, en, pt string, values ...any) string {
	return language.Textf(en, pt, values...).In(tag)
}
