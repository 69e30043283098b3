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
//
// It trusts no header: memory is taken image by image, as their bytes come in.
func read(imagesName string, images io.Reader, labelsName string, labels io.Reader) (*Set, error) {
	imageFile, err := newIDX(imagesName, images)
	if err != nil {
		return nil, err
	}
	labelFile, err := newIDX(labelsName, labels)
	if err != nil {
		return nil, err
	}

	sizes, err := imageFile.header(imagesMagic, "images", "rows", "columns")
	if err != nil {
		return nil, err
	}
	count, rows, cols := sizes[0], sizes[1], sizes[2]
	if pixels := int64(count) * int64(rows*cols); pixels > maxPixels {
		return nil, imageFile.errorf(4, "%d images of %d×%d are %d pixels, want at most %d", count, rows, cols, pixels, maxPixels)
	}
	labelSizes, err := labelFile.header(labelsMagic, "labels")
	if err != nil {
		return nil, err
	}
	if labelSizes[0] != count {
		return nil, labelFile.errorf(4, "%d labels, want %d, one for each image of %s", labelSizes[0], count, imagesName)
	}

	imageFile.holds = fmt.Sprintf("%d bytes, %d images of %d×%d", imageFile.offset+int64(count)*int64(rows*cols), count, rows, cols)
	labelFile.holds = fmt.Sprintf("%d bytes, %d labels", labelFile.offset+int64(count), count)
	set := &Set{rows: rows, cols: cols, perBlock: max(blockBytes/(rows*cols), 1)}
	image, label := make([]byte, rows*cols), make([]byte, 1)
	for range count {
		if err := imageFile.next(image); err != nil {
			return nil, err
		}
		if err := labelFile.next(label); err != nil {
			return nil, err
		}
		if label[0] > 9 {
			return nil, labelFile.errorf(labelFile.offset-1, "label %d, want 0 to 9", label[0])
		}
		set.add(image, label[0])
	}
	if err := imageFile.end(); err != nil {
		return nil, err
	}
	if err := labelFile.end(); err != nil {
		return nil, err
	}
	return set, nil
}

// idx is an IDX file that is being read.
type idx struct {
	name   string
	r      io.Reader
	offset int64  // of the next byte, unpacked
	holds  string // what the header promises: "47040016 bytes, 60000 images of 28×28"
}

// newIDX unpacks r if its first bytes are those of a gzip file. No IDX file
// begins with them: its first two bytes are 0.
func newIDX(name string, r io.Reader) (*idx, error) {
	buffered := bufio.NewReader(r)
	first, err := buffered.Peek(2)
	if err != nil && err != io.EOF {
		return nil, fmt.Errorf("mnist: %s: %w", name, err)
	}
	if !bytes.Equal(first, []byte{0x1f, 0x8b}) {
		return &idx{name: name, r: buffered}, nil
	}
	unpacked, err := gzip.NewReader(buffered)
	if err != nil {
		return nil, fmt.Errorf("mnist: %s: byte 0: damaged gzip file: %w", name, err)
	}
	return &idx{name: name, r: bufio.NewReader(unpacked)}, nil
}

// header reads the number that begins the file, then the sizes.
func (f *idx) header(magic uint32, sizes ...string) ([]int, error) {
	got, err := f.number()
	if err != nil {
		return nil, err
	}
	if got != magic {
		hint := "this is not an IDX file of bytes"
		switch got {
		case imagesMagic:
			hint = "this is a file of images: are images and labels swapped?"
		case labelsMagic:
			hint = "this is a file of labels: are images and labels swapped?"
		}
		return nil, f.errorf(0, "magic number 0x%08x, want 0x%08x: %s", got, magic, hint)
	}
	var values []int
	for _, what := range sizes {
		most := uint32(maxSide)
		if len(values) == 0 {
			most = maxCount
		}
		n, err := f.number()
		if err != nil {
			return nil, err
		}
		if n < 1 || n > most {
			return nil, f.errorf(f.offset-4, "number of %s %d, want 1 to %d", what, n, most)
		}
		values = append(values, int(n))
	}
	return values, nil
}

// number reads a big-endian 32-bit number.
func (f *idx) number() (uint32, error) {
	var b [4]byte
	err := f.next(b[:])
	return binary.BigEndian.Uint32(b[:]), err
}

// next fills b with the next bytes of the file.
func (f *idx) next(b []byte) error {
	n, err := io.ReadFull(f.r, b)
	f.offset += int64(n)
	switch {
	case err == nil:
		return nil
	case err != io.EOF && err != io.ErrUnexpectedEOF:
		return f.errorf(f.offset, "%w", err)
	case f.holds == "":
		return f.errorf(f.offset, "the file ends within its header")
	default:
		return f.errorf(f.offset, "the file ends too early, want %s, as its header says", f.holds)
	}
}

// end checks that nothing follows what the header promised.
func (f *idx) end() error {
	switch _, err := io.ReadFull(f.r, make([]byte, 1)); err {
	case io.EOF:
		return nil
	case nil:
		return f.errorf(f.offset, "the file goes on, want %s, and no more, as its header says", f.holds)
	default:
		return f.errorf(f.offset, "%w", err)
	}
}

// errorf gives the file and the offset, counted in the unpacked bytes.
func (f *idx) errorf(offset int64, format string, args ...any) error {
	return fmt.Errorf("mnist: %s: byte %d: "+format, append([]any{f.name, offset}, args...)...)
}
