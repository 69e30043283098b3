package mnist

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"backprop/internal/files"
)

// mirrors are servers that have MNIST's four files, as addresses to which a
// file's name is added.
var mirrors = []string{
	"https://storage.googleapis.com/cvdf-datasets/mnist/",
	"https://ossci-datasets.s3.amazonaws.com/mnist/",
}

// remoteFile is a file to download, and what it must be.
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

// Progress is called as a download goes on, with the file's name and how many of
// its bytes have arrived.
type Progress func(name string, done, size int64)

// Download makes sure that a folder has MNIST's four files, for [ReadDir]. What
// is there already is checked by size and SHA-256, and kept if it is right; the
// rest is downloaded from the first server that has it.
//
// Whatever interrupts it, each file is there whole and right, or not at all.
// Several programs may download at once. The error says what each server
// answered. If ctx ends, Download stops at once and returns an error that wraps
// ctx.Err().
func Download(ctx context.Context, dir string, progress Progress) error {
	return downloader{mnistFiles, mirrors, progress, 20 * time.Second}.run(ctx, dir)
}

// downloader is a download with what a test may want to replace.
type downloader struct {
	files    []remoteFile
	mirrors  []string
	progress Progress
	patience time.Duration // how long a piece may take, with the connection for the first
}

// piece is how many bytes must arrive within patience. A server that is slower
// than that, some three kilobytes a second, is given up.
const piece = 64 << 10

func (d downloader) run(ctx context.Context, dir string) error {
	for _, f := range d.files {
		path := filepath.Join(dir, f.name)
		if f.check(path) == nil {
			continue
		}
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return fmt.Errorf("mnist: %w", err)
		}
		var answers []string
		for _, mirror := range d.mirrors {
			err := files.Write(path, func(w io.Writer) error { return d.fetch(ctx, mirror, f, w) })
			if err == nil || f.check(path) == nil { // another program may have been faster
				answers = nil
				break
			}
			if ctx.Err() != nil {
				return fmt.Errorf("mnist: downloading %s: %w", f.name, ctx.Err())
			}
			var answer answerError
			if !errors.As(err, &answer) {
				return fmt.Errorf("mnist: %w", err) // no other server can help with this disk
			}
			answers = append(answers, answer.Error())
		}
		if answers != nil {
			return fmt.Errorf("mnist: no server gave %s: %s", f.name, strings.Join(answers, "; "))
		}
	}
	return nil
}

// check returns an error unless path is this file, whole and right.
func (f remoteFile) check(path string) error {
	opened, err := files.Open(path)
	if err != nil {
		return err
	}
	defer opened.Close()
	hash := sha256.New()
	// To read one byte more than it should have is enough to tell.
	if _, err := io.Copy(hash, io.LimitReader(opened, f.size+1)); err != nil {
		return err
	}
	return f.checkSum(hash.Sum(nil))
}

func (f remoteFile) checkSum(sum []byte) error {
	if got := hex.EncodeToString(sum); got != f.sha256 {
		return fmt.Errorf("not the file: its SHA-256 is %s, want %s", got, f.sha256)
	}
	return nil
}

// answerError is a failure of a server, or of the way to it. Another server may
// do better.
type answerError struct{ server, what string }

func (e answerError) Error() string { return e.server + ": " + e.what }

// fetch copies a file from a mirror.
func (d downloader) fetch(ctx context.Context, mirror string, f remoteFile, w io.Writer) error {
	address, err := url.Parse(mirror)
	if err != nil {
		return answerError{mirror, err.Error()}
	}
	failed := func(format string, args ...any) error {
		return answerError{address.Host, fmt.Sprintf(format, args...)}
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	patience := time.AfterFunc(d.patience, func() {
		cancel(fmt.Errorf("less than %d kB came in %v", piece>>10, d.patience))
	})
	defer patience.Stop()

	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address.JoinPath(f.name).String(), nil)
	if err != nil {
		return failed("%v", err)
	}
	request.Header.Set("Accept-Encoding", "identity") // otherwise net/http would unpack the file
	request.Close = true                              // otherwise it would listen on, and log what comes
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		var asked *url.Error // it repeats the whole address
		if errors.As(err, &asked) {
			err = asked.Err
		}
		return failed("%v", cmp.Or(context.Cause(ctx), err))
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return failed("it answered %.60q", response.Status)
	}

	// No more bytes are read than the file has, whatever the server sends.
	hash, bytes := sha256.New(), make([]byte, piece)
	for done := int64(0); done < f.size; {
		patience.Reset(d.patience)
		n, err := io.ReadFull(response.Body, bytes[:min(piece, f.size-done)])
		done += int64(n)
		switch {
		case err == io.EOF, err == io.ErrUnexpectedEOF:
			return failed("it sent %d bytes of %.60q, want %d bytes", done, response.Header.Get("Content-Type"), f.size)
		case err != nil:
			return failed("after %d of %d bytes: %v", done, f.size, cmp.Or(context.Cause(ctx), err))
		}
		hash.Write(bytes[:n])
		if _, err := w.Write(bytes[:n]); err != nil {
			return err
		}
		if d.progress != nil {
			d.progress(f.name, done, f.size)
		}
	}
	if err := f.checkSum(hash.Sum(nil)); err != nil {
		return failed("what it sent is %v", err)
	}
	return nil
}
