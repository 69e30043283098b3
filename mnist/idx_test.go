package mnist

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
)

// file returns an IDX file: the numbers of its header, then its bytes.
func file(header []uint32, content ...byte) []byte {
	var f []byte
	for _, n := range header {
		f = binary.BigEndian.AppendUint32(f, n)
	}
	return append(f, content...)
}

func pack(content []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(content)
	w.Close()
	return b.Bytes()
}

func readBytes(images, labels []byte) (*Set, error) {
	return read("im", bytes.NewReader(images), "la", bytes.NewReader(labels))
}

// Two images of 2×3 pixels.
var (
	goodImages = file([]uint32{0x803, 2, 2, 3}, 0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6)
	goodLabels = file([]uint32{0x801, 2}, 7, 0)
)

func TestRead(t *testing.T) {
	for _, images := range [][]byte{goodImages, pack(goodImages)} {
		for _, labels := range [][]byte{goodLabels, pack(goodLabels)} {
			set, err := readBytes(images, labels)
			if err != nil {
				t.Fatal(err)
			}
			if rows, cols := set.Size(); set.Len() != 2 || rows != 2 || cols != 3 {
				t.Fatalf("read %d images of %d×%d, want 2 of 2×3", set.Len(), rows, cols)
			}
			if set.Label(0) != 7 || set.Label(1) != 0 {
				t.Errorf("labels %d and %d, want 7 and 0", set.Label(0), set.Label(1))
			}
			x, y := set.At(0)
			if got, want := x.Transpose().String(), "[0  0.2  0.4  0.6  0.8  1]"; got != want || x.Shape() != "6×1" {
				t.Errorf("At(0): x = %s, %s, want %s, 6×1", got, x.Shape(), want)
			}
			if got, want := y.Transpose().String(), "[0  0  0  0  0  0  0  1  0  0]"; got != want || y.Shape() != "10×1" {
				t.Errorf("At(0): y = %s, %s, want %s, 10×1", got, y.Shape(), want)
			}
			x, _ = set.At(1)
			for j := range x {
				if want := float64(j+1) / 255; x[j][0] != want {
					t.Errorf("At(1): pixel %d = %v, want %v", j, x[j][0], want)
				}
			}
		}
	}
}

