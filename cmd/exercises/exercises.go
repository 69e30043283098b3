package main

import (
	"embed"
	"fmt"
	"strings"

	"backprop/internal/language"
)

// exercise is one task. What is said of it is in text.en.txt and text.pt-BR.txt.
type exercise struct {
	name string

	part, step string          // to write: the function, and the step that nn/network.go has it at
	ask        func() question // to predict
	find       bool            // to find mistakes

	texts
}

// file is what the reader writes to.
func (e exercise) file() string { return strings.ToLower(e.part) + ".go" }

// exercises returns all exercises, in their order.
func exercises(tag language.Tag) []exercise {
	all := []exercise{
		{name: "shapes", ask: askShapes},
		{name: "sigmoidprime", part: "SigmoidPrime", step: "H3"},
		{name: "forward", part: "Forward", step: "B7"},
		{name: "lastlayer", part: "LastLayer", step: "B11"},
		{name: "hiddenlayers", part: "HiddenLayers", step: "B17"},
		{name: "updateminibatch", part: "UpdateMiniBatch", step: "U7"},
		{name: "cost", ask: askCost},
		{name: "saturated", ask: askSaturated},
		{name: "passes", ask: askPasses},
		{name: "epsilon", ask: askEpsilon},
		{name: "square", ask: askSquare},
		{name: "verdict", ask: askVerdict},
		{name: "uphill", ask: askUphill},
		{name: "eta", ask: askEta},
		{name: "xor", ask: askXor},
		{name: "onenumber", ask: askOneNumber},
		{name: "depth", ask: askDepth},
		{name: "vanishing", ask: askVanishing},
		{name: "find", find: true},
	}
	said := read(tag)
	for i := range all {
		all[i].texts = *said[all[i].name]
	}
	return all
}

// texts are what is said of an exercise.
type texts struct {
	title, question, after string
	hints                  []string
	mistakes               []string // what a wrong answer shows, in the order of question.mistakes
}

//go:embed text.en.txt text.pt-BR.txt
var files embed.FS

// read reads the texts of a language. A line that begins with "== " names the
// exercise. The first character of the others says what they are; a line that
// begins with a space goes on with the one before.
func read(tag language.Tag) map[string]*texts {
	content, err := files.ReadFile("text." + string(tag) + ".txt")
	if err != nil {
		panic(err) // it is embedded
	}
	all := map[string]*texts{}
	var current *texts
	for entry := range strings.SplitSeq(strings.ReplaceAll(string(content), "\n  ", " "), "\n") {
		kind, text, _ := strings.Cut(entry, " ")
		switch kind {
		case "==":
			current = &texts{}
			all[text] = current
		case "=":
			current.title = text
		case ":":
			current.question = text
		case "-":
			current.mistakes = append(current.mistakes, text)
		case "?":
			current.hints = append(current.hints, text)
		case "!":
			current.after = text
		case "":
		default:
			panic(fmt.Sprintf("text.%s.txt: %q: want a line that begins with ==, =, :, -, ? or !", tag, entry))
		}
	}
	return all
}
