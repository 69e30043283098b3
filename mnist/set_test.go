package mnist_test

import (
	"bytes"
	"fmt"
	"image/color"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"backprop/matrix"
	"backprop/mnist"
	"backprop/nn"
)

var _ nn.BatchData = (*mnist.Set)(nil)

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

// TestManyImages goes through several blocks of memory: image i is 64×64 pixels of
// i mod 251.
func TestManyImages(t *testing.T) {
	const n = 700
	images, labels := []byte{0, 0, 8, 3, 0, 0, n >> 8, n & 255, 0, 0, 0, 64, 0, 0, 0, 64}, []byte{0, 0, 8, 1, 0, 0, n >> 8, n & 255}
	for i := range n {
		images, labels = append(images, bytes.Repeat([]byte{byte(i % 251)}, 64*64)...), append(labels, byte(i%10))
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
	for _, part := range []struct{ from, to int }{{0, n}, {100, 600}, {256, 512}} {
		slice := set.Slice(part.from, part.to).Slice(5, part.to-part.from)
		for i := range slice.Len() {
			number := part.from + 5 + i
			x, _ := slice.At(i)
			if want := float64(number%251) / 255; x[0][0] != want || x[64*64-1][0] != want || slice.Label(i) != number%10 {
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
