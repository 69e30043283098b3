package dataset

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"backprop/cmd/internal/cli"
)

func parse(t *testing.T, args ...string) Flag {
	t.Helper()
	flags := cli.NewFlags("")
	f := Define(flags, flags.Lang())
	if err := flags.Parse(args, io.Discard); err != nil {
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
	data, err := parse(t, "-data", dir).Load(io.Discard)
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

// TestDownloadFails: what is downloaded goes to the user's cache, and without a
// way to any server the error says so.
func TestDownloadFails(t *testing.T) {
	t.Setenv("HTTPS_PROXY", "http://127.0.0.1:1") // so that the test reaches nobody
	user := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", user) // Linux
	t.Setenv("HOME", user)           // macOS
	t.Setenv("LocalAppData", user)   // Windows
	_, err := parse(t, "-data", "mnist").Load(io.Discard)
	want := regexp.MustCompile(`^mnist: no server gave train-images-idx3-ubyte.gz: https://storage\.googleapis\.com/.*: .*; https://ossci-datasets\.s3\.amazonaws\.com/.*: .*; if you have the four files, name their folder with -data$`)
	if err == nil || !want.MatchString(err.Error()) {
		t.Errorf("error\n%v\nwant\n%s", err, want)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(cache, "backprop", "mnist")); err != nil {
		t.Error(err)
	}
}

// TestFiles: those of a folder that have the names of MNIST's.
func TestFiles(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"train-images-idx3-ubyte", "t10k-labels.idx1-ubyte.gz", "net.json", "README"} {
		os.WriteFile(filepath.Join(dir, name), nil, 0o644)
	}
	want := []string{filepath.Join(dir, "t10k-labels.idx1-ubyte.gz"), filepath.Join(dir, "train-images-idx3-ubyte")}
	if got := parse(t, "-data", dir).Files(); !slices.Equal(got, want) {
		t.Errorf("Files() = %q, want %q", got, want)
	}
	if got := parse(t).Files(); got != nil {
		t.Errorf("the digits that come with the program have the files %q", got)
	}
}
