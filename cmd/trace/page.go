package main

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"maps"
	"slices"
	"strings"
	"text/template"

	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn/gradcheck"
	"backprop/nn/gradcheck/zoo"
	"backprop/nn/steps"
)

//go:embed page
var pageFiles embed.FS

var pageTemplate = template.Must(template.ParseFS(pageFiles, "page/page.html"))

// These limit what the page draws. Of larger networks it has only the text.
const (
	mostNeurons = 6
	mostDrawn   = 5 // layers
)

// writePage writes a page that needs nothing else. The functions of source, a
// network.go, run in it, and the reader can change what they run on. The text is
// for readers without JavaScript, and for paper.
func writePage(w io.Writer, source string, s subject, text string, l language.Tag) error {
	page := map[string]any{"Lang": l, "Title": html.EscapeString(s.about[0]), "Text": html.EscapeString(text), "W": inLanguage(pageWords, l)}
	style := read("page.css")
	page["Style"], page["StyleHash"] = style, hash(style)
	if drawable(s.net.Sizes) {
		script, err := pageScript(source, s, l)
		if err != nil {
			return err
		}
		page["Script"], page["ScriptHash"] = script, hash(script)
		page["About"] = words.withoutScript.In(l)
	} else {
		page["About"] = fmt.Sprintf(words.tooWide.In(l), mostDrawn, mostNeurons)
		page["ScriptHash"] = hash("")
	}
	return pageTemplate.Execute(w, page)
}

func drawable(sizes []int) bool {
	return len(sizes) <= mostDrawn && slices.Max(sizes) <= mostNeurons
}

func read(name string) string {
	text, err := pageFiles.ReadFile("page/" + name)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// hash returns that by which a content security policy allows a script or a
// style.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func inLanguage(texts map[string]language.Text, l language.Tag) map[string]string {
	all := map[string]string{}
	for name, text := range texts {
		all[name] = text.In(l)
	}
	return all
}

type pageNetwork struct {
	Name            string          `json:"name"`
	Sizes           []int           `json:"Sizes"`
	Biases, Weights []matrix.Matrix `json:",omitempty"`
	X               matrix.Matrix   `json:"x"`
	Y               matrix.Matrix   `json:"y"`
}

// pageMistake is a mistake of the zoo: what it changes in the functions, and the
// first and last line of Backprop that it changes.
type pageMistake struct {
	Name     string       `json:"name"`
	Equation string       `json:"equation"`
	Step     string       `json:"step"`
	Text     string       `json:"text"`
	Changes  [][2]string  `json:"changes"`
	From     int          `json:"from"`
	To       int          `json:"to"`
	Lines    []sourceLine `json:"lines"`
}

// sourceLine is a line of Backprop that has code on it, without its comment.
type sourceLine struct {
	Step string `json:"step"`
	Code string `json:"code"`
}

// pageScript is the page's script: what it shows, and the functions.
func pageScript(source string, s subject, l language.Tag) (string, error) {
	functions, err := translate(source)
	if err != nil {
		return "", err
	}
	lines := sourceLines(source)
	var mistakes []pageMistake
	var translated []string // of each mistake, the functions that it changes
	for _, bug := range append(zoo.Bugs(), notTransposed) {
		wrong, err := bug.Apply(source)
		if err != nil {
			continue // the reader has other code there
		}
		changed, err := translate(wrong)
		if err != nil {
			continue // or other variables
		}
		for name, text := range functions {
			if changed[name] == text {
				delete(changed, name)
			}
		}
		m := pageMistake{Name: bug.Name, Equation: bug.Equation, Step: bug.Step, Text: bug.Mistake.In(l)}
		for _, c := range bug.Changes {
			m.Changes = append(m.Changes, [2]string{c.Right, c.Wrong})
		}
		m.From, m.To, m.Lines = difference(lines, sourceLines(wrong))
		mistakes, translated = append(mistakes, m), append(translated, object(changed))
	}

	equations, why := map[string]string{}, map[string]string{}
	for _, step := range steps.All() {
		if step.Equation != "" {
			equations[step.Name] = step.Equation
		}
		if text, ok := explanations[step.Name]; ok {
			why[step.Name] = text.In(l)
		}
	}
	data, err := json.Marshal(map[string]any{
		"networks": pageNetworks(s, l), "lines": lines, "mistakes": mistakes, "equations": equations, "why": why,
		"words": inLanguage(pageWords, l), "step": gradcheck.CentralStep,
	})
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("\"use strict\"\n")
	for _, name := range []string{"matrix.js", "record.js", "network.js", "panels.js", "chosen.js", "predict.js"} {
		b.WriteString(read(name) + "\n")
	}
	fmt.Fprintf(&b, "// The functions of nn/network.go, translated; and those that a mistake changes.\nconst data = %s\ndata.functions = %s\n;[%s].forEach((changed, i) => { data.mistakes[i].functions = changed })\n\n",
		data, object(functions), strings.Join(translated, ", "))
	b.WriteString(read("main.js"))
	return b.String(), nil
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
	return from, len(lines) - same, wrong[from : len(wrong)-same]
}

// sourceLines returns the lines of Backprop that have code on them.
func sourceLines(source string) []sourceLine {
	stepOf := map[int]string{}
	first, last := 0, 0
	for _, step := range steps.In(source) {
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
	code := strings.Split(source, "\n")
	for !strings.HasPrefix(code[first-1], "func ") {
		first--
	}
	for !strings.HasPrefix(code[last-1], "}") {
		last++
	}
	for number := first; number <= last; number++ {
		text, _, _ := strings.Cut(code[number-1], "//")
		if text = strings.TrimRight(text, " \t"); text != "" {
			lines = append(lines, sourceLine{stepOf[number], text})
		}
	}
	return lines
}
