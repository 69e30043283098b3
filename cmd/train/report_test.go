package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"backprop/cmd/internal/chromium"
	"backprop/internal/golden"
	"backprop/internal/language"
)

// TestReport looks at the page as text: that its numbers are those of the run,
// and that it is whole by itself.
func TestReport(t *testing.T) {
	file := filepath.Join(t.TempDir(), "run.html")
	status, stdout, stderr := call("-epochs", "2", "-report", file)
	if status != 0 {
		t.Fatalf("exit status %d: %s", status, stderr)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	page := string(b)
	for _, want := range []string{
		"<h1>" + regexp.MustCompile(`Accuracy: (\S+) %`).FindStringSubmatch(stdout)[1] + "% of 297 test digits right</h1>",
		"64-30-10 neurons, trained on 1500",
		"<span>go run ./cmd/train</span> <span>-data digits</span> <span>-hidden 30</span> <span>-epochs 2</span> <span>-batch 10</span> <span>-eta 3</span> <span>-method chapter</span> <span>-seed 16</span>",
		`content="default-src 'none'; script-src ; img-src data:; style-src 'unsafe-inline'"`,
		">layer 2</text>", ">layer 3</text>",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	if outside := regexp.MustCompile(`(?i)(src|href)="(?:https?:|//|/)|url\(|@import|<script`).FindString(page); outside != "" {
		t.Errorf("the page refers to something outside: %s", outside)
	}
	// Test and training digits give other curves, each layer its own; and w − w₀ is
	// not w.
	for pattern, want := range map[string]int{` points="[^"]+"`: 2 + 2 + 2, `<img src="[^"]+"`: 2 * 30} {
		all := regexp.MustCompile(pattern).FindAllString(page, -1)
		slices.Sort(all)
		if different := len(slices.Compact(slices.Clone(all))); len(all) != want || different != want {
			t.Errorf("the page has %d of %s, %d of them different, want %d", len(all), pattern, different, want)
		}
	}
	// The confusion matrix counts every test digit once.
	sum, right := 0, 0
	for _, cell := range regexp.MustCompile(`<td class="(right|wrong|none)" style="--share: [\d.e-]+">(\d+)</td>`).FindAllStringSubmatch(page, -1) {
		n, _ := strconv.Atoi(cell[2])
		sum += n
		if cell[1] == "right" {
			right += n
		}
	}
	if sum != 297 || !strings.Contains(stdout, fmt.Sprintf("Epoch 1: %d / 297 right", right)) {
		t.Errorf("the matrix counts %d digits, %d of them right; the run printed\n%s", sum, right, stdout)
	}
}

// TestReportOfLoaded: the page speaks of no random start, nor, where nothing was
// learned, of w − w₀, of training digits and of the training's time.
func TestReportOfLoaded(t *testing.T) {
	net, file := filepath.Join(t.TempDir(), "net.json"), filepath.Join(t.TempDir(), "run.html")
	call("-epochs", "0", "-save", net)
	for epochs, want := range map[string]bool{"0": false, "1": true} {
		_, _, stderr := call("-epochs", epochs, "-load", net, "-report", file)
		page, _ := os.ReadFile(file)
		for _, part := range []string{"w − w₀", " tests took "} {
			if strings.Contains(string(page), part) != want {
				t.Errorf("-epochs %s: whether the page has %q is not %v", epochs, part, want)
			}
		}
		if !strings.Contains(string(page), "loaded from "+net) || strings.Contains(string(page), "random") || (stderr != "") != want {
			t.Errorf("-epochs %s: it says %q; the page\n%.4000s", epochs, stderr, page)
		}
	}
}

// TestReportInBrowser opens the page in Chromium, in a desktop's window and on a
// phone, light and dark.
func TestReportInBrowser(t *testing.T) {
	if os.Getenv("BACKPROP_NEEDS_CHROMIUM") == "" {
		t.Skip("left to the stage browser of .ci/run: Chromium takes long to begin")
	}
	file := filepath.Join(t.TempDir(), "run.html")
	if status, _, stderr := call("-epochs", "1", "-report", file); status != 0 {
		t.Fatalf("exit status %d: %s", status, stderr)
	}
	colours := map[string]bool{}
	for _, window := range []chromium.Window{{Width: 1280, Height: 800}, {Width: 360, Height: 800}, {Width: 360, Height: 800, Dark: true}} {
		var seen struct {
			TooWide, Background string
			Broken              int
		}
		chromium.Run(t, file, window, `return {
			tooWide: `+chromium.TooWide+`,
			background: getComputedStyle(document.body).backgroundColor,
			broken: [...document.images].filter(i => !i.complete || i.naturalWidth === 0).length,
		}`, &seen)
		if seen.TooWide != "" || seen.Broken > 0 {
			t.Errorf("%d wide: the page is too wide by %q, and %d pictures do not show", window.Width, seen.TooWide, seen.Broken)
		}
		colours[seen.Background] = true
	}
	if len(colours) != 2 {
		t.Errorf("the backgrounds, light and dark, are %v, want two", colours)
	}
}

// compareFigures holds the learning curve and the worst mistakes of the default run
// against those in docs/figures.
func compareFigures(t *testing.T, r *run) {
	if runtime.GOARCH != "amd64" {
		return // other processors round the last digits in another way
	}
	mistakes := r.mistakesSVG()
	var english, portuguese strings.Builder
	r.charts()[0].SVG(&english)
	r.lang = language.Portuguese
	r.charts()[0].SVG(&portuguese)
	for name, got := range map[string]string{"learning-curve.svg": english.String(), "learning-curve.pt-BR.svg": portuguese.String(), "mistakes.svg": mistakes} {
		golden.Compare(t, "../../docs/figures/"+name, got, "")
	}
}