func TestReadErrors(t *testing.T) {
	header := func(n ...uint32) []byte { return file(n) }
	damaged := pack(goodImages)
	damaged[len(damaged)-8] ^= 1 // in the checksum
	tests := []struct {
		name           string
		images, labels []byte
		want           string
	}{
		{"nothing", nil, goodLabels, "im: byte 0: the file ends within its header"},
		{"header cut", goodImages[:14], goodLabels, "im: byte 14: the file ends within its header"},
		{"text", []byte("<!DOCTYPE html>"), goodLabels,
			"im: byte 0: magic number 0x3c21444f, want 0x00000803: this is not an IDX file of bytes"},
		{"swapped", goodLabels, goodImages,
			"im: byte 0: magic number 0x00000801, want 0x00000803: this is a file of labels: are images and labels swapped?"},
		{"images twice", goodImages, goodImages,
			"la: byte 0: magic number 0x00000803, want 0x00000801: this is a file of images: are images and labels swapped?"},
		{"no images", header(0x803, 0, 2, 3), goodLabels, "im: byte 4: number of images 0, want 1 to 1000000"},
		{"4 billion images", header(0x803, 0xffffffff, 28, 28), goodLabels, "im: byte 4: number of images 4294967295, want 1 to 1000000"},
		{"as many pixels as may be", header(0x803, 1220, 256, 256), header(0x801, 1220),
			"im: byte 16: the file ends too early, want 79953936 bytes, 1220 images of 256×256, as its header says"},
		{"one image too many for them", header(0x803, 1221, 256, 256), header(0x801, 1221),
			"im: byte 4: 1221 images of 256×256 are 80019456 pixels, want at most 80000000"},
		{"what overflows 32 bits", header(0x803, 1_000_000, 256, 256), header(0x801, 1_000_000),
			"im: byte 4: 1000000 images of 256×256 are 65536000000 pixels, want at most 80000000"},
		{"no rows", header(0x803, 2, 0, 3), goodLabels, "im: byte 8: number of rows 0, want 1 to 256"},
		{"many rows", header(0x803, 2, 257, 3), goodLabels, "im: byte 8: number of rows 257, want 1 to 256"},
		{"no columns", header(0x803, 2, 2, 0), goodLabels, "im: byte 12: number of columns 0, want 1 to 256"},
		{"many columns", header(0x803, 2, 2, 1<<31), goodLabels, "im: byte 12: number of columns 2147483648, want 1 to 256"},
		{"no labels said", goodImages, header(0x801, 0), "la: byte 4: number of labels 0, want 1 to 1000000"},
		{"too few labels", goodImages, file([]uint32{0x801, 1}, 7), "la: byte 4: 1 labels, want 2, one for each image of im"},
		{"too many labels", goodImages, file([]uint32{0x801, 3}, 7, 0, 1), "la: byte 4: 3 labels, want 2, one for each image of im"},
		{"images cut", goodImages[:27], goodLabels,
			"im: byte 27: the file ends too early, want 28 bytes, 2 images of 2×3, as its header says"},
		{"images cut between two", goodImages[:22], goodLabels,
			"im: byte 22: the file ends too early, want 28 bytes, 2 images of 2×3, as its header says"},
		{"labels cut", goodImages, goodLabels[:9], "la: byte 9: the file ends too early, want 10 bytes, 2 labels, as its header says"},
		{"label 10", goodImages, file([]uint32{0x801, 2}, 9, 10), "la: byte 9: label 10, want 0 to 9"},
		{"more pixels", append(goodImages[:28:28], 0), goodLabels,
			"im: byte 28: the file goes on, want 28 bytes, 2 images of 2×3, and no more, as its header says"},
		{"more labels", goodImages, append(goodLabels[:10:10], 0),
			"la: byte 10: the file goes on, want 10 bytes, 2 labels, and no more, as its header says"},
		{"gzip magic only", []byte{0x1f, 0x8b}, goodLabels, "im: byte 0: damaged gzip file: unexpected EOF"},
		{"gzip cut", pack(goodImages)[:30], goodLabels, "the file ends too early, want 28 bytes, 2 images of 2×3, as its header says"},
		{"gzip checksum", damaged, goodLabels, "im: byte 28: gzip: invalid checksum"},
	}
	for _, test := range tests {
		set, err := readBytes(test.images, test.labels)
		if err == nil || set != nil {
			t.Errorf("%s: read %v, error %v; want no set and an error", test.name, set, err)
			continue
		}
		if !strings.HasPrefix(err.Error(), "mnist: im: ") && !strings.HasPrefix(err.Error(), "mnist: la: ") || !strings.HasSuffix(err.Error(), test.want) {
			t.Errorf("%s: error\n\t%v\nwant\n\tmnist: %s", test.name, err, test.want)
		}
	}
}

// TestReadPassesErrorsOn: what the reader beneath says is wrapped, wherever in
// the file it fails.
func TestReadPassesErrorsOn(t *testing.T) {
	broken := errors.New("the disk is on fire")
	fails := func(b []byte, n int) io.Reader {
		return io.MultiReader(bytes.NewReader(b[:n]), iotest.ErrReader(broken))
	}
	for n := range len(goodImages) {
		if _, err := read("im", fails(goodImages, n), "la", bytes.NewReader(goodLabels)); !errors.Is(err, broken) {
			t.Errorf("images fail after %d bytes: error %v, want %v", n, err, broken)
		}
	}
	for n := range len(goodLabels) {
		if _, err := read("im", bytes.NewReader(goodImages), "la", fails(goodLabels, n)); !errors.Is(err, broken) {
			t.Errorf("labels fail after %d bytes: error %v, want %v", n, err, broken)
		}
	}
}

