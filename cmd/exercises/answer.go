package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// question is what a reader is asked, with what running the code gives.
type question struct {
	values  []any // for the text
	answers []any // the right one, then what misunderstandings give

	// A number is as good as the right one if it is within this of it, or at most
	// this many times as large or small. Both are 0 where the answer must be exact.
	within, times float64
}

func (q question) exact() bool { return q.within == 0 && q.times == 0 }

// grade returns which of the answers an answer is, or -1.
func (q question) grade(answer string) int {
	for i, other := range q.answers {
		for other := range strings.FieldsSeq(fmt.Sprint(other)) { // several may have one mistake
			got, want := number(answer), number(other)
			same := plain(answer) == plain(other) || shape(answer) == shape(other) || got == want
			if q.exact() && same || math.Abs(got-want) < q.within || got*want > 0 && max(got/want, want/got) < q.times {
				return i
			}
		}
	}
	return -1
}

// plain is what is compared of an answer like 30 X 1, bp1 or 79,511.
func plain(answer string) string {
	return strings.NewReplacer("×", "x", ",", "", ".", "", " ", "").Replace(strings.ToLower(answer))
}

// shape is a shape like 30,1 or (30, 1), as 30x1.
func shape(answer string) string {
	return strings.NewReplacer("×", "x", ",", "x", "-", "x", " ", "", "(", "", ")", "").Replace(answer)
}

// number reads a number like 0,5 or 90 %; NaN if it is none.
func number(text string) float64 {
	text = strings.ReplaceAll(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%")), ",", ".")
	if x, err := strconv.ParseFloat(text, 64); err == nil {
		return x
	}
	return math.NaN()
}

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
	q, note := e.ask(), ""
	right := fmt.Sprint(q.answers[0])
	got, want := number(answer), number(right)
	if q.exact() { // a point or comma is only for the eye
		got = number(plain(answer))
	}
	switch i := q.grade(answer); {
	case i == 0:
		if plain(answer) != plain(right) {
			note = c.text(" (yours is near enough)", " (a sua é próxima o bastante)")
		}
		c.say("✓ %s: %s%s. %s", "✓ %s: %s%s. %s", e.name, right, note, e.after)
		return true, c.finish(*e)
	case i > 0:
		note = e.mistakes[i-1]
	case math.IsNaN(want) && strings.Contains(plain(answer), "x"): // some other shape
	case math.IsNaN(want):
		note = c.text("(Shapes are written like 5x4, equations like BP1.)", "(Formatos se escrevem como 5x4, equações como BP1.)")
	case math.IsNaN(got):
		note = c.text("(Numbers are written like 0.5, 90 % or 1e-8.)", "(Números se escrevem como 0,5, 90 % ou 1e-8.)")
	case got < want:
		note = c.text("That is too low.", "É menos do que o certo.")
	default:
		note = c.text("That is too high.", "É mais do que o certo.")
	}
	c.say("✗ %s: not %s. %s", "✗ %s: não é %s. %s", e.name, answer, note)
	return false, nil
}
