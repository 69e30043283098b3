package docs_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// site is the pages, and what they are held against.
type site struct {
	root  string // the repository
	pages []*page
	// flags returns the flags of a command by its path, "./cmd/train".
	flags func(path string) (map[string]bool, error)
}

// fault is something wrong in a page.
type fault struct {
	page *page
	line int
	text string // what is wrong
	fix  string // the command that mends it, or ""

	// The block that is to hold other lines, where that mends it.
	block *block
	want  []string
}

func (f fault) String() string {
	s := fmt.Sprintf("%s:%d: %s", f.page.path, f.line, f.text)
	if f.fix != "" {
		s += "\n\tto mend it: " + f.fix
	}
	return s
}

// readSite reads README.md and every page in docs.
func readSite(root string) (*site, error) {
	s := &site{root: root}
	read := func(path string) error {
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(path)))
		if err == nil {
			s.pages = append(s.pages, parse(path, string(text)))
		}
		return err
	}
	if err := read("README.md"); err != nil {
		return nil, err
	}
	return s, filepath.WalkDir(filepath.Join(root, "docs"), func(path string, d os.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".md" {
			return err
		}
		relative, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		return read(filepath.ToSlash(relative))
	})
}

// page returns the page of this path, or nil.
func (s *site) page(path string) *page {
	for _, p := range s.pages {
		if p.path == path {
			return p
		}
	}
	return nil
}

// exists reports whether a path is a page, or a file or folder on disk.
func (s *site) exists(path string) bool {
	if s.page(path) != nil {
		return true
	}
	_, err := os.Stat(filepath.Join(s.root, filepath.FromSlash(path)))
	return err == nil
}

// each calls f for every block of a language.
func (s *site) each(lang string, f func(b *block)) {
	for _, p := range s.pages {
		for _, b := range p.blocks {
			if b.lang() == lang {
				f(b)
			}
		}
	}
}

// mend returns the pages that hold the blocks of the faults, with the lines that
// these should have.
func (s *site) mend(faults []fault) map[string]string {
	want := map[*block][]string{}
	for _, f := range faults {
		if f.block != nil && !slices.Equal(f.block.content, f.want) {
			want[f.block] = f.want
		}
	}
	texts := map[string]string{}
	for _, p := range s.pages {
		var lines []string
		next := 0 // the first line not yet copied, counted from 0
		for _, b := range p.blocks {
			content, changed := want[b]
			if !changed {
				continue
			}
			lines = append(lines, p.lines[next:b.line]...)
			for _, line := range content {
				if line != "" {
					line = b.indent + line
				}
				lines = append(lines, line)
			}
			next = b.line + len(b.content)
		}
		if next > 0 {
			texts[p.path] = strings.Join(append(lines, p.lines[next:]...), "\n")
		}
	}
	return texts
}
