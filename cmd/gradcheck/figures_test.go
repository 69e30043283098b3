package main

import (
	"bytes"
	"math"
	"runtime"
	"testing"

	"backprop/cmd/internal/plot"
	"backprop/internal/golden"
	"backprop/internal/language"
)

// TestFigures keeps the V in docs/figures, in both languages:
//
//	go test ./cmd/gradcheck -run Figures -update
func TestFigures(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("other processors round the last digits in another way")
	}
	s := newSubject([]int{2, 3, 2}, 16)
	var lines []plot.Line
	for _, m := range allMethods {
		var line plot.Line
		for exponent := 0; exponent >= -20; exponent-- {
			step := math.Pow10(exponent)
			line.Points = append(line.Points, plot.Point{X: step, Y: errorOf(m, s, step)})
		}
		lines = append(lines, line)
	}
	for tag, chart := range map[language.Tag]plot.Chart{
		language.English:    {Title: "Error of a numerical gradient against its step, 2-3-2", X: "step", Y: "error, relative to the gradient"},
		language.Portuguese: {Title: "Erro de um gradiente numérico em função do passo, 2-3-2", X: "passo", Y: "erro, em relação ao gradiente"},
	} {
		chart.Lines = lines
		for i, m := range allMethods {
			lines[i].Name = m.name.In(tag)
		}
		name := map[language.Tag]string{language.English: "v-curve.svg", language.Portuguese: "v-curve.pt-BR.svg"}[tag]
		var got bytes.Buffer
		if err := chart.SVG(&got); err != nil {
			t.Fatal(err)
		}
		golden.Compare(t, "../../docs/figures/"+name, got.String(), "")
	}
}
