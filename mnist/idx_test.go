package mnist

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"io"
	"math/rand/v2"
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
			rows, cols := set.Size()
			if set.Len() != 2 || rows != 2 || cols != 3 || set.Label(0) != 7 || set.Label(1) != 0 {
				t.Fatalf("read %d images of %d×%d, want 2 of 2×3", set.Len(), rows, cols)
			}
			x, y := set.At(0)
			if got, want := x.Transpose().String()+y.Transpose().String(), "[0  0.2  0.4  0.6  0.8  1][0  0  0  0  0  0  0  1  0  0]"; got != want {
				t.Errorf("At(0) is %s, want %s", got, want)
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
	damaged := pack(goodImages)
	damaged[len(damaged)-8] ^= 1 // in the checksum
	tests := []struct {
		name           string
		images, labels []byte
		want           string
	}{
		{"nothing", nil, goodLabels, "im: byte 0: the header: EOF"},
		{"header cut", goodImages[:14], goodLabels, "im: byte 0: the header: unexpected EOF"},
		{"text", []byte("<!DOCTYPE html><html>"), goodLabels, "im: byte 0: magic number 0x3c21444f, want 0x00000803: not an IDX file of bytes, or images and labels are swapped"},
		{"images twice", goodImages, goodImages, "la: byte 0: magic number 0x00000803, want 0x00000801: not an IDX file of bytes, or images and labels are swapped"},
		{"no images", file([]uint32{0x803, 0, 2, 3}), goodLabels, "im: byte 4: the number of entries is 0, want 1 to 1000000"},
		{"4 billion images", file([]uint32{0x803, 0xffffffff, 28, 28}), goodLabels, "im: byte 4: the number of entries is 4294967295, want 1 to 1000000"},
		{"as many pixels as may be", file([]uint32{0x803, 1220, 256, 256}), goodLabels, "im: byte 16: the file ends too early, want 79953936 bytes by its header"},
		{"one image too many for them", file([]uint32{0x803, 1221, 256, 256}), goodLabels, "im: byte 4: 1221 images of 256×256 are 80019456 pixels, want at most 80000000"},
		{"what overflows 32 bits", file([]uint32{0x803, 1_000_000, 256, 256}), goodLabels, "im: byte 4: 1000000 images of 256×256 are 65536000000 pixels, want at most 80000000"},
		{"no rows", file([]uint32{0x803, 2, 0, 3}), goodLabels, "im: byte 8: the number of rows is 0, want 1 to 256"},
		{"many columns", file([]uint32{0x803, 2, 2, 257}), goodLabels, "im: byte 12: the number of columns is 257, want 1 to 256"},
		{"too few labels", goodImages, file([]uint32{0x801, 1}, 7), "la: byte 4: 1 labels, want 2, one for each image of im"},
		{"too many labels", goodImages, file([]uint32{0x801, 3}, 7, 0, 1), "la: byte 4: 3 labels, want 2, one for each image of im"},
		{"images cut", goodImages[:27], goodLabels, "im: byte 27: the file ends too early, want 28 bytes by its header"},
		{"labels cut", goodImages, goodLabels[:9], "la: byte 9: the file ends too early, want 10 bytes by its header"},
		{"label 10", goodImages, file([]uint32{0x801, 2}, 9, 10), "la: byte 9: label 10, want 0 to 9"},
		{"more pixels", append(goodImages[:28:28], 0), goodLabels, "im: byte 28: the file goes on, want 28 bytes by its header"},
		{"more labels", goodImages, append(goodLabels[:10:10], 0), "la: byte 10: the file goes on, want 10 bytes by its header"},
		{"gzip magic only", []byte{0x1f, 0x8b}, goodLabels, "im: byte 0: damaged gzip file: unexpected EOF"},
		{"gzip cut", pack(goodImages)[:len(damaged)-1], goodLabels, "im: byte 28: unexpected EOF"},
		{"gzip checksum", damaged, goodLabels, "im: byte 28: gzip: invalid checksum"},
	}
	for _, test := range tests {
		set, err := readBytes(test.images, test.labels)
		if err == nil || set != nil || err.Error() != "mnist: "+test.want {
			t.Errorf("%s: read %v, error\n\t%v\nwant no set and\n\tmnist: %s", test.name, set, err, test.want)
		}
	}
	// What the reader beneath says is wrapped, wherever in the file it fails.
	broken := errors.New("the disk is on fire")
	for n := range len(goodImages) {
		images := io.MultiReader(bytes.NewReader(goodImages[:n]), iotest.ErrReader(broken))
		if _, err := read("im", images, "la", bytes.NewReader(goodLabels)); !errors.Is(err, broken) {
			t.Errorf("images fail after %d bytes: error %v, want %v", n, err, broken)
		}
	}
}

// TestMemory: a file that never ends takes no more memory than a header may ask
// for.
func TestMemory(t *testing.T) {
	header := file([]uint32{0x803, maxPixels / (maxSide * maxSide), maxSide, maxSide})
	endless := io.MultiReader(bytes.NewReader(header), rand.NewChaCha8([32]byte{}))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := read("im", endless, "la", bytes.NewReader(goodLabels))
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; err == nil || !strings.Contains(err.Error(), "the file goes on") || got > maxPixels+1<<20 {
		t.Errorf("error %v, after %d bytes of memory", err, got)
	}
}

// FuzzRead: no input makes the reader panic, or return a set that does not hold
// what its files say.
func FuzzRead(f *testing.F) {
	f.Add(goodImages, goodLabels)
	f.Add(pack(goodImages), pack(goodLabels))
	f.Add(goodImages[:20], goodLabels)
	f.Add(file([]uint32{0x803, 0xffffffff, 28, 28}), file([]uint32{0x801, 0xffffffff}))
	f.Add(file([]uint32{0x803, 3, 1, 1}, 1, 2, 3), file([]uint32{0x801, 3}, 1, 2, 10))
	f.Fuzz(func(t *testing.T, images, labels []byte) {
		set, err := readBytes(images, labels)
		if err != nil {
			return
		}
		rows, cols := set.Size()
		if back := file([]uint32{0x803, uint32(set.Len()), uint32(rows), uint32(cols)}, set.pixels...); !bytes.Equal(back, unpacked(images)) {
			t.Errorf("the set holds the image file %x", back)
		}
		if back := file([]uint32{0x801, uint32(set.Len())}, set.labels...); !bytes.Equal(back, unpacked(labels)) {
			t.Errorf("the set holds the label file %x", back)
		}
		for i := range set.Len() {
			if x, y := set.At(i); !x.HasShape(rows*cols, 1) || !y.HasShape(10, 1) {
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
	plain, _ := io.ReadAll(io.LimitReader(r, maxPixels))
	return plain
}
