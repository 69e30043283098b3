package mnist_test

import (
	"fmt"
	"image"
	"math/rand/v2"
	"testing"

	"backprop/matrix"
	"backprop/mnist"
	"backprop/nn"
)

var _ nn.BatchData = (*mnist.Set)(nil)

// TestOneImage: Batch, Image and Slice show what At and Label do.
func TestOneImage(t *testing.T) {
	train, _ := mnist.Digits()
	part := train.Slice(100, 1500).Slice(5, 1395)
	if part.Len() != 1390 || train.Slice(5, 5).Len() != 0 || train.Slice(0, 1500).Len() != 1500 {
		t.Errorf("a slice has %d images, want 1390", part.Len())
	}
	indices := []int{3, 1300, 3}
	rng := rand.New(rand.NewPCG(1, 0))
	x, y := matrix.Randn(3, 64, rng), matrix.Randn(3, 10, rng) // to be written over
	part.Batch(indices, x, y)
	for row, i := range indices {
		i += 105
		wantX, wantY := train.At(i)
		if got, want := fmt.Sprint(x[row], y[row]), fmt.Sprint(wantX.Transpose()[0], wantY.Transpose()[0]); got != want {
			t.Errorf("image %d is, in Batch, %s, want %s", i, got, want)
		}
		if part.Label(i-105) != train.Label(i) || wantY[train.Label(i)][0] != 1 {
			t.Errorf("image %d has the labels %d and %d, and y is %v", i, part.Label(i-105), train.Label(i), wantY)
		}
		picture := part.Image(i - 105).(*image.Gray)
		if got := picture.Bounds(); got != image.Rect(0, 0, 8, 8) {
			t.Errorf("the image is %v", got)
		}
		for k := range picture.Pix {
			if got := float64(picture.GrayAt(k%8, k/8).Y) / 255; got != wantX[k][0] {
				t.Errorf("image %d: pixel %d is %v in the picture, want %v", i, k, got, wantX[k][0])
			}
			picture.Pix[k] = 77
		}
		if again, _ := train.At(i); fmt.Sprint(again) != fmt.Sprint(wantX) {
			t.Error("writing to the picture changed the set")
		}
	}
}

func TestPanics(t *testing.T) {
	train, _ := mnist.Digits()
	batch := func(rows, cols, rows2, cols2 int) func() {
		return func() { train.Batch([]int{0, 1}, matrix.Zeros(rows, cols), matrix.Zeros(rows2, cols2)) }
	}
	for want, do := range map[string]func(){
		"mnist: Batch: x is 1×64 and y 2×10, want 2×64 and 2×10": batch(1, 64, 2, 10),
		"mnist: Batch: x is 2×64 and y 1×10, want 2×64 and 2×10": batch(2, 64, 1, 10),
		"mnist: Batch: x is 2×63 and y 2×10, want 2×64 and 2×10": batch(2, 63, 2, 10),
		"mnist: Batch: x is 2×64 and y 2×9, want 2×64 and 2×10":  batch(2, 64, 2, 9),
		"mnist: Slice: -1 to 3 of a set of 1500 images":          func() { train.Slice(-1, 3) },
		"mnist: Slice: 3 to 2 of a set of 1500 images":           func() { train.Slice(3, 2) },
		"mnist: Slice: 0 to 1501 of a set of 1500 images":        func() { train.Slice(0, 1501) },
		"mnist: image 7 of a set of 7":                           func() { train.Slice(0, 7).At(7) },
		"mnist: image -1 of a set of 7":                          func() { train.Slice(3, 10).At(-1) },
	} {
		func() {
			defer func() {
				if got := recover(); got != want {
					t.Errorf("got the panic\n\t%v\nwant\n\t%s", got, want)
				}
			}()
			do()
		}()
	}
}
