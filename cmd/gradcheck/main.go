// Gradcheck compares backpropagation with numerical gradients, and shows what
// the comparison says of classic mistakes.
package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"time"

	"backprop/cmd/internal/cli"
	"backprop/internal/language"
	"backprop/matrix"
	"backprop/mnist"
	"backprop/nn"
	"backprop/nn/gradcheck"
	"backprop/nn/gradcheck/zoo"
	"backprop/nn/netfile"
)

const usage = `Gradcheck compares every derivative that Backprop gives with the numerical
gradient, and says which equation is wrong where they differ, and why; without
-sizes, -load and -x it checks UpdateMiniBatch too. It exits with status 1 if
anything differs.

Examples:
  go run ./cmd/gradcheck                        2-3-2, 4-4-4, 3-4-4-2, and 64-30-10 on a real digit
  go run ./cmd/gradcheck -sizes 4,4,4           another network
  go run ./cmd/gradcheck -methods               how far each numerical gradient is from Backprop
  go run ./cmd/gradcheck -load net.json         a network that cmd/train saved, or you wrote
  go run ./cmd/gradcheck -bugs                  what the checker says of classic mistakes
  go run ./cmd/gradcheck -bug no-prime-hidden   one of them in full
  go run ./cmd/gradcheck -sweep                 error against step size
`

// maxParameters keeps the numerical gradients to some seconds: the time for each
// parameter grows with the layers behind it.
const maxParameters = 100_000

func main() { cli.Main("gradcheck", run) }

func run(args []string, stdout, stderr io.Writer) error {
	flags := cli.NewFlags(usage)
	sizes := flags.Sizes("sizes", nil, 1000, "`neurons` in each layer of the network to check, separated by commas: the input first, the output last (default 2,3,2, then 4,4,4, then 3,4,4,2, then 64,30,10; with -sweep 2,3,2 alone)")
	seed := flags.Seed("seed", 16, "the `number` that all randomness starts from")
	methods := flags.Bool("methods", false, "print how far the numerical gradients are from Backprop, layer by layer")
	load := flags.String("load", "", "check the network in this `file`, which cmd/train -save wrote")
	xs := flags.Numbers("x", "the `input`, numbers separated by commas; with -y")
	ys := flags.Numbers("y", "the wanted `output`, numbers separated by commas; with -x")
	lang := flags.Lang()
	bugs := flags.Bool("bugs", false, "list classic mistakes: what the checker says, and how many digits a network that has them learns")
	bug := flags.String("bug", "", "report in full on the mistake of this `name`; -bugs lists the names")
	sweeps := flags.Bool("sweep", false, "print the error of the numerical gradients against the size of their step")
	if err := flags.Parse(args, stdout); err != nil {
		return err
	}
	set := flags.Given()
	switch {
	case set["x"] != set["y"]:
		return cli.Usagef("-x and -y go together")
	case set["load"] && *load == "":
		return cli.Usagef("-load is empty, want the name of a file")
	case len(*sizes) == 1:
		return cli.Usagef("-sizes %d: want two layers or more, an input and an output", (*sizes)[0])
	}
	for _, apart := range [][]string{{"bugs", "bug", "sweep", "methods"}, {"bugs", "bug", "sizes", "load"}, {"bugs", "bug", "x"}} {
		given := slices.DeleteFunc(apart, func(name string) bool { return !set[name] })
		if len(given) > 1 {
			return cli.Usagef("-%s and -%s do not go together", given[0], given[1])
		}
	}

	out := output{stdout, *lang, min(cmp.Or(cli.TerminalOf(stdout).Width, 78), 78)}
	switch {
	case *bugs:
		listBugs(out, zoo.Bugs(), zooEpochs, *seed)
		return nil
	case set["bug"]:
		return reportBug(out, *bug, *seed)
	}
	subjects, err := choose(*sizes, *seed, *load, *xs, *ys)
	if err != nil {
		return err
	}
	if *sweeps {
		sweep(out, subjects[0])
		return nil
	}
	for _, s := range subjects {
		s.backprop = inTime(s.backprop, out, stderr)
	}
	if err := check(out, *methods, subjects); err != nil || len(subjects) == 1 {
		return err
	}
	return checkUpdate(out, *seed, (*nn.Network).UpdateMiniBatch)
}

// output is where to print, in which language, and how wide.
type output struct {
	io.Writer
	lang  language.Tag
	width int
}

// text picks one of two languages.
func (o output) text(en, pt string, values ...any) string {
	return fmt.Sprintf(language.Text{en, pt}.In(o.lang), values...)
}

// print prints lines, broken where they are longer than the window is wide.
func (o output) print(lines string) { fmt.Fprint(o, cli.WrapLines(lines, o.width)) }

// subject is a network to check, at an example.
type subject struct {
	net      *nn.Network
	x, y     matrix.Matrix
	what     language.Text // the example
	backprop gradcheck.Backprop
}

