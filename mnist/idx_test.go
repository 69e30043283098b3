package mnist

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"io"
	"math/rand/v2"
	"reflect"
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
			if want := (&Set{2, 3, goodImages[16:], goodLabels[8:]}); err != nil || !reflect.DeepEqual(set, want) {
				t.Fatalf("read %v, error %v; want %v", set, err, want)
			}
			x, y := set.At(0)
			if got, want := x.Transpose().String()+y.Transpose().String(), "[0  0.2  0.4  0.6  0.8  1][0  0  0  0  0  0  0  1  0  0]"; got != want {
				t.Errorf("At(0) is %s, want %s", got, want)
			}
		}
	}
}

// TestReadErrors: the error names the file, the byte, and what was found or wanted
// there.
func TestReadErrors(t *testing.T) {
	damaged := pack(goodImages)
	damaged[len(damaged)-8] ^= 1 // in the checksum
	images := func(header ...uint32) []byte { return file(append([]uint32{0x803}, header...)) }
	for _, test := range []struct {
		images, labels []byte
		place, want    string
	}{
		{nil, goodLabels, "im: byte 0: ", "EOF"},
		{goodImages[:14], goodLabels, "im: byte 0: ", "unexpected EOF"},
		{[]byte("<!DOCTYPE html><html>"), goodLabels, "im: byte 0: ", "0x3c21444f, want 0x00000803"},
		{goodImages, goodImages, "la: byte 0: ", "0x00000803, want 0x00000801"},
		{images(0, 2, 3), goodLabels, "im: byte 4: ", "entries is 0"},
		{images(200_001, 1, 1), goodLabels, "im: byte 4: ", "entries is 200001"},
		{images(200_000, 1, 1), goodLabels, "im: byte 16: ", "want 200016 bytes"}, // as many as may be
		{images(76_531, 28, 28), goodLabels, "im: byte 12: ", "[76531 28 28] is more than 60000000 pixels"},
		{images(2, 0, 3), goodLabels, "im: byte 8: ", "rows is 0"},
		{images(2, 2, 0), goodLabels, "im: byte 12: ", "columns is 0"},
		{images(1, 6_000_000, 10), goodLabels, "im: byte 16: ", "want 60000016 bytes"}, // as many as may be
		{images(1, 60_000_001, 10), goodLabels, "im: byte 8: ", "60000000 pixels"},
		{images(2, 6_000_000, 10), goodLabels, "im: byte 12: ", "60000000 pixels"},
		{images(200_000, 80, 0xffffffff), goodLabels, "im: byte 12: ", "60000000 pixels"},
		{goodImages, file([]uint32{0x801, 1}, 7), "la: byte 4: ", "1 labels, want 2"},
		{goodImages, file([]uint32{0x801, 3}, 7, 0, 1), "la: byte 4: ", "3 labels, want 2"},
		{goodImages[:27], goodLabels, "im: byte 27: ", "ends too early, want 28 bytes"},
		{goodImages, goodLabels[:9], "la: byte 9: ", "ends too early, want 10 bytes"},
		{goodImages, file([]uint32{0x801, 2}, 9, 10), "la: byte 9: ", "label 10, want 0 to 9"},
		{append(goodImages[:28:28], 0), goodLabels, "im: byte 28: ", "goes on, want 28 bytes"},
		{[]byte{0x1f, 0x8b}, goodLabels, "im: byte 0: ", "gzip"},
		{pack(goodImages)[:len(damaged)-1], goodLabels, "im: byte 28: ", "unexpected EOF"},
		{damaged, goodLabels, "im: byte 28: ", "checksum"},
	} {
		set, err := readBytes(test.images, test.labels)
		if err == nil || set != nil || !strings.HasPrefix(err.Error(), test.place) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("read %v, error\n\t%v\nwant no set and\n\t%s… %s", set, err, test.place, test.want)
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
	header := file([]uint32{0x803, 1, maxPixels, 1})
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
		imagesBack := file([]uint32{0x803, uint32(set.Len()), uint32(rows), uint32(cols)}, set.pixels...)
		labelsBack := file([]uint32{0x801, uint32(set.Len())}, set.labels...)
		if !bytes.Equal(imagesBack, unpacked(images)) || !bytes.Equal(labelsBack, unpacked(labels)) {
			t.Errorf("the set holds the files %x and %x", imagesBack, labelsBack)
		}
		for i := range set.Len() {
			set.At(i)
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
