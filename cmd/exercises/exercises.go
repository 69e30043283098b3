package main

import (
	"embed"
	"strings"

	"backprop/internal/language"
)

// exercise is one task: to write a part, to predict, or else to find mistakes.
type exercise struct {
	name       string
	part, step string          // to write: the function, and the step that it begins with in nn/network.go
	ask        func() question // to predict
	number     int

	// What is said of it, in text.en.txt and text.pt-BR.txt.
	title, question, after string
	hints                  []string
	mistakes               []string // what a wrong answer shows, in the order of question.answers
}

// file is what the reader writes to.
func (e exercise) file() string { return strings.ToLower(e.part) + ".go" }

//go:embed text.en.txt text.pt-BR.txt
var texts embed.FS

// exercises returns all exercises, in their order.
func exercises(tag language.Tag) []exercise {
	all := []exercise{
		{name: "shapes", ask: askShapes},
		{name: "sigmoidprime", part: "SigmoidPrime", step: "H3"},
		{name: "forward", part: "Forward", step: "B3"},
		{name: "lastlayer", part: "LastLayer", step: "B11"},
		{name: "hiddenlayers", part: "HiddenLayers", step: "B14"},
		{name: "updateminibatch", part: "UpdateMiniBatch", step: "U1"},
		{name: "cost", ask: askCost},
		{name: "passes", ask: askPasses},
		{name: "epsilon", ask: askEpsilon},
		{name: "verdict", ask: askVerdict},
		{name: "eta", ask: askEta},
		{name: "onenumber", ask: askOneNumber},
		{name: "depth", ask: askDepth},
		{name: "vanishing", ask: askVanishing},
		{name: "find"},
	}
	text, err := texts.ReadFile("text." + string(tag) + ".txt")
	if err != nil {
		panic(err) // it is embedded
	}
	// The first character of a line says what it is; one that begins with a space
	// goes on with the line before.
	said := map[string]map[string][]string{} // by the exercise, and that character
	var current map[string][]string
	for line := range strings.SplitSeq(strings.ReplaceAll(string(text), "\n  ", " "), "\n") {
		kind, rest, _ := strings.Cut(line, " ")
		if kind == "==" {
			current = map[string][]string{}
			said[rest] = current
		} else {
			current[kind] = append(current[kind], rest)
		}
	}
	for i := range all {
		e := &all[i]
		s := said[e.name]
		e.number, e.title, e.question, e.after = i+1, strings.Join(s["="], ""), strings.Join(s[":"], ""), strings.Join(s["!"], "")
		e.hints, e.mistakes = s["?"], s["-"]
	}
	return all
}
