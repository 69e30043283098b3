// Package files reads and writes files so that a program neither hangs on what it
// is given nor loses what was there before.
package files

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Open opens a regular file to read. It looks before it opens, because to open a
// pipe would be to wait for a writer.
func Open(path string) (*os.File, error) {
	if _, err := regular(path); err != nil {
		return nil, err
	}
	return os.Open(path)
}

func regular(path string) (fs.FileInfo, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, &fs.PathError{Op: "open", Path: path, Err: errors.New("it is a folder, want a file")}
	case !info.Mode().IsRegular():
		return nil, &fs.PathError{Op: "open", Path: path, Err: errors.New("it is not a regular file")}
	}
	return info, nil
}

// Write writes a file through write: to a temporary file beside it, which then
// takes its name, so the path has either the whole new file or what was there
// before. It follows symbolic links, and an existing file keeps its permissions.
// The error wraps that of write.
func Write(path string, write func(io.Writer) error) error {
	err := replace(path, write)
	if err == nil {
		return nil
	}
	switch err.(type) {
	case *fs.PathError, *os.LinkError:
		err = errors.Unwrap(err) // without the name of the temporary file
	}
	return fmt.Errorf("cannot write %s: %w", path, err)
}

// TryWrite returns the error that Write would meet before it writes. It leaves
// nothing behind.
func TryWrite(path string) error {
	tried := errors.New("it can be written")
	err := Write(path, func(io.Writer) error { return tried })
	if errors.Is(err, tried) {
		return nil
	}
	return err
}

func replace(path string, write func(io.Writer) error) (err error) {
	target, err := follow(path)
	if err != nil {
		return err
	}
	info, err := regular(target)
	if err == nil { // is it protected?
		var old *os.File
		if old, err = os.OpenFile(target, os.O_WRONLY, 0); err == nil {
			old.Close()
		}
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	folder := filepath.Dir(target)
	removeLeftovers(folder)
	// Unlike os.CreateTemp's, this file has the permissions that the umask leaves.
	name := filepath.Join(folder, fmt.Sprintf(".backprop-%016x", rand.Uint64()))
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			file.Close()
			os.Remove(name)
		}
	}()
	if info != nil {
		if err := file.Chmod(info.Mode().Perm()); err != nil {
			return err
		}
	}
	buffered := bufio.NewWriter(file)
	// The data go to the disk before the file gets its name, so a crash cannot
	// leave half a file under it.
	for _, step := range []func() error{func() error { return write(buffered) }, buffered.Flush, file.Sync, file.Close} {
		if err := step(); err != nil {
			return err
		}
	}
	return os.Rename(name, target)
}

// follow returns the absolute path at the end of all symbolic links. The file
// itself need not exist, its folder must.
func follow(path string) (target string, err error) {
	if path, err = filepath.Abs(path); err != nil {
		return "", err
	}
	target, err = filepath.EvalSymlinks(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return target, err
	}
	if _, err := os.Lstat(path); err == nil {
		return "", errors.New("it is a link to a file that does not exist")
	}
	folder, err := filepath.EvalSymlinks(filepath.Dir(path))
	if err != nil {
		return "", fmt.Errorf("there is no folder %s", filepath.Dir(path))
	}
	return filepath.Join(folder, filepath.Base(path)), nil
}

// removeLeftovers removes the temporary files of programs that were killed: those
// to which nothing was written for an hour.
func removeLeftovers(folder string) {
	leftovers, _ := fs.Glob(os.DirFS(folder), ".backprop-"+strings.Repeat("[0-9a-f]", 16))
	for _, name := range leftovers {
		path := filepath.Join(folder, name)
		if info, err := os.Lstat(path); err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) > time.Hour {
			os.Remove(path)
		}
	}
}

// Same reports whether two paths lead to one file, which need not exist. Names
// that differ only in upper and lower case count as the same, as they do on many
// systems.
func Same(a, b string) bool {
	infoA, missingA := os.Stat(a)
	infoB, missingB := os.Stat(b)
	if missingA == nil && missingB == nil {
		return os.SameFile(infoA, infoB)
	}
	targetA, errA := follow(a)
	targetB, errB := follow(b)
	return errA == nil && errB == nil && strings.EqualFold(targetA, targetB)
}
