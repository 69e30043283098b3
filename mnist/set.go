// Package mnist reads handwritten digits: the IDX files of MNIST, and a small
// set of real digits that comes with the package.
//
// A [Set] keeps the images as bytes, and makes the columns that a network takes
// only when it is asked for them:
//
//	train, test := mnist.Digits()
//	x, y := train.At(0) // x: 64×1, pixels from 0 to 1; y: 10×1, one 1 and nine 0s
//
// [ReadDir] reads MNIST itself from a folder of its four files.
package mnist

import (
	"fmt"
	"image"

	"backprop/matrix"
)

// Set is a set of labelled images of one size. It implements nn.BatchData.
type Set struct {
	rows, cols int
	pixels     []byte // image by image
	labels     []byte // one for each image, 0 to 9
}

// image returns the rows·cols pixels of image i, row by row, from 0 (paper) to
// 255 (ink).
func (s *Set) image(i int) []byte {
	if i < 0 || i >= s.Len() {
		panic(fmt.Sprintf("mnist: image %d of a set of %d", i, s.Len()))
	}
	size := s.rows * s.cols
	return s.pixels[i*size:][:size]
}

// Len returns the number of images.
func (s *Set) Len() int { return len(s.labels) }

// Size returns the height and width of the images in pixels.
func (s *Set) Size() (rows, cols int) { return s.rows, s.cols }

// At returns image i as the column of its pixels, row by row (rows·cols × 1),
// scaled to 0…1; and its label as the output that a network should give, a 10×1
// column that is 1 in the row of the label and 0 elsewhere. Both are new.
func (s *Set) At(i int) (x, y matrix.Matrix) {
	x = matrix.Zeros(s.rows*s.cols, 1)
	for j, pixel := range s.image(i) {
		x[j][0] = scaled[pixel]
	}
	y = matrix.Zeros(10, 1)
	y[s.labels[i]][0] = 1
	return x, y
}

// scaled holds the 256 values that a pixel may have. To look them up is faster
// than to divide millions of times.
var scaled = func() (values [256]float64) {
	for pixel := range values {
		values[pixel] = float64(pixel) / 255
	}
	return values
}()

// Batch sets the rows of x (m×rows·cols) and y (m×10) to the images of these m
// indices and the wanted outputs, each as At has it in a column. It panics if x or
// y has another shape.
func (s *Set) Batch(indices []int, x, y matrix.Matrix) {
	if m := len(indices); !x.HasShape(m, s.rows*s.cols) || !y.HasShape(m, 10) {
		panic(fmt.Sprintf("mnist: Batch: x is %s and y %s, want %d×%d and %d×10", x.Shape(), y.Shape(), m, s.rows*s.cols, m))
	}
	for j, i := range indices {
		row := x[j]
		for k, pixel := range s.image(i) {
			row[k] = scaled[pixel]
		}
		clear(y[j])
		y[j][s.labels[i]] = 1
	}
}

// Label returns the digit that image i shows, 0 to 9.
func (s *Set) Label(i int) int { return int(s.labels[i]) }

// Image returns a copy of image i, white on black as MNIST stores it.
func (s *Set) Image(i int) image.Image {
	img := image.NewGray(image.Rect(0, 0, s.cols, s.rows))
	copy(img.Pix, s.image(i))
	return img
}

// Slice returns the images from to to-1 as a set of their own, which shares
// their memory. It panics unless 0 ≤ from ≤ to ≤ Len.
func (s *Set) Slice(from, to int) *Set {
	if from < 0 || to < from || to > s.Len() {
		panic(fmt.Sprintf("mnist: Slice: %d to %d of a set of %d images", from, to, s.Len()))
	}
	size := s.rows * s.cols
	return &Set{s.rows, s.cols, s.pixels[from*size : to*size], s.labels[from:to]}
}
