package diagnosis

import (
	"iter"

	"backprop/matrix"
)

// term is a product that may have been computed, with the mistakes in it. It is
// worked out only if it is simple enough to be asked for.
type term struct {
	mistakes []Mistake
	value    func() matrix.Matrix
	along    func() matrix.Matrix
}

func (s *scene) term(m Mistake) term {
	t := term{mistakes: []Mistake{m}, value: func() matrix.Matrix { return m.value(s) }}
	if m.along != nil {
		t.along = func() matrix.Matrix { return m.along(s) }
	}
	return t
}

func (t term) far() int {
	far := 0
	for _, m := range t.mistakes {
		far += 1 + m.far
	}
	return far
}

// factor is a value that a product may have, worked out once.
type factor struct {
	mistakes     []Mistake
	value, along matrix.Matrix
}

// factors are the right factor and what may stand for it.
func (s *scene) factors(right matrix.Matrix, wrong []Mistake) []factor {
	all := []factor{{value: right}}
	for _, m := range wrong {
		f := factor{mistakes: []Mistake{m}, value: m.value(s)}
		if m.along != nil {
			f.along = m.along(s)
		}
		if f.value != nil {
			all = append(all, f)
		}
	}
	return all
}

// pairs yields the products of two lists of factors.
func pairs(left, right []factor, times func(a, b matrix.Matrix) matrix.Matrix, yield func(term) bool) bool {
	for _, l := range left {
		for _, r := range right {
			t := term{mistakes: append(l.mistakes[:len(l.mistakes):len(l.mistakes)], r.mistakes...)}
			t.value = func() matrix.Matrix { return times(l.value, r.value) }
			if l.along != nil {
				t.along = func() matrix.Matrix { return times(l.along, r.value) }
			}
			if !yield(t) {
				return false
			}
		}
	}
	return true
}

// products yields what BP1 or BP2 may give.
func (s *scene) products() iter.Seq[term] {
	return func(yield func(term) bool) {
		arrivals := arrivals()
		if s.last() {
			arrivals = errors()
		}
		if !pairs(s.factors(s.arriving(), arrivals), s.factors(s.sp(), primes()), hadamard, yield) {
			return
		}
		for _, m := range append(wholes(), wrongLayers(s.equation(), func(s *scene) []matrix.Matrix { return s.NablaB })...) {
			if s.last() && m.Equation == "BP2" {
				continue
			}
			if !yield(s.term(m)) {
				return
			}
		}
	}
}

// biases yields what BP3 may give.
func (s *scene) biases() iter.Seq[term] {
	return func(yield func(term) bool) {
		right := term{value: s.delta}
		if !yield(right) {
			return
		}
		for _, m := range biasResults() {
			if !yield(s.term(m)) {
				return
			}
		}
	}
}

// outers yields what BP4 may give.
func (s *scene) outers() iter.Seq[term] {
	return func(yield func(term) bool) {
		if !pairs(s.factors(s.delta(), columns()), s.factors(s.before(), rows()), outer, yield) {
			return
		}
		for _, m := range weightResults() {
			if !yield(s.term(m)) {
				return
			}
		}
	}
}
