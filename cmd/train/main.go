// Train trains the book's network on handwritten digits, and says after each
// epoch how many of the test digits it gets right.
package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"slices"

	"backprop/cmd/internal/cli"
	"backprop/internal/files"
	"backprop/internal/language"
	"backprop/nn"
	"backprop/nn/netfile"
)

const usage = `Train trains the book's network on handwritten digits, by stochastic gradient
descent, and says after each epoch how many of the test digits it gets right.

Examples:
  go run ./cmd/train                          the digits that come with it, 64-30-10
  go run ./cmd/train -hidden 100,30           two hidden layers
  go run ./cmd/train -data mnist              MNIST, 784-30-10; downloads it once
  go run ./cmd/train -data ~/mnist            MNIST from a folder
  go run ./cmd/train -save net.json           keep the network
  go run ./cmd/train -load net.json -epochs 0 test it again
  go run ./cmd/train -report run.html         a page about the run

Ctrl-C ends the training after the mini-batch at hand; what was learned is tested
and, with -save, saved.
`

// gcPercent makes Go collect garbage twice as often as it does by default, so a run
// on MNIST stays below 150 MB of memory. It costs some processor time.
const gcPercent = 50

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	cli.Main("train", train)
}

// options are what the flags say.
type options struct {
	data, method       string
	hidden             []int
	epochs, batch      int
	eta                float64
	seed               uint64
	save, load, report string
	lang               language.Tag
}

func train(args []string, stdout, stderr io.Writer) error {
	o, err := parse(args, stdout)
	if err != nil {
		return err
	}
	// It is better to find before the work than after it that its results cannot
	// be written.
	if err := o.tryFiles(); err != nil {
		return err
	}
	r, err := newRun(o, stdout, stderr)
	if err != nil {
		return err
	}
	// From here on there is something to lose: the first Ctrl-C ends the training
	// in good order. It also restores the default, so a second one ends the
	// program.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	context.AfterFunc(ctx, stop)
	r.train(ctx)
	if err := r.keep(); err != nil {
		return err
	}
	if r.interrupted {
		return cli.ErrInterrupted
	}
	return nil
}

// parse reads the flags.
func parse(args []string, stdout io.Writer) (options, error) {
	flags := cli.NewFlags(usage)
	lang := flags.Lang()
	data := flags.String("data", "digits", dataUsage)
	hidden := flags.Sizes("hidden", []int{30}, 100_000, "`neurons` in each hidden layer, separated by commas")
	epochs := flags.Whole("epochs", 30, 0, 1_000_000, "`times` to go through the training digits; 0 only tests")
	batch := flags.Whole("batch", 10, 1, 10_000, "`examples` in a mini-batch")
	eta := flags.Positive("eta", 3, "the learning `rate`")
	method := flags.String("method", "chapter", "the `name` of the path: chapter, one example at a time; or matrix, a mini-batch as one matrix, which is faster and gives the same")
	seed := flags.Seed("seed", 16, "the `number` that all randomness starts from: the same seed gives the same run")
	save := flags.String("save", "", "write the trained network to this `file`, as JSON")
	load := flags.String("load", "", "begin with the network in this `file`, not with random weights")
	report := flags.String("report", "", "write a page about the run to this `file`, as HTML")
	if err := flags.Parse(args, stdout); err != nil {
		return options{}, err
	}
	given := flags.Given()
	for _, name := range []string{"data", "save", "load", "report"} {
		if given[name] && flags.Lookup(name).Value.String() == "" {
			return options{}, cli.Usagef("-%s is empty, want a name", name)
		}
	}
	switch {
	case *method != "chapter" && *method != "matrix":
		return options{}, cli.Usagef("-method %q: want chapter or matrix", *method)
	case given["load"] && given["hidden"]:
		return options{}, cli.Usagef("-hidden does not go with -load: the file says how many neurons there are")
	}
	return options{*data, *method, *hidden, *epochs, *batch, *eta, *seed, *save, *load, *report, *lang}, nil
}

// tryFiles returns an error if a file that is asked for cannot be written, or
// would take the place of another that this run reads or writes. The one name that
// may be given twice is that of a network to go on with.
func (o options) tryFiles() error {
	taken, _ := fs.Glob(os.DirFS(o.data), "*?idx[13]-ubyte*")
	for i, name := range taken {
		taken[i] = filepath.Join(o.data, name)
	}
	for _, path := range []string{o.save, o.report} {
		if path == "" {
			continue
		}
		if path == o.report {
			taken = append(taken, o.load, o.save)
		}
		for _, other := range taken {
			if other != "" && files.Same(path, other) {
				return cli.Usagef("%s and %s are the same file", path, other)
			}
		}
		if err := files.TryWrite(path); err != nil {
			return err
		}
	}
	return nil
}

// newRun reads the digits, and makes or reads the network.
func newRun(o options, stdout, stderr io.Writer) (_ *run, err error) {
	r := &run{options: o, rng: rand.New(rand.NewPCG(o.seed, 0)), stdout: stdout, stderr: stderr, width: cli.TerminalOf(stdout).Width}
	if o.load != "" { // before a download, which may take long
		if r.net, err = netfile.Load(o.load); err != nil {
			return nil, err
		}
	}
	if err := r.readData(); err != nil {
		return nil, err
	}
	rows, cols := r.training.Size()
	if r.net == nil {
		sizes := slices.Concat([]int{rows * cols}, o.hidden, []int{10})
		if err := netfile.CheckSizes(sizes); err != nil {
			return nil, cli.Usagef("%w", err)
		}
		r.net = nn.New(sizes, r.rng)
	} else if last := len(r.net.Sizes) - 1; r.net.Sizes[0] != rows*cols || r.net.Sizes[last] != 10 {
		return nil, fmt.Errorf("%s: a network of %s is not one for images of %d×%d pixels, which wants %d inputs and 10 outputs: is -data right?",
			o.load, cli.Dashed(r.net.Sizes), rows, cols, rows*cols)
	}
	return r, nil
}

// arguments returns the parts of the command that makes the same run again, each a
// flag with its value.
func (o options) arguments() []string {
	begin := "-hidden " + cli.Commas(o.hidden)
	if o.load != "" {
		begin = "-load " + cli.Quote(o.load)
	}
	return []string{
		"go run ./cmd/train", "-data " + cli.Quote(o.data), begin, fmt.Sprintf("-epochs %d", o.epochs), fmt.Sprintf("-batch %d", o.batch),
		fmt.Sprintf("-eta %g", o.eta), "-method " + o.method, fmt.Sprintf("-seed %d", o.seed),
	}
}
