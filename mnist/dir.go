package mnist

import (
	"crypto/sha256"
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
		return nil, nil, fmt.Errorf("mnist: %w", err)
	}
	if test, err = readPair(from, dir, "t10k"); err != nil {
		return nil, nil, fmt.Errorf("mnist: %w", err)
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
		return nil, err
	}
	defer images.Close()
	labels, labelsPath, err := open(from, dir, part+"-labels", "idx1-ubyte")
	if err != nil {
		return nil, err
	}
	defer labels.Close()
	return read(imagesPath, images, labelsPath, labels)
}

// open opens a file by the first of its names that exists.
func open(from fs.FS, dir, name, kind string) (opened fs.File, path string, err error) {
	for _, file := range []string{name + "-" + kind, name + "-" + kind + ".gz", name + "." + kind, name + "." + kind + ".gz"} {
		if opened, err = from.Open(file); !errors.Is(err, fs.ErrNotExist) {
			return opened, filepath.Join(dir, file), err
		}
	}
	return nil, "", fmt.Errorf("%s has no file %s-%s or %s.%s, plain or .gz", dir, name, kind, name, kind)
}

// published is the SHA-256 of the bytes after the headers of MNIST's four files, as
// they were published, unpacked and one after the other: train-images,
// train-labels, t10k-images, t10k-labels.
const published = "06b0d1f124c4e5fa796686ade41a9b778edacc8622f2195a352ef479ad44fc16"

// Altered reports whether two sets have the sizes of MNIST's but other digits. The
// format has no checksum of its own, so this is how damage shows; Fashion-MNIST,
// for one, has the same sizes too.
func Altered(train, test *Set) bool {
	if train.Len() != 60_000 || test.Len() != 10_000 || train.rows != 28 || train.cols != 28 {
		return false
	}
	hash := sha256.New()
	for _, content := range [][]byte{train.pixels, train.labels, test.pixels, test.labels} {
		hash.Write(content)
	}
	return fmt.Sprintf("%x", hash.Sum(nil)) != published
}
