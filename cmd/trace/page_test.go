package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPageIsWhole wants one file that needs nothing from outside, says so to the
// browser, and holds the trace as text for who has no JavaScript.
func TestPageIsWhole(t *testing.T) {
	file := filepath.Join(t.TempDir(), "page.html")
	for _, test := range []struct {
		args   []string
		runs   bool // or is text alone
		within string
	}{
		{nil, true, "of layer 3 goes back"},
		{[]string{"-lang", "pt-BR"}, true, "O erro da camada 3 volta"},
		{[]string{"-sizes", "1,1"}, true, "yours, 1-1"},
		{[]string{"-digit", "7"}, false, "draws networks of up to 5 layers of up to 6 neurons"},
		{[]string{"-sizes", "2,2,2,2,2,2"}, false, "draws networks of up to 5 layers"},
	} {
		if status, _, stderr := call(append(test.args, "-html", file)...); status != 0 {
			t.Fatalf("%q: exit status %d: %s", test.args, status, stderr)
		}
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		page := strings.ReplaceAll(string(b), "http://www.w3.org/2000/svg", "")
		if len(b) > 150_000 {
			t.Errorf("%q: the page has %d bytes, want 150,000 at most", test.args, len(b))
		}
		if outside := regexp.MustCompile(`(?i)\b(src|href)=|url\(|@import|https?:|\bfetch\b|XMLHttpRequest|<no value>`).FindString(page); outside != "" {
			t.Errorf("%q: the page refers to something outside: %s", test.args, outside)
		}
		if !strings.Contains(page, test.within) {
			t.Errorf("%q: the page has no %q", test.args, test.within)
		}
		part := func(name string) string {
			found := regexp.MustCompile(`(?s)<` + name + `>(.*?)</` + name + `>`).FindStringSubmatch(string(b))
			if found == nil {
				return ""
			}
			return found[1]
		}
		policy := regexp.MustCompile(`content="(default-src [^"]*)"`).FindStringSubmatch(string(b))[1]
		want := "default-src 'none'; script-src '" + hash(part("script")) + "'; style-src '" + hash(part("style")) + "'; base-uri 'none'; form-action 'none'"
		if policy != want || (part("script") != "") != test.runs {
			t.Errorf("%q: the policy is %s\nwant %s, with a script: %v", test.args, policy, want, test.runs)
		}
	}
}
