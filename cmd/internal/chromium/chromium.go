// Package chromium looks at pages in a real browser, for the tests of the pages
// that the commands write.
package chromium

import (
	"encoding/json"
	"errors"
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
// the script, the body of an async function, returns. The page stands in a frame,
// as Chromium has no windows as narrow as a phone. Run fails the test if the console
// complains, which it does of scripts that fail and of what the page asks for outside
// itself. It skips the test unless the environment variable BACKPROP_NEEDS_CHROMIUM
// is set, as a browser takes its time.
func Run(t testing.TB, file string, window Window, script string, result any) {
	t.Helper()
	if os.Getenv("BACKPROP_NEEDS_CHROMIUM") == "" {
		t.Skip("BACKPROP_NEEDS_CHROMIUM is not set")
	}
	page, err := os.ReadFile(file)
	dir := t.TempDir()
	allowed := strings.Replace(string(page), "script-src ", "script-src 'unsafe-inline' ", 1) + "<script>addEventListener('load', () => (async () => {" + script +
		"\n})().then(Value => ({ Value }), e => ({ Failed: String(e && e.stack || e) })).then(answer => parent.postMessage(JSON.stringify(answer), '*')))</script>"
	frame := fmt.Sprintf(`<!DOCTYPE html><style>:root { color-scheme: light dark } iframe { border: 0 }</style>
<iframe width="%d" height="%d" src="page.html"></iframe><pre></pre>
<script>addEventListener("message", e => { document.querySelector("pre").textContent = e.data })</script>`, window.Width, window.Height)
	err = errors.Join(err, os.WriteFile(filepath.Join(dir, "page.html"), []byte(allowed), 0o644), os.WriteFile(filepath.Join(dir, "frame.html"), []byte(frame), 0o644))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
		"--user-data-dir="+filepath.Join(dir, "profile"), "--blink-settings=preferredColorScheme="+map[bool]string{true: "0", false: "1"}[window.Dark],
		fmt.Sprintf("--window-size=%d,%d", window.Width+100, window.Height+200), "--enable-logging=stderr",
		"--virtual-time-budget=60000", "--dump-dom", "file://"+filepath.ToSlash(filepath.Join(dir, "frame.html")))
	var stderr strings.Builder
	cmd.Stderr = &stderr
	dom, err := cmd.Output()
	if err != nil {
		t.Fatalf("chromium: %v: %s", err, stderr.String())
	}
	if complaints := regexp.MustCompile(`:CONSOLE.*`).FindAllString(stderr.String(), -1); complaints != nil {
		t.Errorf("%s: the browser complains: %q", file, complaints)
	}
	answer := html.UnescapeString(regexp.MustCompile(`(?s)<pre>(.*?)</pre>`).FindStringSubmatch(string(dom) + "<pre></pre>")[1])
	got := struct{ Value any }{result}
	if err := json.Unmarshal([]byte(answer), &got); err != nil || !strings.HasPrefix(answer, `{"Value":`) {
		t.Fatalf("%s: the script gives no such result: %v: %.1000s", file, err, answer)
	}
}

// TooWide is an expression of JavaScript: by how much the page is wider than the
// window, or "".
const TooWide = `(root => root.scrollWidth > root.clientWidth ? root.scrollWidth - root.clientWidth + " pixels" : "")(document.documentElement)`
