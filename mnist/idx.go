package mnist

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
)

// IDX is the format of MNIST's files (http://yann.lecun.com/exdb/mnist): a
// header of big-endian 32-bit numbers, then one byte for each pixel or label.
//
//	images   magic  count  rows  cols  pixels, image by image, row by row
//	labels   magic  count              labels
const (
	imagesMagic = 0x00000803 // unsigned bytes (08), three dimensions (03)
	labelsMagic = 0x00000801 // unsigned bytes (08), one dimension (01)
)

// These limit what a header may say, with room to spare: MNIST has 60,000 images
// of 28×28, and 47 million pixels. The limit on all pixels keeps a small packed
// file from taking all memory.
const (
	maxCount  = 1_000_000
	maxSide   = 256
	maxPixels = 80_000_000
)

// read reads a set from an image file and a label file, plain or gzip. The
// names are for the errors.
func read(imagesName string, images io.Reader, labelsName string, labels io.Reader) (*Set, error) {
	sizes, pixels, err := readIDX(imagesName, images, imagesMagic)
	if err != nil {
		return nil, err
	}
	labelSizes, digits, err := readIDX(labelsName, labels, labelsMagic)
	if err != nil {
		return nil, err
	}
	if labelSizes[0] != sizes[0] {
		return nil, fmt.Errorf("mnist: %s: byte 4: %d labels, want %d, one for each image of %s", labelsName, labelSizes[0], sizes[0], imagesName)
	}
	for i, digit := range digits {
		if digit > 9 {
			return nil, fmt.Errorf("mnist: %s: byte %d: label %d, want 0 to 9", labelsName, 8+i, digit)
		}
	}
	return &Set{sizes[1], sizes[2], pixels, digits}, nil
}

// readIDX returns the sizes in a file's header, and what follows it.
func readIDX(name string, in io.Reader, magic uint32) (sizes []int, content []byte, err error) {
	// The place is counted in the unpacked bytes.
	failed := func(at int64, format string, args ...any) ([]int, []byte, error) {
		return nil, nil, fmt.Errorf("mnist: %s: byte %d: %w", name, at, fmt.Errorf(format, args...))
	}
	buffered := bufio.NewReader(in)
	in = buffered
	// No IDX file begins as a gzip file does: its first two bytes are 0.
	if first, _ := buffered.Peek(2); bytes.Equal(first, []byte{0x1f, 0x8b}) {
		if in, err = gzip.NewReader(buffered); err != nil {
			return failed(0, "damaged gzip file: %w", err)
		}
	}

	header := make([]uint32, 1+magic&0xff) // the magic number ends with the number of dimensions
	if err := binary.Read(in, binary.BigEndian, header); err != nil {
		return failed(0, "the header: %w", err)
	}
	if header[0] != magic {
		return failed(0, "magic number 0x%08x, want 0x%08x: not an IDX file of bytes, or images and labels are swapped", header[0], magic)
	}
	size := int64(1)
	for i, n := range header[1:] {
		most := uint32(maxSide)
		if i == 0 {
			most = maxCount
		}
		if n < 1 || n > most {
			return failed(int64(4+4*i), "the number of %s is %d, want 1 to %d", []string{"entries", "rows", "columns"}[i], n, most)
		}
		sizes = append(sizes, int(n))
		size *= int64(n)
	}
	if size > maxPixels {
		return failed(4, "%d images of %d×%d are %d pixels, want at most %d", sizes[0], sizes[1], sizes[2], size, maxPixels)
	}

	start := int64(4 * len(header))
	b := bytes.NewBuffer(make([]byte, 0, int(size)+1+bytes.MinRead)) // so much that it need not grow
	n, err := b.ReadFrom(io.LimitReader(in, size+1))
	switch {
	case err != nil:
		return failed(start+n, "%w", err)
	case n < size:
		return failed(start+n, "the file ends too early, want %d bytes by its header", start+size)
	case n > size:
		return failed(start+size, "the file goes on, want %d bytes by its header", start+size)
	}
	return sizes, b.Bytes(), nil
}
