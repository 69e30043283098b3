// Speed measures the chapter's argument that backpropagation is fast: one
// forward and one backward pass give every derivative, where differences need a
// forward pass for each.
package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"backprop/cmd/internal/cli"
	"backprop/cmd/internal/plot"
	"backprop/internal/files"
	"backprop/internal/language"
	"backprop/nn"
)

const usage = `Speed asks with the chapter in what sense backpropagation is a fast algorithm. For
networks of some tens of weights to over a million, it measures one forward pass,
one Backprop, and the gradient by the chapter's formula, which needs a forward
pass for every weight and bias, and one more.

Where those passes take longer than the budget, a random sample of the weights
and biases is measured and multiplied up; the table says which.

Examples:
  go run ./cmd/speed                 the table
  go run ./cmd/speed -budget 10s     larger samples
  go run ./cmd/speed -full           every forward pass, however long it takes
  go run ./cmd/speed -svg speed.svg  a picture too
`

// networks are those of the table, from 17 parameters to more than a million.
var networks = [][]int{
	{2, 3, 2},
	{8, 10, 4},
	{64, 30, 10},
	{784, 30, 10},
	{784, 100, 10},
	{784, 300, 100, 10},
	{784, 1000, 300, 10},
}

// gcPercent makes Go collect garbage four times less often than it does by default,
// since the collector's work is not the algorithm's.
const gcPercent = 400

func main() {
	// All work is counted: the collector's too, which would run on another processor.
	runtime.GOMAXPROCS(1)
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	cli.Main("speed", run)
}

func run(args []string, stdout, stderr io.Writer) error {
	flags := cli.NewFlags(usage)
	budget := flags.Duration("budget", 2*time.Second, "the `time` that the differences of one network may take before they are sampled")
	full := flags.Bool("full", false, "run all forward passes; minutes for the largest network")
	svg := flags.String("svg", "", "draw time against parameters to this `file`")
	seed := flags.Seed("seed", 16, "the `number` that all randomness starts from")
	lang := flags.Lang()
	if err := flags.Parse(args, stdout); err != nil {
		return err
	}
	given := flags.Given()
	switch {
	case given["budget"] && *full:
		return cli.Usagef("-budget and -full do not go together")
	case given["svg"] && *svg == "":
		return cli.Usagef("-svg is empty, want the name of a file")
	case given["svg"]:
		if err := files.TryWrite(*svg); err != nil {
			return err
		}
	}
	if *full {
		*budget = 0 // none
	}
	return table(stdout, *lang, networks, *budget, *seed, *svg)
}

