package mnist_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backprop/mnist"
)

// copyDigits writes the embedded digits' files under other names: plain or
// packed, in either spelling.
func copyDigits(t *testing.T, rename func(name string) string, packed bool) string {
	t.Helper()
	dir := t.TempDir()
	files, err := filepath.Glob("digits/*.gz")
	if err != nil || len(files) != 4 {
		t.Fatal(files, err)
	}
	for _, path := range files {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := rename(filepath.Base(path))
		if !packed {
			r, err := gzip.NewReader(bytes.NewReader(content))
			if err != nil {
				t.Fatal(err)
			}
			if content, err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
			name = strings.TrimSuffix(name, ".gz")
		}
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func same(name string) string { return name }

func dotted(name string) string {
	return strings.NewReplacer("-idx3", ".idx3", "-idx1", ".idx1").Replace(name)
}

func TestReadDir(t *testing.T) {
	wantTrain, wantTest := mnist.Digits()
	want := digest(wantTrain) + digest(wantTest)
	for _, rename := range []func(string) string{same, dotted} {
		for _, packed := range []bool{true, false} {
			train, test, err := mnist.ReadDir(copyDigits(t, rename, packed))
			if err != nil {
				t.Error(err)
				continue
			}
			if got := digest(train) + digest(test); got != want {
				t.Errorf("%s, packed %v: read other digits than the embedded ones", rename("-idx3-"), packed)
			}
		}
	}
}

func digest(s *mnist.Set) string {
	h := sha256.New()
	for i := range s.Len() {
		x, _ := s.At(i)
		fmt.Fprintln(h, s.Label(i), x)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

func TestReadDirErrors(t *testing.T) {
	check := func(dir, want string) {
		t.Helper()
		train, test, err := mnist.ReadDir(dir)
		if err == nil || train != nil || test != nil {
			t.Fatalf("read %v and %v, error %v; want an error and nothing else", train, test, err)
		}
		if got := strings.ReplaceAll(err.Error(), dir, "DIR"); !strings.Contains(got, filepath.FromSlash(want)) {
			t.Errorf("error\n\t%s\nwant\n\t%s", got, want)
		}
	}
	check(filepath.Join(t.TempDir(), "missing"), "mnist: stat DIR: ")
	check("dir_test.go", "mnist: DIR is a file, want the folder with the four IDX files")
	check(t.TempDir(), "mnist: DIR has no file train-images-idx3-ubyte or train-images.idx3-ubyte, plain or .gz")
	for _, name := range []string{"train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"} {
		dir := copyDigits(t, same, false)
		os.Remove(filepath.Join(dir, name))
		check(dir, "mnist: DIR has no file "+name+" or ")
	}

	// A file that is there and cannot be opened is not passed by.
	dir := copyDigits(t, same, true)
	plain := filepath.Join(dir, "t10k-labels-idx1-ubyte")
	if os.Symlink(plain, plain) == nil { // to itself; not everybody may do that on Windows
		check(dir, "mnist: stat DIR/t10k-labels-idx1-ubyte: ")
	}

	dir = copyDigits(t, same, false)
	os.Rename(filepath.Join(dir, "t10k-labels-idx1-ubyte"), filepath.Join(dir, "train-labels-idx1-ubyte"))
	check(dir, "mnist: DIR/train-labels-idx1-ubyte: byte 4: 297 labels, want 1500, one for each image of DIR/train-images-idx3-ubyte")

	dir = copyDigits(t, same, false)
	images := filepath.Join(dir, "t10k-images-idx3-ubyte")
	content, _ := os.ReadFile(images)
	for _, size := range [][2]int{{4, 16}, {4, 8}, {8, 4}} {
		content[11], content[15] = byte(size[0]), byte(size[1])
		os.WriteFile(images, content[:16+297*size[0]*size[1]], 0o644)
		check(dir, fmt.Sprintf("mnist: DIR: the images to train with are 8×8, those to test with %d×%d: want one size", size[0], size[1]))
	}
}
