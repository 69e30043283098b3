package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"backprop/cmd/internal/chromium"
)

// TestReport looks at the page as text: that its numbers are those of the run,
// and that it is whole by itself.
func TestReport(t *testing.T) {
	file := filepath.Join(t.TempDir(), "run.html")
	status, stdout, stderr := call("-epochs", "3", "-report", file)
	if status != 0 {
		t.Fatalf("exit status %d: %s", status, stderr)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	page := string(b)
	accuracy := regexp.MustCompile(`Accuracy: (\S+) %`).FindStringSubmatch(stdout)[1]
	for _, want := range []string{
		"<h1>" + accuracy + " % of 297 digits right</h1>",
		"64-30-10 neurons, trained on 1500",
		"<code>go run ./cmd/train -data digits -hidden 30 -epochs 3 -batch 10 -eta 3 -method chapter -seed 16</code>",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	if outside := regexp.MustCompile(`(?i)(src|href)="(?:https?:|//|/)|url\(|@import|<script`).FindString(page); outside != "" {
		t.Errorf("the page refers to something outside: %s", outside)
	}
	if n := strings.Count(page, "<figure>"); n != 12+30 {
		t.Errorf("the page has %d pictures, want 12 mistakes and 30 neurons", n)
	}
	// The confusion matrix counts every test digit once.
	sum, right := 0, 0
	for _, cell := range regexp.MustCompile(`<td class="(right|wrong|none)">(\d+)</td>`).FindAllStringSubmatch(page, -1) {
		n, _ := strconv.Atoi(cell[2])
		sum += n
		if cell[1] == "right" {
			right += n
		}
	}
	if sum != 297 || !strings.Contains(stdout, "Epoch 2: "+strconv.Itoa(right)+" / 297\n") {
		t.Errorf("the matrix counts %d digits, %d of them right; the run printed\n%s", sum, right, stdout)
	}
}

// TestReportInBrowser opens the page in Chromium, in a desktop's window and on a
// phone, light and dark.
func TestReportInBrowser(t *testing.T) {
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
