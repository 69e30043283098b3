package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backprop/cmd/internal/cli"
)

func TestFilesThatCannotBe(t *testing.T) {
	dir := t.TempDir()
	missing := filepath.Join(dir, "missing", "file")
	other := filepath.Join(dir, "other.json")
	os.WriteFile(other, []byte(`{"version":1,"sizes":[2,1],"biases":[[1]],"weights":[[[1,2]]]}`), 0o644)
	broken := filepath.Join(dir, "broken.json")
	os.WriteFile(broken, []byte(`{"version":1`), 0o644)
	link, data := filepath.Join(t.TempDir(), "link"), folderOf(t, 1, 1, "\x01", "a", "\x02", "b")
	if err := os.Symlink(dir, link); err != nil {
		link = dir
	}
	tests := []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"-save", missing}, 1, "cannot write " + missing + ": there is no folder " + filepath.Dir(missing)},
		{[]string{"-save", dir}, 1, "cannot write " + dir + ": it is a folder, want a file"},
		{[]string{"-report", missing}, 1, "cannot write " + missing},
		{[]string{"-save", "/dev/null"}, 1, "cannot write /dev/null: it is not a regular file"},
		{[]string{"-load", missing}, 1, "stat " + missing + ": "},
		{[]string{"-load", dir}, 1, dir + ": it is a folder, want a file"},
		{[]string{"-load", broken}, 1, broken + ": the file ends too early, or a row is too long"},
		{[]string{"-load", other}, 1, other + ": a network of 2-1 is not one for images of 8×8 pixels, which wants 64 inputs and 10 outputs: is -data right?"},
		{[]string{"-load", other, "-hidden", "30"}, 2, "-hidden does not go with -load"},
		{[]string{"-save", filepath.Join(dir, "x"), "-report", filepath.Join(dir, ".", "x")}, 2, "are the same file"},
		{[]string{"-load", other, "-report", filepath.Join(link, "other.json")}, 2, "are the same file"},
		{[]string{"-data", data, "-save", filepath.Join(data, "t10k-labels-idx1-ubyte")}, 2, "are the same file"},
		{[]string{"-method", "fast"}, 2, `-method "fast": want chapter or matrix`},
		{[]string{"-save", ""}, 2, "-save is empty, want a name"},
		{[]string{"-load", ""}, 2, "-load is empty, want a name"},
		{[]string{"-report", ""}, 2, "-report is empty, want a name"},
	}
	for _, test := range tests {
		refused(t, test.args, test.status, test.want)
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, fmt.Errorf("no space left on device") }

func TestOutputThatCannotBeWritten(t *testing.T) {
	var stderr bytes.Buffer
	status := cli.Run("train", train, []string{"-epochs", "1"}, full{}, &stderr)
	if want := "train: writing the output: no space left on device\n"; status != 1 || !strings.HasSuffix(stderr.String(), want) {
		t.Errorf("exit status %d and\n%s\nwant 1 and\n%s", status, &stderr, want)
	}
}
