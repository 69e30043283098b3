package docs_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// output is a command that the pages show, in the language that it is to speak,
// "pt_BR.UTF-8".
type output struct{ command, locale string }

// outputs returns the blocks that show each. Where both languages show one that
// speaks English alone, it is run once.
func outputs(pages []*page) map[output][]*block {
	all := map[output][]*block{}
	for _, b := range blocksOf("console", pages) {
		o := output{strings.TrimPrefix(strings.Join(b.content[:1], ""), "$ "), "en_US.UTF-8"}
		if strings.HasPrefix(b.page.path, "docs/pt-BR/") && strings.Contains(o.command, "go run ./cmd/") {
			o.locale = "pt_BR.UTF-8"
		}
		all[o] = append(all[o], b)
	}
	return all
}

// TestOutputs runs each command of the pages once in each language.
func TestOutputs(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the commands are written for a Unix shell")
	}
	all := pages(t)
	// The go command remembers that a test passed, and which files it looked at.
	// What the commands are built from is to be among them.
	_ = filepath.WalkDir(root, func(string, os.DirEntry, error) error { return nil })
	t.Cleanup(func() { write(t, all) }) // after the parallel ones
	for o, blocks := range outputs(all) {
		t.Run(o.command, func(t *testing.T) {
			if blocks[0].info == "console" { // which measures nothing that matters
				t.Parallel()
			} else if !*long {
				t.Skip("only with -long")
			}
			printed := run(t, o.command, o.locale)
			for _, b := range blocks {
				got := shown(b, o.command, printed)
				if *update && (*long || !slices.Equal(masked(times, b.content), masked(times, got))) {
					b.want = got
					continue
				}
				if i, page, printed := difference(masked(numbers, b.content), masked(numbers, got)); i >= 0 {
					t.Errorf("%s:%d: %s prints something else:\n\tpage    %q\n\tprinted %q\n\tto mend it: go test ./docs -run TestOutputs -update",
						b.page.path, b.line+1+i, o.command, page, printed)
				}
			}
		})
	}
}

// shown returns what the block should hold: the command and what it printed;
// where the block has a line "...", as many lines before and after that one as
// the block has.
func shown(b *block, command, printed string) []string {
	lines := []string{"$ " + command}
	for line := range strings.Lines(printed) {
		lines = append(lines, strings.TrimRight(line, " \t\r\n"))
	}
	before := slices.Index(b.content, "...")
	if after := len(b.content) - before - 1; before >= 0 && before+after < len(lines) {
		return slices.Concat(lines[:before], []string{"..."}, lines[len(lines)-after:])
	}
	return lines
}

var (
	// A time, and what go test prints instead of one.
	times = regexp.MustCompile(`\d+m[\d.]+s\b|\d[\d.,]* ?(?:ns|µs|ms|s)\b|\(cached\)`)
	// Any number, with its unit, as 900 ms may be 1.1 s the next time; and the
	// parameter with the largest rounding error, which is as random as the error.
	numbers = regexp.MustCompile(`net\.(?:Weights|Biases)(?:\[\d+\])+|\d+m[\d.]+s\b|[-+]?\d[\d.,]*(?:[eE][-+]?\d+)?(?: ?(?:ns|µs|ms|s|kB|MB|GB)\b)?|\(cached\)|NaN`)
)

// masked puts # in the place of what may differ, and one blank in the place of
// several, as the widths of columns vary with what is in them.
func masked(what *regexp.Regexp, lines []string) (all []string) {
	for _, line := range lines {
		all = append(all, strings.Join(strings.Fields(what.ReplaceAllString(line, "#")), " "))
	}
	return all
}

// run runs a command as a shell in the repository's root would, and returns what
// it prints to a file: stdout and stderr as they come, without colours. That it
// fails is part of what is shown.
func run(t *testing.T, command, locale string) string {
	t.Helper()
	cmd := exec.Command("sh", "-c", command)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "PWD="+root, "LC_ALL=", "LC_MESSAGES=", "LANG="+locale)
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("%s: %v", command, err)
	}
	return string(out)
}
