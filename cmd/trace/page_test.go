package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"backprop/cmd/internal/chromium"
)

// TestPageIsWhole wants nothing from outside in the page, and every link's end.
func TestPageIsWhole(t *testing.T) {
	file := filepath.Join(t.TempDir(), "page.html")
	for _, args := range [][]string{{}, {"-digit", "7"}, {"-sizes", "1,1"}, {"-lang", "pt-BR"}} {
		if status, _, stderr := call(append(args, "-html", file)...); status != 0 {
			t.Fatalf("%q: exit status %d: %s", args, status, stderr)
		}
		page, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if outside := regexp.MustCompile(`(?i)(src|href)="[^#]|url\(|@import|https?:|ZgotmplZ`).Find(page); outside != nil {
			t.Errorf("%q: the page refers to something outside: %s", args, outside)
		}
		ids := map[string]bool{}
		for _, id := range regexp.MustCompile(` id="([^"]*)"`).FindAllSubmatch(page, -1) {
			if ids[string(id[1])] {
				t.Errorf("%q: the page has %q twice", args, id[1])
			}
			ids[string(id[1])] = true
		}
		for _, link := range regexp.MustCompile(`href="#([^"]*)"`).FindAllSubmatch(page, -1) {
			if !ids[string(link[1])] {
				t.Errorf("%q: the page has no %q to link to", args, link[1])
			}
		}
	}
}

// TestPageInBrowser goes through both pages, in a desktop's window and on a phone.
func TestPageInBrowser(t *testing.T) {
	for _, file := range []string{"../../docs/en/trace.html", "../../docs/pt-BR/trace.html"} {
		for _, width := range []int{1280, 360} {
			var wrong []string
			chromium.Run(t, file, chromium.Window{Width: width, Height: 800}, `
				const wrong = []
				for (const step of document.querySelectorAll(".step")) {
					location.hash = step.id
					await new Promise(done => setTimeout(done, 10))
					const shown = [...document.querySelectorAll(".step")].filter(s => getComputedStyle(s).display !== "none")
					const wide = `+chromium.TooWide+`
					if (shown.length !== 1 || shown[0] !== step || wide) wrong.push(step.id + ": " + shown.map(s => s.id) + wide)
				}
				return wrong`, &wrong)
			if len(wrong) > 0 {
				t.Errorf("%s, %d wide: %q", file, width, wrong)
			}
		}
	}
}
