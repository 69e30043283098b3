package main

import (
	"fmt"
	"math"
	"time"

	"backprop/cmd/internal/cli"
	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn"
)

// watched is training data that shows how far the training has come, as its
// examples are asked for: package nn knows nothing of terminals.
type watched struct {
	nn.BatchData
	lang   language.Tag
	window cli.Terminal
	epochs int
	seen   int64 // examples asked for
	start  time.Time
	shown  time.Time
}

func (w *watched) At(i int) (x, y matrix.Matrix) {
	w.saw(1)
	return w.BatchData.At(i)
}

func (w *watched) Batch(indices []int, x, y matrix.Matrix) {
	w.saw(len(indices))
	w.BatchData.Batch(indices, x, y)
}

// saw counts examples and shows the progress, ten times a second.
func (w *watched) saw(n int) {
	w.seen += int64(n)
	if w.window.Width > 0 && time.Since(w.shown) > 100*time.Millisecond {
		w.shown = time.Now()
		w.window.Rewrite(w.line())
	}
}

func (w *watched) line() string {
	n := int64(w.Len())
	rate := float64(w.seen) / time.Since(w.start).Seconds()
	seconds := math.Min(float64(int64(w.epochs)*n-w.seen)/rate, 1e9) // a Duration holds ten times as many
	return fmt.Sprintf(language.Text{"Epoch %d: %d %%, %v left, %.0f digits/s", "Época %d: %d %%, faltam %v, %.0f dígitos/s"}.In(w.lang),
		(w.seen-1)/n, 100*((w.seen-1)%n)/n, time.Duration(math.Round(seconds))*time.Second, rate)
}
