package main

import (
	"bytes"
	"context"
	"flag"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

var update = flag.Bool("update", false, "draw the figures of the documentation anew")

// TestFigures: docs/figures shows the learning curve and the worst mistakes of the
// default run.
func TestFigures(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("other processors round the last digits in another way")
	}
	r, _ := prepared(t, "-method", "matrix") // the same, sooner
	if err := r.train(context.Background()); err != nil {
		t.Fatal(err)
	}
	for name, draw := range map[string]func(io.Writer) error{"learning-curve.svg": r.writeCurve, "mistakes.svg": r.writeMistakes} {
		var got bytes.Buffer
		if err := draw(&got); err != nil {
			t.Fatal(err)
		}
		kept := filepath.Join("..", "..", "docs", "figures", name)
		if *update {
			if err := os.WriteFile(kept, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(kept); err != nil || !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%s is not what the run draws now (error %v): go test ./cmd/train -run TestFigures -update", kept, err)
		}
	}
}
