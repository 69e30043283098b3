package cli

import (
	"cmp"
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
	return define(f, name, fmt.Sprint(value), usage, fmt.Sprintf("want a whole number from %d to %d", least, most), within(least, most))
}

// Seed defines a flag for the seed of a random number generator.
func (f *Flags) Seed(name string, value uint64, usage string) *uint64 {
	return define(f, name, fmt.Sprint(value), usage, fmt.Sprintf("want a whole number from 0 to %d", uint64(math.MaxUint64)), func(s string) (uint64, bool) {
		n, err := strconv.ParseUint(s, 10, 64)
		return n, err == nil
	})
}

// Positive defines a flag for a finite number above 0.
func (f *Flags) Positive(name string, value float64, usage string) *float64 {
	return define(f, name, fmt.Sprint(value), usage, "want a finite number above 0", func(s string) (float64, bool) {
		x, ok := finite(s)
		return x, ok && x > 0
	})
}

// Duration defines a flag for a time above 0. It takes the place of
// flag.FlagSet's, which takes any.
func (f *Flags) Duration(name string, value time.Duration, usage string) *time.Duration {
	return define(f, name, fmt.Sprint(value), usage, "want a time above 0, such as 2s", func(s string) (time.Duration, bool) {
		d, err := time.ParseDuration(s)
		return d, err == nil && d > 0
	})
}

// Sizes defines a flag for numbers of neurons, each at most most, separated by
// commas: 100,30.
func (f *Flags) Sizes(name string, value []int, most int, usage string) *[]int {
	want := fmt.Sprintf("want numbers of neurons from 1 to %d, separated by commas, such as 30 or 100,30", most)
	return define(f, name, Commas(value), usage, want, list(within(1, most)))
}

// Numbers defines a flag for finite numbers, separated by commas: 0.05,0.10.
func (f *Flags) Numbers(name, usage string) *[]float64 {
	return define(f, name, "", usage, "want finite numbers, separated by commas, such as 0.05,0.10", list(finite))
}

func within(least, most int) func(string) (int, bool) {
	return func(s string) (int, bool) {
		n, err := strconv.Atoi(s)
		return n, err == nil && n >= least && n <= most
	}
}

func finite(s string) (float64, bool) {
	x, err := strconv.ParseFloat(s, 64)
	return x, err == nil && !math.IsNaN(x) && !math.IsInf(x, 0)
}

// list returns a function that parses a list of what parse takes.
func list[T any](parse func(string) (T, bool)) func(string) ([]T, bool) {
	return func(s string) (values []T, ok bool) {
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

// define defines a flag whose values parse must take. A default that it does not
// take, so nobody can give it, stands for none.
func define[T any](f *Flags, name, defaultText, usage, want string, parse func(string) (T, bool)) *T {
	value, ok := parse(defaultText)
	f.Func(name, usage, func(s string) error {
		v, ok := parse(s)
		if !ok {
			return errors.New(want)
		}
		value = v
		return nil
	})
	if ok {
		f.Lookup(name).DefValue = defaultText // -h shows it
	}
	return &value
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
	tags := map[string]language.Tag{"en": language.English, "pt": language.Portuguese, "pt-BR": language.Portuguese}
	tag := define(f, "lang", "", "the `language`: en or pt-BR (default: that of the environment)", "want en or pt-BR", func(s string) (language.Tag, bool) {
		tag, ok := tags[s]
		return tag, ok
	})
	*tag = language.Of(cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")))
	return tag
}

// Dashed writes the sizes of a network's layers with dashes: 784-30-10.
func Dashed(sizes []int) string { return strings.ReplaceAll(Commas(sizes), ",", "-") }

// Commas writes sizes as flags take them: 100,30.
func Commas(sizes []int) string {
	return strings.ReplaceAll(strings.Trim(fmt.Sprint(sizes), "[]"), " ", ",")
}
