// Gradcheck compares backpropagation with numerical gradients, and shows what
// the comparison says of classic mistakes.
package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"time"

	"backprop/cmd/internal/cli"
	"backprop/cmd/internal/netfile"
	"backprop/matrix"
	"backprop/mnist"
	"backprop/nn"
	"backprop/nn/gradcheck"
	"backprop/nn/gradcheck/zoo"
)

const usage = `Gradcheck compares every derivative that Backprop gives with numerical gradients,
and says which equation is wrong where they differ. It exits with status 1 if
any do. (UpdateMiniBatch is checked by go test ./nn -run TestGradient.)

Examples:
  go run ./cmd/gradcheck                        2-3-2, 3-4-4-2, and 64-30-10 on a real digit
  go run ./cmd/gradcheck -sizes 4,4,4           another network
  go run ./cmd/gradcheck -load net.json         a network that cmd/train saved, or you wrote
  go run ./cmd/gradcheck -bugs                  what the checker says of classic mistakes
  go run ./cmd/gradcheck -bug no-prime-hidden   one of them in full
  go run ./cmd/gradcheck -sweep -svg v.svg      error against step size, as a picture too
`

// maxParameters keeps the numerical gradients to some seconds: the time for each
// parameter grows with the layers behind it.
const maxParameters = 100_000

func main() { cli.Main("gradcheck", run) }

func run(args []string, stdout, stderr io.Writer) error {
	flags := cli.NewFlags(usage)
	sizes := flags.Sizes("sizes", nil, 1000, "`neurons` in each layer of the network to check, separated by commas: the input first, the output last (default 2,3,2, then 3,4,4,2, then 64,30,10; with -sweep 2,3,2 alone)")
	load := flags.String("load", "", "check the network in this `file`")
	x := flags.Numbers("x", "the `input`, numbers separated by commas; with -y")
	y := flags.Numbers("y", "the wanted `output`, numbers separated by commas; with -x")
	seed := flags.Seed("seed", 16, "the `number` that all randomness starts from")
	method := flags.String("method", "all", "the `name` of the numerical gradient to compare with: forward, central, complex or all")
	bugs := flags.Bool("bugs", false, "list classic mistakes: what the checker says, and how many digits a network that has them learns")
	bug := flags.String("bug", "", "report in full on the mistake of this `name`; -bugs lists the names")
	sweep := flags.Bool("sweep", false, "print the error of the numerical gradients against the size of their step")
	svg := flags.String("svg", "", "with -sweep: draw it to this `file` too")
	if err := flags.Parse(args, stdout); err != nil {
		return err
	}
	set := flags.Given()
	switch {
	case set["svg"] && !*sweep:
		return cli.Usagef("-svg wants -sweep")
	case set["svg"] && *svg == "":
		return cli.Usagef("-svg is empty, want the name of a file")
	case set["x"] != set["y"] || set["x"] && !set["load"] && !set["sizes"]:
		return cli.Usagef("-x and -y go together, with -load or -sizes")
	case len(*sizes) == 1:
		return cli.Usagef("-sizes %d: want two layers or more, an input and an output", (*sizes)[0])
	case cli.Parameters(*sizes) > maxParameters:
		return cli.Usagef("a network of %s has %d weights and biases, want at most %d", cli.Dashed(*sizes), cli.Parameters(*sizes), maxParameters)
	}
	for _, pair := range [][2]string{{"bugs", "bug"}, {"bugs", "sweep"}, {"bug", "sweep"},
		{"bugs", "sizes"}, {"bug", "sizes"}, {"bugs", "method"}, {"bug", "method"},
		{"load", "sizes"}, {"load", "bugs"}, {"load", "bug"}, {"load", "sweep"}} {
		if set[pair[0]] && set[pair[1]] {
			return cli.Usagef("-%s and -%s do not go together", pair[0], pair[1])
		}
	}

	switch {
	case *bugs:
		return listBugs(stdout, zoo.Bugs(), zooEpochs, *seed)
	case set["bug"]:
		return reportBug(stdout, *bug, *seed)
	}
	methods, err := methodsNamed(*method)
	if err != nil {
		return err
	}
	if *sweep {
		return sweepSteps(stdout, methods, *sizes, *seed, *svg)
	}
	networks := [][]int{{2, 3, 2}, {3, 4, 4, 2}, {64, 30, 10}}
	var loaded *nn.Network
	if set["load"] {
		if loaded, err = netfile.Load(*load); err != nil {
			return err
		}
		if n := cli.Parameters(loaded.Sizes); n > maxParameters {
			return fmt.Errorf("%s has %d weights and biases, want at most %d", *load, n, maxParameters)
		}
		*sizes = loaded.Sizes
	}
	if *sizes != nil {
		networks = [][]int{*sizes}
	}
	wrong := false
	for i, sizes := range networks {
		if i > 0 {
			fmt.Fprintln(stdout)
		}
		rng := rand.New(rand.NewPCG(*seed, 0))
		net := loaded
		if net == nil {
			net = nn.New(sizes, rng)
		}
		exampleX, exampleY, what := example(sizes, rng)
		if set["x"] {
			what = "on the numbers given"
			if exampleX, exampleY, err = cli.Example(*x, *y, sizes); err != nil {
				return err
			}
		}
		fmt.Fprintf(stdout, "%s, %s\n", cli.Dashed(sizes), what)
		ok := check(stdout, methods, net, exampleX, exampleY, net.Backprop)
		wrong = wrong || !ok
	}
	if wrong {
		return fmt.Errorf("backprop and the numerical gradient disagree")
	}
	return nil
}

