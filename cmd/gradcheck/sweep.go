package main

import (
	"fmt"
	"math"
	"strings"

	"backprop/cmd/internal/cli"
	"backprop/cmd/internal/plot"
	"backprop/internal/files"
	"backprop/nn/gradcheck"
)

// sweepSteps prints how far the numerical gradients are from Backprop's for
// steps from 1 to 1e-20, and draws it if it is given a file's name: forward and
// central differences give a V, as a large step drops too much of the Taylor
// series, and a small one is lost in the rounding of the cost.
func sweepSteps(out output, s *subject, svg string) error {
	nablaB, nablaW := s.backprop(s.x, s.y)
	chart := plot.Chart{
		Title: out.text("Error of a numerical gradient against its step, %s", "Erro de um gradiente numérico em função do passo, %s", cli.Dashed(s.net.Sizes)),
		X:     out.text("step", "passo"),
		Y:     out.text("error, relative to the gradient", "erro, em relação ao gradiente"),
	}
	fmt.Fprintln(out, out.text("%s, %s: the worst relative error of a layer, against Backprop", "%s, %s: o pior erro relativo de uma camada, ao lado de Backprop",
		cli.Dashed(s.net.Sizes), s.what.In(out.lang)))
	row := fmt.Sprintf("%-5s", out.text("step", "passo"))
	for _, m := range allMethods {
		row += fmt.Sprintf("  %-7s", m.name)
		chart.Lines = append(chart.Lines, plot.Line{Name: m.name})
	}
	fmt.Fprintln(out, strings.TrimRight(row, " "))
	vanished := false
	for exponent := 0; exponent >= -20; exponent-- {
		step := math.Pow10(exponent)
		row := fmt.Sprintf("%-5.0e", step)
		for i, m := range allMethods {
			b, w := m.gradient(s.net, s.x, s.y, step)
			worst := 0.0
			for _, layer := range gradcheck.Compare(b, w, nablaB, nablaW) {
				worst = max(worst, layer.Norm)
			}
			if math.IsInf(worst, 0) {
				row += fmt.Sprintf("  %7s", "–")
				vanished = true
				continue
			}
			row += fmt.Sprintf("  %7.1e", worst)
			chart.Lines[i].Points = append(chart.Lines[i].Points, plot.Point{X: step, Y: worst})
		}
		fmt.Fprintln(out, row)
	}
	if vanished {
		fmt.Fprint(out, cli.WrapLines(out.text("–: w + step is w again, rounded, and there is no difference to divide",
			"–: w + passo é w outra vez, arredondado, e não há diferença para dividir"), out.width))
	}
	if svg == "" {
		return nil
	}
	return files.Write(svg, chart.SVG)
}
