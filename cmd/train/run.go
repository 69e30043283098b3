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
	"backprop/cmd/internal/netfile"
	"backprop/internal/files"
	"backprop/matrix"
	"backprop/nn"
)

// run is a training run.
type run struct {
	options
	net            *nn.Network
	rng            *rand.Rand
	data           dataset.Data
	stdout, stderr io.Writer

	watched     *watched
	curve       []int // test digits right after each epoch
	correct     int   // and in the end
	interrupted bool
	took        time.Duration
}

// train trains the network and prints how it goes.
func (r *run) train(ctx context.Context) error {
	training, test := r.data.Training, r.data.Test
	printf := func(format string, args ...any) { fmt.Fprintf(r.stdout, format, args...) }
	left := ""
	if r.data.Left > 0 {
		left = fmt.Sprintf("; %d are left for choosing parameters", r.data.Left)
	}
	printf("%s, %d digits to train with, %d to test with%s\n", cli.Dashed(r.net.Sizes), training.Len(), test.Len(), left)

	window := cli.TerminalOf(r.stderr)
	r.watched = &watched{BatchData: training, window: window, epochs: r.epochs, start: time.Now()}
	// The weights are looked at after each epoch; the end of this context ends
	// the training where they are no longer finite.
	untilDiverged, stop := context.WithCancel(ctx)
	defer stop()
	var diverged error
	report := func(epoch, correct int) {
		window.Clear()
		printf("Epoch %d: %d / %d\n", epoch, correct, test.Len())
		r.curve = append(r.curve, correct)
		if !finite(r.net) {
			diverged = fmt.Errorf("the weights are no longer finite after epoch %d: the steps were too large; try an -eta below %g", epoch, r.eta)
			stop()
		}
	}
	var err error
	if r.method == "matrix" {
		err = r.net.SGDMatrix(untilDiverged, r.watched, r.epochs, r.batch, r.eta, r.rng, test, report)
	} else {
		err = r.net.SGD(untilDiverged, r.watched, r.epochs, r.batch, r.eta, r.rng, test, report)
	}
	window.Clear()
	r.took = time.Since(r.watched.start)
	if diverged != nil {
		return diverged
	}
	r.correct = r.net.Evaluate(test)
	// A Ctrl-C after the last mini-batch stops nothing, but is one all the same.
	r.interrupted = ctx.Err() != nil
	if err != nil {
		fmt.Fprintf(r.stdout, "Stopped in epoch %d, after %d of %d digits: %d / %d\n",
			len(r.curve), r.watched.seen%training.Len(), training.Len(), r.correct, test.Len())
	}
	fmt.Fprintf(r.stdout, "Accuracy: %.2f %%\n", 100*r.accuracy())
	// Not to stdout: it is the one thing that differs between two runs.
	fmt.Fprintf(r.stderr, "Time: %.1f s\n", r.took.Seconds())
	if window := cli.TerminalOf(r.stdout); window.Width > 0 && window.UTF8 {
		fmt.Fprint(r.stdout, drawMistakes(r.data.Test, worstMistakes(answers(r.net, r.data.Test), 8), window.Width))
	}
	return nil
}

func (r *run) accuracy() float64 { return float64(r.correct) / float64(r.data.Test.Len()) }

// keep writes the files that were asked for, unless Ctrl-C came before anything
// was learned: what is there may be better.
func (r *run) keep() error {
	if r.interrupted && r.watched.seen == 0 {
		fmt.Fprintln(r.stdout, "Nothing was learned: no file is written")
		return nil
	}
	if r.save != "" {
		err := netfile.Save(r.save, r.net, netfile.Run{
			Command: r.command(), Data: r.data.Name, Epochs: uint(len(r.curve)), Batch: uint(r.batch),
			Eta: r.eta, Seed: r.seed, Accuracy: r.accuracy(),
		})
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
		if r.save != "" {
			fmt.Fprintf(r.stdout, "The network is kept in %s\n", cli.Printable(r.save))
		} else {
			fmt.Fprintln(r.stdout, "The network is not kept: -save FILE would have kept it")
		}
		if r.report != "" {
			fmt.Fprintf(r.stdout, "The report is in %s\n", cli.Printable(r.report))
		}
	}
	return nil
}

func finite(net *nn.Network) bool {
	size := 0.0
	for i := range net.Weights {
		size = max(size, net.Weights[i].MaxAbs(), net.Biases[i].MaxAbs()) // max keeps NaN
	}
	return !math.IsNaN(size) && !math.IsInf(size, 0)
}

// watched is training data that shows how far the training has come, as its
// examples are asked for: package nn knows nothing of terminals.
type watched struct {
	nn.BatchData
	window  cli.Terminal
	epochs  int
	seen    int // examples asked for
	batches int // and how many times as a whole mini-batch
	start   time.Time
	shown   time.Time
}

func (w *watched) At(i int) (x, y matrix.Matrix) {
	w.saw(1)
	return w.BatchData.At(i)
}

func (w *watched) Batch(indices []int, x, y matrix.Matrix) {
	w.batches++
	w.saw(len(indices))
	w.BatchData.Batch(indices, x, y)
}

// saw counts examples and shows the progress, ten times a second.
func (w *watched) saw(n int) {
	w.seen += n
	if w.window.Width > 0 && time.Since(w.shown) > 100*time.Millisecond {
		w.shown = time.Now()
		w.window.Rewrite(w.line())
	}
}

func (w *watched) line() string {
	n, all := w.Len(), w.epochs*w.Len()
	rate := float64(w.seen) / time.Since(w.start).Seconds()
	left := time.Duration(float64(all-w.seen) / rate * float64(time.Second)).Round(time.Second)
	return fmt.Sprintf("Epoch %d: %d %%, %v left, %.0f digits/s", (w.seen-1)/n, 100*((w.seen-1)%n)/n, left, rate)
}
