package mnist

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// copyDigits writes the embedded digits' files under other names: plain or
// packed, in either spelling.
func copyDigits(t *testing.T, dotted, packed bool) string {
	t.Helper()
	dir := t.TempDir()
	paths, err := filepath.Glob("digits/*.gz")
	if err != nil || len(paths) != 4 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(path)
		if dotted {
			name = strings.Replace(name, "-idx", ".idx", 1)
		}
		if !packed {
			r, err := gzip.NewReader(bytes.NewReader(content))
			if err != nil {
				t.Fatal(err)
			}
			content, _ = io.ReadAll(r)
			name = strings.TrimSuffix(name, ".gz")
		}
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestReadDir(t *testing.T) {
	wantTrain, wantTest := Digits()
	for _, dotted := range []bool{false, true} {
		for _, packed := range []bool{false, true} {
			train, test, err := ReadDir(copyDigits(t, dotted, packed))
			if err != nil || fmt.Sprint(train, test) != fmt.Sprint(wantTrain, wantTest) {
				t.Errorf("dotted %v, packed %v: read other digits than the embedded ones, error %v", dotted, packed, err)
			}
		}
	}
}

func TestReadDirErrors(t *testing.T) {
	in := func(dir, name string) string { return filepath.Join(dir, name) }
	for want, damage := range map[string]func(dir string) error{
		"mnist: stat DIR: ": os.RemoveAll,
		"mnist: DIR has no file train-labels-idx1-ubyte or train-labels.idx1-ubyte, plain or .gz": func(dir string) error {
			return os.Remove(in(dir, "train-labels-idx1-ubyte"))
		},
		"mnist: DIR has no file t10k-images-idx3-ubyte or ": func(dir string) error {
			return os.Remove(in(dir, "t10k-images-idx3-ubyte"))
		},
		// What is there and cannot be opened is not passed by.
		"mnist: open DIR/t10k-labels-idx1-ubyte: it is a folder, want a file": func(dir string) error {
			os.Remove(in(dir, "t10k-labels-idx1-ubyte"))
			return os.Mkdir(in(dir, "t10k-labels-idx1-ubyte"), 0o755)
		},
		"mnist: DIR/train-labels-idx1-ubyte: byte 4: 297 labels, want 1500, one for each image of DIR/train-images-idx3-ubyte": func(dir string) error {
			return os.Rename(in(dir, "t10k-labels-idx1-ubyte"), in(dir, "train-labels-idx1-ubyte"))
		},
		"mnist: DIR: the images to train with are 8×8, those to test with 4×8: want one size": func(dir string) error {
			return os.WriteFile(in(dir, "t10k-images-idx3-ubyte"), file([]uint32{0x803, 297, 4, 8}, make([]byte, 297*32)...), 0o644)
		},
	} {
		dir := copyDigits(t, false, false)
		if err := damage(dir); err != nil {
			t.Fatal(err)
		}
		_, _, err := ReadDir(dir)
		if err == nil {
			t.Errorf("no error, want %s", want)
		} else if got := strings.ReplaceAll(err.Error(), dir, "DIR"); !strings.HasPrefix(got, filepath.FromSlash(want)) {
			t.Errorf("error\n\t%s\nwant\n\t%s", got, want)
		}
	}
}

// TestAltered: what has another size than MNIST is another data set. (That the
// published files pass, TestMNIST of cmd/train sees.)
func TestAltered(t *testing.T) {
	train, test := &Set{rows: 28, cols: 28, labels: make([]byte, 60_000)}, &Set{rows: 28, cols: 28, labels: make([]byte, 10_000)}
	if !Altered(train, test) || Altered(test, train) || Altered(Digits()) {
		t.Error("Altered takes other sizes for MNIST's, or other digits for MNIST")
	}
}
