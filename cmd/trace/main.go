// Trace runs one Backprop and shows every step of it: the line of code, the
// equation, the matrices, and the check by numbers, as text or as a page.
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
	"backprop/nn/netfile"
	"backprop/nn/steps"
)

const usage = `Trace runs one Backprop and shows every step of the chapter, in order: the line of
nn/network.go that does it, the equation, the matrices with their shapes, and
beside each gradient the numerical one.

Examples:
  go run ./cmd/trace                      a 2-3-2 network to follow on paper
  go run ./cmd/trace -html trace.html     a page that runs your nn/network.go, to try things on
  go run ./cmd/trace -lang pt-BR          in Portuguese
  go run ./cmd/trace -digit 7             64-30-10 on a handwritten seven
  go run ./cmd/trace -sizes 3,4,4,2       another network
  go run ./cmd/trace -load net.json       a network that cmd/train saved
  go run ./cmd/trace -load cmd/trace/testdata/mazur.json -x 0.05,0.10 -y 0.01,0.99
`

// maxParameters and maxLayers keep the check by numbers to some seconds, and the
// text to what a person reads.
const (
	maxParameters = 100_000
	maxLayers     = 12
)

func main() { cli.Main("trace", run) }

func run(args []string, stdout, stderr io.Writer) error {
	flags := cli.NewFlags(usage)
	digit := flags.String("digit", "", "trace a handwritten digit of this `number`, 0 to 9, the first among the training digits, on 64-30-10")
	sizes := flags.Sizes("sizes", nil, 1000, "`neurons` in each layer of a random network, separated by commas: the input first, the output last (default 2,3,2, with weights of one decimal)")
	seed := flags.Seed("seed", 16, "the `number` that random weights and inputs start from")
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
	case given["digit"] && (len(*digit) != 1 || *digit < "0" || *digit > "9"):
		return cli.Usagef("-digit %q: want a whole number from 0 to 9", *digit)
	case given["load"] && given["sizes"]:
		return cli.Usagef("-load and -sizes do not go together: the file says the sizes")
	case given["load"] && *load == "":
		return cli.Usagef("-load is empty, want the name of a file")
	case given["html"] && *html == "":
		return cli.Usagef("-html is empty, want the name of a file")
	case given["x"] != given["y"]:
		return cli.Usagef("-x and -y go together")
	case given["x"] && given["digit"]:
		return cli.Usagef("-x and -digit do not go together: the digit is the input")
	case given["load"] && files.Same(*load, *html):
		return cli.Usagef("-load and -html name the same file, %s", *load)
	case len(*sizes) > maxLayers:
		return cli.Usagef("-sizes: %d layers, want at most %d", len(*sizes), maxLayers)
	case len(*sizes) == 1:
		return cli.Usagef("-sizes %d: want two layers or more, an input and an output", (*sizes)[0])
	}
	s, err := choose(*digit, *sizes, *seed, *load, given["seed"], *x, *y, *lang)
	if err != nil {
		return err
	}
	if *html != "" {
		if err := files.TryWrite(*html); err != nil {
			return err
		}
		var page bytes.Buffer
		if err := writePage(&page, nn.Source(), s, s.textOfPage(*lang), *lang); err != nil {
			return err
		}
		return files.Write(*html, func(w io.Writer) error { _, err := page.WriteTo(w); return err })
	}
	width := maxWidth
	if window := cli.TerminalOf(stdout); window.Width > 0 {
		width = max(min(width, window.Width-1), 20)
	}
	return s.trace(stdout, *lang, width, true)
}

// textOfPage is the trace without line numbers, as the page has none. If the code
// is wrong it says so, and the page shows where.
func (s subject) textOfPage(l language.Tag) string {
	var b strings.Builder
	if err := s.trace(&b, l, maxWidth, false); err != nil {
		return err.Error()
	}
	return b.String()
}

