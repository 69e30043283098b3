package diagnosis

import (
	"math"
	"slices"

	"backprop/internal/language"
	"backprop/matrix"
)

// What is fitted to wrong numbers is held to more than Agree asks for, because
// there are hundreds of terms, and of these some come near by chance.
const (
	// A term must be apart from what should be by this many times what it may
	// differ from what was got. So an entry that is nothing but rounding fits by
	// chance once in 500 times.
	apart = 500
	// A number that is fitted is right to some ofEntry. What is less than a thousand
	// times that, nobody put in: it would have 3 digits at most.
	tiny = 1000 * ofEntry
	// An entry carries the fit of a multiple if it is more than a thousandth of the
	// largest. The squares of smaller ones are less than a millionth of the sum.
	carrier = 1e-3
)

// term is a product that may have been computed, with the mistakes in it. It is
// worked out only if it is simple enough to be asked for.
type term struct {
	mistakes []Mistake
	value    func() matrix.Matrix
	along    func() matrix.Matrix
	far      int // how far-fetched it is
}

// only are the terms that are a mistake each.
func only(mistakes []Mistake) []term {
	return products(mistakes, []Mistake{{}}, func(value, _ matrix.Matrix) matrix.Matrix { return value })
}

// products are the terms of two factors. A factor without a name is the right one.
func products(left, right []Mistake, times func(a, b matrix.Matrix) matrix.Matrix) []term {
	var terms []term
	for _, l := range left {
		for _, r := range right {
			t := term{value: func() matrix.Matrix { return times(l.value, r.value) }}
			if l.along != nil {
				t.along = func() matrix.Matrix { return times(l.along, r.value) }
			}
			for _, m := range []Mistake{l, r} {
				if m.ID != "" {
					t.mistakes, t.far = append(t.mistakes, m), t.far+1
				}
			}
			terms = append(terms, t)
		}
	}
	return terms
}

func rightOr(right matrix.Matrix, wrong []Mistake) []Mistake {
	return append([]Mistake{{value: right}}, wrong...)
}

// terms are what an equation may give.
func (s *scene) terms(equation string) []term {
	switch equation {
	case "BP1":
		return slices.Concat(products(rightOr(s.arriving(), s.errors()), rightOr(s.sp(), s.primes()), hadamard), only(s.wholes()), s.wrongOutputs())
	case "BP2":
		return slices.Concat(products(rightOr(s.arriving(), s.arrivals()), rightOr(s.sp(), s.primes()), hadamard), only(s.wholes()))
	case "BP3":
		return only(rightOr(s.delta(), s.biasResults()))
	}
	return slices.Concat(products(rightOr(s.delta(), s.columns()), rightOr(s.before(), s.rows()), outer), only(s.weightResults()))
}

// question is what there is to be explained: what was got in the place of want.
type question struct {
	got, want, rounding matrix.Matrix
	examples            float64       // in a step, their number
	mask                matrix.Matrix // 1 for the entries that are asked for, else 0; nil for all
}

// read returns the simplest readings of what was got, all that are equally simple.
// Where none is known, it says which entries are wrong.
func (q question) read(terms []term, numbers []Mistake) []reading {
	if !Finite(q.got) {
		return []reading{{mistakes: []Mistake{notFinite}, far: 1}}
	}
	if q.got.MaxAbs() == 0 {
		return simplest(append([]reading{{mistakes: []Mistake{zero}, far: 1}}, q.explain(terms, nil)...))
	}
	readings := append(q.cutOff(), q.explain(terms, numbers)...)
	if len(readings) == 0 {
		readings = q.entries(terms, numbers)
	}
	if len(readings) == 0 {
		readings = unknownReading("no known mistake gives these values", "nenhum erro conhecido dá estes valores")
	}
	return simplest(readings)
}

func simplest(readings []reading) []reading {
	least := slices.MinFunc(readings, func(r, other reading) int { return r.far - other.far }).far
	return slices.DeleteFunc(readings, func(r reading) bool { return r.far > least })
}

// explain looks for the terms, perhaps times a number, that are what was got.
func (q question) explain(terms []term, numbers []Mistake) []reading {
	got, want := q.hide(q.got), q.hide(q.want)
	// is reports whether a value is what was got, and differs from what should be
	// by far more than rounding does.
	is := func(value matrix.Matrix) bool {
		return Agree(got, value, q.rounding) && !Agree(value, want, scale(apart, q.rounding))
	}
	best := unknown
	var readings []reading
	keep := func(mistakes []Mistake, far int, more language.Text) {
		if r := (reading{mistakes: mistakes, far: far, more: more}); far <= best && !slices.ContainsFunc(readings, r.same) {
			best = far
			readings = append(readings, r)
		}
	}
	for _, t := range terms {
		if t.far > best {
			continue
		}
		value := q.hide(t.value())
		if value == nil {
			continue
		}
		if t.along != nil {
			along := q.hide(t.along())
			if k, carriers := ratio(matrix.Sub(got, value), along); carriers > 1 && math.Abs(k)*along.MaxAbs() > tiny*value.MaxAbs() && is(add(value, scale(k, along))) {
				keep(t.mistakes, t.far, language.Textf(" (%s = %.4g)", " (%s = %.4g)", t.mistakes[0].name, k))
			}
			continue
		}
		if is(value) {
			keep(t.mistakes, t.far, language.Text{})
			continue
		}
		named := false
		for _, m := range numbers {
			for _, sign := range []float64{1, -1} {
				mistakes, far := append(t.mistakes[:len(t.mistakes):len(t.mistakes)], m), t.far+1
				if sign < 0 {
					mistakes, far = append(mistakes, numbers[0]), far+1
				}
				if k := sign * m.value[0][0]; far <= best && k != 1 && is(scale(k, value)) {
					named = true
					keep(mistakes, far, language.Text{})
				}
			}
		}
		if t.far > 0 || named || numbers == nil {
			continue // a free number and wrong factors fit too easily
		}
		if k, carriers := ratio(got, value); carriers > 1 && math.Abs(k-1) >= tiny && is(scale(k, value)) {
			keep([]Mistake{q.factor(k)}, 2, language.Text{})
		}
	}
	return readings
}

// hide sets the entries to 0 that the mask leaves out.
func (q question) hide(m matrix.Matrix) matrix.Matrix {
	if q.mask == nil {
		return m
	}
	return hadamard(m, q.mask)
}

// ratio returns the factor that makes want nearest to got, and how many large
// entries carry the fit. A single number is a multiple of any other, so it takes
// two to say something.
func ratio(got, want matrix.Matrix) (factor float64, carriers int) {
	var products, squares float64
	size := want.MaxAbs()
	for j := range want {
		for k := range want[j] {
			products += got[j][k] * want[j][k]
			squares += want[j][k] * want[j][k]
			if math.Abs(want[j][k]) > carrier*size {
				carriers++
			}
		}
	}
	factor = products / squares
	if math.IsNaN(factor) || math.IsInf(factor, 0) {
		return 0, 0
	}
	return factor, carriers
}
