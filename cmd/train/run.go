package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"time"

	"backprop/cmd/internal/cli"
	"backprop/internal/files"
	"backprop/internal/language"
	"backprop/matrix"
	"backprop/mnist"
	"backprop/nn"
	"backprop/nn/netfile"
)

// run is a training run.
type run struct {
	options
	net            *nn.Network
	before         matrix.Matrix // the weights of the first hidden layer, before it learned
	rng            *rand.Rand
	training, test *mnist.Set
	left           int // images to train with that are left out
	stdout, stderr io.Writer
	width          int // of stdout's window, or 0

	watched     *watched
	curve       []epoch
	answers     []answer // to the test digits, in the end
	interrupted bool
	took        time.Duration
}

// words returns a text in the run's language, with the values filled in.
func (r *run) words(english, portuguese string, args ...any) string {
	return fmt.Sprintf(language.Text{english, portuguese}.In(r.lang), args...)
}

// say prints such words on a line of their own, or several in a narrow window.
func (r *run) say(english, portuguese string, args ...any) {
	io.WriteString(r.stdout, cli.WrapLines(r.words(english, portuguese, args...), r.width))
}

// afterInterrupt is how long the network is tested after a Ctrl-C.
const afterInterrupt = 300 * time.Millisecond

// train trains the network and prints how it goes.
func (r *run) train(ctx context.Context) {
	r.say("%s, %d digits to train with, %d to test with", "%s, %d dígitos para treinar, %d para testar",
		cli.Dashed(r.net.Sizes), r.training.Len(), r.test.Len())
	if r.left > 0 {
		r.say("%d more are kept for choosing hyperparameters", "outros %d ficam para a escolha de hiperparâmetros", r.left)
	}
	r.before = r.net.Weights[0].Clone()
	window := cli.TerminalOf(r.stderr)
	r.watched = &watched{BatchData: r.training, lang: r.lang, window: window, epochs: r.epochs, start: time.Now()}
	// The network is tested here and not by SGD, which reports no cost, and would
	// finish the test after a Ctrl-C too.
	report := func(j, _ int) {
		answers := r.ask(ctx, r.test)
		if ctx.Err() != nil {
			return
		}
		window.Clear()
		r.answers = answers
		e := epoch{test: scoreOf(answers)}
		r.say("Epoch %d: %d / %d right, cost %.4f", "Época %d: %d / %d certos, custo %.4f", j, e.test.right, e.test.of, e.test.cost)
		if r.report != "" {
			e.training = scoreOf(r.ask(ctx, r.training))
			e.errors = meanErrors(ctx, r.net, r.training)
		}
		r.curve = append(r.curve, e)
	}
	if r.method == "matrix" {
		r.net.SGDMatrix(ctx, r.watched, r.epochs, r.batch, r.eta, r.rng, nil, report)
	} else {
		r.net.SGD(ctx, r.watched, r.epochs, r.batch, r.eta, r.rng, nil, report)
	}
	window.Clear()
	r.took = time.Since(r.watched.start)
	if len(r.curve) < r.epochs { // a Ctrl-C: the answers are those of an earlier epoch
		n := int64(r.training.Len())
		r.say("Stopped in epoch %d, after %d of %d digits", "Parado na época %d, depois de %d de %d dígitos",
			len(r.curve), r.watched.seen-int64(len(r.curve))*n, n)
		shortly, stop := context.WithTimeout(context.Background(), afterInterrupt)
		defer stop()
		r.answers = r.ask(shortly, r.test)
	} else if r.epochs == 0 {
		r.answers = r.ask(ctx, r.test)
	}
	// A Ctrl-C after the last mini-batch stops nothing, but still counts.
	r.interrupted = ctx.Err() != nil
	if s := scoreOf(r.answers); s.of == r.test.Len() {
		r.say("Accuracy: %.2f %%", "Acurácia: %.2f %%", s.percent())
	} else {
		r.say("Accuracy: %.2f %% of the first %d test digits", "Acurácia: %.2f %% dos primeiros %d dígitos de teste", s.percent(), s.of)
	}
	if r.epochs > 0 {
		// Not to stdout: it is the one thing that differs between two runs.
		fmt.Fprintln(r.stderr, r.words("Time: %.1f s", "Tempo: %.1f s", r.took.Seconds()))
	}
}

// keep writes the files that were asked for, unless Ctrl-C came before anything
// was learned: what is there may be better.
func (r *run) keep() error {
	if r.interrupted && r.watched.seen == 0 {
		r.say("Nothing was learned: files are left as they were", "Nada foi aprendido: os arquivos ficaram como estavam")
		return nil
	}
	if r.save != "" {
		err := netfile.Save(r.save, r.net, fmt.Sprintf("%s: %.2f %% right after %d epochs",
			strings.Join(r.arguments(), " "), scoreOf(r.answers).percent(), len(r.curve)))
		if err != nil {
			return err
		}
	}
	if r.report != "" {
		if err := files.Write(r.report, r.writeReport); err != nil {
			return err
		}
	}
	for _, path := range []string{r.save, r.report} {
		if r.interrupted && path != "" {
			r.say("%s is written", "%s foi gravado", cli.Printable(path))
		}
	}
	return nil
}
