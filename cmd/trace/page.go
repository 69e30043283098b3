package main

import (
	_ "embed"
	"fmt"
	"go/scanner"
	"go/token"
	"html/template"
	"io"
	"strings"

	"backprop/internal/language"
	"backprop/nn"
	"backprop/nn/steps"
)

//go:embed page.html
var pageHTML string

var pageTemplate = template.Must(template.New("page").Parse(pageHTML))

// pageEntry is a step on the page.
type pageEntry struct {
	entry
	ID, Back, Next string          // of this step, and of those before and after, or ""
	Place, At, Why string          // "screen 3 of 25", "layer 2", what it is for
	LineWord       string          // "line 167"
	Operands       [][]pageOperand // a list for each of entry.Rows
	Numerical      string          // how far from the numerical gradient
	Agrees         bool            // whether that is near enough
	Drawing        template.HTML
}

type pageOperand struct {
	Operator, Name, Shape, Out string
	Cells                      [][]string
	Result                     bool
}

// sourceLine is a line of Backprop.
type sourceLine struct {
	Number int
	Code   string
	Step   string // the step it belongs to, or ""
	ID     string // of the first entry of that step
}

// writePage writes the trace as a page that needs nothing else.
func (t *trace) writePage(w io.Writer, s subject, l language.Tag) error {
	id := func(i int) string {
		if i < 0 || i >= len(t.entries) {
			return ""
		}
		return fmt.Sprintf("s%d", i+1)
	}
	var entries []pageEntry
	firstOf := map[string]string{}
	for i, e := range t.entries {
		p := pageEntry{
			entry: e, ID: id(i), Back: id(i - 1), Next: id(i + 1),
			Place:    fmt.Sprintf(words.of.In(l), i+1, len(t.entries)),
			LineWord: fmt.Sprintf(words.line.In(l), e.Line),
			Why:      e.explain(l),
			Drawing:  t.draw(e, l),
		}
		if e.Layer > 0 {
			p.At = fmt.Sprintf(words.layer.In(l), e.Layer)
		}
		for _, row := range e.Rows {
			var operands []pageOperand
			for _, o := range row {
				operands = append(operands, pageOperand{
					o.Operator, o.Name, o.Matrix.Shape(), o.leftOut(l), cells(o.Matrix), o.Operator == "=",
				})
			}
			p.Operands = append(p.Operands, operands)
		}
		if e.Central != nil {
			p.Numerical, p.Agrees = fmt.Sprintf(words.numerical.In(l), e.farthest()), e.agrees()
		}
		if firstOf[e.Name] == "" {
			firstOf[e.Name] = p.ID
		}
		entries = append(entries, p)
	}

	compared, more, worst := t.comparisons()
	var rest []string
	if more > 0 {
		rest = []string{fmt.Sprintf(words.more.In(l), more), fmt.Sprintf(words.worst.In(l), worst.Difference, worst.Name)}
	}
	about := append([]string{words.introPage.In(l)}, s.about[2:]...)
	return pageTemplate.Execute(w, map[string]any{
		"Lang": l, "Title": s.about[0], "About": about,
		"Image": strings.Join(s.image, "\n"), "Digit": s.about[len(s.about)-1],
		"Entries": entries, "Lines": sourceLines(firstOf),
		"Source": words.source.In(l), "Without": words.without.In(l), "Steps": words.steps.In(l),
		"BackWord": words.back.In(l), "NextWord": words.next.In(l),
		"Positive": words.positive.In(l), "Negative": words.negative.In(l), "Widths": words.widths.In(l),
		"Signal": words.signal.In(l), "Errors": words.errors.In(l),
		"Check": checkTitle(l), "Parameter": words.parameter.In(l), "Central": words.central.In(l), "Difference": words.difference.In(l),
		"Compared": compared, "More": rest,
	})
}

// sourceLines returns the lines of Backprop that have code on them, without
// their comments.
func sourceLines(firstOf map[string]string) []sourceLine {
	stepOf := map[int]string{}
	first, last := 0, 0
	for _, step := range steps.All() {
		if step.Func != "Backprop" {
			continue
		}
		if first == 0 {
			first = step.Line
		}
		last = step.End()
		for line := step.Line; line <= step.End(); line++ {
			stepOf[line] = step.Name
		}
	}
	var lines []sourceLine
	code := withoutComments(nn.Source())
	for !strings.HasPrefix(code[first-1], "func ") {
		first--
	}
	for number := first; number <= last+1; number++ {
		if text := strings.TrimRight(code[number-1], " \t"); text != "" {
			lines = append(lines, sourceLine{number, text, stepOf[number], firstOf[stepOf[number]]})
		}
	}
	return lines
}

// withoutComments returns the lines of a Go source, its comments blanked out.
func withoutComments(source string) []string {
	files := token.NewFileSet()
	file := files.AddFile("", -1, len(source))
	var s scanner.Scanner
	s.Init(file, []byte(source), nil, scanner.ScanComments)
	text := []byte(source)
	for {
		pos, tok, literal := s.Scan()
		if tok == token.EOF {
			return strings.Split(string(text), "\n")
		}
		if tok == token.COMMENT {
			for at := file.Offset(pos); at < file.Offset(pos)+len(literal); at++ {
				if text[at] != '\n' {
					text[at] = ' '
				}
			}
		}
	}
}
