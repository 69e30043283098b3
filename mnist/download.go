package mnist

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Mirrors are servers that have MNIST's four files, as addresses to put a file's
// name behind.
func Mirrors() []string {
	return []string{
		"https://storage.googleapis.com/cvdf-datasets/mnist/",
		"https://ossci-datasets.s3.amazonaws.com/mnist/",
	}
}

// remoteFile is a file to download, and how to know it.
type remoteFile struct {
	name   string
	size   int64
	sha256 string
}

// The four files as they were published, packed.
var mnistFiles = []remoteFile{
	{"train-images-idx3-ubyte.gz", 9912422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"},
	{"train-labels-idx1-ubyte.gz", 28881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"},
	{"t10k-images-idx3-ubyte.gz", 1648877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"},
	{"t10k-labels-idx1-ubyte.gz", 4542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"},
}

// Progress is called as a download goes on, with the file's name and how many
// of its bytes have come.
type Progress func(name string, done, size int64)

// Download sees to it that a folder has MNIST's four files, for [ReadDir]. What
// is there already is checked, by its size and SHA-256, and kept if it is right;
// the rest is downloaded from the first of the mirrors that has it.
//
// A file is written under another name, checked, and only then renamed: whatever
// interrupts it, there is the whole right file or none, and several programs may
// download at once. The error says what each server answered. If ctx ends,
// Download stops at once and returns an error that wraps ctx.Err().
func Download(ctx context.Context, dir string, mirrors []string, progress Progress) error {
	d := downloader{files: mnistFiles, mirrors: mirrors, progress: progress, stall: 20 * time.Second}
	return d.run(ctx, dir)
}

// downloader is a download with everything that a test may want otherwise.
type downloader struct {
	files    []remoteFile
	mirrors  []string
	progress Progress
	stall    time.Duration // how long a server may let us wait: for the first byte, then for each next
}

// temporary begins the names of files that are not whole yet.
const temporary = ".download-"

func (d downloader) run(ctx context.Context, dir string) error {
	for _, file := range d.files {
		path := filepath.Join(dir, file.name)
		if file.check(path) == nil {
			continue
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return fmt.Errorf("mnist: %w", err)
		}
		removeLeftovers(dir)
		var tried []string
		for _, mirror := range d.mirrors {
			err := d.fetch(ctx, mirror, file, path)
			if err == nil {
				tried = nil
				break
			}
			if ctx.Err() != nil {
				return fmt.Errorf("mnist: downloading %s: %w", file.name, ctx.Err())
			}
			var remote *remoteError
			if !errors.As(err, &remote) {
				return fmt.Errorf("mnist: %w", err) // no other server can help with this disk
			}
			tried = append(tried, err.Error())
		}
		if tried != nil || len(d.mirrors) == 0 {
			return fmt.Errorf("mnist: no server gave %s: %s", file.name, strings.Join(tried, "; "))
		}
	}
	return nil
}

// check returns an error unless path is this file, whole and right.
func (f remoteFile) check(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() || info.Size() != f.size {
		return fmt.Errorf("%s has %d bytes, want %d", path, info.Size(), f.size)
	}
	hash := sha256.New()
	if _, err := io.Copy(hash, file); err != nil {
		return err
	}
	if got := hex.EncodeToString(hash.Sum(nil)); got != f.sha256 {
		return fmt.Errorf("%s has the SHA-256 %s, want %s", path, got, f.sha256)
	}
	return nil
}

// removeLeftovers removes what downloads that were killed have left behind: all
// that is not whole, and has not been written to for an hour.
func removeLeftovers(dir string) {
	entries, _ := os.ReadDir(dir)
	for _, entry := range entries {
		if info, err := entry.Info(); err == nil && strings.HasPrefix(entry.Name(), temporary) && time.Since(info.ModTime()) > time.Hour {
			os.Remove(filepath.Join(dir, entry.Name()))
		}
	}
}
