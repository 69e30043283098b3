package docs_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// translated gives the path of a page in the other language.
var translated = strings.NewReplacer("docs/pt-BR/README.md", "README.md", "README.md", "docs/pt-BR/README.md",
	"docs/pt-BR/", "docs/en/", "docs/en/", "docs/pt-BR/")

// TestTranslations finds pages that are there in one language only, and where
// the headings or blocks of two languages are not the same.
func TestTranslations(t *testing.T) {
	for _, p := range pages(t) {
		path := translated.Replace(p.path)
		if _, err := os.Stat(filepath.Join(root, path)); err != nil {
			t.Errorf("%s: there is no %s, its translation", p.path, path)
			continue
		}
		other := read(t, path)
		if i, this, that := difference(p.outline, other.outline); i >= 0 && path < p.path { // once a pair
			t.Errorf("%s has\n\t%s\nwhere %s has\n\t%s", p.path, this, path, that)
		}
	}
}