// trace runs Backprop and writes its steps, with or without the numbers of their
// lines.
func (s subject) trace(w io.Writer, l language.Tag, width int, lines bool) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf(words.panics.In(l), r)
		}
	}()
	// The call that the trace follows, for a debugger to step through.
	nablaB, nablaW := s.net.Backprop(s.x, s.y)

	if missing := missingStep(); missing != "" {
		return fmt.Errorf(words.missing.In(l), missing)
	}
	t := newTrace(s.net, s.x, s.y)
	if !t.same(nablaB, nablaW) {
		return errors.New(words.differs.In(l))
	}
	for i := range t.entries {
		if !lines {
			t.entries[i].Line = 0
		}
	}
	t.writeText(w, s, l, width)
	return nil
}

// subject is what is traced.
type subject struct {
	net   *nn.Network
	x, y  matrix.Matrix
	about []string // what it is, a line each, the title first
	image []string // the digit, drawn with characters, if it is one
}

// choose makes the subject that the flags ask for; digit is "" for none.
func choose(digit string, sizes []int, seed uint64, load string, seeded bool, x, y []float64, l language.Tag) (subject, error) {
	rng := rand.New(rand.NewPCG(seed, 0))
	var s subject
	var origin string
	switch {
	case load != "":
		net, err := netfile.Load(load)
		if err != nil {
			return s, err
		}
		s.net, origin = net, fmt.Sprintf(words.loaded.In(l), cli.Quote(load))
		if len(net.Sizes) > maxLayers {
			return s, fmt.Errorf("%s has %d layers, want at most %d", load, len(net.Sizes), maxLayers)
		}
		if n := cli.Parameters(net.Sizes); n > maxParameters {
			return s, fmt.Errorf("%s has %d weights and biases, which take too long to check one by one: want at most %d", load, n, maxParameters)
		}
	case sizes != nil || digit != "":
		if sizes == nil {
			sizes = []int{64, 30, 10}
		}
		if n := cli.Parameters(sizes); n > maxParameters {
			return s, cli.Usagef("-sizes: %s has %d weights and biases, want at most %d", cli.Dashed(sizes), n, maxParameters)
		}
		s.net, origin = nn.New(sizes, rng), words.seed.In(l)
	case seeded:
		return s, cli.Usagef("-seed wants -sizes, -digit or -load: the weights of 2-3-2 are fixed")
	default:
		s.net, s.x, s.y = example()
		origin = words.example.In(l)
	}
	if x != nil {
		var err error
		if s.x, s.y, err = cli.Example(x, y, s.net.Sizes); err != nil {
			return s, err
		}
	}
	title := fmt.Sprintf(words.title.In(l), cli.Dashed(s.net.Sizes))
	s.about = []string{title, words.intro.In(l), origin}
	if s.x != nil {
		return s, nil
	}

	first, last := s.net.Sizes[0], s.net.Sizes[len(s.net.Sizes)-1]
	switch {
	case digit != "":
		if first != 64 || last != 10 {
			return s, cli.Usagef("-digit wants a network of 64 inputs and 10 outputs, not %s", cli.Dashed(s.net.Sizes))
		}
		train, _ := mnist.Digits()
		i := 0
		for fmt.Sprint(train.Label(i)) != digit {
			i++
		}
		s.x, s.y = train.At(i)
		rows, cols := train.Size()
		s.about = append(s.about, fmt.Sprintf(words.digit.In(l), digit, rows, cols))
		s.image = drawing(s.x, cols)
	default:
		s.x = matrix.Zeros(first, 1).Map(func(float64) float64 { return rng.Float64() })
		s.y = matrix.Zeros(last, 1)
		s.y[rng.IntN(last)][0] = 1
		s.about = append(s.about, words.random.In(l))
	}
	return s, nil
}

// drawing draws pixels from 0 to 1 with characters, two for each.
func drawing(x matrix.Matrix, cols int) []string {
	const ink = " .:-=+*#%@"
	var lines []string
	for j, row := range x {
		if j%cols == 0 {
			lines = append(lines, "  ")
		}
		c := ink[min(int(row[0]*float64(len(ink))), len(ink)-1)]
		lines[len(lines)-1] += string([]byte{c, c})
	}
	return trim(lines)
}

// missingStep returns the first step that nn/network.go has no comment for, or "".
func missingStep() string {
	found := map[string]bool{}
	for _, step := range steps.All() {
		found[step.Name] = true
	}
	for i := 1; i <= 20; i++ {
		if name := fmt.Sprint("B", i); !found[name] {
			return name
		}
	}
	return ""
}
