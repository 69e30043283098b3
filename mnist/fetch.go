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

	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil)
	if err != nil {
		return failed("%v", err)
	}
	response, err := client(address.Scheme).Do(request)
	if err != nil {
		return failed("%v", why(ctx, err))
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
		return failed("after %d of %d bytes: %v", n, file.size, why(ctx, err))
	case hex.EncodeToString(hash.Sum(nil)) != file.sha256:
		return failed("it sent %s: not the file, by its SHA-256", body.head.kind())
	}
	return file.keep(out, path)
}

// why says in few words what err means: if ctx has ended, what ended it.
func why(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	// What these wrap says it without the whole address, and the addresses of
	// name servers.
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

// keep gives a file that has come whole its name.
func (f remoteFile) keep(out *os.File, path string) error {
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
		if f.check(path) == nil {
			os.Remove(out.Name())
			return nil
		}
		return err
	}
	return nil
}

// client returns a client that follows redirections to https alone, unless the
// first address was http anyway, and leaves the files packed.
func client(scheme string) *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			Proxy:              http.ProxyFromEnvironment,
			DisableCompression: true,
			DisableKeepAlives:  true,
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
