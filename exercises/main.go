// Exercises holds a Backprop with its steps left blank, for the reader to write
// in backprop.go, and a guide that says which of them are right and which is
// next. docs/en/exercises.md has more to do.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
)

const usage = `Exercises says how far the Backprop in exercises/backprop.go is written: which
steps are right, and which is next. When all are, it trains a network with it.
It exits with status 1 until then.
`

func main() {
	flag.Usage = func() { fmt.Fprint(flag.CommandLine.Output(), usage) }
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "exercises: unexpected argument %q\n%s", flag.Arg(0), usage)
		os.Exit(2)
	}
	if !run(os.Stdout, Backprop) {
		os.Exit(1)
	}
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
