package docs_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// figures are the pictures in docs/figures that a command draws the same each
// time, with the command; %s stands for the folder. (network.svg is kept by the
// tests of cmd/trace. speed.svg shows times: go run ./cmd/speed -svg draws it.)
var figures = []struct {
	command string
	files   []string
}{
	{"go run ./cmd/gradcheck -sweep -svg %s/v-curve.svg", []string{"v-curve.svg"}},
	{"go run ./cmd/train -quiet -figures %s", []string{"learning-curve.svg", "mistakes.svg"}},
}

// TestFigures draws them again.
func TestFigures(t *testing.T) {
	if runtime.GOARCH != "amd64" || runtime.GOOS == "windows" {
		t.Skip("other processors round the last digits in another way; and the commands want a shell")
	}
	for _, figure := range figures {
		dir := t.TempDir()
		if out, err := commands.run(fmt.Sprintf(figure.command, dir), false); err != nil {
			t.Fatalf("%s: %v\n%s", figure.command, err, out)
		}
		for _, name := range figure.files {
			got, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			kept := filepath.Join("figures", name)
			if *update {
				if err := os.WriteFile(kept, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want, err := os.ReadFile(kept); err != nil || !bytes.Equal(got, want) {
				t.Errorf("docs/%s is not what %s draws (error %v): run go test ./docs -run TestFigures -update", kept, fmt.Sprintf(figure.command, "docs/figures"), err)
			}
		}
	}
}
