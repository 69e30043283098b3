package main

import (
	"fmt"
	"slices"
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

// methodsNamed returns the methods of the name that was given: no methods if it was
// not.
func methodsNamed(name string, given bool) ([]method, error) {
	i := slices.IndexFunc(allMethods, func(m method) bool { return m.name == name })
	switch {
	case !given:
		return nil, nil
	case name == "all":
		return allMethods, nil
	case i < 0:
		return nil, cli.Usagef("-method %q: want forward, central, complex or all", name)
	}
	return allMethods[i : i+1], nil
}

// compare prints how far backprop is from each method, layer by layer.
func compare(out output, s *subject, methods []method) {
	gotB, gotW := s.backprop(s.x, s.y)
	fmt.Fprintln(out, out.text("method   layer  parameters  worst error  at                        seconds",
		"método   camada parâmetros   pior erro   em                        segundos"))
	for _, m := range methods {
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
}
