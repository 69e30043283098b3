package mnist

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// testFile is a file for the servers below, 300 kB of random bytes.
func testFile(name string) (remoteFile, []byte) {
	content := make([]byte, 300_000)
	rng := rand.New(rand.NewPCG(1, 0))
	for i := range content {
		content[i] = byte(rng.Uint32())
	}
	return remoteFile{name, int64(len(content)), fmt.Sprintf("%x", sha256.Sum256(content))}, content
}

func serve(t *testing.T, handler http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return server.URL + "/some/folder"
}

// serveSlowly serves content in ten parts, with a pause behind each.
func serveSlowly(t *testing.T, content []byte, pause time.Duration) string {
	return serve(t, func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i < len(content); i += len(content) / 10 {
			w.Write(content[i : i+len(content)/10])
			w.(http.Flusher).Flush()
			time.Sleep(pause)
		}
	})
}

// folderHolds fails the test unless the folder holds just these files.
func folderHolds(t *testing.T, dir string, want ...string) {
	t.Helper()
	var got []string
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the folder holds %v, want %v", got, want)
	}
}

func TestDownload(t *testing.T) {
	first, content := testFile("digits.gz")
	second, _ := testFile("labels.gz")
	requests := 0
	mirror := serve(t, func(w http.ResponseWriter, r *http.Request) {
		requests++
		if r.Header.Get("Accept-Encoding") == "gzip" || !strings.HasPrefix(r.URL.Path, "/some/folder/") {
			t.Errorf("the client asks for %s and would unpack it: %v", r.URL, r.Header)
		}
		w.Write(content)
	})
	dir := filepath.Join(t.TempDir(), "new", "folder")
	last := int64(0)
	d := downloader{files: []remoteFile{first, second}, mirrors: []string{mirror}, patience: 5 * time.Second,
		progress: func(name string, done, size int64) {
			if size != first.size || done > size || name != first.name && name != second.name {
				t.Errorf("progress of %s: %d of %d bytes", name, done, size)
			}
			last = done
		}}
	if err := d.run(context.Background(), dir); err != nil {
		t.Fatal(err)
	}
	folderHolds(t, dir, "digits.gz", "labels.gz")
	if last != first.size {
		t.Errorf("the last progress was %d bytes, want %d", last, first.size)
	}
	// All is there: nothing is asked for.
	if err := d.run(context.Background(), dir); err != nil || requests != 2 {
		t.Errorf("a second download: error %v, %d requests, want none and 2 in all", err, requests)
	}
	// What is damaged, and nothing else, is fetched again; and from one server only.
	d.mirrors = []string{mirror, "a server that is asked after the first has given the file"}
	path := filepath.Join(dir, "labels.gz")
	for i, damage := range []func() error{
		func() error { return os.Truncate(path, 1000) },
		func() error { return os.WriteFile(path, append(content, 0), 0o644) },
		func() error { return os.WriteFile(path, append([]byte{content[0] ^ 1}, content[1:]...), 0o644) },
		func() error { return os.Remove(path) },
	} {
		if err := damage(); err != nil {
			t.Fatal(err)
		}
		if second.check(path) == nil {
			t.Errorf("damage %d is not noticed", i)
		}
		if err := d.run(context.Background(), dir); err != nil || requests != 3+i || second.check(path) != nil {
			t.Errorf("damage %d: error %v, %d requests, want none and %d", i, err, requests, 3+i)
		}
	}
}

// hostile reports whether this is the stage of that name in .ci/run, with time for
// what takes long.
var hostile = os.Getenv("BACKPROP_HOSTILE") != ""

