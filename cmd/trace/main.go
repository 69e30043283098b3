// Trace runs one Backprop and shows every step of it: the line of code, the
// equation and the matrices, as text or as a page.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"

	"backprop/cmd/internal/cli"
	"backprop/internal/files"
	"backprop/internal/language"
	"backprop/matrix"
	"backprop/mnist"
	"backprop/nn"
	"backprop/nn/gradcheck"
	"backprop/nn/netfile"
)

const usage = `Trace runs one Backprop and shows every step of the chapter, in order: the line of
nn/network.go that does it, the equation, and the matrices with their shapes.

Examples:
  go run ./cmd/trace                      a 2-3-2 network to follow on paper
  go run ./cmd/trace -html trace.html     a page that runs your nn/network.go, to try things on
  go run ./cmd/trace -lang pt-BR          in Portuguese
  go run ./cmd/trace -digit 7             64-30-10 on a handwritten seven
  go run ./cmd/trace -sizes 3,4,4,2       another network
  go run ./cmd/trace -load net.json       a network that cmd/train saved
  go run ./cmd/trace -load cmd/trace/testdata/mazur.json -x 0.05,0.10 -y 0.01,0.99
`

// Up to this size, the check by numbers and the text take some seconds.
const maxLayers, maxParameters = 12, 100_000

func main() { cli.Main("trace", run) }

func run(args []string, stdout, stderr io.Writer) error {
	flags := cli.NewFlags(usage)
	digit := flags.Whole("digit", -1, 0, 9, "trace a handwritten digit of this `number`, 0 to 9, on 64-30-10")
	sizes := flags.Sizes("sizes", nil, 1000, "`neurons` in each layer of a random network, the input first (default 2,3,2, with weights of one decimal)")
	load := flags.String("load", "", "trace the network in this `file`, which cmd/train -save wrote")
	html := flags.String("html", "", "write a page to this `file`, in which nn/network.go runs, instead of text")
	x := flags.Numbers("x", "the `input`, numbers separated by commas; with -y")
	y := flags.Numbers("y", "the wanted `output`, numbers separated by commas; with -x")
	lang := flags.Lang()
	if err := flags.Parse(args, stdout); err != nil {
		return err
	}
	given := flags.Given()
	switch {
	case given["load"] && given["sizes"]:
		return cli.Usagef("-load and -sizes do not go together: the file says the sizes")
	case given["load"] && *load == "" || given["html"] && *html == "":
		return cli.Usagef("-load or -html is empty, want the name of a file")
	case given["x"] != given["y"]:
		return cli.Usagef("-x and -y go together")
	case given["x"] && given["digit"]:
		return cli.Usagef("-x and -digit do not go together: the digit is the input")
	case given["load"] && given["html"] && files.Same(*load, *html):
		return cli.Usagef("-load and -html name the same file, %s", *load)
	case len(*sizes) == 1:
		return cli.Usagef("-sizes %d: want two layers or more, an input and an output", (*sizes)[0])
	}
	s, err := choose(*digit, *sizes, *load, *x, *y, *lang)
	if err != nil {
		return err
	}
	if *html == "" {
		width := maxWidth
		if window := cli.TerminalOf(stdout); window.Width > 0 {
			width = max(min(width, window.Width-1), 20)
		}
		return s.trace(stdout, *lang, width)
	}
	var text, page bytes.Buffer
	if err := s.trace(&text, *lang, maxWidth); err != nil {
		fmt.Fprint(&text, "\n", cli.Wrap(err.Error(), "", maxWidth)) // and the page shows where
	}
	if err := writePage(&page, nn.Source(), s, text.String(), *lang); err != nil {
		return err
	}
	return files.Write(*html, func(w io.Writer) error { _, err := page.WriteTo(w); return err })
}

// subject is what is traced.
type subject struct {
	net   *nn.Network
	x, y  matrix.Matrix
	about []string // what it is, a line each, the title first
	image string   // the digit, drawn with characters, if it is one
}

