package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"time"

	"backprop/internal/language"
	"backprop/matrix"
)

// Flags is a flag.FlagSet whose numbers have limits, and which leaves it to Run
// to report mistakes.
type Flags struct {
	*flag.FlagSet
	usage string
}

// NewFlags returns a set of flags. The usage is what -h prints above them.
func NewFlags(usage string) *Flags {
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	return &Flags{fs, usage}
}

// Parse reads the flags from args. For -h it writes the usage to stdout and
// returns flag.ErrHelp. It takes no arguments but flags.
func (f *Flags) Parse(args []string, stdout io.Writer) error {
	err := f.FlagSet.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprintf(stdout, "%s\nFlags:\n", f.usage)
		f.SetOutput(stdout)
		f.PrintDefaults()
		return err
	case err != nil:
		return Usagef("%w", err)
	case f.NArg() > 0:
		return Usagef("unexpected argument %q: this command takes flags only", f.Arg(0))
	}
	return nil
}

// Given tells which flags were given.
func (f *Flags) Given() map[string]bool {
	given := map[string]bool{}
	f.Visit(func(flag *flag.Flag) { given[flag.Name] = true })
	return given
}

// Whole defines a flag for a whole number from least to most.
func (f *Flags) Whole(name string, value, least, most int, usage string) *int {
	return define(f, name, value, usage, fmt.Sprintf("want a whole number from %d to %d", least, most), func(s string) (int, bool) {
		n, err := strconv.Atoi(s)
		return n, err == nil && n >= least && n <= most
	})
}

// Seed defines a flag for the seed of a random number generator.
func (f *Flags) Seed(name string, value uint64, usage string) *uint64 {
	return define(f, name, value, usage, fmt.Sprintf("want a whole number from 0 to %d", uint64(math.MaxUint64)), func(s string) (uint64, bool) {
		n, err := strconv.ParseUint(s, 10, 64)
		return n, err == nil
	})
}

// Positive defines a flag for a finite number above 0.
func (f *Flags) Positive(name string, value float64, usage string) *float64 {
	return define(f, name, value, usage, "want a finite number above 0", func(s string) (float64, bool) {
		x, ok := finite(s)
		return x, ok && x > 0
	})
}

func finite(s string) (float64, bool) {
	x, err := strconv.ParseFloat(s, 64)
	return x, err == nil && !math.IsNaN(x) && !math.IsInf(x, 0)
}

// Duration defines a flag for a time above 0. It takes the place of
// flag.FlagSet's, which takes any.
func (f *Flags) Duration(name string, value time.Duration, usage string) *time.Duration {
	return define(f, name, value, usage, "want a time above 0, such as 2s", func(s string) (time.Duration, bool) {
		d, err := time.ParseDuration(s)
		return d, err == nil && d > 0
	})
}

// Sizes defines a flag for numbers of neurons, each at most most, separated by
// commas: 100,30.
func (f *Flags) Sizes(name string, value []int, most int, usage string) *[]int {
	p := define(f, name, list[int](value), usage, fmt.Sprintf("want numbers of neurons from 1 to %d, separated by commas, such as 30 or 100,30", most),
		separated(func(s string) (int, bool) {
			n, err := strconv.Atoi(s)
			return n, err == nil && n >= 1 && n <= most
		}))
	return (*[]int)(p)
}

// Numbers defines a flag for finite numbers, separated by commas: 0.05,0.10.
func (f *Flags) Numbers(name, usage string) *[]float64 {
	p := define(f, name, list[float64](nil), usage, "want finite numbers, separated by commas, such as 0.05,0.10", separated(finite))
	return (*[]float64)(p)
}

// Example returns the numbers of the flags -x and -y as an example for a network
// of these sizes, or an error that says how many it wants.
func Example(x, y []float64, sizes []int) (matrix.Matrix, matrix.Matrix, error) {
	if len(x) != sizes[0] {
		return nil, nil, Usagef("-x: got %d, want %d numbers: one for each input of %s", len(x), sizes[0], Dashed(sizes))
	}
	if last := sizes[len(sizes)-1]; len(y) != last {
		return nil, nil, Usagef("-y: got %d, want %d numbers: one for each output of %s", len(y), last, Dashed(sizes))
	}
	return matrix.Column(x...), matrix.Column(y...), nil
}

// Lang defines the flag -lang. Without it, the environment says the language, by
// the first of LC_ALL, LC_MESSAGES and LANG that is set.
func (f *Flags) Lang() *language.Tag {
	tag := language.English
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := os.Getenv(name); locale != "" {
			tag = language.Of(locale)
			break
		}
	}
	f.Func("lang", "the `language`: en or pt-BR (default: that of the environment)", func(s string) error {
		switch s {
		case "en":
			tag = language.English
		case "pt", "pt-BR":
			tag = language.Portuguese
		default:
			return errors.New("want en or pt-BR")
		}
		return nil
	})
	return &tag
}

// define defines a flag whose values parse must take.
func define[T any](f *Flags, name string, value T, usage, want string, parse func(string) (T, bool)) *T {
	f.Var(checkedValue[T]{&value, parse, want}, name, usage)
	return &value
}

// checkedValue is a flag.Value.
type checkedValue[T any] struct {
	p     *T
	parse func(string) (T, bool)
	want  string
}

func (c checkedValue[T]) String() string {
	if c.p == nil { // package flag makes such a value to see what zero looks like
		return ""
	}
	text := fmt.Sprint(*c.p)
	if _, ok := c.parse(text); !ok {
		return "" // a value that no reader can give stands for none
	}
	return text
}

func (c checkedValue[T]) Set(s string) error {
	v, ok := c.parse(s)
	if !ok {
		return errors.New(c.want)
	}
	*c.p = v
	return nil
}

// list is a list that prints as flags take it.
type list[T any] []T

func (l list[T]) String() string { return joined(l, ",") }

// separated parses a list of what parse takes.
func separated[T any](parse func(string) (T, bool)) func(string) (list[T], bool) {
	return func(s string) (values list[T], ok bool) {
		for text := range strings.SplitSeq(s, ",") {
			v, ok := parse(strings.TrimSpace(text))
			if !ok {
				return nil, false
			}
			values = append(values, v)
		}
		return values, true
	}
}

// Dashed writes the sizes of a network's layers with dashes: 784-30-10.
func Dashed(sizes []int) string { return joined(sizes, "-") }

// Commas writes sizes as flags take them: 100,30.
func Commas(sizes []int) string { return joined(sizes, ",") }

func joined[T any](values []T, separator string) string {
	var texts []string
	for _, v := range values {
		texts = append(texts, fmt.Sprint(v))
	}
	return strings.Join(texts, separator)
}
