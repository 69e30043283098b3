package mnist

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// TestMain lets this program be started as one that downloads: a process to
// kill, or to run beside another.
func TestMain(m *testing.M) {
	mirror := os.Getenv("MNIST_TEST_MIRROR")
	if mirror == "" {
		os.Exit(m.Run())
	}
	f, _ := testFile("digits.gz")
	d := downloader{files: []remoteFile{f}, mirrors: []string{mirror}, patience: 10 * time.Second}
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
	f, content := testFile("digits.gz")
	mirror := serveSlowly(t, content, 10*time.Millisecond)
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
	if err := f.check(filepath.Join(dir, "digits.gz")); err != nil {
		t.Error(err)
	}
}

// TestKilled kills a download at random moments, sixty times in the stage hostile
// of .ci/run. Each time the file is whole or not there.
func TestKilled(t *testing.T) {
	kills := 6
	if hostile {
		kills = 60
	}
	f, content := testFile("digits.gz")
	mirror := serveSlowly(t, content, time.Millisecond)
	// A download that nobody kills tells how long one takes, here and now.
	start := time.Now()
	if out, err := downloadProcess(t, mirror, t.TempDir()).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	took := time.Since(start)
	whole := 0
	for i := range kills {
		dir := t.TempDir()
		process := downloadProcess(t, mirror, dir)
		if err := process.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * took * time.Duration(i) / time.Duration(kills))
		process.Process.Kill()
		process.Wait()
		path := filepath.Join(dir, "digits.gz")
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			continue
		}
		whole++
		if err := f.check(path); err != nil {
			t.Errorf("after a kill: %v", err)
		}
	}
	t.Logf("of %d downloads that were killed, %d were whole by then and %d left no file", kills, whole, kills-whole)
}
