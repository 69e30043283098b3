package main

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// question is what a reader is asked, with what running the code gives.
type question struct {
	values  []any // for the text
	answers []any // the right one, then what misunderstandings give

	// A number is as good as the right one if it is within this of it, or at most
	// this many times as large or small. Both are 0 where the answer is a word.
	within, times float64
}

// grade returns which of the answers an answer is, or -1.
func (q question) grade(answer string) int {
	for i, other := range q.answers {
		for other := range strings.FieldsSeq(fmt.Sprint(other)) { // several may have one mistake
			if q.is(answer, other) {
				return i
			}
		}
	}
	return -1
}

// is compares an answer, as readers write it, 30 x 1 or 90 %, with another.
func (q question) is(answer, other string) bool {
	if !q.numeric() {
		plain := strings.NewReplacer("×", "x", "-", "x", ",", "x", " ", "")
		return strings.EqualFold(plain.Replace(answer), plain.Replace(other))
	}
	want, _ := strconv.ParseFloat(other, 64)
	for _, got := range numbers(answer) {
		if math.Abs(got-want) <= q.within || got*want > 0 && max(got/want, want/got) <= q.times {
			return true
		}
	}
	return false
}

func (q question) numeric() bool { return q.within > 0 || q.times > 0 }

// numbers reads a number, with a decimal point or comma. It returns both if that
// may just as well part the thousands, as in 12,345; and none if it is no number.
func numbers(text string) (all []float64) {
	text = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%"))
	readings := []string{strings.Replace(text, ",", ".", 1)}
	if regexp.MustCompile(`^[1-9]\d{0,2}([.,]\d{3})+$`).MatchString(text) {
		readings = append(readings, strings.NewReplacer(",", "", ".", "").Replace(text))
	}
	for _, reading := range readings {
		if x, err := strconv.ParseFloat(reading, 64); err == nil {
			all = append(all, x)
		}
	}
	return all
}

// wellFormed is a shape, layers or an equation.
var wellFormed = regexp.MustCompile(`^(?i)(bp\d|\d+([x×,-]\d+)+)$`)

// answer grades an answer, and reports whether that was the last that the
// exercise wants.
func (c *course) answer(answer string) (done bool, err error) {
	e := c.current()
	switch {
	case e.part != "":
		return false, fmt.Errorf(c.text("%s is not a question: write %s in %s/%s", "%s não é uma pergunta: escreva %s em %s/%s"), e.name, e.part, folder, e.file())
	case e.ask == nil:
		return c.found(*e, strings.TrimSpace(answer))
	}
	q := e.ask()
	what := ""
	switch i := q.grade(answer); {
	case i == 0:
		if q.numeric() && !slices.Contains(numbers(answer), numbers(fmt.Sprint(q.answers[0]))[0]) {
			what = fmt.Sprintf(c.text(" (yours is near enough: it may be off by %.3g)", " (a sua é próxima o bastante: pode diferir em %.3g)"), q.within)
			if q.times > 0 {
				what = fmt.Sprintf(c.text(" (yours is near enough: it may be off by a factor of %.3g)", " (a sua é próxima o bastante: pode diferir por um fator de %.3g)"), q.times)
			}
		}
		c.say("✓ %s: %v%s. %s", "✓ %s: %v%s. %s", e.name, q.answers[0], what, e.after)
		return true, c.finish(*e)
	case i > 0:
		what = e.mistakes[i-1]
	case len(numbers(answer)) > 0 && q.numeric():
		// a number like others
	case q.numeric():
		what = c.text("(Numbers are written like 12345, 0.5, 90 % or 1e-8.)", "(Números se escrevem como 12345, 0,5, 90 % ou 1e-8.)")
	case !wellFormed.MatchString(strings.ReplaceAll(answer, " ", "")):
		what = c.text("(Shapes are written like 5x4, layers like 5-4-3, equations like BP1.)", "(Formatos se escrevem como 5x4, camadas como 5-4-3, equações como BP1.)")
	}
	c.say("✗ %s: not %s. %s", "✗ %s: não é %s. %s", e.name, answer, what)
	return false, nil
}
