package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"backprop/cmd/internal/cli"
	"backprop/internal/language"
)

// maxWidth is how many columns the text takes where there is room for them.
const maxWidth = 78

// writeText writes the trace as plain text for so many columns. Lines of code, and
// what a single matrix takes, may be longer.
func (t *trace) writeText(w io.Writer, s subject, l language.Tag, width int) {
	for _, line := range s.about {
		fmt.Fprint(w, cli.Wrap(line, "", width))
	}
	for _, line := range s.image {
		fmt.Fprintln(w, line)
	}
	fmt.Fprintln(w)
	for _, line := range band([]operand{{"", "x", t.x}, {"", "y", t.y}}, width) {
		fmt.Fprintln(w, line)
	}
	writeLeftOut(w, []operand{{"", "x", t.x}, {"", "y", t.y}}, l)
	for _, e := range t.entries {
		fmt.Fprintln(w)
		e.writeText(w, l, width)
	}
	fmt.Fprintln(w)
	t.writeCheck(w, l, width)
}

func (e entry) writeText(w io.Writer, l language.Tag, width int) {
	head := fmt.Sprintf("── %s", e.Name)
	if e.Equation != "" {
		head += ", " + e.Equation
	}
	if e.Layer > 0 {
		head += ", " + fmt.Sprintf(words.layer.In(l), e.Layer)
	}
	if e.Line > 0 {
		head += ", " + fmt.Sprintf(words.line.In(l), e.Line)
	}
	head += " "
	fmt.Fprintln(w, head+strings.Repeat("─", max(width-utf8.RuneCountInString(head), 0)))
	for _, line := range strings.Split(e.Code, "\n") {
		fmt.Fprintln(w, "    "+strings.ReplaceAll(line, "\t", "    "))
	}
	fmt.Fprint(w, cli.Wrap(e.explain(l), "", width))
	fmt.Fprintf(w, "\n  %s\n", e.Formula)
	for _, row := range e.Rows {
		fmt.Fprintf(w, "\n%s\n", cli.Wrap(shapes(row), "  ", width))
		for _, line := range band(row, width) {
			fmt.Fprintln(w, line)
		}
		writeLeftOut(w, row, l)
	}
	if e.Along != nil {
		product := fmt.Sprintf("%s·ż%s", at("δ", e.Layer), superscript(e.Layer))
		line := fmt.Sprintf(words.along.In(l), product, fmt.Sprintf("%.6g", e.Along[0]), fmt.Sprintf("%.6g", e.Along[1]))
		fmt.Fprintf(w, "\n%s", cli.Wrap(line, "  ", width))
	}
	if e.Central != nil {
		mark := "✓"
		if !e.agrees() {
			mark = "✗"
		}
		fmt.Fprintf(w, "\n  "+mark+" "+words.numerical.In(l)+"\n", e.farthest())
	}
}

// shapes returns a row without its numbers: "δ³ 2×1 · (a²)ᵀ 1×3 = ∂C/∂w³ 2×3".
func shapes(row []operand) string {
	var parts []string
	for _, o := range row {
		if o.Operator != "" {
			parts = append(parts, o.Operator)
		}
		parts = append(parts, o.Name, o.Matrix.Shape())
	}
	return strings.Join(parts, " ")
}

// band sets the matrices of a row side by side, and goes on below where there is
// no more room.
func band(row []operand, width int) []string {
	var bands, block []string
	for _, o := range row {
		next := o.block()
		if block != nil && utf8.RuneCountInString(block[0])+utf8.RuneCountInString(next[0]) > width {
			bands = append(append(bands, block...), "")
			block = nil
		}
		block = beside(block, next)
	}
	return trim(append(bands, block...))
}

// block draws an operand, with its operator in the first row, which all have.
func (o operand) block() []string {
	lines := []string{o.Name}
	grid := cells(o.Matrix)
	widths := make([]int, len(grid[0]))
	for _, row := range grid {
		for k, cell := range row {
			widths[k] = max(widths[k], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range grid {
		line := "["
		for k, cell := range row {
			if k > 0 {
				line += "  "
			}
			line += padLeft(cell, widths[k])
		}
		lines = append(lines, line+"]")
	}
	wide := max(utf8.RuneCountInString(lines[0]), utf8.RuneCountInString(lines[1]))
	for i, line := range lines {
		operator := ""
		if i == 1 {
			operator = o.Operator
		}
		lines[i] = "  " + pad(operator, utf8.RuneCountInString(o.Operator)+1) + pad(line, wide)
	}
	return lines
}

// beside joins two blocks, the shorter filled below with spaces.
func beside(a, b []string) []string {
	if a == nil {
		return b
	}
	joined := make([]string, max(len(a), len(b)))
	for i := range joined {
		joined[i] = lineOf(a, i) + lineOf(b, i)
	}
	return joined
}

// lineOf returns line i of a block, or as many spaces.
func lineOf(block []string, i int) string {
	if i < len(block) {
		return block[i]
	}
	return pad("", utf8.RuneCountInString(block[0]))
}

func trim(lines []string) []string {
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return lines
}

// writeLeftOut says what is not shown of each matrix.
func writeLeftOut(w io.Writer, row []operand, l language.Tag) {
	for _, o := range row {
		if out := o.leftOut(l); out != "" {
			fmt.Fprintf(w, "  %s: %s\n", o.Name, out)
		}
	}
}

// leftOut says how much of the matrix is not shown, or "".
func (o operand) leftOut(l language.Tag) string {
	rows, cols := leftOut(o.Matrix)
	var parts []string
	if rows > 0 {
		parts = append(parts, fmt.Sprintf(words.rows.In(l), rows, o.Matrix.Rows()))
	}
	if cols > 0 {
		parts = append(parts, fmt.Sprintf(words.columns.In(l), cols, o.Matrix.Cols()))
	}
	if parts == nil {
		return ""
	}
	return fmt.Sprintf(words.leftOut.In(l), strings.Join(parts, ", "))
}

func (t *trace) writeCheck(w io.Writer, l language.Tag, width int) {
	fmt.Fprint(w, cli.Wrap(checkTitle(l), "", width))
	shown, more, worst := t.comparisons()
	row := func(c comparison) {
		fmt.Fprintf(w, "  %s %s %s   %s\n", pad(c.Name, 24), padLeft(c.Backprop, 12), padLeft(c.Central, 12), c.Difference)
	}
	fmt.Fprintln(w)
	row(comparison{words.parameter.In(l), "backprop", words.central.In(l), words.difference.In(l)})
	for _, c := range shown {
		row(c)
	}
	if more > 0 {
		fmt.Fprintf(w, "  "+words.more.In(l)+"\n  "+words.worst.In(l)+"\n", more, worst.Difference, worst.Name)
	}
}
