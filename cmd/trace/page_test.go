package main

import (
	"fmt"
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

// TestPageInBrowser goes through both pages as a reader does.
func TestPageInBrowser(t *testing.T) {
	for _, file := range []string{"../../docs/en/trace.html", "../../docs/pt-BR/trace.html"} {
		page := chromium.Open(t, file)
		const shown = `[...document.querySelectorAll(".step")].filter(s => getComputedStyle(s).display !== "none").map(s => s.id).join()`
		const marked = `[...document.querySelectorAll(".source li")].filter(l => getComputedStyle(l).boxShadow !== "none").map(l => l.className).join()`
		see := func(where, id string) {
			t.Helper()
			var got, line, want string
			page.Eval(shown, &got)
			page.Eval(marked, &line)
			page.Eval(fmt.Sprintf(`document.querySelector("#%s h2").textContent.match(/B\d+/)[0]`, id), &want)
			if got != id {
				t.Errorf("%s, %s: shown is %q, want %q alone", file, where, got, id)
			}
			if line != want && !regexp.MustCompile(`^`+want+`(,`+want+`)*$`).MatchString(line) {
				t.Errorf("%s, %s: marked are the lines of %q, want %s", file, where, line, want)
			}
		}
		do := func(script string) {
			t.Helper()
			var ok bool
			page.Eval(`(async () => { `+script+`; await new Promise(r => setTimeout(r, 10)); return true })()`, &ok)
		}

		fits := func(width, step int) {
			t.Helper()
			if pixels, what := page.Overflow(); pixels > 0 {
				t.Errorf("%s, step %d, %d wide: %d pixels too wide: %s", file, step, width, pixels, what)
			}
		}

		var steps int
		page.Eval(`document.querySelectorAll(".step").length`, &steps)
		if steps != 25 {
			t.Errorf("%s has %d steps, want 25", file, steps)
		}
		see("at first", "s1")
		page.Size(360, 800)
		for i := 2; i <= steps; i++ {
			do(fmt.Sprintf(`document.querySelector("#s%d a[rel=next]").click()`, i-1))
			see("on the way forward", fmt.Sprint("s", i))
			fits(360, i)
		}
		page.Size(1280, 800)
		for i := range steps {
			do(fmt.Sprintf(`location.hash = "s%d"`, i+1))
			fits(1280, i+1)
		}
		do(`history.back()`)
		see("after going back in the history", fmt.Sprint("s", steps-1))
		do(fmt.Sprintf(`document.querySelector("#s%d a[rel=prev]").click()`, steps-1))
		see("after the link back", fmt.Sprint("s", steps-2))
		do(`dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft" }))`)
		see("after the left arrow", fmt.Sprint("s", steps-3))
		do(`dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }))`)
		see("after the right arrow", fmt.Sprint("s", steps-2))
		do(`document.querySelector(".source li.B17 a").click()`)
		see("after a line of the source", "s22")

		var colours [2]string
		for i, dark := range []bool{false, true} {
			page.Dark(dark)
			page.Eval(`getComputedStyle(document.body).backgroundColor`, &colours[i])
		}
		if colours[0] == colours[1] {
			t.Errorf("%s: light and dark have the same background, %s", file, colours[0])
		}
		if complaints := page.Complaints(); len(complaints) > 0 {
			t.Errorf("%s: the browser complains: %q", file, complaints)
		}
	}
}
