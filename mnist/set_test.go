package mnist_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"image/color"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/mnist"
	"backprop/nn"
)

var _ nn.BatchData = (*mnist.Set)(nil)

func Example() {
	train, test := mnist.Digits()
	x, y := train.At(0)
	fmt.Println(train.Len(), "to train with,", test.Len(), "to test with")
	fmt.Println("the first shows a", train.Label(0), "in", x.Shape(), "pixels; y is")
	fmt.Println(y.Transpose())
	// Output:
	// 1500 to train with, 297 to test with
	// the first shows a 0 in 64×1 pixels; y is
	// [1  0  0  0  0  0  0  0  0  0]
}

// TestDigits: the first digit is the first line of the published data, scaled
// from 16 to 255, and the number of each digit is what the data set's own
// description says: 178, 182, 177, 183, 181, 182, 181, 179, 174, 180.
func TestDigits(t *testing.T) {
	train, test := mnist.Digits()
	if train.Len() != 1500 || test.Len() != 297 {
		t.Fatalf("%d and %d digits, want 1500 and 297", train.Len(), test.Len())
	}
	var count [10]int
	for _, set := range []*mnist.Set{train, test} {
		for i := range set.Len() {
			count[set.Label(i)]++
		}
	}
	if want := [10]int{178, 182, 177, 183, 181, 182, 181, 179, 174, 180}; count != want {
		t.Errorf("there are %v of each digit, want %v", count, want)
	}
	first := [64]float64{
		0, 0, 5, 13, 9, 1, 0, 0,
		0, 0, 13, 15, 10, 15, 5, 0,
		0, 3, 15, 2, 0, 11, 8, 0,
		0, 4, 12, 0, 0, 8, 8, 0,
		0, 5, 8, 0, 0, 9, 8, 0,
		0, 4, 11, 0, 1, 12, 7, 0,
		0, 2, 14, 5, 10, 12, 0, 0,
		0, 0, 6, 13, 10, 0, 0, 0,
	}
	x, _ := train.At(0)
	for j, want := range first {
		// Half a step of 1/255, from rounding to whole numbers.
		if d := x[j][0] - want/16; d > 0.5/255+1e-15 || d < -0.5/255-1e-15 {
			t.Errorf("pixel %d of the first digit is %v, want %v/16", j, x[j][0], want)
		}
	}
}

// TestBatch: each row is what At gives.
func TestBatch(t *testing.T) {
	train, _ := mnist.Digits()
	indices := []int{3, 1400, 3}
	rng := rand.New(rand.NewPCG(1, 0))
	x, y := matrix.Randn(3, 64, rng), matrix.Randn(3, 10, rng) // to be written over
	train.Batch(indices, x, y)
	for k, i := range indices {
		wantX, wantY := train.At(i)
		for j := range wantX {
			if x[k][j] != wantX[j][0] {
				t.Errorf("image %d: pixel %d is %v in Batch, %v in At", i, j, x[k][j], wantX[j][0])
			}
		}
		for j := range wantY {
			if y[k][j] != wantY[j][0] {
				t.Errorf("image %d: output %d is %v in Batch, %v in At", i, j, y[k][j], wantY[j][0])
			}
		}
	}
}

func TestBatchPanics(t *testing.T) {
	train, _ := mnist.Digits()
	for _, shapes := range [][4]int{{1, 64, 2, 10}, {2, 64, 1, 10}, {2, 63, 2, 10}, {2, 64, 2, 9}} {
		func() {
			want := fmt.Sprintf("mnist: Batch: x is %d×%d and y %d×%d, want 2×64 and 2×10", shapes[0], shapes[1], shapes[2], shapes[3])
			defer func() {
				if got := recover(); got != want {
					t.Errorf("got the panic\n\t%v\nwant\n\t%s", got, want)
				}
			}()
			train.Batch([]int{0, 1}, matrix.Zeros(shapes[0], shapes[1]), matrix.Zeros(shapes[2], shapes[3]))
		}()
	}
}

func TestSlice(t *testing.T) {
	train, _ := mnist.Digits()
	part := train.Slice(100, 103)
	if part.Len() != 3 {
		t.Fatalf("Slice(100, 103) has %d images, want 3", part.Len())
	}
	for i := range 3 {
		x, _ := part.At(i)
		want, _ := train.At(100 + i)
		if part.Label(i) != train.Label(100+i) || fmt.Sprint(x) != fmt.Sprint(want) {
			t.Errorf("image %d of Slice(100, 103) is not image %d of the set", i, 100+i)
		}
	}
	if train.Slice(5, 5).Len() != 0 || train.Slice(0, 1500).Len() != 1500 {
		t.Error("an empty or a whole slice has another length")
	}
	for _, s := range [][2]int{{-1, 3}, {3, 2}, {0, 1501}} {
		func() {
			defer func() {
				want := fmt.Sprintf("mnist: Slice: %d to %d of a set of 1500 images", s[0], s[1])
				if got := recover(); got != want {
					t.Errorf("Slice(%d, %d): panic %v, want %s", s[0], s[1], got, want)
				}
			}()
			train.Slice(s[0], s[1])
		}()
	}
}

