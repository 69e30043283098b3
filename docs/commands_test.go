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
	calls := map[string]string{} // the code that calls them, by file
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
		calls[p.path] = strings.Join(code, "\n")
	}
	for _, path := range []string{"cmd/exercises/text.en.txt", "cmd/exercises/text.pt-BR.txt"} {
		text, err := os.ReadFile(filepath.Join(root, path))
		if err != nil {
			t.Fatal(err)
		}
		calls[path] = strings.ReplaceAll(string(text), "\n  ", " ")
	}
	for path, code := range calls {
		for _, call := range goCall.FindAllStringSubmatch(code, -1) {
			words := strings.Fields(call[2])
			for i, word := range words {
				folder := filepath.Join(root, strings.TrimSuffix(word, "..."))
				if _, err := os.Stat(folder); strings.HasPrefix(word, "./") && err != nil {
					t.Errorf("%s: %s: there is no %s", path, call[0], word)
					break
				}
				flag := flagWord.FindStringSubmatch(word)
				if i > 0 && call[1] == "run" && flag != nil && !flags(words[0])[flag[1]] {
					t.Errorf("%s: %s: %s has no flag -%s", path, call[0], words[0], flag[1])
				}
			}
		}
	}
}
