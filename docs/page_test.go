package docs_test

import (
	"regexp"
	"strings"
)

// page is a page of Markdown, cut into what is checked.
type page struct {
	path     string // from the repository's root, with slashes
	lines    []string
	blocks   []*block
	hidden   []int // lines with a fence that parse does not read
	headings []heading
	code     []span // what stands in single backquotes
	prose    string // the text with blocks and code blanked out, line by line
}

// block is what stands between two fences.
type block struct {
	page    *page
	line    int    // of the opening fence, counted from 1
	info    string // what follows its backquotes
	content []string
	indent  string // of the fences, as in a list
	closed  bool
}

// heading is a heading of level 1 to 6.
type heading struct {
	line, level int
	text        string
}

// span is a piece of a line.
type span struct {
	line int
	text string
}

var (
	openingFence = regexp.MustCompile("^([ \t]*)(```+|~~~+)[ \t]*([^`]*?)[ \t]*$")
	hiddenFence  = regexp.MustCompile("^[ \t]*(?:>|(?:[-*+]|\\d+[.)])[ \t])[> \t]*(?:```|~~~)")
	headingLine  = regexp.MustCompile(`^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$`)
)

func parse(path, text string) *page {
	p := &page{path: path, lines: strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")}
	prose := make([]string, len(p.lines))
	for i := 0; i < len(p.lines); i++ {
		line := p.lines[i]
		if fence := openingFence.FindStringSubmatch(line); fence != nil {
			b := p.block(i, fence[1], fence[2], fence[3])
			i += len(b.content)
			if b.closed {
				i++
			}
			continue
		}
		if h := headingLine.FindStringSubmatch(line); h != nil {
			p.headings = append(p.headings, heading{i + 1, len(h[1]), h[2]})
		}
		if hiddenFence.MatchString(line) {
			p.hidden = append(p.hidden, i+1)
		}
		prose[i] = line
	}
	p.code, p.prose = takeCode(strings.Join(prose, "\n"))
	return p
}

// block reads the block that begins in line i, counted from 0.
func (p *page) block(i int, indent, fence, info string) *block {
	b := &block{page: p, line: i + 1, info: info, indent: indent}
	p.blocks = append(p.blocks, b)
	for _, line := range p.lines[i+1:] {
		end := strings.TrimSpace(line)
		if len(end) >= len(fence) && strings.Trim(end, fence[:1]) == "" {
			b.closed = true
			break
		}
		b.content = append(b.content, strings.TrimPrefix(line, indent))
	}
	return b
}

// lang is the first word of the info string.
func (b *block) lang() string {
	lang, _, _ := strings.Cut(b.info, " ")
	return lang
}

// takeCode finds what stands in backquotes, as many behind it as before it and
// in one paragraph, and returns the text with blanks in its place.
func takeCode(text string) (code []span, rest string) {
	blanked := []byte(text)
	for i := 0; i < len(text); {
		switch text[i] {
		case '\\':
			i += 2
			continue
		case '`':
		default:
			i++
			continue
		}
		paragraph, _, _ := strings.Cut(text[i:], "\n\n")
		ticks := leading(paragraph)
		length := 0 // of the code
		for rest := paragraph[ticks:]; length < len(rest); length++ {
			if n := leading(rest[length:]); n == ticks {
				break
			} else if n > 0 {
				length += n - 1
			}
		}
		if ticks+length >= len(paragraph) { // no end: plain backquotes
			i += ticks
			continue
		}
		words := strings.Fields(paragraph[ticks : ticks+length])
		code = append(code, span{1 + strings.Count(text[:i], "\n"), strings.Join(words, " ")})
		for end := i + length + 2*ticks; i < end; i++ {
			if blanked[i] != '\n' {
				blanked[i] = ' '
			}
		}
	}
	return code, string(blanked)
}

// leading counts the backquotes that a text begins with.
func leading(text string) int { return len(text) - len(strings.TrimLeft(text, "`")) }
