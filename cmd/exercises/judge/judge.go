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
	// In the first network two layers have the same width, and a wrong product is
	// but a wrong number there. The other has no hidden layer.
	deep, shallow := []int{4, 3, 3, 2}, []int{3, 2}
	first := (&trial{name: name, s: s, sizes: deep, tag: tag}).judge()
	if !first.Right {
		return first
	}
	if v := (&trial{name: name, s: s, sizes: shallow, tag: tag}).judge(); !v.Right {
		v.Advice = append(v.Advice, say(tag, "(On %s all is right. This network is %s.)",
			"(Na %s está tudo certo. Esta rede é %s.)", cli.Dashed(deep), cli.Dashed(shallow)))
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
		v.Advice = []string{v.Advice[0],
			t.say("Line %d: %s := makes another variable (in a loop, in each turn). The one outside keeps its old value. With = it gets the new one.",
				"Linha %d: %s := cria outra variável (num laço, a cada volta). A de fora fica com o valor antigo. Com = ela recebe o novo.",
				line, name)}
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
		case strings.Contains(message, "index out of range"):
			hint = t.say("activations has an entry for each layer; zs, net.Weights, net.Biases, nablaB and nablaW have none for the first. Does a loop go too far? Does an index count from the end, which is at len(…)-l?",
				"activations tem um elemento para cada camada; zs, net.Weights, net.Biases, nablaB e nablaW não têm o da primeira. Algum laço vai longe demais? Algum índice conta a partir do fim, que é len(…)-l?")
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
	v := Verdict{Right: true}
	for i, p := range places {
		mark := "✓"
		switch {
		case p.missing() && !v.Right:
			mark = " "
		case p.missing():
			mark, v.Right, v.Advice = "→", false, t.next(p)
		case !p.right():
			mark = "✗"
			if v.Right {
				t.later = places[i+1:]
				v.Right, v.Advice = false, t.blame(p, places)
			}
		}
		v.Steps = append(v.Steps, fmt.Sprintf("%s %-14s %s", mark, p.what, p.steps))
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
	note := t.say("(If it is written: is it returned, or put into its place?)", "(Se já está escrito: é devolvido, ou posto no lugar?)")
	switch t.name {
	case "Forward", "HiddenLayers":
		note = t.say("(If it is written: does the loop come to this layer? Is the result put into its place?)",
			"(Se já está escrito: o laço chega a esta camada? O resultado é posto no lugar?)")
	case "UpdateMiniBatch":
		note = t.say("(If it is written: in a loop with range, w is a copy, so assign to net.Weights[i]. And 1 / len(miniBatch) divides integers, so it is 0.)",
			"(Se já está escrito: num laço com range, w é uma cópia; atribua a net.Weights[i]. E 1 / len(miniBatch) é uma divisão de inteiros: dá 0.)")
	}
	return []string{t.say("%s is not there yet: write %s.", "%s ainda não existe: escreva %s.", p.name, p.steps), note}
}

// blame says what is in the first place that is wrong, and why.
func (t *trial) blame(p place, places []place) []string {
	it := ""
	for _, other := range places { // is it what belongs elsewhere?
		if it == "" && same(p.got, other.want) {
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
	if t.name == "SigmoidPrime" || first.Equation == "call" { // which have no layers
		return []string{strings.TrimPrefix(first.Line(t.tag), first.Place(t.tag)+": ")}
	} else if first.Cause != "" {
		return []string{first.Line(t.tag)}
	}
	return []string{first.Text(t.tag)} // with numbers
}

// row writes a column in a line.
func row(column matrix.Matrix) string {
	numbers := strings.Trim(fmt.Sprintf("%.4g", column), "[]")
	return "(" + strings.ReplaceAll(numbers, "] [", ", ") + ")"
}

func (t *trial) say(en, pt string, values ...any) string { return say(t.tag, en, pt, values...) }

// say picks the language and fills in the values.
func say(tag language.Tag, en, pt string, values ...any) string {
	return language.Textf(en, pt, values...).In(tag)
}
