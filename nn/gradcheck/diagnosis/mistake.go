package diagnosis

import (
	"backprop/internal/language"
	"backprop/matrix"
)

// Mistake is a row of the table of mistakes: what may stand in one place of an
// equation instead of what should.
type Mistake struct {
	ID           string // what a report and the page of mistakes call it by
	Equation     string // "BP1, BP2"; "forward" for the forward pass, "update", or "call"
	Wrong, Right string // formulas: what stands there, and what should
	// Note says more, or, where there are no formulas, all.
	Note language.Text
	Code string // a line that is likely to make it

	// far is how far-fetched it is beyond the likely mistakes, which have 0.
	far int
	// value is what stands in the place; nil where the shapes rule it out.
	value func(s *scene) matrix.Matrix
	// along, if there is one, is added to value, times a number that is not known.
	along func(s *scene) matrix.Matrix
}

// Hint says in a sentence what is wrong.
func (m Mistake) Hint() language.Text {
	if m.Wrong == "" {
		return m.Note
	}
	hint := language.Text{m.Wrong + " stands where " + m.Right + " should", portuguese.Replace(m.Wrong) + " está no lugar de " + portuguese.Replace(m.Right)}
	for i := range hint {
		if m.Note[i] != "" {
			hint[i] += ": " + m.Note[i]
		}
	}
	return hint
}

// rare marks mistakes that are less likely than others.
func rare(mistakes ...Mistake) []Mistake {
	for n := range mistakes {
		mistakes[n].far++
	}
	return mistakes
}

// reading is a way to read wrong numbers: mistakes that together give them.
type reading struct {
	mistakes []Mistake
	where    language.Text // the entries in which they are, if not all
	more     language.Text // a number that was read off, say
	far      int           // how far-fetched it is; 0 is right code
}

// unknown is how far-fetched it is that numbers have no known cause: more than
// several known mistakes are.
const unknown = 20

func (r reading) id() string {
	id := ""
	for i, m := range r.mistakes {
		if i > 0 {
			id += "+"
		}
		id += m.ID
	}
	return id
}

// same reports whether two readings say the same.
func (r reading) same(other reading) bool {
	return r.id() == other.id() && r.where == other.where && r.more == other.more
}

func (r reading) hint() language.Text {
	var hint language.Text
	for tag := range hint {
		hint[tag] = r.where[tag]
		for i, m := range r.mistakes {
			if i > 0 {
				hint[tag] += language.Text{"; and ", "; e "}[tag]
			}
			hint[tag] += m.Hint()[tag]
		}
		hint[tag] += r.more[tag]
	}
	return hint
}
