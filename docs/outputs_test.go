package docs_test

import (
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// output is a command that the pages show, and the blocks that show it.
type output struct {
	command string
	blocks  []*block
}

// outputs returns the commands in the order in which they first appear.
func (s *site) outputs() (all []*output) {
	byCommand := map[string]*output{}
	s.each("console", func(b *block) {
		if len(b.content) == 0 || !strings.HasPrefix(b.content[0], "$ ") {
			return // blocks speaks of it
		}
		command := strings.TrimPrefix(b.content[0], "$ ")
		o := byCommand[command]
		if o == nil {
			o = &output{command: command}
			byCommand[command] = o
			all = append(all, o)
		}
		o.blocks = append(o.blocks, b)
	})
	return all
}

// long reports whether the command is run on demand only. All tests at once are
// long, whatever the block says: they take half a minute, and are these too.
func (o *output) long() bool {
	return o.command == "go test ./..." || slices.ContainsFunc(o.blocks, func(b *block) bool { return b.info == "console long" })
}

// exact reports whether the block must be what is printed to the last digit. On
// other processors than the one that the pages were written on, the last digits
// of the arithmetic may differ, as Go is free to fuse x*y + z there.
func (o *output) exact(b *block) bool {
	return b.info == "console" && !o.long() && runtime.GOARCH == "amd64"
}

// special are the characters that are not themselves in what -run takes. A dot is
// not, but does no harm.
var special = regexp.MustCompile(`[$|()\[\]{}*+?^\\]`)

// fix is the command that writes the output anew.
func (o *output) fix() string {
	name := special.ReplaceAllString(strings.ReplaceAll(o.command, " ", "_"), `\$0`)
	fix := fmt.Sprintf("go test ./docs -run 'TestOutputs/^%s$' -update", name)
	if o.long() {
		fix += " -long -timeout 2h"
	}
	return fix
}

// compare holds the blocks against what the command printed.
func (o *output) compare(printed string) (faults []fault) {
	for _, b := range o.blocks {
		got := o.shown(b, printed)
		gotMasked, wantMasked := got, withoutTrailing(b.content)
		if !o.exact(b) {
			gotMasked, wantMasked = masked(got), masked(b.content)
		}
		if i := firstDifference(wantMasked, gotMasked); i >= 0 {
			faults = append(faults, fault{
				page: b.page, line: b.line + 1 + i,
				text:  fmt.Sprintf("%s prints something else:\n\tpage    %s\n\tprinted %s", o.command, lineAt(b.content, i), lineAt(got, i)),
				fix:   o.fix(),
				block: b, want: got,
			})
		}
	}
	return faults
}

// rewrite returns a fault for every block, so that all of them come to show the
// same.
func (o *output) rewrite(printed string) (faults []fault) {
	for _, b := range o.blocks {
		faults = append(faults, fault{page: b.page, line: b.line, block: b, want: o.shown(b, printed)})
	}
	return faults
}

// shown returns what the block should hold: the command and what it printed;
// where the block has a line "...", as many lines before and after that one as
// the block has.
func (o *output) shown(b *block, printed string) []string {
	lines := []string{"$ " + o.command}
	if printed != "" {
		lines = append(lines, withoutTrailing(strings.Split(strings.TrimSuffix(printed, "\n"), "\n"))...)
	}
	before := slices.Index(b.content, "...")
	if after := len(b.content) - before - 1; before >= 0 && before+after < len(lines) {
		return slices.Concat(lines[:before], []string{"..."}, lines[len(lines)-after:])
	}
	return lines
}

// withoutTrailing takes the blanks from the ends of lines: nobody sees them, and
// editors take them.
func withoutTrailing(lines []string) []string {
	var all []string
	for _, line := range lines {
		all = append(all, strings.TrimRight(line, " \t\r"))
	}
	return all
}
