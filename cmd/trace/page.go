package main

import (
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"text/template"

	"backprop/cmd/internal/cli"
	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck"
	"backprop/nn/gradcheck/zoo"
	"backprop/nn/steps"
)

//go:embed page
var pageFiles embed.FS

var pageTemplate = template.Must(template.ParseFS(pageFiles, "page/*")) // which page.html includes

// These limit what the page draws. Of larger networks it has only the text.
const (
	mostNeurons = 6
	mostDrawn   = 5 // layers
)

// writePage writes a page that needs nothing else. The functions of source, a
// network.go, run in it, and the reader can change what they run on. The text is
// for readers without JavaScript, and for paper.
func writePage(w io.Writer, source string, s subject, text string, l language.Tag) error {
	page := inLanguage(pageWords, l)
	page["Lang"], page["Title"], page["Text"] = string(l), s.about[0], text
	page["About"] = fmt.Sprintf(words.tooWide.In(l), mostDrawn, mostNeurons)
	if len(s.net.Sizes) <= mostDrawn && slices.Max(s.net.Sizes) <= mostNeurons {
		var err error
		if page["Data"], page["Functions"], err = pageScript(source, s, l); err != nil {
			return err
		}
		page["Functions"] = strings.ReplaceAll(page["Functions"], "</", `<\/`) // in a text: it would end the script
		page["About"] = words.withoutScript.In(l)
	}
	return pageTemplate.ExecuteTemplate(w, "page.html", page)
}

func inLanguage(texts map[string]language.Text, l language.Tag) map[string]string {
	all := map[string]string{}
	for name, text := range texts {
		all[name] = text.In(l)
	}
	return all
}

// pageNetwork is a network that the page offers, with an example.
type pageNetwork struct {
	Name string
	*nn.Network
	X, Y matrix.Matrix
}

func of(net *nn.Network, x, y matrix.Matrix) pageNetwork {
	return pageNetwork{cli.Dashed(net.Sizes), net, x, y}
}

// pageMistake is a mistake of the zoo. It puts Lines in the place of those lines of
// Backprop that begin with From and end before To.
type pageMistake struct {
	Name, Equation, Step, Text string
	Changes                    []zoo.Change
	From, To                   int
	Lines                      []sourceLine
}

// sourceLine is a line of Backprop that has code on it, without its comment.
type sourceLine struct {
	Step, Code string
	Wrong      bool `json:",omitempty"` // the right code has no such line
}

// pageScript returns what the page's script works with: what to show, and the
// functions translated, then for each mistake those that it changes.
func pageScript(source string, s subject, l language.Tag) (data, functions string, err error) {
	right, err := translate(source)
	if err != nil {
		return "", "", err
	}
	functions = object(right)
	networks := []pageNetwork{of(example()), of(deep()), of(chain())}
	if mine := of(s.net, s.x, s.y); !reflect.DeepEqual(mine, networks[0]) {
		mine.Name = pageWords["yours"].In(l) + ", " + mine.Name
		networks = append([]pageNetwork{mine}, networks...)
	}
	lines := sourceLines(source)
	var mistakes []pageMistake
	for _, bug := range append(zoo.Bugs(), notTransposed) {
		wrong, err := bug.Apply(source)
		if err != nil {
			continue // the reader has other code there
		}
		changed, err := translate(wrong)
		if err != nil {
			continue // or other variables
		}
		maps.DeleteFunc(changed, func(name, text string) bool { return right[name] == text })
		m := pageMistake{Name: bug.Name, Equation: bug.Equation, Step: bug.Step, Text: bug.Mistake.In(l), Changes: bug.Changes}
		m.From, m.To, m.Lines = difference(lines, sourceLines(wrong))
		mistakes, functions = append(mistakes, m), functions+",\n"+object(changed)
	}

	equations, why := map[string]string{}, map[string]string{}
	for _, step := range steps.All() {
		if step.Equation != "" {
			equations[step.Name] = step.Equation
		}
		if told, ok := story[step.Name]; ok {
			why[step.Name] = told.why.In(l)
		}
	}
	text, err := json.Marshal(map[string]any{
		"networks": networks, "lines": lines, "mistakes": mistakes, "equations": equations, "why": why,
		"words": inLanguage(pageWords, l), "step": gradcheck.CentralStep,
	})
	return string(text), functions, err
}

// object writes functions as an object of JavaScript.
func object(functions map[string]string) string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(functions)) {
		all = append(all, functions[name])
	}
	return "{\n" + strings.Join(all, ",\n") + "\n}"
}

// difference returns from which line to which, exclusively, others stand in the
// wrong code, and those.
func difference(lines, wrong []sourceLine) (from, to int, others []sourceLine) {
	for from < min(len(lines), len(wrong)) && lines[from] == wrong[from] {
		from++
	}
	same := 0
	for same < min(len(lines), len(wrong))-from && lines[len(lines)-1-same] == wrong[len(wrong)-1-same] {
		same++
	}
	others = wrong[from : len(wrong)-same]
	for i, line := range others {
		others[i].Wrong = !slices.Contains(lines, line)
	}
	return from, len(lines) - same, others
}

var backprop = regexp.MustCompile(`(?s)\nfunc \([^)]*\) Backprop\(.*?\n}`)

// sourceLines returns the lines of Backprop that have code on them.
func sourceLines(source string) (lines []sourceLine) {
	stepOf := map[int]string{}
	for _, step := range steps.In(source) {
		for line := step.Line; line <= step.End(); line++ {
			stepOf[line] = step.Name
		}
	}
	number := strings.Count(source[:backprop.FindStringIndex(source)[0]], "\n")
	for _, line := range strings.Split(backprop.FindString(source), "\n") {
		number++
		code, _, _ := strings.Cut(line, "//")
		if code = strings.TrimRight(code, " \t"); code != "" {
			lines = append(lines, sourceLine{Step: stepOf[number], Code: code})
		}
	}
	return lines
}
