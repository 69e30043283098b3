package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// folderOf makes a folder of MNIST's four files, of n images each. Image i is one
// pixel of i mod 251, and shows a 0.
func folderOf(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	images := []byte{0, 0, 8, 3, 0, 0, byte(n >> 8), byte(n), 0, 0, 0, 1, 0, 0, 0, 1}
	labels := append([]byte{0, 0, 8, 1, 0, 0, byte(n >> 8), byte(n)}, make([]byte, n)...)
	for i := range n {
		images = append(images, byte(i%251))
	}
	for _, part := range []string{"train", "t10k"} {
		os.WriteFile(filepath.Join(dir, part+"-images-idx3-ubyte"), images, 0o644)
		os.WriteFile(filepath.Join(dir, part+"-labels-idx1-ubyte"), labels, 0o644)
	}
	return dir
}

// TestFolder: of 60,000 images, the first 50,000 are to train with.
func TestFolder(t *testing.T) {
	r, stdout := prepared(t, "-data", folderOf(t, 60_000), "-hidden", "2", "-epochs", "0")
	for i := range 50_000 {
		if x, _ := r.training.At(i); x[0][0] != float64(i%251)/255 {
			t.Fatalf("image %d to train with is %v, want %v", i, x[0][0], float64(i%251)/255)
		}
	}
	r.train(t.Context())
	const want = "1-2-10, 50000 digits to train with, 60000 to test with\n10000 more are kept for choosing hyperparameters\nAccuracy: "
	if !strings.HasPrefix(stdout.String(), want) {
		t.Errorf("the output is\n%s\nwant\n%s", stdout, want)
	}
}

// TestAltered: digits that are not MNIST's, in files as large, are used with a note.
func TestAltered(t *testing.T) {
	dir := t.TempDir()
	for part, n := range map[string]int{"train": 60_000, "t10k": 10_000} {
		os.WriteFile(filepath.Join(dir, part+"-images-idx3-ubyte"),
			append([]byte{0, 0, 8, 3, 0, 0, byte(n >> 8), byte(n), 0, 0, 0, 28, 0, 0, 0, 28}, make([]byte, 28*28*n)...), 0o644)
		os.WriteFile(filepath.Join(dir, part+"-labels-idx1-ubyte"),
			append([]byte{0, 0, 8, 1, 0, 0, byte(n >> 8), byte(n)}, make([]byte, n)...), 0o644)
	}
	var stderr bytes.Buffer
	o, err := parse([]string{"-data", dir}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := newRun(o, io.Discard, &stderr); err != nil || stderr.String() != "Note: "+dir+" has MNIST's sizes but other digits: another data set, or damaged files\n" {
		t.Errorf("it says %q, error %v", &stderr, err)
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
	status, _, stderr := call("-data", "mnist")
	want := regexp.MustCompile(`^train: mnist: no server gave train-images-idx3-ubyte.gz: https://storage\.googleapis\.com/.*: .*; https://ossci-datasets\.s3\.amazonaws\.com/.*: .*; if you have the four files, name their folder with -data\n$`)
	if status != 1 || !want.MatchString(stderr) {
		t.Errorf("exit status %d,\n%s\nwant 1 and\n%s", status, stderr, want)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(cache, "backprop", "mnist")); err != nil {
		t.Error(err)
	}
}
