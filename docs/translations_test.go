package docs_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	english    = "docs/en/"
	portuguese = "docs/pt-BR/"
)

// TestTranslations finds pages that are there in one language only, and where
// the headings or blocks of two languages are not the same.
func TestTranslations(t *testing.T) {
	for _, p := range pages(t) {
		path := strings.Replace(p.path, english, portuguese, 1)
		switch {
		case p.path == "README.md":
			path = portuguese + p.path
		case p.path == portuguese+"README.md":
			path = "README.md"
		case path == p.path:
			path = strings.Replace(p.path, portuguese, english, 1)
		}
		if _, err := os.Stat(filepath.Join(root, path)); err != nil {
			t.Errorf("%s: there is no %s, its translation", p.path, path)
			continue
		}
		other := read(t, path)
		if i := firstDifference(p.outline, other.outline); i >= 0 && strings.HasPrefix(p.path, portuguese) { // once a pair
			t.Errorf("%s has\n\t%s\nwhere %s has\n\t%s", p.path, lineAt(p.outline, i), path, lineAt(other.outline, i))
		}
	}
}
