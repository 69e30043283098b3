package diagnosis

import (
	"fmt"
	"iter"
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
	// Where rounding is a tenth of what is allowed or less, a multiple that does not
	// fit is none. Above that, rounding may have spoiled the fit, and each of the
	// numbers is tried.
	quiet = ofEntry / 10
	// An entry carries the fit of a multiple if it is more than a thousandth of the
	// largest. The squares of smaller ones are less than a millionth of the sum.
	carrier = 1e-3
	// A float32 is rounded by up to 2⁻²⁴, which is 6e-8. This is some 170 of that, for
	// sums of as many terms.
	ofFloat32 = 1e-5
	// Rounding moves a number by half of its last place, and another fiftieth is for
	// the rounding of what was rounded.
	half = 0.51
	// A number of examples is read off to tiny of itself. Of more than this, one
	// number in five would be whole by chance.
	mostExamples = 0.1 / tiny
)

// question is what there is to be explained: what was got in the place of want.
type question struct {
	got, want, rounding matrix.Matrix
	mask                matrix.Matrix // 1 for the entries that are asked for, else 0; nil for all
}

// explain returns the simplest readings of what was got: terms, perhaps times a
// number. It returns all that are equally simple, and then the next simplest.
func (q question) explain(s *scene, terms iter.Seq[term], numbers []Mistake) []reading {
	if !Finite(q.got) {
		return []reading{{mistakes: []Mistake{notFinite()}, far: 1}}
	}
	got, want := hide(q.got, q.mask), hide(q.want, q.mask)
	noise := 0.0
	if q.rounding != nil {
		noise = q.rounding.MaxAbs()
	}
	// is reports whether a term is what was got, and differs from what should be
	// by far more than rounding does.
	is := func(value matrix.Matrix) bool {
		return Agree(got, value, q.rounding) && !Agree(value, want, scale(apart, q.rounding))
	}
	best := unknown
	var readings []reading
	keep := func(r reading) {
		if r.far > best+1 || r.far == 0 || slices.ContainsFunc(readings, r.same) {
			return
		}
		best = min(best, r.far)
		readings = append(readings, r)
	}
	for t := range terms {
		if t.far() > best+1 {
			continue
		}
		value := hide(t.value(), q.mask)
		if value == nil || !value.HasShape(got.Rows(), got.Cols()) || !Finite(value) {
			continue
		}
		if t.along != nil {
			along := hide(t.along(), q.mask)
			if along == nil {
				continue
			}
			if k, carriers := ratio(matrix.Sub(got, value), along); (carriers > 2 || carriers == 2 && (t.far() == 1 || t.mistakes[0].Equation == "update")) && math.Abs(k)*along.MaxAbs() > tiny*value.MaxAbs() && is(matrix.Add(value, matrix.Scale(k, along))) {
				keep(reading{mistakes: t.mistakes, far: t.far(), more: language.Text{fmt.Sprintf(" (by %.4g)", k), fmt.Sprintf(" (com o fator %.4g)", k)}})
			}
			continue
		}
		if is(value) {
			keep(reading{mistakes: t.mistakes, far: t.far()})
		}
		if t.far() > best || value.MaxAbs() == 0 {
			continue
		}
		k, carriers := ratio(got, value)
		ok := carriers > 1 && is(matrix.Scale(k, value))
		if !ok && carriers > 1 && noise < quiet*value.MaxAbs() || ok && math.Abs(k-1) < tiny {
			continue // no number fits, or one that nobody put in
		}
		named := false
		for _, n := range numbers {
			for _, sign := range []float64{1, -1} {
				number := sign * n.value(s)[0][0]
				if number == 1 || sign < 0 && (n.ID == numbers[0].ID || number == -1) || !is(matrix.Scale(number, value)) {
					continue
				}
				mistakes := append(t.mistakes[:len(t.mistakes):len(t.mistakes)], n)
				far := t.far() + 1 + n.far
				if sign < 0 {
					mistakes, far = append(mistakes, numbers[0]), far+1
				}
				keep(reading{mistakes: mistakes, far: far})
				named = true
			}
		}
		if named || !ok || len(t.mistakes) > 1 || len(t.mistakes) > 0 && (carriers < 3 || uniform(value)) {
			continue // a free number and wrong factors fit too easily
		}
		r := reading{mistakes: t.mistakes, far: t.far() + 2, more: language.Text{fmt.Sprintf("; and there is a factor of %.6g", k), fmt.Sprintf("; e há um fator de %.6g", k)}}
		if len(t.mistakes) == 0 {
			r.mistakes, r.more = []Mistake{factorOf(k)}, language.Text{}
		}
		keep(r)
	}
	return upTo(readings, best+1)
}

// upTo returns the readings that are no further fetched than most, the simplest
// first.
func upTo(readings []reading, most int) []reading {
	var kept []reading
	for far := range most + 1 {
		for _, r := range readings {
			if r.far == far {
				kept = append(kept, r)
			}
		}
	}
	return kept
}

// uniform reports whether all rows are alike, or all columns: what has a number of
// its own in each is then a multiple of it, whatever the number is.
func uniform(m matrix.Matrix) bool {
	rows, columns := true, true
	for j := range m {
		for k := range m[j] {
			rows = rows && m[j][k] == m[0][k]
			columns = columns && m[j][k] == m[j][0]
		}
	}
	return rows || columns && m.Cols() > 1
}

func factorOf(k float64) Mistake {
	return Mistake{ID: "factor", Equation: "BP1, BP2, BP3, BP4, update", Note: language.Text{
		fmt.Sprintf("the values are right but for a factor of %.6g", k), fmt.Sprintf("os valores estão certos, a não ser por um fator de %.6g", k)}}
}

func notFinite() Mistake {
	return Mistake{ID: "not-finite", Equation: "BP1, BP2, BP3, BP4, update", Note: language.Text{
		"there are entries that are NaN or infinite", "há elementos que são NaN ou infinitos"}}
}

// hide sets the entries to 0 that the mask leaves out.
func hide(m, mask matrix.Matrix) matrix.Matrix {
	if mask == nil || m == nil {
		return m
	}
	return hadamard(m, mask)
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
