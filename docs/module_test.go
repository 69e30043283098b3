package docs_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestOwnModule makes the module that README.md shows, in a folder that is not
// inside the repository, and runs it.
func TestOwnModule(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the commands are written for a Unix shell")
	}
	folder := t.TempDir()
	for _, b := range read(t, "README.md").blocks {
		content := strings.Join(b.content, "\n") + "\n"
		switch b.info {
		case "go main.go":
			if err := os.WriteFile(filepath.Join(folder, "main.go"), []byte(content), 0o644); err != nil {
				t.Fatal(err)
			}
			_, want, _ := strings.Cut(content, `"of 4") // `)
			want, _, _ = strings.Cut(want, "\n")
			if got := run(t, "cd "+folder+" && go run .", "C"); got != want+"\n" || want == "" {
				t.Errorf("the program of README.md prints\n%swhere README.md says %q", got, want)
			}
		case "sh":
			if out := run(t, "cd "+folder+" && "+strings.ReplaceAll(content, "../backprop", root), "C"); strings.Contains(out, "rror") {
				t.Fatalf("%s", out)
			}
		}
	}
}