// table measures the networks and prints a line for each. A budget of 0 is none.
func table(stdout io.Writer, lang language.Tag, networks [][]int, budget time.Duration, seed uint64, svg string) error {
	const row = "%-15s %8s %9s %9s %5s %8s %s%9s %7s\n"
	text := func(en, pt string) string { return language.Text{en, pt}.In(lang) }
	if lang == language.Portuguese {
		fmt.Fprintf(stdout, row, "", "pesos,", "passada", "", "", "passadas", " ", "tempo", "ganho")
		fmt.Fprintf(stdout, row, "rede", "vieses", "à frente", "Backprop", "razão", "das dif.", " ", "das dif.", "(vezes)")
	} else {
		fmt.Fprintf(stdout, row, "", "weights,", "forward", "", "", "passes", " ", "time of", "times")
		fmt.Fprintf(stdout, row, "network", "biases", "pass", "Backprop", "ratio", "to diff.", " ", "diff.", "faster")
	}
	var forward, backprop, differences plot.Line
	forward.Name, backprop.Name, differences.Name = text("one forward pass", "uma passada para a frente"), "Backprop", text("differences", "diferenças")
	sampled := false
	for _, sizes := range networks {
		m, err := measure(sizes, budget, rand.New(rand.NewPCG(seed, 0)))
		if err != nil {
			return err
		}
		mark := " "
		if m.sampled {
			mark, sampled = "~", true
		}
		fmt.Fprintf(stdout, row, cli.Dashed(sizes), fmt.Sprint(m.parameters), short(m.forward), short(m.backprop),
			fmt.Sprintf("%.1f", m.ratio()), fmt.Sprint(m.passes), mark, short(m.differences), fmt.Sprintf("%.0f", m.faster()))
		x := float64(m.parameters)
		forward.Points = append(forward.Points, plot.Point{X: x, Y: m.forward.Seconds()})
		backprop.Points = append(backprop.Points, plot.Point{X: x, Y: m.backprop.Seconds()})
		differences.Points = append(differences.Points, plot.Point{X: x, Y: m.differences.Seconds()})
	}
	fmt.Fprintln(stdout, text("ratio: Backprop in forward passes, which the chapter puts at about two",
		"razão: Backprop em passadas para a frente, que para o capítulo são umas duas"))
	if sampled {
		fmt.Fprintln(stdout, text("~ measured on a sample of the weights and biases, and multiplied up",
			"~ medido em uma amostra dos pesos e vieses, e extrapolado"))
	}
	if svg == "" {
		return nil
	}
	chart := plot.Chart{
		Title: text("The gradient of one example", "O gradiente de um exemplo"),
		X:     text("weights and biases", "pesos e vieses"), Y: text("seconds", "segundos"),
		Lines: []plot.Line{differences, backprop, forward},
	}
	return files.Write(svg, chart.SVG)
}

// short writes a time with three digits.
func short(d time.Duration) string {
	switch s := d.Seconds(); {
	case s < 1e-3:
		return fmt.Sprintf("%.3g µs", s*1e6)
	case s < 1:
		return fmt.Sprintf("%.3g ms", s*1e3)
	case s < 1000:
		return fmt.Sprintf("%.3g s", s)
	default:
		return fmt.Sprintf("%.0f s", s)
	}
}

// measurement is what was measured of one network.
type measurement struct {
	parameters  int64
	forward     time.Duration // one forward pass
	backprop    time.Duration // one Backprop
	passes      int64         // forward passes of a gradient by differences, counted or multiplied up
	differences time.Duration // and their time
	sampled     bool
}

// ratio is the time of one Backprop in forward passes.
func (m measurement) ratio() float64 { return float64(m.backprop) / float64(m.forward) }

// faster is how many times faster Backprop is than differences.
func (m measurement) faster() float64 { return float64(m.differences) / float64(m.backprop) }

// measure measures a network of random weights on a random example.
func measure(sizes []int, budget time.Duration, rng *rand.Rand) (measurement, error) {
	net := nn.New(sizes, rng)
	d := newDifferences(net, rng)
	m := measurement{
		parameters: cli.Parameters(sizes),
		forward:    typical(func() { net.Feedforward(d.x) }),
		backprop:   typical(func() { net.Backprop(d.x, d.y) }),
	}
	done, err := d.run(budget)
	if err != nil {
		return m, err
	}
	// The pass at the weights as they are is made once, and is not multiplied.
	share := float64(m.parameters) / float64(done)
	m.sampled = int64(done) < m.parameters
	m.passes = int64(float64(d.passes-1)*share+0.5) + 1
	m.differences = time.Duration(float64(d.took) * share)
	return m, nil
}

// typical returns the time that f takes: the least of ten rounds, as whatever else
// the computer does only adds to it. A round makes enough calls to be long enough
// for the clock.
func typical(f func()) time.Duration {
	calls := 1
	least := time.Duration(0)
	for round := 0; round < 10; {
		start := time.Now()
		for range calls {
			f()
		}
		took := time.Since(start)
		if took < 5*time.Millisecond {
			calls *= 2
			continue
		}
		if each := took / time.Duration(calls); least == 0 || each < least {
			least = each
		}
		round++
	}
	return least
}
