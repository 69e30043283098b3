package mnist

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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
	if train, err = readPair(dir, "train"); err != nil {
		return nil, nil, err
	}
	if test, err = readPair(dir, "t10k"); err != nil {
		return nil, nil, err
	}
	if train.rows != test.rows || train.cols != test.cols {
		return nil, nil, fmt.Errorf("mnist: %s: the images to train with are %d×%d, those to test with %d×%d: want one size",
			dir, train.rows, train.cols, test.rows, test.cols)
	}
	return train, test, nil
}

func readPair(dir, part string) (*Set, error) {
	images, err := openEither(dir, part+"-images", "idx3-ubyte")
	if err != nil {
		return nil, err
	}
	defer images.Close()
	labels, err := openEither(dir, part+"-labels", "idx1-ubyte")
	if err != nil {
		return nil, err
	}
	defer labels.Close()
	return read(images.Name(), images, labels.Name(), labels)
}

// openEither opens the first that exists of the names a file goes by.
func openEither(dir, name, kind string) (*os.File, error) {
	for _, spelling := range []string{name + "-" + kind, name + "." + kind} {
		for _, ending := range []string{"", ".gz"} {
			path := filepath.Join(dir, spelling+ending)
			file, err := os.Open(path)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return nil, fmt.Errorf("mnist: %w", err)
			}
			return file, nil
		}
	}
	return nil, fmt.Errorf("mnist: %s has no file %s-%s or %s.%s, plain or .gz", dir, name, kind, name, kind)
}
