// Exercises has the reader write the chapter's code, predict what comes of a
// change, and find mistakes, one exercise at a time; and says what is right.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"

	"backprop/cmd/internal/cli"
)

const usage = `Exercises shows where you stand and works on one exercise at a time. You write
code in cmd/exercises/yours, predict what comes of a change, and find mistakes.

Examples:
  go run ./cmd/exercises -watch            look again whenever you save a file
  go run ./cmd/exercises -answer 784x1     answer a question
`

func main() { cli.Main("exercises", run) }

func run(args []string, stdout, stderr io.Writer) error {
	flags := cli.NewFlags(usage)
	flags.Bool("watch", false, "look again whenever a file is saved; takes answers, and ? for a hint, from the keyboard")
	flags.Bool("list", false, "list all exercises")
	flags.Bool("hint", false, "give the next hint")
	answer := flags.String("answer", "", "the answer to the question")
	flags.Bool("reset", false, "begin the exercise again; of your code a copy is kept")
	at := flags.String("at", "", "work on the exercise of this `name` or number, until it is done; otherwise on the first that is open")
	lang := flags.Lang()
	if err := flags.Parse(args, stdout); err != nil {
		return err
	}
	given := flags.Given()
	delete(given, "at")
	delete(given, "lang")
	if len(given) > 1 {
		return cli.Usagef("-watch, -list, -hint, -answer and -reset do not go together")
	}
	root, err := findRoot()
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	c, err := newCourse(ctx, root, filepath.Join(root, folder), *at, *lang, stdout)
	if err != nil {
		return err
	}
	switch {
	case c.current() == nil && !given["list"]:
		_, err = c.work() // which says so
	case given["watch"]:
		err = c.watch(os.Stdin)
	case given["list"]:
		c.list()
	case given["hint"]:
		err = c.hint()
	case given["answer"]:
		_, err = c.answer(*answer)
	case given["reset"]:
		err = c.reset()
	default:
		_, err = c.work()
	}
	if ctx.Err() != nil {
		fmt.Fprintln(stdout)
		return cli.ErrInterrupted
	}
	return err
}
