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
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// testFile is a file of the right kind for the servers below, 300 kB of what
// looks like gzip.
func testFile(name string) (remoteFile, []byte) {
	content := make([]byte, 300_000)
	rng := rand.New(rand.NewPCG(1, 0))
	for i := range content {
		content[i] = byte(rng.Uint32())
	}
	copy(content, "\x1f\x8b\x08")
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
	file, content := testFile("digits.gz")
	second, _ := testFile("labels.gz")
	requests := 0
	mirror := serve(t, func(w http.ResponseWriter, r *http.Request) {
		requests++
		if r.Header.Get("Accept-Encoding") == "gzip" {
			t.Error("the client asks for a packed transfer, and would unpack the file")
		}
		if !strings.HasPrefix(r.URL.Path, "/some/folder/") {
			t.Errorf("the client asks for %s", r.URL)
		}
		w.Write(content)
	})
	dir := filepath.Join(t.TempDir(), "new", "folder")
	last := int64(0)
	d := downloader{files: []remoteFile{file, second}, mirrors: []string{mirror}, stall: 5 * time.Second,
		progress: func(name string, done, size int64) {
			if size != file.size || done > size || name != file.name && name != second.name {
				t.Errorf("progress of %s: %d of %d bytes", name, done, size)
			}
			last = done
		}}
	if err := d.run(context.Background(), dir); err != nil {
		t.Fatal(err)
	}
	folderHolds(t, dir, "digits.gz", "labels.gz")
	if last != file.size {
		t.Errorf("the last progress was %d bytes, want %d", last, file.size)
	}

	// All is there: nothing is asked for, and no server is needed.
	d.mirrors = nil
	if err := d.run(context.Background(), dir); err != nil || requests != 2 {
		t.Errorf("a second download: error %v, %d requests, want none and 2 in all", err, requests)
	}

	// What is damaged, and nothing else, is fetched again; and from one server
	// only.
	d.mirrors = []string{mirror, serve(t, func(w http.ResponseWriter, r *http.Request) {
		t.Error("the second server was asked, after the first had given the file")
	})}
	for i, damage := range []struct {
		do   func(path string) error
		want string // what check says of it
	}{
		{func(path string) error { return os.Truncate(path, 1000) }, "has 1000 bytes, want 300000"},
		{func(path string) error {
			changed := append([]byte(nil), content...)
			changed[150_000] ^= 1
			return os.WriteFile(path, changed, 0o644)
		}, "has the SHA-256"},
		{os.Remove, "labels.gz"},
	} {
		path := filepath.Join(dir, "labels.gz")
		if err := damage.do(path); err != nil {
			t.Fatal(err)
		}
		if err := second.check(path); err == nil || !strings.Contains(err.Error(), damage.want) {
			t.Errorf("damage %d: check says %v, want %q in it", i, err, damage.want)
		}
		if err := d.run(context.Background(), dir); err != nil || requests != 3+i {
			t.Errorf("damage %d: error %v, %d requests, want none and %d", i, err, requests, 3+i)
		}
		if err := second.check(path); err != nil {
			t.Errorf("damage %d: %v", i, err)
		}
	}
}

// TestDownloadMNIST: what is asked for first, and the server's answer in the
// error.
func TestDownloadMNIST(t *testing.T) {
	asked := ""
	mirror := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked = r.URL.Path
		http.NotFound(w, r)
	})
	err := Download(context.Background(), t.TempDir(), []string{mirror}, nil)
	if want := "it answered 404 Not Found"; err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("error %v, want %q at its end", err, want)
	}
	if want := "/some/folder/train-images-idx3-ubyte.gz"; asked != want {
		t.Errorf("Download asked for %s, want %s", asked, want)
	}
}

