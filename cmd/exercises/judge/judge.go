// Package judge says of each part of the chapter that a reader writes which steps
// are right, which is next, and what is wrong: see [Judge]. The folder skeleton
// has the parts, still empty.
package judge

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"

	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck"
	"backprop/nn/gradcheck/calls"
)

// Solution is what the reader writes: the chapter in parts.
type Solution struct {
	SigmoidPrime    func(z matrix.Matrix) matrix.Matrix
	Forward         func(net *nn.Network, x matrix.Matrix) (zs, activations []matrix.Matrix)
	LastLayer       func(zs, activations []matrix.Matrix, y matrix.Matrix, nablaB, nablaW []matrix.Matrix) (delta matrix.Matrix)
	HiddenLayers    func(net *nn.Network, zs, activations []matrix.Matrix, delta matrix.Matrix, nablaB, nablaW []matrix.Matrix)
	UpdateMiniBatch func(net *nn.Network, miniBatch []nn.Example, eta float64, backprop func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix))

	// Prime is the variable that LastLayer and HiddenLayers call for σ′; nil if
	// they call nn.SigmoidPrime.
	Prime *func(matrix.Matrix) matrix.Matrix
}

// Verdict is what the judge says.
type Verdict struct {
	Right  bool
	Steps  []Step
	Advice []string // what is wrong or next, a paragraph each
}

// Step is a part of the task that can be told right or wrong by itself.
type Step struct {
	Name string // the chapter's steps, "B7, B8"
	What string // what they give, "z²"
	Mark Mark
}

// Mark is what can be said of a step.
type Mark string

const (
	Right Mark = "right"
	Next  Mark = "next"  // nothing is there yet
	Wrong Mark = "wrong" // the first that is
	Open  Mark = ""      // behind the first that is not right
)

// Names are the parts in the order in which they are written.
var Names = []string{"SigmoidPrime", "Forward", "LastLayer", "HiddenLayers", "UpdateMiniBatch"}

// networks are what the parts are tried on, with what is new in each. The layers
// of the first have different widths, so a shape tells what a matrix is.
var networks = []struct {
	sizes []int
	news  language.Text
}{
	{[]int{4, 3, 2}, language.Text{}},
	{[]int{4, 3, 3, 5, 2}, language.Text{
		"(On 4-3-2, with one hidden layer, all is right. Here are three.)",
		"(Na 4-3-2, com uma camada oculta, está tudo certo. Aqui são três.)"}},
	{[]int{3, 2}, language.Text{
		"(Where there are hidden layers, all is right. This network has none, so the loop makes no turn.)",
		"(Onde há camadas ocultas, está tudo certo. Aqui não há nenhuma: o laço não dá volta alguma.)"}},
}

// Judge judges one part, by its name, with the right code in the place of the
// others. Only the first call of the reader's code can print.
func Judge(name string, s Solution, tag language.Tag) Verdict {
	if s.Prime != nil {
		*s.Prime = nn.SigmoidPrime
	}
	stdout := os.Stdout
	defer func() { os.Stdout = stdout }()
	var first Verdict
	for n, network := range networks {
		v := newTrial(name, s, network.sizes, tag).judge()
		if n == 0 {
			first = v
		}
		if !v.Right {
			if n > 0 {
				v.Advice = append(v.Advice, network.news.In(tag))
			}
			return v
		}
	}
	return first
}

// judge tries the part on one network.
func (t *trial) judge() Verdict {
	var steps []step
	source := sourceOf(t.part())
	line := panicsAt(source.file, func() { steps = t.look() })
	if null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0); err == nil {
		os.Stdout = null // for the rest of this program, which judges one part
	}
	switch {
	case line > 0:
		return Verdict{Advice: append([]string{t.say("It panics, in %s:%d.", "Gera um panic, em %s:%d.", filepath.Base(source.file), line)}, t.explain(source)...)}
	case line < 0:
		return Verdict{Advice: append([]string{t.say("It panics.", "Gera um panic.")}, t.explain(source)...)}
	}
	v := Verdict{Right: true}
	for _, s := range steps {
		if !v.Right && s.Mark != Right {
			s.Mark = Open // it may be the first one's fault
		}
		v.Steps = append(v.Steps, s.Step)
		if s.Mark == Next || s.Mark == Wrong {
			v.Right = false
			v.Advice = t.advise(s, source)
		}
	}
	if v.Right {
		// The numbers are right. The checker now calls it itself, to see whether
		// it changes what it was given, or its results share memory.
		if report := t.check(); !report.OK() {
			v = Verdict{Steps: v.Steps, Advice: []string{
				t.say("The numbers are right, but:", "Os números estão certos, mas:"), report.Findings[0].Text(t.tag)}}
		}
	}
	return v
}

