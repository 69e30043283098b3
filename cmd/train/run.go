package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"time"

	"backprop/cmd/internal/cli"
	"backprop/cmd/internal/dataset"
	"backprop/internal/files"
	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/netfile"
)

// run is a training run.
type run struct {
	options
	net            *nn.Network
	before         matrix.Matrix // the weights of the first hidden layer, before it learned
	rng            *rand.Rand
	data           dataset.Data
	stdout, stderr io.Writer
	window         cli.Terminal // of stdout

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
	line := r.words(english, portuguese, args...) + "\n"
	if r.window.Width > 0 {
		line = cli.WrapLines(line, r.window.Width)
	}
	io.WriteString(r.stdout, line)
}

// afterInterrupt is how long the network is tested after a Ctrl-C.
const afterInterrupt = 300 * time.Millisecond

// train trains the network and prints how it goes.
func (r *run) train(ctx context.Context) error {
	training, test := r.data.Training, r.data.Test
	r.say("%s, %d digits to train with, %d to test with", "%s, %d dígitos para treinar, %d para testar",
		cli.Dashed(r.net.Sizes), training.Len(), test.Len())
	if r.data.Left > 0 {
		r.say("%d more are kept for choosing parameters", "outros %d ficam para a escolha de parâmetros", r.data.Left)
	}
	r.before = matrix.Scale(1, r.net.Weights[0]) // a copy

	progress := cli.TerminalOf(r.stderr)
	r.watched = &watched{BatchData: training, lang: r.lang, window: progress, epochs: r.epochs, start: time.Now()}
	// The cost is looked at after each epoch; if it is no longer a number, the
	// end of this context ends the training.
	untilDiverged, stop := context.WithCancel(ctx)
	defer stop()
	var diverged error
	// The network is tested here and not by SGD, which reports no cost, and would
	// finish the test after a Ctrl-C too.
	report := func(j, _ int) {
		answers := ask(ctx, r.net, test, 1)
		if ctx.Err() != nil {
			return
		}
		progress.Clear()
		r.answers = answers
		e := epoch{test: scoreOf(answers)}
		r.say("Epoch %d: %d / %d right, cost %.4f", "Época %d: %d / %d certos, custo %.4f", j, e.test.right, e.test.of, e.test.cost)
		if r.report != "" {
			e.training = scoreOf(ask(ctx, r.net, training, stepThrough(training, test.Len())))
			e.errors = meanErrors(ctx, r.net, training)
		}
		r.curve = append(r.curve, e)
		if math.IsNaN(e.test.cost) {
			diverged = fmt.Errorf("the weights are no longer finite after epoch %d: the steps were too large; try an -eta below %g", j, r.eta)
			stop()
		}
	}
	if r.method == "matrix" {
		r.net.SGDMatrix(untilDiverged, r.watched, r.epochs, r.batch, r.eta, r.rng, nil, report)
	} else {
		r.net.SGD(untilDiverged, r.watched, r.epochs, r.batch, r.eta, r.rng, nil, report)
	}
	progress.Clear()
	r.took = time.Since(r.watched.start)
	if diverged != nil {
		return diverged
	}
	if len(r.curve) < r.epochs { // a Ctrl-C: the answers are those of an earlier epoch
		n := int64(training.Len())
		r.say("Stopped in epoch %d, after %d of %d digits", "Parado na época %d, depois de %d de %d dígitos",
			len(r.curve), r.watched.seen-int64(len(r.curve))*n, n)
		shortly, stop := context.WithTimeout(context.Background(), afterInterrupt)
		defer stop()
		r.answers = ask(shortly, r.net, test, 1)
	} else if r.epochs == 0 {
		r.answers = ask(ctx, r.net, test, 1)
	}
	// A Ctrl-C after the last mini-batch stops nothing, but still counts.
	r.interrupted = ctx.Err() != nil
	if s := scoreOf(r.answers); s.of == test.Len() {
		r.say("Accuracy: %.2f %%", "Acurácia: %.2f %%", s.percent())
	} else {
		r.say("Accuracy: %.2f %% of the first %d test digits", "Acurácia: %.2f %% dos primeiros %d dígitos de teste", s.percent(), s.of)
	}
	if r.epochs > 0 {
		// Not to stdout: it is the one thing that differs between two runs.
		fmt.Fprintln(r.stderr, r.words("Time: %.1f s", "Tempo: %.1f s", r.took.Seconds()))
	}
	if r.window.Width > 0 && r.window.UTF8 {
		io.WriteString(r.stdout, r.drawMistakes(worstMistakes(r.answers, 8), r.window.Width))
	}
	return nil
}

// keep writes the files that were asked for, unless Ctrl-C came before anything
// was learned: what is there may be better.
func (r *run) keep() error {
	save, report := cli.Printable(r.save), cli.Printable(r.report)
	if r.interrupted && r.watched.seen == 0 {
		r.say("Nothing was learned", "Nada foi aprendido")
		for _, path := range []string{save, report} {
			if path != "" {
				r.say("%s is left as it was", "%s ficou como estava", path)
			}
		}
		return nil
	}
	if r.save != "" {
		err := netfile.Save(r.save, r.net, fmt.Sprintf("%s: %.2f %% right after %d epochs",
			r.command(), scoreOf(r.answers).percent(), len(r.curve)))
		if err != nil {
			return err
		}
	}
	if r.report != "" {
		if err := files.Write(r.report, r.writeReport); err != nil {
			return err
		}
	}
	if r.interrupted {
		if r.save == "" {
			r.say("The network is not kept: -save FILE would have kept it", "A rede não foi guardada: -save ARQUIVO a teria guardado")
		} else {
			r.say("The network is kept in %s", "A rede está em %s", save)
		}
		if r.report != "" {
			r.say("The report is in %s", "O relatório está em %s", report)
		}
	}
	return nil
}
