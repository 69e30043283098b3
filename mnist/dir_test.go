package mnist

import (
	"fmt"
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
	for _, name := range []string{"train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"} {
		content, err := digits.ReadFile("digits/" + name + ".gz")
		if err != nil {
			t.Fatal(err)
		}
		if dotted {
			name = strings.Replace(name, "-idx", ".idx", 1)
		}
		if packed {
			name += ".gz"
		} else {
			content = unpacked(content)
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

// TestReadDirErrors: the error says which file or folder is wrong, and why.
func TestReadDirErrors(t *testing.T) {
	in := func(dir, name string) string { return filepath.Join(dir, name) }
	for want, damage := range map[string]func(dir string) error{
		"stat DIR: ": os.RemoveAll,
		"DIR is a file, want the folder": func(dir string) error {
			os.RemoveAll(dir)
			return os.WriteFile(dir, nil, 0o644)
		},
		"DIR has no file train-labels-idx1-ubyte or train-labels.idx1-ubyte": func(dir string) error {
			return os.Remove(in(dir, "train-labels-idx1-ubyte"))
		},
		"DIR has no file t10k-images-idx3-ubyte or ": func(dir string) error {
			return os.Remove(in(dir, "t10k-images-idx3-ubyte"))
		},
		// What is there and cannot be opened is not passed by.
		"DIR/t10k-labels-idx1-ubyte: it is a folder": func(dir string) error {
			os.Remove(in(dir, "t10k-labels-idx1-ubyte"))
			return os.Mkdir(in(dir, "t10k-labels-idx1-ubyte"), 0o755)
		},
		"DIR/train-labels-idx1-ubyte: byte 4: 297 labels, want 1500": func(dir string) error {
			return os.Rename(in(dir, "t10k-labels-idx1-ubyte"), in(dir, "train-labels-idx1-ubyte"))
		},
		"DIR: the images to train with are 8×8, those to test with 4×8": func(dir string) error {
			return os.WriteFile(in(dir, "t10k-images-idx3-ubyte"), file([]uint32{0x803, 297, 4, 8}, make([]byte, 297*32)...), 0o644)
		},
		"8×8, those to test with 8×4": func(dir string) error {
			return os.WriteFile(in(dir, "t10k-images-idx3-ubyte"), file([]uint32{0x803, 297, 8, 4}, make([]byte, 297*32)...), 0o644)
		},
	} {
		dir := copyDigits(t, false, false)
		if err := damage(dir); err != nil {
			t.Fatal(err)
		}
		_, _, err := ReadDir(dir)
		if got := strings.ReplaceAll(fmt.Sprint(err), dir, "DIR"); !strings.HasPrefix(got, "mnist: ") || !strings.Contains(got, filepath.FromSlash(want)) {
			t.Errorf("error\n\t%s\nwant\n\t%s", got, want)
		}
	}
}

// TestAltered: what has another size than MNIST is another data set. (That the
// published files pass, TestMNIST of cmd/train sees.)
func TestAltered(t *testing.T) {
	of := func(n, rows, cols int) *Set { return &Set{rows: rows, cols: cols, labels: make([]byte, n)} }
	test := of(10_000, 28, 28)
	if !Altered(of(60_000, 28, 28), test) {
		t.Error("other digits are taken for MNIST")
	}
	for _, train := range []*Set{of(59_999, 28, 28), of(60_000, 27, 28), of(60_000, 28, 27)} {
		if Altered(train, test) || Altered(of(60_000, 28, 28), of(9_999, 28, 28)) {
			t.Error("another data set is taken for MNIST")
		}
	}
}
