package docs_test

import (
	"fmt"
	"slices"
	"strings"
)

const (
	english    = "docs/en/"
	portuguese = "docs/pt-BR/"
)

// translated returns the path of a page in the other language, or "" for a page
// that has none.
func translated(path string) string {
	switch {
	case path == "README.md":
		return portuguese + "README.md"
	case path == portuguese+"README.md":
		return "README.md"
	case strings.HasPrefix(path, english):
		return portuguese + strings.TrimPrefix(path, english)
	case strings.HasPrefix(path, portuguese):
		return english + strings.TrimPrefix(path, portuguese)
	}
	return ""
}

// translations finds pages that are there in one language only, and where the
// headings or blocks of two languages are not the same.
func (s *site) translations() (faults []fault) {
	for _, p := range s.pages {
		path := translated(p.path)
		if path == "" {
			continue
		}
		other := s.page(path)
		switch {
		case other == nil:
			faults = append(faults, fault{page: p, line: 1, text: fmt.Sprintf("there is no %s, its translation", path)})
		case strings.HasPrefix(p.path, portuguese): // once a pair
			faults = append(faults, sameHeadings(p, other)...)
			faults = append(faults, sameBlocks(p, other)...)
		}
	}
	return faults
}

// sameHeadings finds the first heading that is not of the level that it has in
// the other page.
func sameHeadings(p, other *page) []fault {
	for i := range max(len(p.headings), len(other.headings)) {
		var line int
		var text string
		switch {
		case i >= len(p.headings):
			line, text = len(p.lines), fmt.Sprintf("the heading of %s:%d is missing", other.path, other.headings[i].line)
		case i >= len(other.headings):
			line, text = p.headings[i].line, fmt.Sprintf("%s does not have this heading", other.path)
		case p.headings[i].level != other.headings[i].level:
			line = p.headings[i].line
			text = fmt.Sprintf("a heading of level %d, where %s:%d has one of level %d",
				p.headings[i].level, other.path, other.headings[i].line, other.headings[i].level)
		default:
			continue
		}
		return []fault{{page: p, line: line, text: text}}
	}
	return nil
}

// sameBlocks finds the first block that is not that of the other page. Blocks of
// text may be translated.
func sameBlocks(p, other *page) []fault {
	for i := range max(len(p.blocks), len(other.blocks)) {
		var line int
		var text string
		switch {
		case i >= len(p.blocks):
			line, text = len(p.lines), fmt.Sprintf("the block of %s:%d is missing", other.path, other.blocks[i].line)
		case i >= len(other.blocks):
			line, text = p.blocks[i].line, fmt.Sprintf("%s does not have this block", other.path)
		case p.blocks[i].info != other.blocks[i].info:
			line = p.blocks[i].line
			text = fmt.Sprintf("a block of %q, where %s:%d has one of %q", p.blocks[i].info, other.path, other.blocks[i].line, other.blocks[i].info)
		case p.blocks[i].info != "text" && !slices.Equal(p.blocks[i].content, other.blocks[i].content):
			at := firstDifference(p.blocks[i].content, other.blocks[i].content)
			line = p.blocks[i].line + 1 + at
			text = fmt.Sprintf("the block is not that of %s:%d:\n\there   %s\n\tthere  %s", other.path, other.blocks[i].line,
				lineAt(p.blocks[i].content, at), lineAt(other.blocks[i].content, at))
		default:
			continue
		}
		return []fault{{page: p, line: line, text: text}}
	}
	return nil
}
