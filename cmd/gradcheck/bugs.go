package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
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
func listBugs(out output, bugs []zoo.Bug, epochs int, seed uint64) {
	training, test := mnist.Digits()
	fmt.Fprint(out, cli.Wrap(out.text("%s on the embedded digits, eta %g, mini-batches of %d, %d epochs; for each mistake how many of the test digits the network then gets right, and what the checker says",
		"%s com os dígitos embutidos, eta %g, mini-batches de %d, %d épocas; para cada erro, quantos dígitos de teste a rede acerta depois, e o que o verificador diz",
		cli.Dashed(zooSizes), zooEta, zooMiniBatch, epochs), "", out.width))

	all := append([]zoo.Bug{{
		Name: out.text("(none)", "(nenhum)"), Mistake: language.Text{"the right code", "o código certo"},
		NewUpdate: func() gradcheck.Update { return (*nn.Network).UpdateMiniBatch },
		Backprop:  func(net *nn.Network) gradcheck.Backprop { return net.Backprop },
	}}, bugs...)

	// The trainings do not depend on each other. They are printed in order.
	results := make([]chan int, len(all))
	for i, bug := range all {
		results[i] = make(chan int, 1)
		go func() { results[i] <- learn(bug.NewUpdate(), training, test, epochs, seed) }()
	}
	for i, bug := range all {
		verdict := out.text("no finding", "nenhum problema")
		if report := checkBug(bug, training, seed); !report.OK() {
			verdict = report.Findings[0].Line(out.lang)
		}
		fmt.Fprintf(out, "\n%s  %d / %d\n", bug.Name, <-results[i], test.Len())
		fmt.Fprint(out, cli.Wrap(bug.Mistake.In(out.lang), "    ", out.width))
		fmt.Fprint(out, cli.Wrap("→ "+verdict, "    ", out.width))
		for _, source := range bug.Published {
			fmt.Fprint(out, cli.Wrap(out.text("published in: ", "publicado em: ")+source, "    ", out.width))
		}
	}
}

// learn trains a network with the update and returns how many of the test
// digits it then gets right. It goes through the digits as nn's SGD does.
func learn(update gradcheck.Update, training, test nn.Data, epochs int, seed uint64) int {
	rng := rand.New(rand.NewPCG(seed, 0))
	net := nn.New(zooSizes, rng)
	for range epochs {
		for indices := range slices.Chunk(rng.Perm(training.Len()), zooMiniBatch) {
			update(net, examplesAt(training, indices), zooEta)
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
	return bug.Check(net, examplesAt(training, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}), zooEta)
}

// reportBug prints the checker's report on one mistake.
func reportBug(out output, name string, seed uint64) error {
	bug, ok := zoo.Find(name)
	if !ok {
		var names []string
		for _, bug := range zoo.Bugs() {
			names = append(names, bug.Name)
		}
		return cli.Usagef("-bug %q: want one of %s", name, strings.Join(names, ", "))
	}
	training, _ := mnist.Digits()
	out.print(bug.Name + ": " + bug.Mistake.In(out.lang))
	out.print(out.text("\n%s of nn/network.go, right and wrong:", "\n%s de nn/network.go, certo e errado:", bug.Step))
	for _, c := range bug.Changes {
		out.print("\n- " + c.Right + "\n+ " + strings.ReplaceAll(c.Wrong, "\n", "\n+ "))
	}
	report := checkBug(bug, training, seed)
	out.print("\n" + report.In(out.lang))
	if report.OK() {
		return errors.New(out.text("the mistake was not found", "o erro não foi encontrado"))
	}
	return errors.New(out.text("the check failed, as it should: %s is a mistake made on purpose", "a verificação falhou, como devia: %s é um erro feito de propósito", bug.Name))
}
