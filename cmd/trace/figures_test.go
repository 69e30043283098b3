package main

import (
	"bytes"
	"fmt"
	"html"
	"math"
	"regexp"
	"strings"
	"testing"
	"text/template"

	"backprop/internal/golden"
	"backprop/nn/steps"
)

// TestFigures keeps the two drawings of the 2-3-2 network in docs/figures: testdata
// has them with gaps for the numbers, which are the trace's. They have no words, and
// so serve both languages:
//
//	go test ./cmd/trace -run Figures -update
func TestFigures(t *testing.T) {
	of := newTrace(example()).of
	drawings := template.Must(template.New("").Funcs(template.FuncMap{
		"number": func(symbol string, j, k int) string { return fmt.Sprintf(formatOf(of[symbol]), of[symbol][j][k]) },
		"width":  func(symbol string, j, k int) string { return fmt.Sprintf("%.1f", 0.7+3*math.Abs(of[symbol][j][k])) },
	}).ParseGlob("testdata/*.svg"))
	formula := func(layer int, step string) string { return symbols(layer, 3).Replace(story[step].formula) }
	code := strings.Split(steps.Named("B17").Code, "\n")
	for name, says := range map[string][]string{
		"network.svg":       {formula(2, "B17"), formula(2, "B18"), formula(2, "B19"), formula(3, "B11"), formula(3, "B12"), formula(3, "B13")},
		"backward-step.svg": {formula(2, "B17"), code[len(code)-1]},
	} {
		var got bytes.Buffer
		if err := drawings.ExecuteTemplate(&got, name, nil); err != nil {
			t.Fatal(err)
		}
		text := html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(got.String(), ""))
		for _, line := range says {
			if !strings.Contains(text, line) {
				t.Errorf("testdata/%s does not say %s", name, line)
			}
		}
		golden.Compare(t, "../../docs/figures/"+name, got.String(), "")
	}
}
