package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// WriteFile writes a file through write: to a temporary file beside it, which
// then takes its name, so that there is either the whole new file or what was
// there before.
func WriteFile(path string, write func(io.Writer) error) (err error) {
	file, err := createBeside(path)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			file.Close()
			os.Remove(file.Name())
			err = cannotWrite(path, err)
		}
	}()
	buffered := bufio.NewWriter(file)
	if err := write(buffered); err != nil {
		return err
	}
	if err := buffered.Flush(); err != nil {
		return err
	}
	if err := file.Chmod(0o644); err != nil {
		return err
	}
	if err := file.Sync(); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

// TryFile returns an error if WriteFile could not write to path. It leaves
// nothing behind.
func TryFile(path string) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("cannot write %s: it is no regular file", path)
	}
	file, err := createBeside(path)
	if err != nil {
		return err
	}
	file.Close()
	return os.Remove(file.Name())
}

// SameFile reports whether two paths name one file, which need not exist.
func SameFile(a, b string) bool {
	absA, errA := filepath.Abs(a)
	absB, errB := filepath.Abs(b)
	infoA, missingA := os.Stat(a)
	infoB, missingB := os.Stat(b)
	return errA == nil && errB == nil && absA == absB ||
		missingA == nil && missingB == nil && os.SameFile(infoA, infoB)
}

// createBeside creates a temporary file in the folder of path.
func createBeside(path string) (*os.File, error) {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("cannot write %s: there is no folder %s", path, filepath.Dir(path))
	}
	if err != nil {
		return nil, cannotWrite(path, err)
	}
	return file, nil
}

// cannotWrite says why, without the temporary file's name.
func cannotWrite(path string, err error) error {
	var opened *fs.PathError
	var renamed *os.LinkError
	switch {
	case errors.As(err, &opened):
		err = opened.Err
	case errors.As(err, &renamed):
		err = renamed.Err
	}
	return fmt.Errorf("cannot write %s: %w", path, err)
}
