package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// folderOf makes a folder of MNIST's four files: so many images to train with and to
// test with, of side×side pixels. Each shows a 0, in which the first pixel is the
// number of the image mod 251.
func folderOf(t *testing.T, train, test, side int) string {
	t.Helper()
	dir := t.TempDir()
	for part, n := range map[string]int{"train": train, "t10k": test} {
		count := []byte{0, 0, byte(n >> 8), byte(n)}
		images := slices.Concat([]byte{0, 0, 8, 3}, count, []byte{0, 0, 0, byte(side), 0, 0, 0, byte(side)}, make([]byte, n*side*side))
		for i := range n {
			images[16+i*side*side] = byte(i % 251)
		}
		os.WriteFile(filepath.Join(dir, part+"-images-idx3-ubyte"), images, 0o644)
		os.WriteFile(filepath.Join(dir, part+"-labels-idx1-ubyte"), slices.Concat([]byte{0, 0, 8, 1}, count, make([]byte, n)), 0o644)
	}
	return dir
}

// TestFolder: of 60,000 images, the first 50,000 are to train with; and where the
// sizes are MNIST's, but not the digits, a note says so.
func TestFolder(t *testing.T) {
	for side, note := range map[int]string{1: "", 28: "has MNIST's sizes but other digits"} {
		dir := folderOf(t, 60_000, 10_000, side)
		status, stdout, stderr := call("-data", dir, "-hidden", "2", "-epochs", "0")
		want := fmt.Sprintf("%d-2-10, 50000 digits to train with, 10000 to test with\n10000 more are kept for choosing hyperparameters\n", side*side)
		if status != 0 || !strings.HasPrefix(stdout, want) || !strings.Contains(stderr, note) || (stderr == "") != (note == "") {
			t.Errorf("exit status %d; it prints\n%s%s\nwant\n%s%s", status, stdout, stderr, want, note)
		}
	}
	r, _ := prepared(t, "-data", folderOf(t, 60_000, 3, 1))
	for i := range 50_000 {
		if x, _ := r.training.At(i); x[0][0] != float64(i%251)/255 {
			t.Fatalf("image %d to train with is %v, want %v", i, x[0][0], float64(i%251)/255)
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