// TestBadServers: what a server may do wrong, and what the error says of it.
// Nothing is left in the folder, and the next server is asked.
func TestBadServers(t *testing.T) {
	f, content := testFile("digits.gz")
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close() // a port on which nobody listens
	sends := func(b []byte, then func(r *http.Request)) string {
		return serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(len(content)))
			w.Write(b)
			w.(http.Flusher).Flush()
			then(r)
		})
	}
	stalls := func(r *http.Request) { <-r.Context().Done() }
	const slow = "less than 64 kB came in 200ms"
	for name, test := range map[string]struct{ mirror, want string }{
		"404": {serve(t, http.NotFound), `it answered "404 Not Found"`},
		"a page": {serve(t, func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "<!DOCTYPE html><html>sign in</html>") }),
			`it sent 35 bytes of "text/html; charset=utf-8", want 300000 bytes`},
		"cut off":         {sends(content[:200_000], func(*http.Request) { panic(http.ErrAbortHandler) }), "it sent 200000 bytes of"},
		"one bit":         {sends(append([]byte{content[0] ^ 1}, content[1:]...), func(*http.Request) {}), "what it sent is not the file: its SHA-256 is "},
		"stalls at once":  {sends(nil, stalls), "after 0 of 300000 bytes: " + slow},
		"stalls halfway":  {sends(content[:150_000], stalls), "after 150000 of 300000 bytes: " + slow},
		"runs in circles": {serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) }), "stopped after 10 redirects"},
		"a byte at a time": {serve(t, func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				w.Write(make([]byte, 1))
				w.(http.Flusher).Flush()
				time.Sleep(time.Millisecond)
			}
		}), "bytes: " + slow},
		"endless": {serve(t, func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				w.Write(make([]byte, 1000))
			}
		}), "what it sent is not the file"},
		"nobody": {gone.URL, "connect"},
		"ftp":    {"ftp://host/", `host: unsupported protocol scheme "ftp"`},
		"colons": {"://", "missing protocol scheme"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := downloader{files: []remoteFile{f}, mirrors: []string{test.mirror}, patience: time.Minute}
			stalled := strings.HasSuffix(test.want, slow)
			if stalled {
				d.patience = 200 * time.Millisecond
			}
			dir := t.TempDir()
			err := d.run(context.Background(), dir)
			if err == nil || !strings.HasPrefix(err.Error(), "mnist: no server gave digits.gz: ") || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error\n\t%v\nwant\n\t%s", err, test.want)
			}
			folderHolds(t, dir)
			if stalled {
				return // by this patience, a good one may seem slow on a busy machine
			}
			d.mirrors = append(d.mirrors, serve(t, func(w http.ResponseWriter, r *http.Request) { w.Write(content) }))
			if err := d.run(context.Background(), dir); err != nil {
				t.Errorf("with a good server behind: %v", err)
			}
			folderHolds(t, dir, "digits.gz")
		})
	}
	if hostile {
		d := downloader{files: []remoteFile{f}, mirrors: []string{serveSlowly(t, content, 500*time.Millisecond)}, patience: 4 * time.Second}
		if err := d.run(context.Background(), t.TempDir()); err != nil {
			t.Errorf("slow is not stalled: %v", err)
		}
	}
}

func TestCancelled(t *testing.T) {
	f, content := testFile("digits.gz")
	ctx, cancel := context.WithCancel(context.Background())
	mirror := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Write(content[:150_000])
		w.(http.Flusher).Flush()
		cancel()
		<-r.Context().Done()
	})
	dir := t.TempDir()
	d := downloader{files: []remoteFile{f}, mirrors: []string{mirror, mirror}, patience: time.Hour}
	if err := d.run(ctx, dir); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
	folderHolds(t, dir)
}

// TestFolderThatCannotBeWritten: no other server could help, and what is there
// already is used.
func TestFolderThatCannotBeWritten(t *testing.T) {
	f, content := testFile("digits.gz")
	mirror := serve(t, func(w http.ResponseWriter, r *http.Request) { w.Write(content) })
	d := downloader{files: []remoteFile{f}, mirrors: []string{mirror, "://"}, patience: time.Second}
	notAFolder, taken, full := filepath.Join(t.TempDir(), "file"), t.TempDir(), t.TempDir()
	os.WriteFile(notAFolder, nil, 0o644)
	os.MkdirAll(filepath.Join(taken, "digits.gz", "something"), 0o755)
	for _, dir := range []string{notAFolder, taken} {
		if err := d.run(context.Background(), dir); err == nil || !strings.Contains(err.Error(), dir) || strings.Contains(err.Error(), "server") {
			t.Errorf("error %v, want one about %s", err, dir)
		}
	}
	os.WriteFile(filepath.Join(full, "digits.gz"), content, 0o444)
	os.Chmod(full, 0o555)
	defer os.Chmod(full, 0o755)
	if err := d.run(context.Background(), full); err != nil {
		t.Errorf("a folder that can only be read, with the file: %v", err)
	}
}