// panicsAt calls f. If that panics, it returns the line of the reader's file that
// did, or that called what did; -1 if no line of that file was under way.
func panicsAt(file string, f func()) (line int) {
	defer func() {
		if recover() == nil {
			return
		}
		var callers [50]uintptr
		frames := runtime.CallersFrames(callers[:runtime.Callers(2, callers[:])])
		for frame, more := frames.Next(); ; frame, more = frames.Next() {
			if line = frame.Line; frame.File == file {
				return
			}
			if !more {
				line = -1
				return
			}
		}
	}()
	f()
	return 0
}

// advise says what to do about the first step that is not right.
func (t *trial) advise(s step, source source) []string {
	switch {
	case s.Mark == Next && s.inLoop && source.loop > 0:
		return []string{s.seen, t.say(
			"There is a loop, in line %d. Does it end before it comes to this layer? Or is the result not put into its place?",
			"Há um laço, na linha %d. Ele termina antes de chegar a esta camada? Ou o resultado não é posto no lugar?", source.loop)}
	case s.Mark == Next:
		return []string{s.seen, s.todo}
	case s.cause != "":
		return []string{s.seen, s.cause}
	}
	why := t.explain(source)
	if s.seen != "" {
		why = append([]string{s.seen}, why...)
	}
	return why
}

// call is what the checker says before it says what went wrong in a call: the
// reader's code is not all of a backprop.
var call = regexp.MustCompile(`^(call|chamada): (\S+ (panicked|gerou um panic)[^:]*: )?`)

// explain says why something is wrong, as the checker sees it; or := in a loop.
func (t *trial) explain(s source) (why []string) {
	findings := t.check().Findings
	if len(findings) == 0 {
		return nil
	}
	first := findings[0]
	text := first.Text(t.tag)
	if t.name == "SigmoidPrime" { // which has no layers and no BP1
		text = strings.TrimPrefix(first.Line(t.tag), first.Place(t.tag)+": ")
	} else {
		text = call.ReplaceAllString(text, "")
	}
	if s.shadow == "" {
		text = strings.ReplaceAll(text, calls.Older.In(t.tag), "")
	}
	switch {
	case s.shadow != "" && first.Equation != "call":
		return []string{t.onShadow(s)}
	case s.shadow != "":
		what, _, _ := strings.Cut(text, ";") // it goes on to ask whether it is this
		return []string{what + ".", t.onShadow(s)}
	case strings.Contains(text, "index out of range"):
		return []string{text + ".", t.say(
			"zs, net.Weights, net.Biases, nablaB and nablaW have %d entries here, activations %d. Does a loop go too far? Does an index count from the end, which is at len(…)-l?",
			"zs, net.Weights, net.Biases, nablaB e nablaW têm aqui %d elementos, activations %d. Algum laço vai longe demais? Algum índice conta a partir do fim, que é len(…)-l?",
			len(t.zs), len(t.as))}
	case strings.Contains(text, ": nil ") || strings.Contains(text, " nil: "):
		return []string{text + ".", t.say("nil is a place that nothing has been put into. matrix.Zeros makes a matrix to put there.",
			"nil é um lugar em que nada foi posto. matrix.Zeros cria uma matriz para pôr ali.")}
	}
	return []string{text}
}

func (t *trial) onShadow(s source) string {
	return t.say(
		"Line %d: %s := makes a new variable in each turn of the loop. The one outside, which the next turn begins with, keeps its old value. With = it gets the new one.",
		"Linha %d: %s := cria uma variável nova a cada volta do laço. A de fora, com que a próxima volta começa, fica com o valor antigo. Com = ela recebe o novo.",
		s.shadowLine, s.shadow)
}

// check has the checker look at the whole backprop or update, with the reader's
// part in it.
func (t *trial) check() gradcheck.Report {
	net, x, y := t.fresh()
	if t.name == "UpdateMiniBatch" {
		return gradcheck.CheckUpdate(net, t.miniBatch(), eta, func(net *nn.Network, miniBatch []nn.Example, eta float64) {
			t.s.UpdateMiniBatch(net, miniBatch, eta, net.Backprop)
		})
	}
	return gradcheck.Check(net, x, y, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		return t.backprop(net, x, y)
	})
}

// say picks the language and fills in the values.
func (t *trial) say(en, pt string, values ...any) string {
	return fmt.Sprintf(language.Text{en, pt}.In(t.tag), values...)
}
