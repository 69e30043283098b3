// Package cli is what the commands share: one way to read flags, to say what is
// wrong with them, and to end.
package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"
)

// A Command does its work and returns what went wrong, if anything did.
type Command func(args []string, stdout, stderr io.Writer) error

// Main runs the command with the arguments of the program, and exits.
func Main(name string, command Command) {
	os.Exit(Run(name, command, os.Args[1:], os.Stdout, os.Stderr))
}

// ErrInterrupted is returned by a command that was stopped with Ctrl-C and has
// already said what became of its work.
var ErrInterrupted = errors.New("interrupted")

// Run runs the command and returns its exit status: 0; 130 if it was
// interrupted; or, after a line on stderr that says why, 2 for wrong usage and 1
// for any other failure, which includes output that could not be written.
func Run(name string, command Command, args []string, stdout, stderr io.Writer) int {
	out := &checked{w: stdout, colour: os.Getenv("TERM") != "" && os.Getenv("NO_COLOR") == "" && TerminalOf(stdout).Width > 0}
	err := command(args, out, stderr)
	if err == nil && out.err != nil {
		err = fmt.Errorf("writing the output: %w", out.err)
	}
	var usage usageError
	status, hint := 1, ""
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	case errors.Is(err, ErrInterrupted):
		return 130 // 128 + SIGINT, as shells have it
	case errors.As(err, &usage):
		status, hint = 2, "; -h explains the flags"
	}
	fmt.Fprint(stderr, WrapLines(name+": "+oneLine(err)+hint, TerminalOf(stderr).Width))
	return status
}

// oneLine shortens an error, into which a file or a server may have put anything,
// to several lines of a window.
func oneLine(err error) string {
	const most = 2000
	text := err.Error()
	if len(text) > most {
		text = text[:most] + "…"
	}
	return Printable(text)
}

// Printable returns a text in which what does not print is an escape: control
// characters, newlines too, marks that turn the direction of writing, and bytes
// that are not UTF-8. A terminal would obey some of these, and mislead its
// reader.
func Printable(text string) string {
	var s strings.Builder
	for _, char := range strings.Split(text, "") { // a byte that is not UTF-8 by itself
		if char != `"` && char != `\` {
			char = strings.Trim(strconv.Quote(char), `"`)
		}
		s.WriteString(char)
	}
	return s.String()
}

// checked remembers the first error of a writer. If it is a terminal that shows
// colours, it makes ✓ green and ✗ red.
type checked struct {
	w      io.Writer
	colour bool
	err    error
}

var marks = strings.NewReplacer("✓", "\x1b[32m✓\x1b[0m", "✗", "\x1b[31m✗\x1b[0m")

func (c *checked) Write(b []byte) (int, error) {
	text := string(b)
	if c.colour {
		text = marks.Replace(text)
	}
	if c.err == nil {
		_, c.err = io.WriteString(c.w, text)
	}
	return len(b), c.err
}

// Quote quotes an argument for a shell, if it needs it.
func Quote(arg string) string {
	if arg != "" && strings.IndexFunc(arg, func(r rune) bool {
		return !strings.ContainsRune("-_./:,=+@%", r) && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}) < 0 {
		return arg
	}
	return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
}

// usageError is a mistake in how the command was called.
type usageError struct{ error }

// Usagef returns an error that makes the command exit with status 2.
func Usagef(format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...)}
}
