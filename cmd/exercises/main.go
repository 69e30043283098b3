// Exercises holds a Backprop with its steps left blank, for the reader to write
// in backprop.go, and a guide that says which of them are right and which is
// next. docs/en/exercises.md has more to do.
package main

import (
	"errors"
	"fmt"
	"io"

	"backprop/cmd/internal/cli"
)

const usage = `Exercises says how far the Backprop in cmd/exercises/backprop.go is written: which
steps are right, and which is next. When all are, it trains a network with it.
It exits with status 1 until then.
`

func main() { cli.Main("exercises", exercises) }

func exercises(args []string, stdout, stderr io.Writer) error {
	if err := cli.NewFlags(usage).Parse(args, stdout); err != nil {
		return err
	}
	if !run(stdout, Backprop) {
		return errors.New("not finished yet")
	}
	return nil
}

// run prints how far a backprop is, and reports whether it is finished.
func run(out io.Writer, yours backprop) bool {
	if !guide(out, yours) {
		return false
	}
	before, after, all := learn(yours)
	fmt.Fprintf(out, "\nOne epoch with it on the digits: %d / %d right, before it %d.\n", after, all, before)
	fmt.Fprintln(out, "go run ./cmd/train begins with the same epoch, and goes on.")
	return true
}
