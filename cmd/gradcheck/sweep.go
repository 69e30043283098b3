package main

import (
	"fmt"
	"math"
	"strings"

	"backprop/cmd/internal/cli"
	"backprop/nn/gradcheck"
)

// sweep prints how far the numerical gradients are from Backprop's for steps from
// 1 to 1e-20: forward and central differences give a V, as a large step drops too
// much of the Taylor series, and a small one is lost in the rounding of the cost.
func sweep(out output, s *subject) {
	out.print(out.text("%s, %s: the worst error of a layer, relative to Backprop", "%s, %s: o pior erro de uma camada em relação a Backprop",
		cli.Dashed(s.net.Sizes), s.what.In(out.lang)))
	table := fmt.Sprintf("%-5s", out.text("step", "passo"))
	for _, m := range allMethods {
		table += "  " + m.name.In(out.lang)
	}
	for exponent := 0; exponent >= -20; exponent-- {
		step := math.Pow10(exponent)
		table += fmt.Sprintf("\n%-5.0e", step)
		for _, m := range allMethods {
			cell := "–"
			if worst := errorOf(m, s, step); !math.IsInf(worst, 0) {
				cell = fmt.Sprintf("%.1e", worst)
			}
			table += fmt.Sprintf("  %*s", len(m.name.In(out.lang)), cell)
		}
	}
	fmt.Fprintln(out, table)
	if strings.Contains(table, "–") {
		out.print(out.text("–: w + step is rounded back to w, so there is no difference to divide",
			"–: w + passo, depois de arredondado, volta a ser w: não há diferença a dividir"))
	}
}

// errorOf is how far a method's gradient with this step is from Backprop's: the
// worst of all layers, relative to the layer's gradient. It is infinite where the
// step is lost in the rounding of a weight.
func errorOf(m method, s *subject, step float64) (worst float64) {
	gotB, gotW := m.gradient(s.net, s.x, s.y, step)
	wantB, wantW := s.backprop(s.x, s.y)
	for _, layer := range gradcheck.Compare(gotB, gotW, wantB, wantW) {
		worst = max(worst, layer.Norm)
	}
	return worst
}