// choose returns what is to be checked: the network in a file, one of the given
// sizes, or four: where all layers have one width, a wrong matrix fits too, and the
// numbers can show which it is.
func choose(sizes []int, seed uint64, load string, xs, ys []float64) (subjects []*subject, err error) {
	all := [][]int{{2, 3, 2}, {4, 4, 4}, {3, 4, 4, 2}, {64, 30, 10}}
	var loaded *nn.Network
	switch {
	case load != "":
		if loaded, err = netfile.Load(load); err != nil {
			return nil, err
		}
		all = [][]int{loaded.Sizes}
	case sizes != nil:
		all = [][]int{sizes}
	case xs != nil:
		all = all[:1]
	}
	for _, sizes := range all {
		if n := nn.Parameters(sizes); n > maxParameters {
			return nil, cli.Usagef("a network of %s has %d weights and biases, want at most %d", cli.Dashed(sizes), n, maxParameters)
		}
		s := newSubject(sizes, seed)
		if loaded != nil {
			s.net, s.backprop = loaded, loaded.Backprop
		}
		if xs != nil {
			if s.x, s.y, err = cli.Example(xs, ys, sizes); err != nil {
				return nil, err
			}
			s.what = language.Text{"on the given numbers", "com os números dados"}
		}
		subjects = append(subjects, s)
	}
	return subjects, nil
}

// newSubject returns a random network, and an example for it: a real digit if it
// is one for digits, else random numbers.
func newSubject(sizes []int, seed uint64) *subject {
	rng := rand.New(rand.NewPCG(seed, 0))
	net, last := nn.New(sizes, rng), sizes[len(sizes)-1]
	s := &subject{net: net, backprop: net.Backprop, what: language.Text{"on random numbers", "com números aleatórios"}}
	if sizes[0] == 64 && last == 10 {
		train, _ := mnist.Digits()
		s.x, s.y = train.At(0)
		s.what = language.Textf("on a handwritten %d", "com um %d manuscrito", train.Label(0))
		return s
	}
	// No 0 and no 1 in y: with these, different mistakes may look alike.
	column := func(n int) matrix.Matrix {
		return matrix.Zeros(n, 1).Map(func(float64) float64 { return rng.Float64() })
	}
	s.x, s.y = column(sizes[0]), column(last)
	return s
}

// check compares the backprops with the numerical gradient. It prints the methods'
// tables, if they are wanted, then one report with findings in full, and ends with a
// line for each network. The report is the first of those whose cause most networks
// name: others may know no cause, or panic, or fit a wrong one by chance.
func check(out output, methods bool, subjects []*subject) error {
	type failure struct{ cause, report string }
	var failures []failure
	lines, named := "", map[string]int{} // by cause, in how many networks
	for _, s := range subjects {
		name := cli.Dashed(s.net.Sizes)
		report := gradcheck.Check(s.net, s.x, s.y, s.backprop)
		if methods && report.Layers != nil { // otherwise there is no gradient to compare
			compare(out, s)
		}
		if report.OK() {
			lines += out.text("✓ %s, %s: all %d derivatives agree\n", "✓ %s, %s: as %d derivadas conferem\n",
				name, s.what.In(out.lang), nn.Parameters(s.net.Sizes))
			continue
		}
		for _, f := range report.Findings {
			lines += "✗ " + name + ": " + f.Short(out.lang) + "\n"
		}
		cause := report.Findings[0].Cause
		if cause != "" {
			named[cause]++
		}
		failures = append(failures, failure{cause, name + ", " + s.what.In(out.lang) + "\n" + report.In(out.lang) + "\n\n"})
	}
	if failures == nil {
		out.print(lines)
		return nil
	}
	shown := slices.MaxFunc(failures, func(a, b failure) int { return named[a.cause] - named[b.cause] })
	out.print(shown.report + lines)
	return errors.New(out.text("backprop and the numerical gradient disagree", "backprop e o gradiente numérico discordam"))
}

// inTime ends the command if a call of backprop does not return.
func inTime(backprop gradcheck.Backprop, out output, stderr io.Writer) gradcheck.Backprop {
	return func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		defer time.AfterFunc(10*time.Second, func() {
			fmt.Fprintln(stderr, "gradcheck:", out.text("Backprop has not come back after 10 s: does a loop never end?", "Backprop não voltou após 10 s: algum laço nunca termina?"))
			os.Exit(1)
		}).Stop()
		return backprop(x, y)
	}
}

// checkUpdate checks the step on one network, as it is the same for all. There are
// seven examples, as nothing else has that number, and no other counts pass for it.
func checkUpdate(out output, seed uint64, update gradcheck.Update) error {
	net := newSubject([]int{2, 3, 2}, seed).net
	var miniBatch []nn.Example
	for n := range uint64(7) {
		s := newSubject(net.Sizes, seed+n)
		miniBatch = append(miniBatch, nn.Example{X: s.x, Y: s.y})
	}
	report := gradcheck.CheckUpdate(net, miniBatch, 0.7, update)
	if report.OK() {
		out.print(out.text("✓ 2-3-2: UpdateMiniBatch takes the right step, with 7 examples", "✓ 2-3-2: UpdateMiniBatch dá o passo certo, com 7 exemplos"))
		return nil
	}
	out.print("\n" + report.In(out.lang) + "\n\n✗ 2-3-2: " + report.Findings[0].Short(out.lang))
	return errors.New(out.text("UpdateMiniBatch takes a wrong step", "UpdateMiniBatch dá um passo errado"))
}
