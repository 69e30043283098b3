package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"backprop/cmd/internal/cli"
	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn/steps"
)

// maxWidth is how many columns the text takes where there is room for them.
const maxWidth = 78

// writeStep writes a step as plain text for so many columns, which a long word of
// the code may exceed.
func (t *trace) writeStep(w io.Writer, e entry, l language.Tag, width int) {
	step, told := steps.Named(e.name), story[e.name]
	head := "── " + step.Name
	if step.Equation != "" {
		head += ", " + step.Equation
	}
	if e.layer > 0 {
		head += ", " + fmt.Sprintf(words.layer.In(l), e.layer)
	}
	fmt.Fprintln(w, head, strings.Repeat("─", max(width-utf8.RuneCountInString(head)-1, 0)))
	code := "    " + strings.NewReplacer("\n", "\n    ", "\t", "    ").Replace(step.Code)
	fmt.Fprint(w, cli.WrapLines(code, width))
	fmt.Fprintf(w, "%s\n%s", cli.Wrap(e.in(told.why.In(l)), "", width), cli.Wrap(e.in(told.formula), "  ", width))
	for _, row := range told.rows {
		fmt.Fprintf(w, "\n%s", t.draw(e.in(row), width))
	}
	if e.name == "B11" || e.name == "B17" {
		rates := strings.NewReplacer("{n}", fmt.Sprintf("%.6g", t.along[e.layer-2]), "{C}", fmt.Sprintf("%.6g", t.cost))
		fmt.Fprintf(w, "\n%s", cli.Wrap(rates.Replace(e.in(words.along.In(l))), "  ", width))
	}
}

// draw sets the matrices of a row side by side, and goes on below where there is
// no more room.
func (t *trace) draw(row string, width int) string {
	var done, band []string
	operator, edge := "", 0
	for _, symbol := range strings.Split(row, "  ") {
		m, ok := t.of[symbol]
		if !ok {
			operator = symbol + " "
			continue
		}
		block, wide := grid(m, width/10), 0
		block = append([]string{symbol + " " + m.Shape()}, block...)
		for i := range block {
			block[i] = fmt.Sprintf("  %*s%s", utf8.RuneCountInString(operator), map[bool]string{true: operator}[i == 1], block[i])
			wide = max(wide, utf8.RuneCountInString(block[i]))
		}
		if edge+wide > width {
			done, band, edge = append(append(done, band...), ""), nil, 0
		}
		for i, line := range block {
			if i == len(band) {
				band = append(band, "")
			}
			band[i] = fmt.Sprintf("%-*s%s", edge, band[i], line)
		}
		operator, edge = "", edge+wide
	}
	return strings.Join(append(done, band...), "\n") + "\n"
}

// mostRows are drawn of a matrix: as many as there are digits to tell apart.
const mostRows = 10

// grid draws the first rows and columns of a matrix, a line each.
func grid(m matrix.Matrix, mostCols int) (lines []string) {
	var shown matrix.Matrix
	for _, row := range m[:min(len(m), mostRows)] {
		shown = append(shown, row[:min(len(row), mostCols)])
	}
	shown = shown.Map(func(v float64) float64 { return v + 0 }) // without the sign of a zero
	format, wide := formatOf(shown), 0
	for _, v := range slices.Concat(shown...) {
		wide = max(wide, len(fmt.Sprintf(format, v)))
	}
	for _, row := range shown {
		var cells []string
		for _, v := range row {
			cells = append(cells, fmt.Sprintf("%*s", wide, fmt.Sprintf(format, v)))
		}
		if len(row) < m.Cols() {
			cells = append(cells, "…")
		}
		lines = append(lines, "["+strings.Join(cells, " ")+"]")
	}
	if len(shown) < len(m) {
		lines = append(lines, " …")
	}
	return lines
}

// formatOf chooses one format for all entries: one decimal where that is all they
// have; four, where these show every entry; else powers of ten.
func formatOf(m matrix.Matrix) string {
	format := "%.1f"
	for _, v := range slices.Concat(m...) {
		switch size := math.Abs(v); {
		case size >= 1000 || size > 0 && size < 0.0005:
			return "%.2e"
		case math.Abs(10*size-math.Round(10*size)) > 1e-9:
			format = "%.4f"
		}
	}
	return format
}
