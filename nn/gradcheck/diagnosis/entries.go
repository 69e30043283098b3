package diagnosis

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"backprop/internal/language"
	"backprop/matrix"
)

// cutOff recognises numbers that were cut off at a bound, two of them or more.
func (q question) cutOff() []reading {
	bound, atBound := q.got.MaxAbs(), 0
	cut := q.want.Map(func(v float64) float64 {
		if math.Abs(v) > bound {
			atBound++
		}
		return math.Max(-bound, math.Min(bound, v))
	})
	if atBound < 2 || bound <= tiny*q.want.MaxAbs() || !Agree(q.got, cut, q.rounding) || Agree(cut, q.want, q.rounding) {
		return nil
	}
	return []reading{{mistakes: []Mistake{clipped}, far: 1, more: language.Textf(" (at %.6g)", " (em %.6g)", bound)}}
}

// entries explains what was got if only some entries are wrong.
func (q question) entries(terms []term, numbers []Mistake) []reading {
	q.mask = wrong(q.got, q.want, q.rounding)
	entries := int(everySum(q.mask)[0][0])
	if entries == 0 || entries == q.want.Rows()*q.want.Cols() {
		return nil
	}
	var readings []reading
	where, block := namesOf(q.mask, entries)
	if block && q.hide(q.got).MaxAbs() == 0 {
		readings = []reading{{mistakes: []Mistake{zeroEntries}, far: 1}}
	} else if readings = q.explain(terms, numbers); len(readings) == 0 || entries <= 3 && readings[0].far > 1 {
		// A few numbers alone are easily a multiple of something, or a product.
		readings = unknownReading("what stands here is wrong, the rest right", "o que está aqui está errado, o resto certo")
	}
	for n := range readings {
		readings[n].where = where
		readings[n].far++
	}
	return readings
}

// namesOf says which entries a mask has, and whether they are a block, as a loop may
// leave out: those in some rows and some columns.
func namesOf(mask matrix.Matrix, entries int) (where language.Text, block bool) {
	list := func(m matrix.Matrix) (names string, n int) {
		var list []string
		for j, row := range m {
			if slices.Contains(row, 1) {
				list = append(list, fmt.Sprint(j))
			}
		}
		if n = len(list); n > 6 {
			list = append(append(list[:3:3], "…"), list[n-1])
		}
		return strings.Join(list, ", "), n
	}
	rows, inRows := list(mask)
	columns, inColumns := list(mask.Transpose())
	switch {
	case entries < inRows*inColumns:
		return language.Textf("in %d of the entries: ", "em %d dos elementos: ", entries), false
	case inColumns == mask.Cols():
		return language.Textf("in row %s alone (neurons are counted from 0): ", "só na linha %s (neurônios contados de 0): ", rows), true
	case inRows == mask.Rows():
		return language.Textf("in column %s alone (neurons are counted from 0): ", "só na coluna %s (neurônios contados de 0): ", columns), true
	}
	return language.Textf("only in rows %s, columns %s (counted from 0): ", "só nas linhas %s, colunas %s (contadas de 0): ", rows, columns), true
}
