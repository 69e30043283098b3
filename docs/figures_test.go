package docs_test

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// TestFigures draws the figures again that a command draws the same each time.
// (network.svg is kept by the tests of cmd/trace, learning-curve.svg and mistakes.svg
// by those of cmd/train. speed.svg shows times: go run ./cmd/speed -svg draws it.)
func TestFigures(t *testing.T) {
	if runtime.GOARCH != "amd64" || runtime.GOOS == "windows" {
		t.Skip("other processors round the last digits in another way; and the commands want a shell")
	}
	dir := t.TempDir()
	out := run(t, "go run ./cmd/gradcheck -sweep -svg "+dir+"/v-curve.svg", "C")
	for _, name := range []string{"v-curve.svg"} {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		kept := filepath.Join("figures", name)
		if *update {
			if err := os.WriteFile(kept, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(kept); err != nil || !bytes.Equal(got, want) {
			t.Errorf("docs/%s is not what is drawn now (error %v): run go test ./docs -run TestFigures -update", kept, err)
		}
	}
}
