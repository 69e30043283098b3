package diagnosis

import (
	"fmt"
	"iter"
	"math"
	"strings"

	"backprop/internal/language"
	"backprop/matrix"
)

// limits recognises what was done to all numbers alike: they were cut off, or
// have fewer digits.
func (q question) limits() []reading {
	got, want := q.got, q.want
	if !Finite(got) {
		return nil
	}
	note := func(id string, more ...language.Text) []reading {
		for _, m := range entryMistakes() {
			if m.ID == id {
				return []reading{{mistakes: []Mistake{m}, far: 1, more: append(more, language.Text{})[0]}}
			}
		}
		return nil
	}
	bound, atBound := got.MaxAbs(), 0
	cut := want.Map(func(v float64) float64 {
		if math.Abs(v) > bound {
			atBound++
		}
		return math.Max(-bound, math.Min(bound, v))
	})
	if atBound > 1 && bound > tiny*want.MaxAbs() && Agree(got, cut, q.rounding) && !Agree(cut, want, q.rounding) {
		return note("clipped", language.Text{fmt.Sprintf(" (at %.6g)", bound), fmt.Sprintf(" (em %.6g)", bound)})
	}
	// digits reports whether got has no more digits than keep leaves, and is
	// otherwise what it should be.
	digits := func(keep func(v float64) float64, slack float64) bool {
		for j := range want {
			for k, v := range got[j] {
				if keep(v) != v || !(math.Abs(v-want[j][k]) <= slack) {
					return false
				}
			}
		}
		return true
	}
	if digits(func(v float64) float64 { return float64(float32(v)) }, ofFloat32*want.MaxAbs()) && got.MaxAbs() > 0 {
		return note("single-precision")
	}
	for n := 1; n <= 8; n++ {
		power := math.Pow10(n)
		if digits(func(v float64) float64 { return math.Round(v*power) / power }, half/power) && got.MaxAbs() > 2/power {
			return note("rounded")
		}
	}
	return nil
}

// entries explains what was got if only some entries are wrong.
func (q question) entries(s *scene, terms iter.Seq[term], numbers []Mistake) []reading {
	got, want, rounding := q.got, q.want, q.rounding
	// Some entries alone.
	mask := want.Map(func(float64) float64 { return 0 })
	layer, wrong := want.MaxAbs(), 0
	for j := range want {
		for k := range want[j] {
			if excessOf(got[j][k], want[j][k], allowed(layer, rounding, j, k)) > 1 {
				mask[j][k] = 1
				wrong++
			}
		}
	}
	if wrong == 0 || wrong == want.Rows()*want.Cols() {
		return nil
	}
	where := namesOf(mask)
	var readings []reading
	if hide(got, mask).MaxAbs() == 0 {
		readings = []reading{{mistakes: []Mistake{entryMistakes()[0]}, far: 1}}
	} else {
		q.mask = mask
		readings = q.explain(s, terms, numbers)
	}
	if len(readings) == 0 {
		readings = []reading{{more: language.Text{"these values are wrong, the others right", "estes valores estão errados, os outros certos"}, far: unknown - 1}}
	}
	for n := range readings {
		readings[n].where = where
		if wrong <= 3 && (readings[n].far > 1 || readings[n].more[0] != "") {
			// A single number is easily a multiple of something.
			return []reading{{where: where, more: language.Text{"this value is wrong, the others right", "este valor está errado, os outros certos"}, far: unknown - 1}}
		}
		readings[n].far++
	}
	return readings
}

// entryMistakes are what is done to the entries of a result.
func entryMistakes() []Mistake {
	of := func(id, en, pt, code string) Mistake {
		return Mistake{ID: id, Equation: "BP1, BP2, BP3, BP4, update", Note: language.Text{en, pt}, Code: code}
	}
	return []Mistake{
		of("zero-entries", "the values are zero: does a loop end too early, or begin too late?", "os valores são zero: um laço termina cedo demais, ou começa tarde?", "for j := 1; …"),
		of("rounded", "the values are rounded to few digits", "os valores estão arredondados para poucos dígitos", "math.Round(v*1000) / 1000"),
		of("clipped", "the values are cut off at a bound", "os valores são cortados num limite", "math.Max(-bound, math.Min(bound, v))"),
		of("single-precision", "the values have the digits of a float32, not of a float64", "os valores têm os dígitos de um float32, não de um float64", "float32(v)"),
	}
}

// namesOf says which entries a mask has: whole rows, whole columns, or how many.
func namesOf(mask matrix.Matrix) language.Text {
	list := func(m matrix.Matrix) (list []string, whole bool) {
		whole = true
		for j, row := range m {
			sum := 0.0
			for _, v := range row {
				sum += v
			}
			if sum > 0 {
				list = append(list, fmt.Sprint(j))
				whole = whole && int(sum) == len(row)
			}
		}
		if len(list) > 6 {
			list = append(append(list[:3:3], "…"), list[len(list)-1])
		}
		return list, whole
	}
	inRows, wholeRows := list(mask)
	inColumns, wholeColumns := list(mask.Transpose())
	rows, columns := strings.Join(inRows, ", "), strings.Join(inColumns, ", ")
	switch {
	case wholeRows:
		return language.Text{fmt.Sprintf("in row %s alone (neurons are counted from 0): ", rows), fmt.Sprintf("só na linha %s (neurônios contados de 0): ", rows)}
	case wholeColumns:
		return language.Text{fmt.Sprintf("in column %s alone (neurons are counted from 0): ", columns), fmt.Sprintf("só na coluna %s (neurônios contados de 0): ", columns)}
	}
	return language.Text{fmt.Sprintf("only in rows %s, columns %s (counted from 0): ", rows, columns), fmt.Sprintf("só nas linhas %s, colunas %s (contadas de 0): ", rows, columns)}
}
