package docs_test

import (
	"fmt"
	"regexp"
	"strings"
)

// infos are what may stand behind the backquotes of a fence.
var infos = regexp.MustCompile(`^(go \S+\.go [\w.-]+|console|console varies|console long|sh|text|json)$`)

// blocks finds blocks that are not closed, of no known kind, or not made as
// their kind is.
func (s *site) blocks() (faults []fault) {
	for _, p := range s.pages {
		for _, line := range p.hidden {
			faults = append(faults, fault{page: p, line: line, text: "a fence behind a mark of a list or a quotation: give it its own line"})
		}
		for _, b := range p.blocks {
			bad := func(line int, format string, args ...any) {
				faults = append(faults, fault{page: p, line: line, text: fmt.Sprintf(format, args...)})
			}
			switch {
			case !b.closed:
				bad(b.line, "the block is not closed")
				continue
			case b.info == "":
				bad(b.line, "a block of no kind: say text, sh, console, or go PATH REGION behind the backquotes")
				continue
			case b.lang() == "go" && !infos.MatchString(b.info):
				bad(b.line, "a block of Go wants the file and the part of it that it quotes: go PATH REGION, not %q", b.info)
				continue
			case !infos.MatchString(b.info):
				bad(b.line, "a block of an unknown kind, %q", b.info)
				continue
			}
			switch b.lang() {
			case "console":
				if len(b.content) == 0 || !strings.HasPrefix(b.content[0], "$ ") {
					bad(b.line+1, "the first line of a console block is not \"$ \" and a command")
				}
			case "sh":
				for i, line := range b.content {
					if strings.HasPrefix(line, "$ ") {
						bad(b.line+1+i, "a command in a block of sh needs no \"$ \"; if its output is shown, the block is console")
					}
				}
			}
		}
	}
	return faults
}
