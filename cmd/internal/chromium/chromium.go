// Package chromium opens pages in a real browser, for the tests of the pages
// that the commands write. It speaks the DevTools protocol over a pair of pipes:
// messages are JSON, each ended by a zero byte.
package chromium

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Page is a page in a browser.
type Page struct {
	t       testing.TB
	to      io.Writer
	from    *bufio.Reader
	lastID  int
	session string
	errors  []string // what the console and the page complained of
}

// Open starts a browser without a window, with nothing of an earlier one, and
// opens the file. It skips the test where there is no Chromium, but fails it if
// the environment variable BACKPROP_NEEDS_CHROMIUM is set.
func Open(t testing.TB, file string) *Page {
	t.Helper()
	if _, err := os.Stat(file); err != nil {
		t.Fatal(err)
	}
	program, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("BACKPROP_NEEDS_CHROMIUM") != "" {
			t.Fatal("there is no chromium")
		}
		t.Skip("there is no chromium to open the page in")
	}
	// Chromium reads messages from file 3 and writes them to file 4.
	toBrowser, to, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	from, fromBrowser, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	profile, err := os.MkdirTemp("", "chromium")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
		"--disable-dev-shm-usage", "--no-first-run", "--user-data-dir="+profile, "--remote-debugging-pipe", "about:blank")
	cmd.ExtraFiles = []*os.File{toBrowser, fromBrowser}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	toBrowser.Close()
	fromBrowser.Close()
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
		to.Close()
		from.Close()
		os.RemoveAll(profile)
	})
	from.SetReadDeadline(time.Now().Add(60 * time.Second))

	p := &Page{t: t, to: to, from: bufio.NewReader(from)}
	var target struct{ TargetID string }
	p.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	var attached struct{ SessionID string }
	p.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &attached)
	p.session = attached.SessionID
	for _, domain := range []string{"Page", "Runtime", "Log"} {
		p.call(domain+".enable", nil, nil)
	}
	absolute, err := filepath.Abs(file)
	if err != nil {
		t.Fatal(err)
	}
	address := (&url.URL{Scheme: "file", Path: filepath.ToSlash(absolute)}).String()
	p.call("Page.navigate", map[string]any{"url": address}, nil)
	for {
		// about:blank may report late that it has loaded, so the page is asked.
		var state string
		p.Eval(`location.protocol + document.readyState`, &state)
		if state == "file:complete" {
			return p
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// Size gives the page a window of that width, or a phone's screen below 500.
func (p *Page) Size(width, height int) {
	p.t.Helper()
	p.call("Emulation.setDeviceMetricsOverride", map[string]any{
		"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500,
	}, nil)
}

// Dark makes the page believe that the reader likes it dark, or light.
func (p *Page) Dark(dark bool) {
	p.t.Helper()
	value := "light"
	if dark {
		value = "dark"
	}
	p.call("Emulation.setEmulatedMedia", map[string]any{
		"features": []any{map[string]any{"name": "prefers-color-scheme", "value": value}},
	}, nil)
}

// Eval evaluates JavaScript in the page and stores what it gives in result.
func (p *Page) Eval(script string, result any) {
	p.t.Helper()
	var answer struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails json.RawMessage
	}
	p.call("Runtime.evaluate", map[string]any{"expression": script, "returnByValue": true, "awaitPromise": true}, &answer)
	if answer.ExceptionDetails != nil {
		p.t.Fatalf("%s: %s", script, answer.ExceptionDetails)
	}
	if err := json.Unmarshal(answer.Result.Value, result); err != nil {
		p.t.Fatalf("%s gave %s: %v", script, answer.Result.Value, err)
	}
}

// Overflow returns how many pixels the page is wider than its window, and what
// reaches furthest.
func (p *Page) Overflow() (pixels int, what string) {
	p.t.Helper()
	p.Eval(`document.documentElement.scrollWidth - document.documentElement.clientWidth`, &pixels)
	if pixels <= 0 {
		return pixels, ""
	}
	p.Eval(`(() => {
		let worst = null, right = 0
		for (const e of document.body.querySelectorAll("*")) {
			const r = e.getBoundingClientRect().right
			if (r > right) { right = r; worst = e }
		}
		return worst === null ? "" : worst.outerHTML.slice(0, 100)
	})()`, &what)
	return pixels, what
}

// Complaints returns what the console and the page complained of so far.
func (p *Page) Complaints() []string { return p.errors }

// message is an answer or an event.
type message struct {
	ID     int
	Method string
	Params json.RawMessage
	Result json.RawMessage
	Error  *struct{ Message string }
}

// call sends a command and waits for its answer.
func (p *Page) call(method string, params any, result any) {
	p.t.Helper()
	p.lastID++
	command := map[string]any{"id": p.lastID, "method": method}
	if params != nil {
		command["params"] = params
	}
	if p.session != "" {
		command["sessionId"] = p.session
	}
	text, err := json.Marshal(command)
	if err != nil {
		p.t.Fatal(err)
	}
	if _, err := p.to.Write(append(text, 0)); err != nil {
		p.t.Fatalf("%s: %v", method, err)
	}
	for {
		m := p.receive()
		if m.ID != p.lastID {
			continue
		}
		if m.Error != nil {
			p.t.Fatalf("%s: %s", method, m.Error.Message)
		}
		if result != nil {
			if err := json.Unmarshal(m.Result, result); err != nil {
				p.t.Fatalf("%s: %v", method, err)
			}
		}
		return
	}
}

// receive reads the next message, and takes note of what happens to the page.
func (p *Page) receive() message {
	p.t.Helper()
	text, err := p.from.ReadBytes(0)
	if err != nil {
		p.t.Fatalf("the browser says no more: %v", err)
	}
	var m message
	if err := json.Unmarshal(text[:len(text)-1], &m); err != nil {
		p.t.Fatal(err)
	}
	switch m.Method {
	case "Log.entryAdded", "Runtime.exceptionThrown":
		p.errors = append(p.errors, fmt.Sprintf("%s %s", m.Method, m.Params))
	case "Runtime.consoleAPICalled":
		p.errors = append(p.errors, fmt.Sprintf("console: %s", m.Params))
	}
	return m
}
