package diagnosis

import (
	"slices"
	"strings"

	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn"
)

// Mistake is a row of the table of mistakes: what may stand in one place of an
// equation instead of what should.
type Mistake struct {
	ID       string        // what a report and the page of mistakes call it by
	Equation string        // "BP1, BP2"; "forward" for the forward pass, or "update"
	Hint     language.Text // what is wrong, in a sentence; {it} stands for δ, ∂C/∂b, ∂C/∂w or the step
	Code     string        // a line that is likely to make it

	place string        // what should stand there
	value matrix.Matrix // what stands there in the scene at hand; nil where the shapes rule it out
	along matrix.Matrix // if there is one, an unknown multiple of it is added to value
	name  string        // of that number: "λ"
}

// place is a factor of an equation, or what it gives.
type place struct{ equation, right string }

// has is the mistake of a formula in the place.
func (p place) has(id, wrong, code string, value matrix.Matrix) Mistake {
	return p.says(id, wrong+" stands where "+p.right+" should", wrong+" está no lugar de "+p.right, code, value)
}

// stands is has for a formula with words in it.
func (p place) stands(id, en, pt, code string, value matrix.Matrix) Mistake {
	return p.says(id, en+" stands where "+p.right+" should", pt+" está no lugar de "+p.right, code, value)
}

// says is a mistake in words.
func (p place) says(id, en, pt, code string, value matrix.Matrix) Mistake {
	return Mistake{id, p.equation, language.Text{en, pt}, code, p.right, value, nil, ""}
}

// plus adds a multiple of something, by a number of that name.
func (m Mistake) plus(name string, along matrix.Matrix) Mistake {
	m.name, m.along = name, along
	return m
}

// Mistakes returns the table of mistakes, each once: those of BP1 to BP4, of the
// forward pass, and of the update.
func Mistakes() []Mistake {
	var all []Mistake
	for _, m := range allRows() {
		if !slices.ContainsFunc(all, func(other Mistake) bool { return other.ID == m.ID }) {
			all = append(all, m)
		}
	}
	return all
}

// allRows are those of all tables, with the values that they have in a network of
// one neuron a layer. A mistake that can be made in several places is in it several
// times.
func allRows() []Mistake {
	one := []matrix.Matrix{{{0.5}}, {{0.5}}, {{0.5}}}
	net := &nn.Network{Biases: one, Weights: one}
	t := &Truth{net, one[0], append(one[:3:3], one[0]), one, Gradient{one, one, one, one}}
	s := sceneOf(t, one, one).at(1)
	s.deltas = one
	step := &Step{Eta: 1, Examples: []*Truth{t, t, t}, B: one, W: one}
	step.Before = step
	all := slices.Concat(s.numbers(""), []Mistake{question{}.factor(3), notFinite}, s.wholes(), []Mistake{zero, zeroEntries, clipped},
		s.errors(), s.primes(), s.arrivals(), s.biasResults(), s.columns(), s.rows(), s.weightResults(), s.inputs(), s.activations())
	return slices.Concat(all, step.directions(weights(0)), step.factors(), []Mistake{unmoved, question{examples: 10}.factor(0.1)})
}

// reading is a way to read wrong numbers: mistakes that together give them.
type reading struct {
	mistakes []Mistake
	where    language.Text // the entries in which they are, if not all
	more     language.Text // a number that was read off, say
	far      int           // how far-fetched it is: how many mistakes it takes
}

// unknown is how far-fetched it is that numbers have no known cause: more than
// several known mistakes are.
const unknown = 20

func unknownReading(en, pt string) []reading {
	return []reading{{more: language.Text{en, pt}, far: unknown}}
}

func (r reading) id() string {
	var ids []string
	for _, m := range r.mistakes {
		ids = append(ids, m.ID)
	}
	return strings.Join(ids, "+")
}

// same reports whether two readings say the same.
func (r reading) same(other reading) bool {
	return r.id() == other.id() && r.where == other.where && r.more == other.more
}

func (r reading) hint() language.Text {
	hint := r.where
	for i, m := range r.mistakes {
		if i > 0 {
			hint = language.Textf("%s; and ", "%s; e ", hint)
		}
		hint = language.Textf("%s%s", "%s%s", hint, m.Hint)
	}
	return language.Textf("%s%s", "%s%s", hint, r.more)
}

// common returns the readings that are in both lists.
func common(some, others []reading) []reading {
	var both []reading
	for _, r := range some {
		if slices.ContainsFunc(others, r.same) {
			both = append(both, r)
		}
	}
	return both
}
