// Speed measures the chapter's argument that backpropagation is fast: one
// forward and one backward pass give every derivative, where differences need a
// forward pass for each.
package main

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"backprop/cmd/internal/cli"
	"backprop/cmd/internal/plot"
	"backprop/internal/files"
	"backprop/internal/language"
	"backprop/matrix"
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
  go run ./cmd/speed -budget 10s     larger samples; 10h: every forward pass
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

func main() {
	// All work is counted: the collector's too, which would run on another processor.
	runtime.GOMAXPROCS(1)
	// That runs four times less often than by default, as it is not the algorithm's.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	cli.Main("speed", run)
}

func run(args []string, stdout, stderr io.Writer) error {
	flags := cli.NewFlags(usage)
	budget := flags.Duration("budget", 2*time.Second, "the `time` that the differences of one network may take before they are sampled")
	svg := flags.String("svg", "", "draw time against parameters to this `file`")
	lang := flags.Lang()
	if err := flags.Parse(args, stdout); err != nil {
		return err
	}
	if flags.Given()["svg"] {
		if *svg == "" {
			return cli.Usagef("-svg is empty, want the name of a file")
		}
		if err := files.TryWrite(*svg); err != nil {
			return err
		}
	}
	return table(stdout, *lang, networks, *budget, *svg)
}

// table measures the networks and prints a line for each.
func table(stdout io.Writer, lang language.Tag, networks [][]int, budget time.Duration, svg string) error {
	const row = "%-15s %8s %9s %9s %5s %8s %s%9s %7s\n"
	text := func(en, pt string) string { return language.Text{en, pt}.In(lang) }
	if lang == language.Portuguese {
		fmt.Fprintf(stdout, row, "", "pesos,", "passada", "", "", "passadas", " ", "tempo", "ganho")
		fmt.Fprintf(stdout, row, "rede", "vieses", "à frente", "Backprop", "razão", "das dif.", " ", "das dif.", "(vezes)")
	} else {
		fmt.Fprintf(stdout, row, "", "weights,", "forward", "", "", "passes", " ", "time of", "times")
		fmt.Fprintf(stdout, row, "network", "biases", "pass", "Backprop", "ratio", "to diff.", " ", "diff.", "faster")
	}
	lines := []plot.Line{{Name: text("differences", "diferenças")}, {Name: "Backprop"}, {Name: text("one forward pass", "uma passada para a frente")}}
	anySample := false
	for _, sizes := range networks {
		rng := rand.New(rand.NewPCG(16, 0))
		net := nn.New(sizes, rng)
		x := matrix.Zeros(sizes[0], 1).Map(func(float64) float64 { return rng.Float64() })
		y := matrix.Zeros(sizes[len(sizes)-1], 1)
		y[rng.IntN(len(y))][0] = 1

		forward := typical(func() { net.Feedforward(x) })
		backprop := typical(func() { net.Backprop(x, y) })
		done, passes, took, err := differences(net, x, y, budget, rng)
		if err != nil {
			return err
		}
		parameters, mark := int(nn.Parameters(sizes)), " "
		if done < parameters {
			took = time.Duration(float64(took) * float64(parameters) / float64(done))
			passes += parameters - done // one more for each that was left out
			mark, anySample = "~", true
		}
		fmt.Fprintf(stdout, row, cli.Dashed(sizes), fmt.Sprint(parameters), short(forward), short(backprop),
			fmt.Sprintf("%.1f", float64(backprop)/float64(forward)), fmt.Sprint(passes), mark, short(took),
			fmt.Sprintf("%.0f", float64(took)/float64(backprop)))
		for i, t := range []time.Duration{took, backprop, forward} {
			lines[i].Points = append(lines[i].Points, plot.Point{X: float64(parameters), Y: t.Seconds()})
		}
	}
	fmt.Fprintln(stdout, text("ratio: forward passes in the time of a Backprop; the chapter says about two",
		"razão: passadas à frente que custa um Backprop; segundo o capítulo, umas duas"))
	if anySample {
		fmt.Fprintln(stdout, text("~ measured on a sample of the weights and biases, and multiplied up",
			"~ medido em uma amostra dos pesos e vieses, e extrapolado"))
	}
	if svg == "" {
		return nil
	}
	chart := plot.Chart{
		Title: text("The gradient of one example", "O gradiente de um exemplo"),
		X:     text("weights and biases", "pesos e vieses"), Y: text("seconds", "segundos"),
		Lines: lines,
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

// typical returns the time that f takes: the least of ten rounds, as whatever else
// the computer does only adds to it. A round makes enough calls to be long enough
// for the clock.
func typical(f func()) time.Duration {
	least := time.Duration(math.MaxInt64)
	for round, calls := 0, 1; round < 10; {
		start := time.Now()
		for range calls {
			f()
		}
		if took := time.Since(start); took < 5*time.Millisecond {
			calls *= 2
		} else {
			least = min(least, took/time.Duration(calls))
			round++
		}
	}
	return least
}
