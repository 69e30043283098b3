package mnist

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
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
	stall    time.Duration // how long a server may take to connect, answer, or send the next bytes
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

// remoteError is what went wrong on the way to a server or there, so that
// another server may do better.
type remoteError struct {
	server string
	what   string
}

func (e *remoteError) Error() string { return e.server + ": " + e.what }

// fetch downloads a file to path from one mirror.
func (d downloader) fetch(ctx context.Context, mirror string, file remoteFile, path string) (err error) {
	address, err := url.Parse(mirror)
	if err != nil || address.Scheme != "http" && address.Scheme != "https" || address.Host == "" {
		return &remoteError{mirror, "this is no http or https address"}
	}
	address = address.JoinPath(file.name)
	failed := func(format string, args ...any) error {
		return &remoteError{address.Host, fmt.Sprintf(format, args...)}
	}

	out, err := os.CreateTemp(filepath.Dir(path), temporary+file.name+"-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			out.Close()
			os.Remove(out.Name())
		}
	}()

	// A server that sends nothing for so long is given up.
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stalled := fmt.Errorf("nothing came for %v", d.stall)
	watchdog := time.AfterFunc(d.stall, func() { cancel(stalled) })
	defer watchdog.Stop()
	why := func(err error) error {
		if context.Cause(ctx) == stalled {
			return stalled
		}
		// What these wrap says it in fewer words: without the whole address,
		// and the addresses of name servers.
		var asked *url.Error
		var lookup *net.DNSError
		var dialled *net.OpError
		switch {
		case errors.As(err, &lookup):
			return errors.New(lookup.Err)
		case errors.As(err, &dialled):
			return fmt.Errorf("%s: %w", dialled.Op, dialled.Err)
		case errors.As(err, &asked):
			return asked.Err
		}
		return err
	}

	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil)
	if err != nil {
		return failed("%v", err)
	}
	response, err := client(address.Scheme, d.stall).Do(request)
	if err != nil {
		return failed("%v", why(err))
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return failed("it answered %s", response.Status)
	}

	// Not a byte more than the file has is read, whatever the server sends.
	body := &counter{r: response.Body, count: func(n int64) {
		watchdog.Reset(d.stall)
		if d.progress != nil {
			d.progress(file.name, n, file.size)
		}
	}}
	hash := sha256.New()
	writer := &localWriter{w: out}
	n, err := io.CopyN(io.MultiWriter(writer, hash, &body.head), body, file.size)
	switch {
	case writer.err != nil:
		return writer.err
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return failed("it sent %s of %d bytes, want %d bytes of gzip", body.head.kind(), n, file.size)
	case err != nil:
		return failed("after %d of %d bytes: %v", n, file.size, why(err))
	case hex.EncodeToString(hash.Sum(nil)) != file.sha256:
		return failed("it sent %s: not the file, by its SHA-256", body.head.kind())
	}
	// To the disk before the name: a file that a crash cut off must not have it.
	if err := out.Sync(); err != nil {
		return err
	}
	if err := out.Chmod(0o644); err != nil {
		return err
	}
	if err := out.Close(); err != nil {
		return err
	}
	if err := os.Rename(out.Name(), path); err != nil {
		// On Windows the name may be taken by another program's equal file
		// that is open right now.
		if file.check(path) == nil {
			os.Remove(out.Name())
			return nil
		}
		return err
	}
	return nil
}

// client returns a client that follows redirections to https alone, unless the
// first address was http anyway, and leaves the files packed.
func client(scheme string, timeout time.Duration) *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			Proxy:                 http.ProxyFromEnvironment,
			DialContext:           (&net.Dialer{Timeout: timeout}).DialContext,
			TLSHandshakeTimeout:   timeout,
			ResponseHeaderTimeout: timeout,
			DisableCompression:    true,
			DisableKeepAlives:     true,
		},
		CheckRedirect: func(request *http.Request, via []*http.Request) error {
			if request.URL.Scheme != "https" && scheme == "https" {
				return fmt.Errorf("it leads on to %s, which is not https", request.URL.Redacted())
			}
			if len(via) > 5 {
				return errors.New("it leads on more than 5 times")
			}
			return nil
		},
	}
}

// counter counts what is read, and keeps the beginning.
type counter struct {
	r     io.Reader
	n     int64
	head  head
	count func(n int64)
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	c.count(c.n)
	return n, err
}

// head keeps the first bytes that are written to it.
type head struct{ b []byte }

func (h *head) Write(b []byte) (int, error) {
	if room := 512 - len(h.b); room > 0 {
		h.b = append(h.b, b[:min(room, len(b))]...)
	}
	return len(b), nil
}

// kind says what the bytes look like.
func (h *head) kind() string {
	kind, _, _ := strings.Cut(http.DetectContentType(h.b), ";")
	switch {
	case len(h.b) == 0:
		return "nothing"
	case kind == "text/html":
		return "an HTML page"
	case kind == "application/x-gzip":
		return "a gzip file"
	case strings.HasPrefix(kind, "text/"):
		return "text"
	}
	return "other bytes"
}

// localWriter remembers that it was the disk that failed.
type localWriter struct {
	w   io.Writer
	err error
}

func (l *localWriter) Write(b []byte) (int, error) {
	n, err := l.w.Write(b)
	l.err = err
	return n, err
}
