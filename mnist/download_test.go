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
	rand.NewChaCha8([32]byte{}).Read(content)
	return remoteFile{name, len(content), fmt.Sprintf("%x", sha256.Sum256(content))}, content
}

func serve(t *testing.T, handler http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return server.URL + "/some/folder/"
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
	arrived := map[string]int{}
	d := downloader{files: []remoteFile{first, second}, mirrors: []string{mirror}, patience: 5 * time.Second,
		progress: func(name string, done, size int) {
			if size != first.size || done <= arrived[name] {
				t.Errorf("progress of %s: %d of %d bytes, after %d", name, done, size, arrived[name])
			}
			arrived[name] = done
		}}
	if err := d.run(context.Background(), dir); err != nil || arrived["digits.gz"] != first.size || arrived["labels.gz"] != second.size {
		t.Fatalf("error %v, and the last progress was %v, want %d bytes", err, arrived, first.size)
	}
	folderHolds(t, dir, "digits.gz", "labels.gz")
	// What is damaged, and nothing else, is fetched again; and from one server only.
	d.mirrors, d.progress = []string{mirror, "a server that is asked after the first has given the file"}, nil
	path := filepath.Join(dir, "labels.gz")
	for i, damage := range []func() error{
		func() error { requests++; return nil },
		func() error { return os.Truncate(path, 1000) },
		func() error { return os.WriteFile(path, append(content, 0), 0o644) },
		func() error { return os.WriteFile(path, flipped(content), 0o644) },
		func() error { return os.Remove(path) },
	} {
		if err := damage(); err != nil {
			t.Fatal(err)
		}
		if err := d.run(context.Background(), dir); err != nil || requests != 3+i || !second.isAt(path) {
			t.Errorf("damage %d: error %v, %d requests, want none and %d", i, err, requests, 3+i)
		}
	}
}

func flipped(content []byte) []byte { return append([]byte{content[0] ^ 1}, content[1:]...) }

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
	writes := func(n int, pause time.Duration) string { // for ever
		return serve(t, func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				w.Write(make([]byte, n))
				w.(http.Flusher).Flush()
				time.Sleep(pause)
			}
		})
	}
	stalls := func(r *http.Request) { <-r.Context().Done() }
	const slow = "less than 64 kB came in 200ms"
	for name, test := range map[string]struct{ mirror, want string }{
		"404":              {serve(t, http.NotFound), "404 Not Found"},
		"a page":           {serve(t, func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "<!DOCTYPE html><html>sign in</html>") }), "after 35 of 300000 bytes (\"text/html"},
		"cut off":          {sends(content[:200_000], func(*http.Request) { panic(http.ErrAbortHandler) }), "after 200000 of 300000 bytes"},
		"one bit":          {sends(flipped(content), func(*http.Request) {}), "SHA-256"},
		"stalls at once":   {sends(nil, stalls), slow},
		"stalls halfway":   {sends(content[:150_000], stalls), slow},
		"runs in circles":  {serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) }), "10 redirects"},
		"a byte at a time": {writes(1, time.Millisecond), slow},
		"endless":          {writes(1000, 0), "SHA-256"},
		"nobody":           {gone.URL + "/", "connect"},
		"ftp":              {"ftp://host/", "unsupported protocol"},
		"colons":           {"://", "missing protocol"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := downloader{files: []remoteFile{f}, mirrors: []string{test.mirror}, patience: time.Minute}
			if test.want == slow {
				d.patience = 200 * time.Millisecond
			}
			dir := t.TempDir()
			err := fmt.Sprint(d.run(context.Background(), dir))
			if !strings.HasPrefix(err, "mnist: no server gave digits.gz: "+test.mirror) || !strings.Contains(err, test.want) {
				t.Errorf("error\n\t%v\nwant\n\t%s", err, test.want)
			}
			folderHolds(t, dir)
			if test.want == slow {
				return // by this patience, a good one may seem slow on a busy machine
			}
			d.mirrors = append(d.mirrors, serve(t, func(w http.ResponseWriter, r *http.Request) { w.Write(content) }))
			if err := d.run(context.Background(), dir); err != nil {
				t.Errorf("with a good server behind: %v", err)
			}
			folderHolds(t, dir, "digits.gz")
		})
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

// TestFolderThatCannotBeWritten: no other server could help.
func TestFolderThatCannotBeWritten(t *testing.T) {
	f, content := testFile("digits.gz")
	mirror := serve(t, func(w http.ResponseWriter, r *http.Request) { w.Write(content) })
	d := downloader{files: []remoteFile{f}, mirrors: []string{mirror, "://"}, patience: 5 * time.Second}
	notAFolder, taken := filepath.Join(t.TempDir(), "file"), t.TempDir()
	os.WriteFile(notAFolder, nil, 0o644)
	os.MkdirAll(filepath.Join(taken, "digits.gz", "something"), 0o755)
	for _, dir := range []string{notAFolder, taken} {
		if err := d.run(context.Background(), dir); err == nil || !strings.Contains(err.Error(), dir) || strings.Contains(err.Error(), "server") {
			t.Errorf("error %v, want one about %s", err, dir)
		}
	}
}
