package matrix

import (
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
	var s strings.Builder
	for j, row := range m {
		if j > 0 {
			s.WriteByte('\n')
		}
		s.WriteByte('[')
		for k, v := range row {
			if k > 0 {
				s.WriteString("  ")
			}
			whole, fraction := format(v)
			s.WriteString(strings.Repeat(" ", before[k]-len(whole)))
			s.WriteString(whole + fraction)
			s.WriteString(strings.Repeat(" ", after[k]-len(fraction)))
		}
		s.WriteByte(']')
	}
	return s.String()
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
