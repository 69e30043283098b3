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
	blocks     [][]byte // the pixels
	perBlock   int      // images to a block
	first      int      // the number of the first image in the blocks; not 0 for a slice
	labels     []byte   // one for each image, 0 to 9
}

// blockBytes is how large the pieces of memory are that images share. A piece for
// each image would be 60,000 for the garbage collector to look at, again and again;
// one for all would have to be copied as it grows.
const blockBytes = 1 << 20

// pixels returns the rows·cols pixels of image i, row by row, from 0 (paper) to
// 255 (ink).
func (s *Set) pixels(i int) []byte {
	if i < 0 || i >= s.Len() {
		panic(fmt.Sprintf("mnist: image %d of a set of %d", i, s.Len()))
	}
	size := s.rows * s.cols
	i += s.first
	return s.blocks[i/s.perBlock][i%s.perBlock*size:][:size:size]
}

// add adds an image, of which it keeps a copy, and its label.
func (s *Set) add(pixels []byte, label byte) {
	if s.Len()%s.perBlock == 0 {
		// The first block grows as images come, because a set may be small. Each
		// later one is made whole at once.
		var block []byte
		if s.Len() > 0 {
			block = make([]byte, 0, s.perBlock*len(pixels))
		}
		s.blocks = append(s.blocks, block)
	}
	last := &s.blocks[len(s.blocks)-1]
	*last = append(*last, pixels...)
	s.labels = append(s.labels, label)
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
	for j, pixel := range s.pixels(i) {
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
		for k, pixel := range s.pixels(i) {
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
	copy(img.Pix, s.pixels(i))
	return img
}

// Slice returns the images from to to-1 as a set of their own, which shares
// their memory. It panics unless 0 ≤ from ≤ to ≤ Len.
func (s *Set) Slice(from, to int) *Set {
	if from < 0 || to < from || to > s.Len() {
		panic(fmt.Sprintf("mnist: Slice: %d to %d of a set of %d images", from, to, s.Len()))
	}
	return &Set{s.rows, s.cols, s.blocks, s.perBlock, s.first + from, s.labels[from:to:to]}
}