// TestBadServers: what a server may do wrong, and what the error says of it.
// Nothing is left in the folder.
func TestBadServers(t *testing.T) {
	file, content := testFile("digits.gz")
	const stall = 800 * time.Millisecond
	stalls := func(n int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(len(content)))
			w.Write(content[:n])
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}
	}
	sent := new(atomic.Int64)
	tests := []struct {
		name    string
		handler http.HandlerFunc
		want    string
	}{
		{"404", http.NotFound, "it answered 404 Not Found"},
		{"403", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprint(w, "<html>no</html>")
		}, "it answered 403 Forbidden"},
		{"a page", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "<!DOCTYPE html><html>sign in</html>") },
			"it sent an HTML page of 35 bytes, want 300000 bytes of gzip"},
		{"nothing", func(w http.ResponseWriter, r *http.Request) {}, "it sent nothing of 0 bytes"},
		{"truncated", func(w http.ResponseWriter, r *http.Request) { w.Write(content[:200_000]) },
			"it sent a gzip file of 200000 bytes, want 300000 bytes of gzip"},
		{"cut off", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(len(content)))
			w.Write(content[:200_000])
			panic(http.ErrAbortHandler)
		}, "it sent a gzip file of "},
		{"other bytes", func(w http.ResponseWriter, r *http.Request) { w.Write(make([]byte, 300_000)) },
			"it sent other bytes: not the file, by its SHA-256"},
		{"one bit", func(w http.ResponseWriter, r *http.Request) {
			w.Write(content[:299_999])
			w.Write([]byte{content[299_999] ^ 1})
		}, "it sent a gzip file: not the file, by its SHA-256"},
		{"endless", func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				n, err := w.Write(make([]byte, 1000))
				if sent.Add(int64(n)); err != nil {
					return
				}
			}
		}, "it sent other bytes: not the file, by its SHA-256"},
		{"stalls at once", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "nothing came for 800ms"},
		{"stalls halfway", stalls(150_000), "after 150000 of 300000 bytes: nothing came for 800ms"},
		{"runs in circles", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) },
			"it leads on more than 5 times"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			mirror := serve(t, test.handler)
			d := downloader{files: []remoteFile{file}, mirrors: []string{mirror}, stall: stall}
			dir := t.TempDir()
			start := time.Now()
			err := d.run(context.Background(), dir)
			host := strings.Split(strings.TrimPrefix(mirror, "http://"), "/")[0]
			want := "mnist: no server gave digits.gz: " + host + ": " + test.want
			if err == nil || !strings.HasPrefix(err.Error(), want) {
				t.Errorf("error\n\t%v\nwant\n\t%s", err, want)
			}
			if took := time.Since(start); took > 20*stall {
				t.Errorf("giving up took %v", took)
			}
			folderHolds(t, dir)

			// The next server has it.
			good := serve(t, func(w http.ResponseWriter, r *http.Request) { w.Write(content) })
			d.mirrors = []string{"no address", mirror, good}
			if err := d.run(context.Background(), dir); err != nil {
				t.Errorf("with a good server behind: %v", err)
			}
			folderHolds(t, dir, "digits.gz")
		})
	}
	// What is under way in buffers goes beyond the 300,000 bytes; not 64 MB.
	if n := sent.Load(); n > 64<<20 {
		t.Errorf("the endless server could send %d bytes", n)
	}
}

// TestSlowServer: slow is not stalled.
func TestSlowServer(t *testing.T) {
	file, content := testFile("digits.gz")
	mirror := serve(t, func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i < len(content); i += 30_000 {
			w.Write(content[i : i+30_000])
			w.(http.Flusher).Flush()
			time.Sleep(150 * time.Millisecond)
		}
	})
	d := downloader{files: []remoteFile{file}, mirrors: []string{mirror}, stall: time.Second}
	if err := d.run(context.Background(), t.TempDir()); err != nil {
		t.Error(err)
	}
}

func TestNoServer(t *testing.T) {
	file, _ := testFile("digits.gz")
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close() // a port on which nobody listens
	d := downloader{files: []remoteFile{file}, mirrors: []string{gone.URL, "ftp://host/", "://"}, stall: time.Second}
	err := d.run(context.Background(), t.TempDir())
	if err == nil {
		t.Fatal("downloaded from nowhere")
	}
	host := strings.TrimPrefix(gone.URL, "http://")
	for _, want := range []string{"digits.gz: " + host + ": dial: connect", "; ftp://host/: this is no http or https address; ://: this is no http"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q in it", err, want)
		}
	}
}

func TestCancelled(t *testing.T) {
	file, content := testFile("digits.gz")
	ctx, cancel := context.WithCancel(context.Background())
	mirror := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Write(content[:150_000])
		w.(http.Flusher).Flush()
		cancel()
		<-r.Context().Done()
	})
	dir := t.TempDir()
	start := time.Now()
	d := downloader{files: []remoteFile{file}, mirrors: []string{mirror, mirror}, stall: time.Minute}
	if err := d.run(ctx, dir); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("cancelling took %v", took)
	}
	folderHolds(t, dir)
}

