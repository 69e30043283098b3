package main

import (
	"fmt"
	"time"

	"backprop/cmd/internal/cli"
	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck"
)

// method is a way to compute a gradient numerically.
type method struct {
	name     string
	gradient func(net *nn.Network, x, y matrix.Matrix, step float64) (nablaB, nablaW []matrix.Matrix)
	step     float64
}

var allMethods = []method{
	{"forward", gradcheck.Forward, gradcheck.ForwardStep},
	{"central", gradcheck.Central, gradcheck.CentralStep},
	{"complex", gradcheck.Complex, gradcheck.ComplexStep},
}

// compare prints how far backprop is from each method, layer by layer.
func compare(out output, s *subject) {
	gotB, gotW := s.backprop(s.x, s.y)
	fmt.Fprintf(out, "%s, %s\n%s\n", cli.Dashed(s.net.Sizes), s.what.In(out.lang),
		out.text("method   layer  parameters  worst error  at                        seconds",
			"método   camada parâmetros   pior erro   em                        segundos"))
	for _, m := range allMethods {
		start := time.Now()
		nablaB, nablaW := m.gradient(s.net, s.x, s.y, m.step)
		took := fmt.Sprintf("%.3f", time.Since(start).Seconds())
		name := m.name
		for _, layer := range gradcheck.Compare(gotB, gotW, nablaB, nablaW) {
			fmt.Fprintf(out, "%-7s  %5d  %10d  %11.1e  %-24s  %s\n",
				name, layer.Number, layer.Parameters, layer.Worst.Relative, layer.Worst.Name(), took)
			name, took = "", ""
		}
	}
	fmt.Fprintln(out)
}
