package files

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

func text(s string, err error) func(io.Writer) error {
	return func(w io.Writer) error {
		fmt.Fprint(w, s)
		return err
	}
}

// TestWrite: a write that fails changes nothing, and what a killed program left
// behind is taken away, but nothing else.
func TestWrite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "[a]") // no pattern
	os.Mkdir(dir, 0o777)
	path, broken := filepath.Join(dir, "file"), errors.New("broken")
	const old, young = ".backprop-0123456789abcdef", ".backprop-0123456789abcde0"
	for name, age := range map[string]time.Duration{
		old: 2 * time.Hour, young: time.Minute, ".backprop-notes": 9 * time.Hour, "x" + old: 9 * time.Hour,
	} {
		left := filepath.Join(dir, name)
		os.WriteFile(left, nil, 0o644)
		os.Chtimes(left, time.Now(), time.Now().Add(-age))
	}
	for _, step := range []struct {
		do   func() error
		want string
		err  error
	}{
		{func() error { return Write(path, text("first", nil)) }, "first", nil},
		{func() error { return Write(path, text("second, to be lost", broken)) }, "first", broken},
		{func() error { return Write(path, text("third", nil)) }, "third", nil},
		{func() error { return TryWrite(path) }, "third", nil},
		{func() error { return TryWrite(filepath.Join(dir, strings.Repeat("x", 250))) }, "third", nil},
	} {
		if err := step.do(); !errors.Is(err, step.err) {
			t.Errorf("error %v, want %v", err, step.err)
		}
		if got, err := os.ReadFile(path); string(got) != step.want {
			t.Errorf("the file holds %q (error %v), want %q", got, err, step.want)
		}
		want := fmt.Sprint([]string{young, ".backprop-notes", "file", "x" + old})
		names, _ := fs.Glob(os.DirFS(dir), "*")
		if got := fmt.Sprint(names); got != want {
			t.Errorf("the folder holds %s, want %s", got, want)
		}
	}
}

// TestRefused: what cannot be read or written is refused at once, a pipe too, and
// TryWrite says what Write says.
func TestRefused(t *testing.T) {
	dir := t.TempDir()
	missing, pipe, link := filepath.Join(dir, "missing", "file"), filepath.Join(dir, "pipe"), filepath.Join(dir, "link")
	piped, linked := exec.Command("mkfifo", pipe).Run(), os.Symlink(filepath.Join(dir, "nothing"), link)
	for path, want := range map[string]string{missing: filepath.Dir(missing), dir: "folder", pipe: "regular", link: "link"} {
		if path == pipe && piped != nil || path == link && linked != nil {
			continue // a system without them
		}
		tried, written := fmt.Sprint(TryWrite(path)), fmt.Sprint(Write(path, text("", nil)))
		if tried != written || !strings.HasPrefix(written, "cannot write "+path+": ") || !strings.Contains(written, want) || strings.Contains(written, "open") {
			t.Errorf("TryWrite: %s\nWrite: %s\nwant %s", tried, written, want)
		}
		if _, err := Open(path); err == nil || !strings.Contains(err.Error(), path) || path != dir && path != pipe && !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Open(%s): error %v", path, err)
		}
	}
	if names, _ := os.ReadDir(dir); len(names) > 2 {
		t.Errorf("the folder holds %v", names)
	}
}

// TestPermissions: those of a new file are what the umask leaves, an existing one
// keeps its own, and one that is protected is left alone.
func TestPermissions(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permissions are Unix's")
	}
	dir := t.TempDir()
	plain, written, private := filepath.Join(dir, "plain"), filepath.Join(dir, "written"), filepath.Join(dir, "private")
	os.WriteFile(plain, nil, 0o666) // the umask takes its part
	os.WriteFile(private, nil, 0o600)
	mode := map[string]fs.FileMode{}
	for _, path := range []string{plain, written, private} {
		if path != plain {
			Write(path, text("new", nil))
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		mode[path] = info.Mode().Perm()
	}
	if mode[written] != mode[plain] || mode[private] != 0o600 {
		t.Errorf("the permissions are %v of a new file and %v of a private one, want %v and 0600", mode[written], mode[private], mode[plain])
	}
	if os.Getuid() == 0 {
		return // root may write everywhere
	}
	os.Chmod(private, 0o400)
	if err := TryWrite(private); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("a protected file: error %v", err)
	}
	os.Chmod(dir, 0o500)
	defer os.Chmod(dir, 0o700)
	if err := TryWrite(filepath.Join(dir, "new")); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("a protected folder: error %v", err)
	}
}

// TestLinks: a symbolic link stays, and what it leads to is written.
func TestLinks(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "deep", "file"), filepath.Join(dir, "link")
	os.Mkdir(filepath.Dir(file), 0o755)
	if err := os.Symlink("deep", filepath.Join(dir, "folder")); err != nil {
		t.Skip(err)
	}
	t.Chdir(dir)
	same := func() {
		for _, other := range []string{filepath.Join(dir, "folder", "file"), filepath.Join("deep", "..", "deep", "FILE")} {
			if !Same(file, other) {
				t.Errorf("%s is not the same as %s", file, other)
			}
		}
	}
	same() // what is not there yet
	os.WriteFile(file, []byte("first"), 0o644)
	same()
	os.Symlink(filepath.Join("folder", "file"), link)
	if err := Write(link, text("second", nil)); err != nil {
		t.Fatal(err)
	}
	info, err := os.Lstat(link)
	if got, _ := os.ReadFile(file); string(got) != "second" || err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the file holds %q, and the link is %v, error %v", got, info, err)
	}
	if err := os.Link(file, "hard"); err == nil && !Same(file, "hard") {
		t.Error("two names of one file are not the same")
	}
	if !Same(file, link) || Same(file, filepath.Dir(file)) || Same(file, filepath.Join(dir, "file")) {
		t.Error("Same takes other files for one, or one for others")
	}
}

// TestMain lets this program be started as one that writes for ever: a process to
// kill.
func TestMain(m *testing.M) {
	path := os.Getenv("FILES_TEST_PATH")
	for i := 0; path != ""; i++ {
		if err := Write(path, text(strings.Repeat(fmt.Sprintf("%09d\n", i), 1+i%10_000), nil)); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// TestKilled kills two programs that write one file, at random moments, sixty times
// in the stage hostile of .ci/run. Each time the file is a whole one, of equal
// lines, as many as they say, or not there at the beginning.
func TestKilled(t *testing.T) {
	kills := 6
	if os.Getenv("BACKPROP_HOSTILE") != "" {
		kills = 60
	}
	path := filepath.Join(t.TempDir(), "file")
	there := 0
	for range kills {
		var writers [2]*exec.Cmd
		for i := range writers {
			writers[i] = exec.Command(os.Args[0])
			writers[i].Env = append(os.Environ(), "FILES_TEST_PATH="+path)
			if err := writers[i].Start(); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(time.Duration(rand.IntN(50)) * time.Millisecond)
		for _, writer := range writers {
			writer.Process.Kill()
			writer.Wait()
		}
		got, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		there++
		line, _, _ := strings.Cut(string(got), "\n")
		number, _ := strconv.Atoi(line)
		if want := strings.Repeat(line+"\n", 1+number%10_000); err != nil || string(got) != want {
			t.Errorf("after a kill: %d bytes of %q, want %d, error %v", len(got), line, len(want), err)
		}
	}
	t.Logf("%d of %d times there was a file", there, kills)
}
