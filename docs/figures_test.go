package docs_test

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// TestFigures draws the V again, in both languages. (The other figures are kept by
// the tests of cmd/trace and cmd/train, but for speed.svg and speed.pt-BR.svg, which
// show times: go run ./cmd/speed -svg draws them.)
func TestFigures(t *testing.T) {
	if runtime.GOARCH != "amd64" || runtime.GOOS == "windows" {
		t.Skip("other processors round the last digits in another way; and the commands want a shell")
	}
	for lang, name := range map[string]string{"en": "v-curve.svg", "pt-BR": "v-curve.pt-BR.svg"} {
		drawn, kept := filepath.Join(t.TempDir(), name), filepath.Join("figures", name)
		out := run(t, "go run ./cmd/gradcheck -sweep -lang "+lang+" -svg "+drawn, "C")
		got, err := os.ReadFile(drawn)
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
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
