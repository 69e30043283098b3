package matrix

import (
	"fmt"
	"strconv"
	"strings"
)

// String returns m with one row a line, six significant digits an entry, and
// columns lined up on the decimal point. It takes any m, ragged or nil too, so
// that it can show what is wrong.
func (m Matrix) String() string {
	if len(m) == 0 {
		return "[]"
	}
	// before and after say how many characters each column needs on either side
	// of its decimal points.
	var before, after []int
	for _, row := range m {
		for k, v := range row {
			if k == len(before) {
				before, after = append(before, 0), append(after, 0)
			}
			whole, fraction := format(v)
			before[k] = max(before[k], len(whole))
			after[k] = max(after[k], len(fraction))
		}
	}
	lines := make([]string, len(m))
	for j, row := range m {
		cells := make([]string, len(row))
		for k, v := range row {
			whole, fraction := format(v)
			cells[k] = fmt.Sprintf("%*s%-*s", before[k], whole, after[k], fraction)
		}
		lines[j] = "[" + strings.Join(cells, "  ") + "]"
	}
	return strings.Join(lines, "\n")
}

// format returns v with six significant digits, split where its decimal point
// is or would be.
func format(v float64) (whole, fraction string) {
	text := strconv.FormatFloat(v, 'g', 6, 64)
	if point := strings.IndexAny(text, ".e"); point >= 0 {
		return text[:point], text[point:]
	}
	return text, ""
}
