// Package chromium looks at pages in a real browser, for the tests of the pages
// that the commands write.
package chromium

import (
	"encoding/json"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Window is what a page is opened in.
type Window struct {
	Width, Height int
	Dark          bool // whether the reader prefers dark pages
}

// Run adds a script to a copy of the page, opens it, and stores in result what
// the script returns. The script is the body of an async function. The page
// stands in a frame, as Chromium has no windows as narrow as a phone. Run fails
// the test if the console complains, which it does of scripts that fail and of
// what the page asks for outside itself. It skips the test unless the environment
// variable BACKPROP_NEEDS_CHROMIUM is set, as a browser takes its time.
func Run(t testing.TB, file string, window Window, script string, result any) {
	t.Helper()
	if os.Getenv("BACKPROP_NEEDS_CHROMIUM") == "" {
		t.Skip("BACKPROP_NEEDS_CHROMIUM is not set")
	}
	program, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	script = "addEventListener('load', () => (async () => {" + script + "\n})().then(value => ({ value }), e => ({ failed: String(e && e.stack || e) })).then(a => parent.postMessage(JSON.stringify(a), '*')))"
	allowed := strings.Replace(string(page), "script-src ", "script-src 'unsafe-inline' ", 1)
	dir := t.TempDir()
	frame := fmt.Sprintf(`<!DOCTYPE html><style>:root { color-scheme: light dark } iframe { border: 0 }</style>
<iframe width="%d" height="%d" src="page.html"></iframe><pre></pre>
<script>addEventListener("message", e => { document.querySelector("pre").textContent = e.data })</script>`, window.Width, window.Height)
	for name, text := range map[string]string{"page.html": allowed + "<script>" + script + "</script>", "frame.html": frame} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	scheme := 1 // light
	if window.Dark {
		scheme = 0
	}
	cmd := exec.Command(program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
		"--user-data-dir="+filepath.Join(dir, "profile"), fmt.Sprint("--blink-settings=preferredColorScheme=", scheme),
		fmt.Sprintf("--window-size=%d,%d", window.Width+100, window.Height+200), "--enable-logging=stderr",
		"--virtual-time-budget=60000", "--dump-dom", "file://"+filepath.ToSlash(filepath.Join(dir, "frame.html")))
	var stderr strings.Builder
	cmd.Stderr = &stderr
	dom, err := cmd.Output()
	if err != nil {
		t.Fatalf("chromium: %v: %s", err, stderr.String())
	}
	for _, complaint := range regexp.MustCompile(`:CONSOLE.*`).FindAllString(stderr.String(), -1) {
		t.Errorf("%s: the browser complains: %s", file, complaint)
	}
	_, answer, _ := strings.Cut(string(dom), "<pre>")
	answer, _, _ = strings.Cut(answer, "</pre>")
	var got struct {
		Value  json.RawMessage
		Failed string
	}
	if err := json.Unmarshal([]byte(html.UnescapeString(answer)), &got); err != nil || got.Failed != "" {
		t.Fatalf("%s: the script gives no result: %s%.1000s", file, got.Failed, answer)
	}
	if err := json.Unmarshal(got.Value, result); err != nil {
		t.Fatalf("%s: the script gives %.300s: %v", file, got.Value, err)
	}
}

// TooWide is an expression of JavaScript: by how much the page is wider than the
// window, or "".
const TooWide = `(root => root.scrollWidth > root.clientWidth ? root.scrollWidth - root.clientWidth + " pixels" : "")(document.documentElement)`
