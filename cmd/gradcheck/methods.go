package main

import (
	"fmt"
	"time"

	"backprop/cmd/internal/cli"
	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck"
)

// method is a way to compute a gradient numerically.
type method struct {
	name     language.Text
	gradient func(net *nn.Network, x, y matrix.Matrix, step float64) (nablaB, nablaW []matrix.Matrix)
	step     float64
}

var allMethods = []method{
	{language.Text{"forward", "progressiva"}, gradcheck.Forward, gradcheck.ForwardStep},
	{language.Text{"central", "central"}, gradcheck.Central, gradcheck.CentralStep},
	{language.Text{"complex", "complexo"}, gradcheck.Complex, gradcheck.ComplexStep},
}

// compare prints how far backprop is from each method, layer by layer, and how long
// the method took.
func compare(out output, s *subject) {
	gotB, gotW := s.backprop(s.x, s.y)
	lines := cli.Dashed(s.net.Sizes) + ", " + s.what.In(out.lang) + "\n" +
		out.text("each layer's worst error / largest entry:", "pior erro / maior elemento de cada camada:") + "\n"
	for _, m := range allMethods {
		start := time.Now()
		nablaB, nablaW := m.gradient(s.net, s.x, s.y, m.step)
		lines += fmt.Sprintf("%s, %v\n", m.name.In(out.lang), time.Since(start).Round(time.Microsecond))
		for _, layer := range gradcheck.Compare(gotB, gotW, nablaB, nablaW) {
			lines += out.text("  layer %d %.1e %s\n", "  camada %d %.1e %s\n", layer.Number, layer.Worst.Relative, layer.Worst.Name())
		}
	}
	out.print(lines + "\n")
}
