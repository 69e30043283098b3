package main

import (
	"math"
	"strconv"
	"strings"
)

// question is what a reader is asked, with the answer, which running the code
// gives.
type question struct {
	values   []any  // for the text
	answer   string // the right one
	mistakes []string

	// near reports whether a number is as good as another; nil where the answer
	// is a word.
	near func(got, want float64) bool
}

// grade holds an answer against the right one, and says which of the mistakes it
// is, or -1. A mistake may be several answers, with spaces between.
func (q question) grade(answer string) (right bool, mistake int) {
	if q.is(answer, q.answer) {
		return true, -1
	}
	for i, others := range q.mistakes {
		for other := range strings.FieldsSeq(others) {
			if q.is(answer, other) {
				return false, i
			}
		}
	}
	return false, -1
}

// is compares an answer, as readers write it, 30 x 1 or 90 %, with another.
func (q question) is(answer, other string) bool {
	if q.near != nil {
		got, errGot := number(answer)
		want, errWant := number(other)
		return errGot == nil && errWant == nil && q.near(got, want)
	}
	plain := strings.NewReplacer("×", "x", "-", "x", " ", "")
	return strings.EqualFold(plain.Replace(answer), plain.Replace(other))
}

// number reads a number, with a decimal point or comma.
func number(text string) (float64, error) {
	text = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%"))
	return strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
}

// within allows a difference.
func within(d float64) func(got, want float64) bool {
	return func(got, want float64) bool { return math.Abs(got-want) <= d }
}

// times allows a factor.
func times(f float64) func(got, want float64) bool {
	return func(got, want float64) bool { return got*want > 0 && got/want <= f && want/got <= f }
}

func num(x float64) string { return strconv.FormatFloat(x, 'g', 4, 64) }
