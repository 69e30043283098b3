// Generate writes the IDX files in mnist/digits from the digits of the Debian
// package python3-sklearn:
//
//	go run ./mnist/digits/generate /usr/lib/python3/dist-packages/sklearn/datasets/data/digits.csv.gz mnist/digits
//
// A line of that file is a digit: 64 pixels of an 8×8 image, from 0 to 16, then
// the label. Here 16 becomes 255, as in MNIST, and the rest in proportion,
// rounded to the nearest whole number.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/csv"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
)

const (
	side     = 8
	training = 1500 // the rest is for testing
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("generate: ")
	if len(os.Args) != 3 {
		log.Fatal("usage: generate digits.csv.gz folder")
	}
	pixels, labels, err := readDigits(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	split, testing := training*side*side, len(labels)-training
	for name, file := range map[string][]byte{
		"train-images-idx3-ubyte.gz": idx(pixels[:split], training, side, side),
		"train-labels-idx1-ubyte.gz": idx(labels[:training], training),
		"t10k-images-idx3-ubyte.gz":  idx(pixels[split:], testing, side, side),
		"t10k-labels-idx1-ubyte.gz":  idx(labels[training:], testing),
	} {
		if err := writeGzip(filepath.Join(os.Args[2], name), file); err != nil {
			log.Fatal(err)
		}
	}
}

// readDigits returns the pixels of all images, one behind the other, and their
// labels.
func readDigits(path string) (pixels, labels []byte, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	lines := csv.NewReader(unpacked)
	lines.FieldsPerRecord = side*side + 1
	records, err := lines.ReadAll()
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(records) <= training {
		return nil, nil, fmt.Errorf("%s: %d digits, want more than %d", path, len(records), training)
	}
	for i, record := range records {
		for k, field := range record {
			v, err := strconv.ParseUint(field, 10, 8)
			if err != nil || v > 16 {
				return nil, nil, fmt.Errorf("%s: line %d: %q, want a number from 0 to 16", path, i+1, field)
			}
			if k < side*side {
				pixels = append(pixels, byte((v*255+8)/16))
			} else {
				labels = append(labels, byte(v))
			}
		}
	}
	return pixels, labels, nil
}

// idx returns an IDX file of bytes: the type and the number of dimensions, their
// sizes, the bytes.
func idx(content []byte, sizes ...int) []byte {
	file := binary.BigEndian.AppendUint32(nil, 0x800|uint32(len(sizes)))
	for _, n := range sizes {
		file = binary.BigEndian.AppendUint32(file, uint32(n))
	}
	return append(file, content...)
}

func writeGzip(path string, content []byte) error {
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(content); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(path, packed.Bytes(), 0o644)
}
