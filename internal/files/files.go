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
	"regexp"
	"strings"
	"time"
)

// Open opens a regular file to read. It looks before it opens, because to open a
// pipe would be to wait for a writer.
func Open(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if err := regular(info); err != nil {
		return nil, fmt.Errorf("%s %w", path, err)
	}
	return os.Open(path)
}

func regular(info fs.FileInfo) error {
	switch {
	case info.IsDir():
		return errors.New("is a folder, want a file")
	case !info.Mode().IsRegular():
		return errors.New("is not a regular file")
	}
	return nil
}

// Write writes a file through write: to a temporary file beside it, which then
// takes its name, so the path has either the whole new file or what was there
// before. It follows symbolic links, and an existing file keeps its permissions.
// The error wraps that of write.
func Write(path string, write func(io.Writer) error) error {
	return explained(path, func() (err error) {
		target, mode, err := writable(path)
		if err != nil {
			return err
		}
		removeLeftovers(filepath.Dir(target))
		file, err := createTemporary(filepath.Dir(target))
		if err != nil {
			return err
		}
		defer func() {
			if err != nil {
				file.Close()
				os.Remove(file.Name())
			}
		}()
		buffered := bufio.NewWriter(file)
		if err := write(buffered); err != nil {
			return err
		}
		if err := buffered.Flush(); err != nil {
			return err
		}
		if mode != 0 {
			if err := file.Chmod(mode); err != nil {
				return err
			}
		}
		// The data go to the disk before the file gets its name, so a crash
		// cannot leave half a file under it.
		if err := file.Sync(); err != nil {
			return err
		}
		if err := file.Close(); err != nil {
			return err
		}
		return os.Rename(file.Name(), target)
	})
}

// TryWrite returns the error that Write would meet before it writes. It leaves
// nothing behind.
func TryWrite(path string) error {
	return explained(path, func() error {
		target, _, err := writable(path)
		if err != nil {
			return err
		}
		file, err := createTemporary(filepath.Dir(target))
		if err != nil {
			return err
		}
		file.Close()
		return os.Remove(file.Name())
	})
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

// writable returns the file that a path leads to and, if it exists, its
// permissions.
func writable(path string) (target string, mode fs.FileMode, err error) {
	if target, err = follow(path); err != nil {
		return "", 0, err
	}
	info, err := os.Stat(target)
	if errors.Is(err, fs.ErrNotExist) {
		return target, 0, nil
	}
	if err != nil {
		return "", 0, err
	}
	if err := regular(info); err != nil {
		return "", 0, fmt.Errorf("it %w", err)
	}
	file, err := os.OpenFile(target, os.O_WRONLY, 0) // is it protected?
	if err != nil {
		return "", 0, err
	}
	return target, info.Mode().Perm(), file.Close()
}

// follow returns the absolute path at the end of all symbolic links. The file
// itself need not exist, its folder must.
func follow(path string) (string, error) {
	for range 40 { // Linux gives up after as many
		folder, err := filepath.EvalSymlinks(filepath.Dir(path))
		if errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("there is no folder %s", filepath.Dir(path))
		}
		if err != nil {
			return "", err
		}
		path = filepath.Join(folder, filepath.Base(path))
		link, err := os.Readlink(path)
		if err != nil { // not a link
			return filepath.Abs(path)
		}
		if !filepath.IsAbs(link) {
			link = filepath.Join(folder, link)
		}
		path = link
	}
	return "", errors.New("too many symbolic links")
}

// A temporary file has a name like .backprop-0123456789abcdef.
const prefix = ".backprop-"

var temporary = regexp.MustCompile(`^\` + prefix + `[0-9a-f]{16}$`)

// createTemporary creates a file with the permissions that the umask leaves.
func createTemporary(folder string) (*os.File, error) {
	name := fmt.Sprintf("%s%016x", prefix, rand.Uint64())
	return os.OpenFile(filepath.Join(folder, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
}

// removeLeftovers removes the temporary files of programs that were killed: those
// to which nothing was written for an hour.
func removeLeftovers(folder string) {
	entries, _ := os.ReadDir(folder)
	for _, entry := range entries {
		if !temporary.MatchString(entry.Name()) || !entry.Type().IsRegular() {
			continue
		}
		if info, err := entry.Info(); err == nil && time.Since(info.ModTime()) > time.Hour {
			os.Remove(filepath.Join(folder, entry.Name()))
		}
	}
}

// explained calls do and says of its error that path cannot be written, without
// the temporary file's name.
func explained(path string, do func() error) error {
	err := do()
	var opened *fs.PathError
	var renamed *os.LinkError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &opened):
		err = opened.Err
	case errors.As(err, &renamed):
		err = renamed.Err
	}
	return fmt.Errorf("cannot write %s: %w", path, err)
}
