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
	p := &value
	f.Var(number[int]{p, strconv.Atoi, func(n int) bool { return n >= least && n <= most },
		fmt.Sprintf("want a whole number from %d to %d", least, most)}, name, usage)
	return p
}

// Seed defines a flag for the seed of a random number generator.
func (f *Flags) Seed(name string, value uint64, usage string) *uint64 {
	p := &value
	parse := func(s string) (uint64, error) { return strconv.ParseUint(s, 10, 64) }
	f.Var(number[uint64]{p, parse, func(uint64) bool { return true },
		fmt.Sprintf("want a whole number from 0 to %d", uint64(math.MaxUint64))}, name, usage)
	return p
}

// Positive defines a flag for a finite number above 0.
func (f *Flags) Positive(name string, value float64, usage string) *float64 {
	p := &value
	parse := func(s string) (float64, error) { return strconv.ParseFloat(s, 64) }
	f.Var(number[float64]{p, parse, func(x float64) bool { return x > 0 && !math.IsInf(x, 0) },
		"want a finite number above 0"}, name, usage)
	return p
}

// Duration defines a flag for a time above 0. It takes the place of
// flag.FlagSet's, which takes any.
func (f *Flags) Duration(name string, value time.Duration, usage string) *time.Duration {
	p := &value
	f.Var(number[time.Duration]{p, time.ParseDuration, func(d time.Duration) bool { return d > 0 },
		"want a time above 0, such as 2s"}, name, usage)
	return p
}

// Sizes defines a flag for numbers of neurons, each at most most, separated by
// commas: 100,30.
func (f *Flags) Sizes(name string, value []int, most int, usage string) *[]int {
	p := &value
	f.Var(sizes{p, most}, name, usage)
	return p
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

// number is a flag.Value for a number that must be allowed.
type number[T any] struct {
	p       *T
	parse   func(string) (T, error)
	allowed func(T) bool
	want    string
}

func (n number[T]) String() string {
	if n.p == nil { // package flag makes such a value to see what zero looks like
		return ""
	}
	return fmt.Sprint(*n.p)
}

func (n number[T]) Set(s string) error {
	v, err := n.parse(s)
	if err != nil || !n.allowed(v) {
		return errors.New(n.want)
	}
	*n.p = v
	return nil
}

// sizes is a flag.Value for numbers of neurons.
type sizes struct {
	p    *[]int
	most int
}

func (z sizes) String() string {
	if z.p == nil {
		return ""
	}
	return Commas(*z.p)
}

func (z sizes) Set(s string) error {
	var values []int
	for _, text := range strings.Split(s, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || n < 1 || n > z.most {
			return fmt.Errorf("want numbers of neurons from 1 to %d, separated by commas, such as 30 or 100,30", z.most)
		}
		values = append(values, n)
	}
	*z.p = values
	return nil
}

// Dashed writes the sizes of a network's layers with dashes: 784-30-10.
func Dashed(sizes []int) string { return joined(sizes, "-") }

// Commas writes sizes as flags take them: 100,30.
func Commas(sizes []int) string { return joined(sizes, ",") }

func joined(sizes []int, separator string) string {
	var texts []string
	for _, n := range sizes {
		texts = append(texts, strconv.Itoa(n))
	}
	return strings.Join(texts, separator)
}

// Parameters returns how many weights and biases a network has. It is an int64
// since what the flags allow overflows an int of 32 bits.
func Parameters(sizes []int) int64 {
	n := int64(0)
	for i := 1; i < len(sizes); i++ {
		n += int64(sizes[i]) * int64(sizes[i-1]+1)
	}
	return n
}
