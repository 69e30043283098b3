package main

import (
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFigures draws both figures and wants them to be whole SVG.
func TestFigures(t *testing.T) {
	dir := t.TempDir()
	if status, _, stderr := call("-epochs", "2", "-quiet", "-figures", dir); status != 0 {
		t.Fatalf("exit status %d: %s", status, stderr)
	}
	for name, want := range map[string]struct {
		element string
		count   int
	}{
		"learning-curve.svg": {"polyline", 1},
		"mistakes.svg":       {"image", shownMistakes},
	} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(text), "<"+want.element+" "); n != want.count {
			t.Errorf("%s has %d elements %s, want %d", name, n, want.element, want.count)
		}
		for d := xml.NewDecoder(strings.NewReader(string(text))); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Errorf("%s: %v", name, err)
				break
			}
		}
	}
}
