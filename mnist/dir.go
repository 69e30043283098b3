package mnist

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"backprop/internal/files"
)

// ReadDir reads the four files of MNIST, or of a data set in its format, from a
// folder: the images and labels to train with and those to test with. It takes
// either spelling of their names, train-images-idx3-ubyte or
// train-images.idx3-ubyte, with or without .gz.
//
// The error names the file, the place in it, what was found and what was
// expected.
func ReadDir(dir string) (train, test *Set, err error) {
	if info, err := os.Stat(dir); err != nil {
		return nil, nil, fmt.Errorf("mnist: %w", err)
	} else if !info.IsDir() {
		return nil, nil, fmt.Errorf("mnist: %s is a file, want the folder with the four IDX files", dir)
	}
	return readBoth(folder(dir), dir)
}

// folder is a folder whose pipes and the like are refused.
type folder string

func (f folder) Open(name string) (fs.File, error) { return files.Open(filepath.Join(string(f), name)) }

func readBoth(from fs.FS, dir string) (train, test *Set, err error) {
	if train, err = readPair(from, dir, "train"); err != nil {
		return nil, nil, err
	}
	if test, err = readPair(from, dir, "t10k"); err != nil {
		return nil, nil, err
	}
	if train.rows != test.rows || train.cols != test.cols {
		return nil, nil, fmt.Errorf("mnist: %s: the images to train with are %d×%d, those to test with %d×%d: want one size",
			dir, train.rows, train.cols, test.rows, test.cols)
	}
	return train, test, nil
}

func readPair(from fs.FS, dir, part string) (*Set, error) {
	images, imagesPath, err := open(from, dir, part+"-images", "idx3-ubyte")
	if err != nil {
		return nil, fmt.Errorf("mnist: %w", err)
	}
	defer images.Close()
	labels, labelsPath, err := open(from, dir, part+"-labels", "idx1-ubyte")
	if err != nil {
		return nil, fmt.Errorf("mnist: %w", err)
	}
	defer labels.Close()
	return read(imagesPath, images, labelsPath, labels)
}

// open opens a file by the first of its names that exists.
func open(from fs.FS, dir, name, kind string) (opened fs.File, path string, err error) {
	for _, spelling := range []string{name + "-" + kind, name + "." + kind} {
		for _, ending := range []string{"", ".gz"} {
			opened, err = from.Open(spelling + ending)
			if !errors.Is(err, fs.ErrNotExist) {
				return opened, filepath.Join(dir, spelling+ending), err
			}
		}
	}
	return nil, "", fmt.Errorf("%s has no file %s-%s or %s.%s, plain or .gz", dir, name, kind, name, kind)
}

// published is the SHA-256 of MNIST's four files as they were published, unpacked
// and one after the other: train-images, train-labels, t10k-images, t10k-labels.
const published = "b2d8f5bf39174ee5ffeefa97e42d673c35432b411bb5d1f74fbbeddae7f1690a"

// Altered reports whether two sets have the sizes of MNIST's but other digits. The
// format has no checksum of its own, so this is how damage shows; Fashion-MNIST,
// for one, has the same sizes too.
func Altered(train, test *Set) bool {
	if train.Len() != 60_000 || test.Len() != 10_000 || train.rows != 28 || train.cols != 28 {
		return false
	}
	hash := sha256.New()
	for _, s := range []*Set{train, test} {
		n := uint32(s.Len())
		binary.Write(hash, binary.BigEndian, []uint32{imagesMagic, n, uint32(s.rows), uint32(s.cols)})
		hash.Write(s.pixels)
		binary.Write(hash, binary.BigEndian, []uint32{labelsMagic, n})
		hash.Write(s.labels)
	}
	return hex.EncodeToString(hash.Sum(nil)) != published
}
