package main

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"backprop/matrix"
)

// Up to so many rows and columns are shown whole. Of a larger matrix the first
// three and the last are shown.
const (
	mostRows = 10 // the outputs for the ten digits
	mostCols = 5
)

// shownOf returns which of n rows or columns to show, if up to most are shown
// whole; -1 stands for the gap.
func shownOf(n, most int) []int {
	if n <= most {
		all := make([]int, n)
		for i := range all {
			all[i] = i
		}
		return all
	}
	return []int{0, 1, 2, -1, n - 1}
}

// cells returns the entries to show, all in one format.
func cells(m matrix.Matrix) [][]string {
	format := formatOf(m)
	var all [][]string
	for _, j := range shownOf(m.Rows(), mostRows) {
		var row []string
		for _, k := range shownOf(m.Cols(), mostCols) {
			switch {
			case j < 0 && k < 0:
				row = append(row, "⋱")
			case j < 0:
				row = append(row, "⋮")
			case k < 0:
				row = append(row, "…")
			default:
				row = append(row, number(format, m[j][k]))
			}
		}
		all = append(all, row)
	}
	return all
}

// leftOut returns how many rows and columns of m are not shown.
func leftOut(m matrix.Matrix) (rows, cols int) {
	out := func(n, most int) int {
		if n <= most {
			return 0
		}
		return n - len(shownOf(n, most)) + 1
	}
	return out(m.Rows(), mostRows), out(m.Cols(), mostCols)
}

// formatOf chooses one format for all entries that are shown: one decimal where
// that is all they have; four, where these show every entry; else powers of ten.
func formatOf(m matrix.Matrix) string {
	tenths := true
	least, largest := math.Inf(1), 0.0
	for _, j := range shownOf(m.Rows(), mostRows) {
		for _, k := range shownOf(m.Cols(), mostCols) {
			if j < 0 || k < 0 {
				continue
			}
			size := math.Abs(m[j][k])
			tenths = tenths && size < 1000 && math.Abs(10*size-math.Round(10*size)) < 1e-9
			largest = math.Max(largest, size)
			if size > 0 {
				least = math.Min(least, size)
			}
		}
	}
	switch {
	case tenths:
		return "%.1f"
	case largest < 1000 && least >= 0.0005:
		return "%.4f"
	}
	return "%.2e"
}

// number formats v, without the sign of a zero.
func number(format string, v float64) string {
	if v == 0 {
		v = 0
	}
	return fmt.Sprintf(format, v)
}

// within returns the power of ten that a distance is within. Below 10⁻⁹ it makes
// no difference: those digits are rounding, which another processor does in
// another way.
func within(distance float64) string {
	for e := -9; e < 0; e++ {
		if distance <= math.Pow(10, float64(e)) {
			return fmt.Sprintf("1e%d", e)
		}
	}
	return fmt.Sprintf("%.2g", distance)
}

// pad and padLeft fill s with spaces to n characters.
func pad(s string, n int) string { return s + strings.Repeat(" ", max(n-utf8.RuneCountInString(s), 0)) }

func padLeft(s string, n int) string {
	return strings.Repeat(" ", max(n-utf8.RuneCountInString(s), 0)) + s
}
