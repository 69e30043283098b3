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
	info, err := os.Stat(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("mnist: %w", err)
	}
	if !info.IsDir() {
		return nil, nil, fmt.Errorf("mnist: %s is a file, want the folder with the four IDX files", dir)
	}
	return readBoth(dir, openEither)
}

// opener opens a file of a folder, such as train-images of the kind idx3-ubyte.
type opener func(dir, name, kind string) (file fs.File, path string, err error)

func readBoth(dir string, open opener) (train, test *Set, err error) {
	if train, err = readPair(dir, "train", open); err != nil {
		return nil, nil, err
	}
	if test, err = readPair(dir, "t10k", open); err != nil {
		return nil, nil, err
	}
	if train.rows != test.rows || train.cols != test.cols {
		return nil, nil, fmt.Errorf("mnist: %s: the images to train with are %d×%d, those to test with %d×%d: want one size",
			dir, train.rows, train.cols, test.rows, test.cols)
	}
	return train, test, nil
}

func readPair(dir, part string, open opener) (*Set, error) {
	images, imagesPath, err := open(dir, part+"-images", "idx3-ubyte")
	if err != nil {
		return nil, fmt.Errorf("mnist: %w", err)
	}
	defer images.Close()
	labels, labelsPath, err := open(dir, part+"-labels", "idx1-ubyte")
	if err != nil {
		return nil, fmt.Errorf("mnist: %w", err)
	}
	defer labels.Close()
	return read(imagesPath, images, labelsPath, labels)
}

// openEither opens a file by the first of its names that exists.
func openEither(dir, name, kind string) (opened fs.File, path string, err error) {
	for _, spelling := range []string{name + "-" + kind, name + "." + kind} {
		for _, ending := range []string{"", ".gz"} {
			path = filepath.Join(dir, spelling+ending)
			opened, err = files.Open(path)
			if !errors.Is(err, fs.ErrNotExist) {
				return opened, path, err
			}
		}
	}
	return nil, "", fmt.Errorf("%s has no file %s-%s or %s.%s, plain or .gz", dir, name, kind, name, kind)
}

// The SHA-256 of MNIST's files as they were published, unpacked.
const (
	trainImages = "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"
	trainLabels = "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"
	testImages  = "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"
	testLabels  = "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
)

// Altered reports whether two sets have the sizes of MNIST's but other digits. The
// format has no checksum of its own, so this is how damage shows; Fashion-MNIST,
// for one, has the same sizes too.
func Altered(train, test *Set) bool {
	if train.Len() != 60_000 || test.Len() != 10_000 || train.rows != 28 || train.cols != 28 {
		return false
	}
	images, labels := train.sums()
	images2, labels2 := test.sums()
	return [4]string{images, labels, images2, labels2} != [4]string{trainImages, trainLabels, testImages, testLabels}
}

// sums returns the SHA-256 of the IDX files that hold a whole set.
func (s *Set) sums() (images, labels string) {
	sum := func(header []uint32, content ...[]byte) string {
		hash := sha256.New()
		for _, n := range header {
			binary.Write(hash, binary.BigEndian, n)
		}
		for _, block := range content {
			hash.Write(block)
		}
		return hex.EncodeToString(hash.Sum(nil))
	}
	n := uint32(s.Len())
	return sum([]uint32{imagesMagic, n, uint32(s.rows), uint32(s.cols)}, s.blocks...), sum([]uint32{labelsMagic, n}, s.labels)
}