// allocated returns how many bytes f takes from the heap.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestReadTrustsNoHeader: 16 bytes that claim as much as a header may are
// refused with no more memory than the buffers and one image; and a first image
// behind them takes memory for itself alone.
func TestReadTrustsNoHeader(t *testing.T) {
	const most = maxPixels / (maxSide * maxSide)
	header := file([]uint32{0x803, most, maxSide, maxSide}) // 80 MB
	labels := file([]uint32{0x801, most}, 7)
	for n, limit := range []uint64{80 << 10, 160 << 10} {
		images := append(header[:16:16], make([]byte, n*maxSide*maxSide)...)
		var err error
		got := allocated(func() { _, err = readBytes(images, labels) })
		if err == nil {
			t.Errorf("a file of %d images was read, want %d", n, most)
		}
		if got > limit {
			t.Errorf("refusing a file of %d images took %d bytes, want at most %d", n, got, limit)
		}
	}
}

// FuzzRead: no input makes the reader panic, take memory out of step with what
// it has read, or return a set that does not hold what its files say.
func FuzzRead(f *testing.F) {
	f.Add(goodImages, goodLabels)
	f.Add(pack(goodImages), pack(goodLabels))
	f.Add(goodImages[:20], goodLabels)
	f.Add(file([]uint32{0x803, 0xffffffff, 28, 28}), file([]uint32{0x801, 0xffffffff}))
	f.Add(file([]uint32{0x803, maxCount, maxSide, maxSide}), file([]uint32{0x801, maxCount}))
	f.Add(file([]uint32{0x803, 3, 1, 1}, 1, 2, 3), file([]uint32{0x801, 3}, 1, 2, 10))
	f.Fuzz(func(t *testing.T, images, labels []byte) {
		plainImages, plainLabels := unpacked(images), unpacked(labels)

		var set *Set
		var err error
		got := allocated(func() { set, err = readBytes(images, labels) })
		// Two buffers, two unpackers with their tables, one image ahead; then
		// for an image and its label as they come in, at least two bytes, a
		// slice header and what append leaves free beside and behind it.
		if limit := uint64(256<<10 + 80*(len(plainImages)+len(plainLabels))); got > limit {
			t.Errorf("reading %d and %d bytes took %d bytes of memory, want at most %d",
				len(plainImages), len(plainLabels), got, limit)
		}
		if err != nil {
			if set != nil {
				t.Errorf("error %v, and yet a set", err)
			}
			return
		}
		rows, cols := set.Size()
		back := file([]uint32{0x803, uint32(set.Len()), uint32(rows), uint32(cols)}, bytes.Join(set.blocks, nil)...)
		if !bytes.Equal(back, plainImages) {
			t.Errorf("the set holds the image file %x, read was %x", back, plainImages)
		}
		if back := file([]uint32{0x801, uint32(set.Len())}, set.labels...); !bytes.Equal(back, plainLabels) {
			t.Errorf("the set holds the label file %x, read was %x", back, plainLabels)
		}
		for i := range set.Len() {
			if x, y := set.At(i); !x.HasShape(rows*cols, 1) || !y.HasShape(10, 1) || set.Image(i).Bounds().Dx() != cols {
				t.Errorf("At(%d) gives x %s and y %s", i, x.Shape(), y.Shape())
			}
		}
	})
}

// unpacked returns what a reader can get out of b, plain or gzip.
func unpacked(b []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return b
	}
	plain, _ := io.ReadAll(io.LimitReader(r, 64<<20))
	return plain
}

// TestAltered: the sums are those of the files, and what has another size than
// MNIST is another data set. (That the published files pass, TestMNIST of
// cmd/train sees.)
func TestAltered(t *testing.T) {
	set, err := readBytes(goodImages, goodLabels)
	if err != nil {
		t.Fatal(err)
	}
	images, labels := set.sums()
	if want := fmt.Sprintf("%x %x", sha256.Sum256(goodImages), sha256.Sum256(goodLabels)); images+" "+labels != want {
		t.Errorf("the sums are %s %s, want %s", images, labels, want)
	}
	train, test := &Set{rows: 28, cols: 28, labels: make([]byte, 60_000)}, &Set{rows: 28, cols: 28, labels: make([]byte, 10_000)}
	if Altered(set, set) || Altered(train, set) || !Altered(train, test) {
		t.Error("Altered takes other sizes for MNIST's, or other digits for MNIST")
	}
}
