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
	first := newTrial(name, s, deep, tag).judge()
	if !first.Right {
		return first
	}
	if v := newTrial(name, s, shallow, tag).judge(); !v.Right {
		v.Advice = append(v.Advice, say(tag, "(On %s all is right. This network is %s.)",
			"(Na %s está tudo certo. Esta rede é %s.)", cli.Dashed(deep), cli.Dashed(shallow)))
		return v
	}
	return first
}

// judge tries the part on one network.
func (t *trial) judge() Verdict {
	places, panicked := t.try()
	os.Stdout = nil
	if panicked != "" {
		return Verdict{Advice: append([]string{t.say("It panics, in %s.", "Gera um panic, em %s.", panicked)}, t.explain()...)}
	}
	v := Verdict{Right: true}
	told := map[string]bool{} // the steps that something was said of
	for i, p := range places {
		mark := "✓"
		switch {
		case p.missing() && !v.Right:
			mark = " "
		case p.missing():
			mark, v.Right, v.Advice = "→", false, t.next(p)
		case !p.right():
			mark = "✗"
			seen, known := t.seen(p, places)
			if v.Right || known && !told[p.steps] {
				v.Advice = append(v.Advice, seen)
			}
			if v.Right && !known {
				t.wrong = i
				v.Advice = append(v.Advice, t.explain()...)
			}
			v.Right, told[p.steps] = false, true
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

// try has the part tried. If the reader's code panics, it returns the file and
// line.
func (t *trial) try() (places []place, panicked string) {
	defer func() {
		if message := recover(); message != nil {
			panicked = filepath.Base(t.source.file)
			line := regexp.MustCompile(regexp.QuoteMeta(t.source.file) + `(:\d+)`).FindSubmatch(debug.Stack())
			if line != nil {
				panicked += string(line[1])
			}
		}
	}()
	return t.look(), ""
}

// next says what is to be written.
func (t *trial) next(p place) []string {
	advice := []string{t.say("%s is not there yet: write %s.", "%s ainda não existe: escreva %s.", p.name, p.steps), p.note}
	if t.source.hides != "" {
		advice[1] = t.hidden()
	}
	return advice
}

// seen says what is in a place that is wrong, and whether that is all that can be
// known of it.
func (t *trial) seen(p place, places []place) (text string, known bool) {
	if p.want == nil {
		return t.say("%s is one too many: is it appended twice?", "%s está sobrando: foi acrescentado duas vezes?", p.name), true
	}
	it, want, known := p.is(places), p.what, true
	switch {
	case it != "":
	case !fits(p.got, p.want):
		it, want, known = p.got.Shape(), p.want.Shape(), !strings.HasPrefix(p.name, "nabla") // which the checker knows
	case p.want.Cols() == 1:
		it, want, known = row(p.got), row(p.want), false
	default:
		return t.say("%s is wrong.", "%s está errado.", p.name), false
	}
	return t.say("%s is wrong: it is %s, want %s.", "%s está errado: é %s; deveria ser %s.", p.name, it, want), known
}

// call is what the checker says before it says what went wrong in a call: the
// reader's code is not all of a backprop.
var call = regexp.MustCompile(`^(call|chamada): (\S+ (panicked|gerou um panic)[^:]*: )?`)

// explain says why the part is wrong, as the checker sees it.
func (t *trial) explain() []string {
	findings := t.check().Findings
	if len(findings) == 0 {
		return nil
	}
	first := findings[0]
	text := call.ReplaceAllString(first.Line(t.tag), "")
	switch {
	case t.name == "SigmoidPrime": // which has no layers and no BP1
		return []string{strings.TrimPrefix(text, first.Place(t.tag)+": ")}
	case t.source.hides != "" && first.Equation != "call":
		return []string{t.hidden()}
	case t.source.hides != "":
		what, _, _ := strings.Cut(text, ";") // it goes on to ask whether it is this
		return []string{what + ".", t.hidden()}
	case first.Cause == "" && first.Equation != "call":
		text = first.Text(t.tag) // with numbers
	case strings.Contains(text, "index out of range"):
		text += t.say(". zs, net.Weights, net.Biases, nablaB and nablaW have %d entries here, activations %d. Does a loop go too far? Does an index count from the end, which is at len(…)-l?",
			". zs, net.Weights, net.Biases, nablaB e nablaW têm aqui %d elementos, activations %d. Algum laço vai longe demais? Algum índice conta a partir do fim, que é len(…)-l?",
			len(t.zs), len(t.as))
	case strings.Contains(text, ": nil ") || strings.Contains(text, " nil: "):
		text += t.say(". nil is a place that nothing has been put into. matrix.Zeros makes a matrix to put there.",
			". nil é um lugar em que nada foi posto. matrix.Zeros cria uma matriz para pôr ali.")
	}
	return []string{strings.ReplaceAll(text, calls.Older.In(t.tag), "")}
}

// hidden says what := has done.
func (t *trial) hidden() string {
	return t.say("Line %d: %s := makes another variable (in a loop, in each turn). The one outside keeps its old value. With = it gets the new one.",
		"Linha %d: %s := cria outra variável (num laço, a cada volta). A de fora fica com o valor antigo. Com = ela recebe o novo.",
		t.source.line, t.source.hides)
}

func (t *trial) say(en, pt string, values ...any) string { return say(t.tag, en, pt, values...) }

// say picks the language and fills in the values.
func say(tag language.Tag, en, pt string, values ...any) string {
	return fmt.Sprintf(language.Text{en, pt}.In(tag), values...)
}
