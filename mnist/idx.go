package mnist

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
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
// and 47 million pixels. They keep a small packed file from taking all memory.
const (
	maxImages = 200_000
	maxPixels = 60_000_000
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
		return nil, fmt.Errorf("%s: byte 4: %d labels, want %d, one for each image of %s", labelsName, labelSizes[0], sizes[0], imagesName)
	}
	for i, digit := range digits {
		if digit > 9 {
			return nil, fmt.Errorf("%s: byte %d: label %d, want 0 to 9", labelsName, 8+i, digit)
		}
	}
	return &Set{sizes[1], sizes[2], pixels, digits}, nil
}

// readIDX returns the sizes in a file's header, and what follows it.
func readIDX(name string, in io.Reader, magic uint32) (sizes []int, content []byte, err error) {
	// The place is counted in the unpacked bytes.
	failed := func(at int64, format string, args ...any) ([]int, []byte, error) {
		return nil, nil, fmt.Errorf("%s: byte %d: %w", name, at, fmt.Errorf(format, args...))
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
	size := int64(1) // of what follows: an int may have 32 bits
	for i, n := range header[1:] {
		size *= int64(n)
		if n < 1 || i == 0 && n > maxImages {
			return failed(int64(4+4*i), "the number of %s is %d, want 1 or more, and at most %d images", []string{"entries", "rows", "columns"}[i], n, maxImages)
		} else if size > maxPixels {
			return failed(int64(4+4*i), "images × rows × columns = %v is more than %d pixels", header[1:i+2], maxPixels)
		}
		sizes = append(sizes, int(n))
	}

	start := int64(4 * len(header))
	content = make([]byte, size)
	if n, err := io.ReadFull(in, content); err != nil {
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			err = errors.New("the file ends too early")
		}
		return failed(start+int64(n), "%w, want %d bytes by its header", err, start+size)
	}
	if _, err := io.ReadFull(in, make([]byte, 1)); err == nil {
		return failed(start+size, "the file goes on, want %d bytes by its header", start+size)
	} else if err != io.EOF {
		return failed(start+size, "%w", err)
	}
	return sizes, content, nil
}