// method is a way to compute a gradient numerically.
type method struct {
	name     string
	gradient func(net *nn.Network, x, y matrix.Matrix, step float64) (nablaB, nablaW []matrix.Matrix)
	step     float64
}

func methodsNamed(name string) ([]method, error) {
	all := []method{
		{"forward", gradcheck.Forward, gradcheck.ForwardStep},
		{"central", gradcheck.Central, gradcheck.CentralStep},
		{"complex", gradcheck.Complex, gradcheck.ComplexStep},
	}
	if name == "all" {
		return all, nil
	}
	for _, m := range all {
		if m.name == name {
			return []method{m}, nil
		}
	}
	return nil, cli.Usagef("-method %q: want forward, central, complex or all", name)
}

// example returns an example for a network: a real digit if it is one for
// digits, else random numbers.
func example(sizes []int, rng *rand.Rand) (x, y matrix.Matrix, what string) {
	last := sizes[len(sizes)-1]
	if sizes[0] == 64 && last == 10 {
		train, _ := mnist.Digits()
		x, y = train.At(0)
		return x, y, fmt.Sprintf("on a handwritten %d", train.Label(0))
	}
	x = matrix.Zeros(sizes[0], 1).Map(func(float64) float64 { return rng.Float64() })
	y = matrix.Zeros(last, 1)
	y[rng.IntN(last)][0] = 1
	return x, y, "on random numbers"
}

// check compares a network's backprop with each method and reports whether it is
// right.
func check(stdout io.Writer, methods []method, net *nn.Network, x, y matrix.Matrix, backprop gradcheck.Backprop) bool {
	report := gradcheck.Check(net, x, y, backprop)
	if report.Layers != nil { // else there is no gradient to compare
		compare(stdout, net, x, y, methods, backprop)
	}
	if report.OK() {
		fmt.Fprintf(stdout, "ok: all %d weights and biases agree with the complex step\n", cli.Parameters(net.Sizes))
	}
	for _, f := range report.Findings {
		fmt.Fprint(stdout, cli.WrapLines(f.String(), 78))
	}
	return report.OK()
}

// compare prints how far backprop is from each method, layer by layer.
func compare(stdout io.Writer, net *nn.Network, x, y matrix.Matrix, methods []method, backprop gradcheck.Backprop) {
	gotB, gotW := backprop(x, y)
	fmt.Fprintf(stdout, "method   layer  parameters  worst error  at%sseconds\n", strings.Repeat(" ", 24))
	for _, m := range methods {
		start := time.Now()
		nablaB, nablaW := m.gradient(net, x, y, m.step)
		took := fmt.Sprintf("%.3f", time.Since(start).Seconds())
		name := m.name
		for _, layer := range gradcheck.Compare(gotB, gotW, nablaB, nablaW) {
			fmt.Fprintf(stdout, "%-7s  %5d  %10d  %11.1e  %-24s  %s\n",
				name, layer.Number, layer.Parameters, layer.Worst.Relative, layer.Worst.Name(), took)
			name, took = "", ""
		}
	}
}
