package docs_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	codeSpan = regexp.MustCompile("`[^`]+`")
	// A call of the go command, up to what ends it: go run ./cmd/train -eta 3.
	goCall = regexp.MustCompile(`\bgo (run|test|vet|build|doc|list) ([^|;&<>()` + "`" + `\n]*)`)
	// A flag in it, without its value: -eta, -eta=3.
	flagWord = regexp.MustCompile(`^--?([a-zA-Z][\w-]*)`)
	// A flag in what -h prints: "  -eta rate".
	flagLine = regexp.MustCompile(`(?m)^  -([\w-]+)`)
)

// TestCommands finds commands, in the text and in blocks, that name a folder
// which is not there, or a flag that the command does not have.
func TestCommands(t *testing.T) {
	known := map[string]map[string]bool{} // flags by command, "./cmd/train"
	flags := func(command string) map[string]bool {
		if known[command] == nil {
			known[command] = map[string]bool{"h": true}
			for _, match := range flagLine.FindAllStringSubmatch(run(t, "go run "+command+" -h", "C"), -1) {
				known[command][match[1]] = true
			}
		}
		return known[command]
	}
	for _, p := range pages(t) {
		var code []string
		for _, span := range codeSpan.FindAllString(p.prose, -1) {
			code = append(code, strings.ReplaceAll(span, "\n", " "))
		}
		for _, b := range p.blocks {
			switch b.lang() {
			case "sh":
				code = append(code, b.content...)
			case "console":
				code = append(code, b.content[:min(1, len(b.content))]...)
			}
		}
		for _, call := range goCall.FindAllStringSubmatch(strings.Join(code, "\n"), -1) {
			words := strings.Fields(call[2])
			for i, word := range words {
				folder := filepath.Join(root, strings.TrimSuffix(word, "..."))
				if _, err := os.Stat(folder); strings.HasPrefix(word, "./") && err != nil {
					t.Errorf("%s: %s: there is no %s", p.path, call[0], word)
					break
				}
				flag := flagWord.FindStringSubmatch(word)
				if i > 0 && call[1] == "run" && flag != nil && !flags(words[0])[flag[1]] {
					t.Errorf("%s: %s: %s has no flag -%s", p.path, call[0], words[0], flag[1])
				}
			}
		}
	}
}