// choose makes the subject that the flags ask for; digit is -1 for none.
func choose(digit int, sizes []int, load string, x, y []float64, l language.Tag) (s subject, err error) {
	rng := rand.New(rand.NewPCG(16, 0))
	origin := words.seed.In(l)
	if digit >= 0 && sizes == nil {
		sizes = []int{64, 30, 10}
	}
	switch {
	case load != "":
		if s.net, err = netfile.Load(load); err != nil {
			return s, err
		}
		sizes, origin = s.net.Sizes, fmt.Sprintf(words.loaded.In(l), cli.Printable(cli.Quote(load)))
	case sizes == nil:
		s.net, s.x, s.y = example()
		sizes, origin = s.net.Sizes, words.example.In(l)
	}
	first, last := sizes[0], sizes[len(sizes)-1]
	switch n := nn.Parameters(sizes); {
	case len(sizes) > maxLayers:
		return s, cli.Usagef("a network of %d layers, want at most %d", len(sizes), maxLayers)
	case n > maxParameters:
		return s, cli.Usagef("%s has %d weights and biases, which take too long to check one by one: want at most %d", cli.Dashed(sizes), n, maxParameters)
	case digit >= 0 && (first != 64 || last != 10):
		return s, cli.Usagef("-digit wants a network of 64 inputs and 10 outputs, not %s", cli.Dashed(sizes))
	case s.net == nil:
		s.net = nn.New(sizes, rng)
	}
	if digit < 0 && x == nil && first == 64 && last == 10 {
		digit = 0 // as cmd/gradcheck does
	}
	s.about = []string{fmt.Sprintf(words.title.In(l), cli.Dashed(sizes)), words.intro.In(l), origin}
	switch {
	case x != nil:
		s.x, s.y, err = cli.Example(x, y, sizes)
	case digit >= 0:
		train, _ := mnist.Digits()
		i := 0
		for train.Label(i) != digit {
			i++
		}
		s.x, s.y = train.At(i)
		rows, cols := train.Size()
		s.about = append(s.about, fmt.Sprintf(words.digit.In(l), digit, rows, cols))
		s.image = drawing(s.x, cols)
	case s.x == nil:
		s.x = matrix.Zeros(first, 1).Map(func(float64) float64 { return rng.Float64() })
		s.y = matrix.Zeros(last, 1)
		s.y[rng.IntN(last)][0] = 1
		s.about = append(s.about, words.random.In(l))
	}
	return s, err
}

// drawing draws pixels from 0 to 1 with characters, two for each.
func drawing(x matrix.Matrix, cols int) string {
	const ink = " .:-=+*#%@"
	var s strings.Builder
	for j := 0; j < len(x); j += cols {
		line := ""
		for _, pixel := range x[j : j+cols] {
			line += strings.Repeat(string(ink[min(int(pixel[0]*float64(len(ink))), len(ink)-1)]), 2)
		}
		fmt.Fprintln(&s, strings.TrimRight("  "+line, " "))
	}
	return s.String()
}

// trace runs Backprop and writes its steps or, if it is wrong, what is.
func (s subject) trace(w io.Writer, l language.Tag, width int) error {
	var t *trace
	func() {
		defer func() { recover() }() // the check says where the panic was
		t = newTrace(s.net, s.x, s.y)
	}()
	if report := gradcheck.Check(s.net, s.x, s.y, s.net.Backprop); !report.OK() {
		fmt.Fprint(w, cli.Wrap(report.Findings[0].Line(l), "", width))
		return errors.New(words.wrong.In(l))
	}
	for _, line := range s.about {
		fmt.Fprint(w, cli.Wrap(line, "", width))
	}
	fmt.Fprintf(w, "%s\n%s", s.image, t.draw("x  y", width))
	for _, e := range t.entries {
		fmt.Fprintln(w)
		t.writeStep(w, e, l, width)
	}
	fmt.Fprintf(w, "\n%s", cli.Wrap(fmt.Sprintf(words.checked.In(l), nn.Parameters(s.net.Sizes)), "", width))
	return nil
}