// TestManyImages goes through several blocks of memory: image i is one pixel of
// i mod 251.
func TestManyImages(t *testing.T) {
	const n = 5000
	images, labels := []byte{0, 0, 8, 3, 0, 0, n >> 8, n & 255, 0, 0, 0, 1, 0, 0, 0, 1}, []byte{0, 0, 8, 1, 0, 0, n >> 8, n & 255}
	for i := range n {
		images, labels = append(images, byte(i%251)), append(labels, byte(i%10))
	}
	dir := t.TempDir()
	for _, part := range []string{"train", "t10k"} {
		os.WriteFile(filepath.Join(dir, part+"-images-idx3-ubyte"), images, 0o644)
		os.WriteFile(filepath.Join(dir, part+"-labels-idx1-ubyte"), labels, 0o644)
	}
	set, _, err := mnist.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []struct{ from, to int }{{0, n}, {1000, 3100}, {1024, 2048}} {
		slice := set.Slice(part.from, part.to).Slice(5, part.to-part.from)
		for i := range slice.Len() {
			number := part.from + 5 + i
			x, _ := slice.At(i)
			if want := float64(number%251) / 255; x[0][0] != want || slice.Label(i) != number%10 {
				t.Fatalf("image %d of images %d to %d is %v, a %d; want %v, a %d", i, part.from+5, part.to, x[0][0], slice.Label(i), want, number%10)
			}
		}
		for _, i := range []int{-1, slice.Len()} {
			got := func() (p any) {
				defer func() { p = recover() }()
				slice.At(i)
				return nil
			}()
			if want := fmt.Sprintf("mnist: image %d of a set of %d", i, slice.Len()); got != want {
				t.Errorf("image %d of a slice of %d images: panic %v, want %s", i, slice.Len(), got, want)
			}
		}
	}
}

func TestImage(t *testing.T) {
	train, _ := mnist.Digits()
	x, _ := train.At(5)
	img := train.Image(5)
	for row := range 8 {
		for col := range 8 {
			gray := img.At(col, row).(color.Gray)
			if got, want := float64(gray.Y)/255, x[8*row+col][0]; got != want {
				t.Errorf("row %d, column %d is %v in the image, %v in the column", row, col, got, want)
			}
		}
	}
	if b := img.Bounds(); b.Dx() != 8 || b.Dy() != 8 {
		t.Errorf("the image is %v, want 8×8", b)
	}
	img.(interface{ Set(x, y int, c color.Color) }).Set(3, 3, color.Gray{Y: 77})
	if again := train.Image(5).At(3, 3); again == (color.Gray{Y: 77}) {
		t.Error("writing to the image changed the set")
	}
}

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

// TestReadDownloaded: a file under another spelling, which nobody has checked, is
// not read in the place of the one that was.
func TestReadDownloaded(t *testing.T) {
	dir := copyDigits(t, same, true)
	labels := append([]byte{0, 0, 8, 1, 0, 0, 1, 41}, make([]byte, 297)...) // all 0
	if err := os.WriteFile(filepath.Join(dir, "t10k-labels-idx1-ubyte"), labels, 0o644); err != nil {
		t.Fatal(err)
	}
	_, want := mnist.Digits()
	if _, test, err := mnist.ReadDownloaded(dir); err != nil || digest(test) != digest(want) {
		t.Errorf("ReadDownloaded, error %v, read other labels than those of the .gz file", err)
	}
	if _, test, err := mnist.ReadDir(dir); err != nil || digest(test) == digest(want) {
		t.Errorf("ReadDir, error %v, passes the plain file by: this test shows nothing", err)
	}
	os.Remove(filepath.Join(dir, "train-images-idx3-ubyte.gz"))
	if _, _, err := mnist.ReadDownloaded(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("without a file: error %v, want %v", err, os.ErrNotExist)
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
	check("set_test.go", "mnist: DIR is a file, want the folder with the four IDX files")
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
		check(dir, "mnist: open DIR/t10k-labels-idx1-ubyte: ")
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
