package docs_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	// A call of the go command, up to what ends it: go run ./cmd/train -eta 3.
	goCall = regexp.MustCompile(`\bgo (run|test|vet|build|doc|list) ([^|;&<>()` + "`" + `\n]*)`)
	// A flag in it, without its value: -eta, -eta=3.
	flagWord = regexp.MustCompile(`^--?([a-zA-Z][\w-]*)`)
)

// TestCommands finds commands, in the pages and in the exercises, that name a folder
// which is not there, or a flag that the command does not have.
func TestCommands(t *testing.T) {
	paths := []string{"cmd/exercises/text.en.txt", "cmd/exercises/text.pt-BR.txt"}
	for _, p := range pages(t) {
		paths = append(paths, p.path)
	}
	help := map[string]string{} // by command, "./cmd/train"
	for _, path := range paths {
		text, err := os.ReadFile(filepath.Join(root, path))
		if err != nil {
			t.Fatal(err)
		}
		for _, call := range goCall.FindAllStringSubmatch(string(text), -1) {
			words := strings.Fields(call[2])
			for i, word := range words {
				folder := filepath.Join(root, strings.TrimSuffix(word, "..."))
				if _, err := os.Stat(folder); strings.HasPrefix(word, "./") && err != nil {
					t.Errorf("%s: %s: there is no %s", path, call[0], word)
					break
				}
				flag := flagWord.FindStringSubmatch(word)
				if i == 0 || call[1] != "run" || flag == nil {
					continue
				}
				if help[words[0]] == "" {
					help[words[0]] = "  -h\n" + run(t, "go run "+words[0]+" -h", "C")
				}
				if !regexp.MustCompile(`(?m)^  -` + flag[1] + `\b`).MatchString(help[words[0]]) {
					t.Errorf("%s: %s: %s has no flag -%s", path, call[0], words[0], flag[1])
				}
			}
		}
	}
}