// TestFolderThatCannotBeWritten: no server is tried in vain, and what is there
// already is used.
func TestFolderThatCannotBeWritten(t *testing.T) {
	file, content := testFile("digits.gz")
	mirror := serve(t, func(w http.ResponseWriter, r *http.Request) { t.Error("a server was asked") })
	d := downloader{files: []remoteFile{file}, mirrors: []string{mirror}, stall: time.Second}
	notAFolder := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(notAFolder, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := d.run(context.Background(), notAFolder); err == nil || !strings.Contains(err.Error(), notAFolder) {
		t.Errorf("a file for a folder: error %v, want it named", err)
	}
	long := d
	long.files = []remoteFile{{strings.Repeat("x", 250), file.size, file.sha256}} // too long with what a temporary name adds
	if err := long.run(context.Background(), t.TempDir()); err == nil || !strings.HasPrefix(err.Error(), "mnist: open ") {
		t.Errorf("a name too long to write to: error %v, want that of opening it", err)
	}

	dir := t.TempDir()
	os.WriteFile(filepath.Join(dir, "digits.gz"), content, 0o444)
	os.Chmod(dir, 0o555)
	defer os.Chmod(dir, 0o755)
	if err := d.run(context.Background(), dir); err != nil {
		t.Errorf("a folder that can only be read, with the file: %v", err)
	}
	if os.WriteFile(filepath.Join(dir, "probe"), nil, 0o644) == nil {
		return // root may write everywhere
	}
	d.files[0].name = "missing.gz"
	if err := d.run(context.Background(), dir); !errors.Is(err, os.ErrPermission) {
		t.Errorf("a folder that can only be read, without the file: error %v, want %v", err, os.ErrPermission)
	}
}

// TestNameThatIsTaken: a folder that has the file's name cannot be replaced, and
// no other server could help.
func TestNameThatIsTaken(t *testing.T) {
	file, content := testFile("digits.gz")
	mirror := serve(t, func(w http.ResponseWriter, r *http.Request) { w.Write(content) })
	dir := t.TempDir()
	taken := filepath.Join(dir, "digits.gz")
	if err := os.MkdirAll(filepath.Join(taken, "something"), 0o755); err != nil {
		t.Fatal(err)
	}
	other := serve(t, func(w http.ResponseWriter, r *http.Request) { t.Error("the second server was asked") })
	d := downloader{files: []remoteFile{file}, mirrors: []string{mirror, other}, stall: time.Second}
	if err := d.run(context.Background(), dir); err == nil || !strings.HasPrefix(err.Error(), "mnist: rename ") || !strings.Contains(err.Error(), taken) {
		t.Errorf("error %v, want that of renaming to %s", err, taken)
	}
	folderHolds(t, dir, "digits.gz")
}

func TestLeftovers(t *testing.T) {
	file, content := testFile("digits.gz")
	mirror := serve(t, func(w http.ResponseWriter, r *http.Request) { w.Write(content) })
	dir := t.TempDir()
	for name, age := range map[string]time.Duration{".download-old": 2 * time.Hour, ".download-new": time.Minute, "other": 9 * time.Hour} {
		path := filepath.Join(dir, name)
		os.WriteFile(path, nil, 0o644)
		os.Chtimes(path, time.Now(), time.Now().Add(-age))
	}
	d := downloader{files: []remoteFile{file}, mirrors: []string{mirror}, stall: time.Second}
	if err := d.run(context.Background(), dir); err != nil {
		t.Fatal(err)
	}
	folderHolds(t, dir, ".download-new", "digits.gz", "other")
}

// TestMain lets this program be started as one that downloads: a process to
// kill, or to run beside another.
func TestMain(m *testing.M) {
	mirror := os.Getenv("MNIST_TEST_MIRROR")
	if mirror == "" {
		os.Exit(m.Run())
	}
	file, _ := testFile("digits.gz")
	d := downloader{files: []remoteFile{file}, mirrors: []string{mirror}, stall: 10 * time.Second}
	if err := d.run(context.Background(), os.Getenv("MNIST_TEST_DIR")); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	os.Exit(0)
}

func downloadProcess(t *testing.T, mirror, dir string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), "MNIST_TEST_MIRROR="+mirror, "MNIST_TEST_DIR="+dir)
	return cmd
}

func TestTwoProcessesAtOnce(t *testing.T) {
	file, content := testFile("digits.gz")
	mirror := serve(t, func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i < len(content); i += 50_000 {
			w.Write(content[i : i+50_000])
			w.(http.Flusher).Flush()
			time.Sleep(20 * time.Millisecond)
		}
	})
	dir := t.TempDir()
	var wg sync.WaitGroup
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if out, err := downloadProcess(t, mirror, dir).CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		}()
	}
	wg.Wait()
	folderHolds(t, dir, "digits.gz")
	if err := file.check(filepath.Join(dir, "digits.gz")); err != nil {
		t.Error(err)
	}
}

// TestKilled kills a download fifty times, at random moments. Each time the file
// is whole or not there.
func TestKilled(t *testing.T) {
	file, content := testFile("digits.gz")
	mirror := serve(t, func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i < len(content); i += 30_000 {
			w.Write(content[i : i+30_000])
			w.(http.Flusher).Flush()
			time.Sleep(time.Millisecond)
		}
	})
	// A download that nobody kills tells how long one takes, here and now.
	start := time.Now()
	if out, err := downloadProcess(t, mirror, t.TempDir()).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	took := time.Since(start)

	killed, whole := 0, 0
	for range 50 {
		dir := t.TempDir()
		process := downloadProcess(t, mirror, dir)
		if err := process.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(rand.N(2 * took))
		process.Process.Kill()
		process.Wait()
		path := filepath.Join(dir, "digits.gz")
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			killed++
			continue
		}
		whole++
		if err := file.check(path); err != nil {
			t.Errorf("after a kill: %v", err)
		}
	}
	t.Logf("%d times there was no file, %d times the whole one", killed, whole)
	if killed == 0 || whole == 0 {
		t.Errorf("%d times there was no file and %d times the whole one: want both, or the kills prove nothing", killed, whole)
	}
}
