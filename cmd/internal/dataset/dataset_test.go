package dataset

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"backprop/cmd/internal/cli"
)

func parse(t *testing.T, args ...string) *Flags {
	t.Helper()
	flags := cli.NewFlags("")
	f := Define(flags)
	if err := flags.Parse(args, io.Discard); err != nil {
		t.Fatal(err)
	}
	if err := f.Check(flags.Given()); err != nil {
		t.Fatal(err)
	}
	return f
}

// TestChapterTrainsWithTheFirst: of 60,000 images, the first 50,000 are to train
// with. Image i is one pixel of i mod 251.
func TestChapterTrainsWithTheFirst(t *testing.T) {
	dir := t.TempDir()
	images := []byte{0, 0, 8, 3, 0, 0, 60_000 >> 8, 60_000 & 255, 0, 0, 0, 1, 0, 0, 0, 1}
	labels := append([]byte{0, 0, 8, 1, 0, 0, 60_000 >> 8, 60_000 & 255}, make([]byte, 60_000)...)
	for i := range 60_000 {
		images = append(images, byte(i%251))
	}
	for _, part := range []string{"train", "t10k"} {
		os.WriteFile(filepath.Join(dir, part+"-images-idx3-ubyte"), images, 0o644)
		os.WriteFile(filepath.Join(dir, part+"-labels-idx1-ubyte"), labels, 0o644)
	}
	data, err := parse(t, "-data", dir).Load(context.Background(), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if data.Training.Len() != 50_000 || data.Left != 10_000 || data.Test.Len() != 60_000 {
		t.Fatalf("%d images to train with, %d left out, %d to test with; want 50000, 10000, 60000",
			data.Training.Len(), data.Left, data.Test.Len())
	}
	for _, i := range []int{0, 1, 49_999} {
		if x, _ := data.Training.At(i); x[0][0] != float64(i%251)/255 {
			t.Errorf("image %d to train with is %v, want %v", i, x[0][0], float64(i%251)/255)
		}
	}
}

// TestCacheFolder: what is downloaded goes to the user's cache, or to -cache.
func TestCacheFolder(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	t.Setenv("HTTPS_PROXY", "http://127.0.0.1:1") // so that the test reaches nobody
	user, named := t.TempDir(), filepath.Join(t.TempDir(), "named")
	t.Setenv("XDG_CACHE_HOME", user) // Linux
	t.Setenv("HOME", user)           // macOS
	t.Setenv("LocalAppData", user)   // Windows
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	usual := filepath.Join(cache, "backprop", "mnist")

	if _, err := parse(t, "-data", "mnist", "-mirror", server.URL, "-cache", named).Load(context.Background(), io.Discard); err == nil {
		t.Fatal("a server that has nothing gave MNIST")
	}
	if _, err := os.Stat(named); err != nil {
		t.Errorf("-cache was not used: %v", err)
	}
	if _, err := os.Stat(usual); err == nil {
		t.Errorf("with -cache, %s was made all the same", usual)
	}
	if _, err := parse(t, "-data", "mnist", "-mirror", server.URL).Load(context.Background(), io.Discard); err == nil {
		t.Fatal("a server that has nothing gave MNIST")
	}
	if _, err := os.Stat(usual); err != nil {
		t.Errorf("without -cache: %v", err)
	}
}

// TestInterruptedDownload stops while a server stalls.
func TestInterruptedDownload(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}))
	defer server.Close()
	if _, err := parse(t, "-data", "mnist", "-mirror", server.URL, "-cache", t.TempDir()).Load(ctx, io.Discard); err != cli.ErrInterrupted {
		t.Errorf("error %v, want %v", err, cli.ErrInterrupted)
	}
}
