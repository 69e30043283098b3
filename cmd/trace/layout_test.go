package main

import (
	"os"
	"path/filepath"
	"testing"

	"backprop/cmd/internal/chromium"
)

// TestPageLayout walks through the pages as readers see them: nothing moves from
// step to step, nothing is too wide, too small or too pale, and a keyboard does
// what a mouse does.
func TestPageLayout(t *testing.T) {
	script, err := os.ReadFile("testdata/layout.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		file   string
		window chromium.Window
	}{
		{"../../docs/en/trace.html", chromium.Window{Width: 1280, Height: 800}},
		{"../../docs/pt-BR/trace.html", chromium.Window{Width: 1366, Height: 700, Dark: true}},
		{"../../docs/pt-BR/trace.html", chromium.Window{Width: 360, Height: 800}},
	} {
		var wrong []string
		chromium.Run(t, filepath.FromSlash(test.file), test.window, "const tooWide = () => "+chromium.TooWide+"\n"+string(script), &wrong)
		for _, w := range wrong {
			t.Errorf("%s, %d×%d: %s", test.file, test.window.Width, test.window.Height, w)
		}
	}
}
