package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"

	"backprop/cmd/internal/cli"
	"backprop/internal/language"
	"backprop/mnist"
	"backprop/nn"
	"backprop/nn/gradcheck"
	"backprop/nn/gradcheck/zoo"
)

// The network that the mistakes are made in has two hidden layers of one width,
// as two of the mistakes show only there.
var zooSizes = []int{64, 20, 20, 10}

const (
	zooEpochs    = 15
	zooMiniBatch = 10
	zooEta       = 3.0
)

// listBugs prints what the checker says of each mistake, and how many of the
// test digits a network that learns with it gets right.
func listBugs(stdout io.Writer, bugs []zoo.Bug, epochs int, seed uint64) error {
	training, test := mnist.Digits()
	fmt.Fprintf(stdout, "%s on the embedded digits, eta %g, mini-batches of %d, %d epochs\n\n",
		cli.Dashed(zooSizes), zooEta, zooMiniBatch, epochs)
	fmt.Fprintf(stdout, "%-18s  %-42s  %s\n", "mistake", "the checker's verdict", "digits right")

	all := []zoo.Bug{{Name: "(none)", Mistake: language.Text{"the right code", "o código certo"}, NewUpdate: func() gradcheck.Update {
		return (*nn.Network).UpdateMiniBatch
	}, Backprop: func(net *nn.Network) gradcheck.Backprop { return net.Backprop }}}
	all = append(all, bugs...)

	// The trainings do not depend on each other: as many at a time as there
	// are processors, printed in order.
	results := make([]chan int, len(all))
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, bug := range all {
		results[i] = make(chan int, 1)
		go func() {
			slots <- struct{}{}
			results[i] <- learn(bug.NewUpdate(), training, test, epochs, seed)
			<-slots
		}()
	}
	missed := 0
	for i, bug := range all {
		verdict, hint := "no finding", ""
		if report := checkBug(bug, training, seed); !report.OK() {
			f := report.Findings[0]
			verdict, hint = fmt.Sprintf("%s, layer %d", f.Equation, f.Layer), f.Hint
		} else if i > 0 {
			missed++
		}
		fmt.Fprintf(stdout, "%-18s  %-42s  %d / %d\n", bug.Name, verdict, <-results[i], test.Len())
		fmt.Fprint(stdout, cli.Wrap(bug.Mistake.In(language.English), "    ", 78))
		if hint != "" {
			fmt.Fprint(stdout, cli.Wrap("→ "+hint, "    ", 78))
		}
	}
	if missed > 0 {
		return fmt.Errorf("%d of %d mistakes were not found", missed, len(bugs))
	}
	return nil
}

// learn trains a network with the update and returns how many of the test
// digits it then gets right. It goes through the digits as nn's SGD does.
func learn(update gradcheck.Update, training, test nn.Data, epochs int, seed uint64) int {
	rng := rand.New(rand.NewPCG(seed, 0))
	net := nn.New(zooSizes, rng)
	for range epochs {
		order := rng.Perm(training.Len())
		for k := 0; k < len(order); k += zooMiniBatch {
			update(net, examplesAt(training, order[k:min(k+zooMiniBatch, len(order))]), zooEta)
		}
	}
	return net.Evaluate(test)
}

func examplesAt(data nn.Data, indices []int) []nn.Example {
	var examples []nn.Example
	for _, i := range indices {
		x, y := data.At(i)
		examples = append(examples, nn.Example{X: x, Y: y})
	}
	return examples
}

// checkBug checks the mistake on an untrained network and the first mini-batch.
func checkBug(bug zoo.Bug, training nn.Data, seed uint64) gradcheck.Report {
	net := nn.New(zooSizes, rand.New(rand.NewPCG(seed, 0)))
	var first [zooMiniBatch]int
	for i := range first {
		first[i] = i
	}
	return bug.Check(net, examplesAt(training, first[:]), zooEta)
}

// reportBug prints the checker's report on one mistake.
func reportBug(stdout io.Writer, name string, seed uint64) error {
	bug, ok := zoo.Find(name)
	if !ok {
		var names []string
		for _, bug := range zoo.Bugs() {
			names = append(names, bug.Name)
		}
		return cli.Usagef("-bug %q: want one of %s", name, strings.Join(names, ", "))
	}
	training, _ := mnist.Digits()
	fmt.Fprintf(stdout, "%s: %s\n\n", bug.Name, bug.Mistake.In(language.English))
	fmt.Fprintf(stdout, "%s of nn/network.go, right and wrong:\n", bug.Step)
	for _, c := range bug.Changes {
		fmt.Fprintf(stdout, "\n- %s\n+ %s\n", c.Right, strings.ReplaceAll(c.Wrong, "\n", "\n+ "))
	}
	fmt.Fprintln(stdout)
	report := checkBug(bug, training, seed)
	fmt.Fprint(stdout, cli.WrapLines(report.String(), 78))
	if report.OK() {
		return fmt.Errorf("the mistake was not found")
	}
	return fmt.Errorf("the check failed, as it should: %s is a mistake made on purpose", bug.Name)
}
