// Package docs_test holds the pages against the repository, so that nothing in
// them drifts: what they quote, what the commands they show print, where their
// links lead, and whether both languages say the same.
//
//	go test ./docs                  checks it, but for the long outputs
//	go test ./docs -update          writes quotes and outputs anew where they differ
//	go test ./docs -long -timeout 2h          the long outputs too, some of which
//	go test ./docs -long -timeout 2h -update  need MNIST in ~/mnist, and NumPy
//
// -run 'TestOutputs/^go_run_./cmd/speed$' does so for one command, with _ for its
// blanks.
//
// The figures are kept by the tests of the commands that draw them, but for
// speed.svg and speed.pt-BR.svg, which show times: go run ./cmd/speed -svg FILE
// -lang LANGUAGE draws those.
//
// A page may have these blocks:
//
//	go PATH REGION   a quote of a Go file: of a function or type, such as Sigmoid,
//	                 without its doc comment; or, of nn/network.go, of one of the
//	                 chapter's steps, B7, or all of some, B15-B19
//	go main.go       a program of the reader's own
//	console          "$ command", and below it all that it prints, run in the
//	                 repository's root and in the language of the page; a line
//	                 "..." stands for lines left out. Numbers may differ.
//	console long     the same, run with -long only
//	sh               commands to type, one a line
//	text             anything
package docs_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	update = flag.Bool("update", false, "write what differs anew into the pages; with -long, all outputs")
	long   = flag.Bool("long", false, "run the commands of the long blocks too")
)

// root is the repository.
var root, _ = filepath.Abs("..")

// page is a page of Markdown.
type page struct {
	path     string // from the repository's root, with slashes
	lines    []string
	blocks   []*block
	headings []string // their texts
	outline  []string // what is the same in the other language
	prose    string   // the lines that are in no block
}

// block is what stands between two fences.
type block struct {
	page    *page
	line    int    // of the opening fence, counted from 1
	info    string // what follows its backquotes
	content []string
	want    []string // what the content should be, if it is to be written anew
}

// lang is the first word of the info string.
func (b *block) lang() string {
	lang, _, _ := strings.Cut(b.info, " ")
	return lang
}

// pages reads README.md and the pages of both languages.
func pages(t *testing.T) (all []*page) {
	t.Helper()
	paths, err := fs.Glob(os.DirFS(root), "docs/*/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(paths, "README.md") {
		all = append(all, read(t, path))
	}
	return all
}

var (
	info        = regexp.MustCompile(`^(go \S+\.go [\w.-]+|go main\.go|console|console long|sh|text)$`)
	headingLine = regexp.MustCompile(`^(#{1,6}) +(.*)$`)
)

func read(t *testing.T, path string) *page {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	p := &page{path: path, lines: strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")}
	var open *block
	for i, line := range p.lines {
		switch {
		case open != nil && line == "```":
			open = nil
		case open != nil:
			open.content = append(open.content, line)
			// The command stays, what it says is translated.
			if open.lang() == "go" || open.lang() == "sh" || open.lang() == "console" && i == open.line {
				p.outline = append(p.outline, line)
			}
		case strings.HasPrefix(line, "```"):
			open = &block{page: p, line: i + 1, info: line[3:]}
			p.blocks = append(p.blocks, open)
			p.outline = append(p.outline, line)
			if !info.MatchString(open.info) {
				t.Errorf("%s:%d: a block of the kind %q: see the head of docs_test.go for those that there are", path, i+1, open.info)
			}
		case strings.Contains(line, "```"):
			t.Errorf("%s:%d: a fence that is not at the beginning of its line", path, i+1)
		default:
			if h := headingLine.FindStringSubmatch(line); h != nil {
				p.headings = append(p.headings, h[2])
				p.outline = append(p.outline, h[1]+" a heading")
			}
			p.prose += line + "\n"
		}
	}
	if open != nil {
		t.Errorf("%s:%d: the block is not closed", path, open.line)
	}
	return p
}

// blocksOf returns the blocks of a language.
func blocksOf(lang string, pages []*page) (all []*block) {
	for _, p := range pages {
		for _, b := range p.blocks {
			if b.lang() == lang {
				all = append(all, b)
			}
		}
	}
	return all
}

// write writes the pages with blocks that are to be written anew.
func write(t *testing.T, pages []*page) {
	t.Helper()
	fenced := func(b *block, content []string) string {
		return "```" + b.info + "\n" + strings.Join(append(slices.Clip(content), "```"), "\n") + "\n"
	}
	for _, p := range pages {
		was := strings.Join(p.lines, "\n")
		text := was
		for _, b := range p.blocks {
			if b.want != nil {
				text = strings.Replace(text, fenced(b, b.content), fenced(b, b.want), 1)
			}
		}
		if text == was {
			continue
		}
		if err := os.WriteFile(filepath.Join(root, p.path), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s is written anew", p.path)
	}
}

// difference returns the first line in which a and b differ, and what it is in each;
// or -1.
func difference(a, b []string) (line int, inA, inB string) {
	a, b = append(slices.Clip(a), "(ends here)"), append(slices.Clip(b), "(ends here)")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i, a[i], b[i]
		}
	}
	return -1, "", ""
}
