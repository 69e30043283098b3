package mnist

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
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
	size   int
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
type Progress func(name string, done, size int)

// Download makes sure that a folder has MNIST's four files, for [ReadDir]. What
// is there already is checked by its SHA-256, and kept if it is right; the rest is
// downloaded from the first server that has it.
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
		if f.isAt(path) {
			continue
		}
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return fmt.Errorf("mnist: %w", err)
		}
		content, err := d.fetch(ctx, f)
		if err != nil {
			return fmt.Errorf("mnist: %w", err)
		}
		err = files.Write(path, func(w io.Writer) error { _, err := w.Write(content); return err })
		if err != nil && !f.isAt(path) { // where another program was faster, all is well
			return fmt.Errorf("mnist: %w", err)
		}
	}
	return nil
}

// isAt reports whether the file at path is this one, whole and right.
func (f remoteFile) isAt(path string) bool {
	file, err := files.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, int64(f.size)+1)) // a byte too many is enough to tell
	return err == nil && f.check(content) == nil
}

func (f remoteFile) check(content []byte) error {
	if got := fmt.Sprintf("%x", sha256.Sum256(content)); got != f.sha256 {
		return fmt.Errorf("the SHA-256 of what came is %s, want %s", got, f.sha256)
	}
	return nil
}

// fetch returns the file's content from the first mirror that has it.
func (d downloader) fetch(ctx context.Context, f remoteFile) ([]byte, error) {
	var answers []string
	for _, mirror := range d.mirrors {
		content, err := d.ask(ctx, mirror+f.name, f)
		if err == nil {
			return content, nil
		}
		if ctx.Err() != nil {
			return nil, fmt.Errorf("downloading %s: %w", f.name, ctx.Err())
		}
		answers = append(answers, fmt.Sprintf("%s: %v", mirror, err))
	}
	return nil, fmt.Errorf("no server gave %s: %s", f.name, strings.Join(answers, "; "))
}

// ask asks a server for a file.
func (d downloader) ask(ctx context.Context, address string, f remoteFile) ([]byte, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	patience := time.AfterFunc(d.patience, func() {
		cancel(fmt.Errorf("less than %d kB came in %v", piece>>10, d.patience))
	})
	defer patience.Stop()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept-Encoding", "identity") // otherwise net/http would unpack the file
	request.Close = true                              // otherwise it would listen on, and log what comes
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, cmp.Or(context.Cause(ctx), errors.Unwrap(err)) // less the address
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("it answered %.60q", response.Status)
	}
	// No more bytes are read than the file has, whatever the server sends.
	content := make([]byte, f.size)
	for done := 0; done < f.size; {
		patience.Reset(d.patience)
		n, err := io.ReadFull(response.Body, content[done:min(done+piece, f.size)])
		done += n
		if err != nil {
			return nil, fmt.Errorf("after %d of %d bytes (%.60q): %w", done, f.size, response.Header.Get("Content-Type"), cmp.Or(context.Cause(ctx), err))
		}
		if d.progress != nil {
			d.progress(f.name, done, f.size)
		}
	}
	return content, f.check(content)
}
