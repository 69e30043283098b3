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
	return readBoth(dir, openEither)
}

// ReadDownloaded reads the four files that [Download] has checked, and no others
// that may lie beside them. Its errors are those of [ReadDir].
func ReadDownloaded(dir string) (train, test *Set, err error) {
	return readBoth(dir, func(dir, name, kind string) (file fs.File, path string, err error) {
		path = filepath.Join(dir, name+"-"+kind+".gz")
		file, err = os.Open(path)
		return file, path, err
	})
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

// openEither opens the first that exists of the names a file goes by.
func openEither(dir, name, kind string) (file fs.File, path string, err error) {
	for _, spelling := range []string{name + "-" + kind, name + "." + kind} {
		for _, ending := range []string{"", ".gz"} {
			path = filepath.Join(dir, spelling+ending)
			file, err = os.Open(path)
			if !errors.Is(err, fs.ErrNotExist) {
				return file, path, err
			}
		}
	}
	return nil, "", fmt.Errorf("%s has no file %s-%s or %s.%s, plain or .gz", dir, name, kind, name, kind)
}
