package files

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
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

// holds fails the test unless the folder holds these files, and the file this text.
func holds(t *testing.T, path, want string, names ...string) {
	t.Helper()
	if got, err := os.ReadFile(path); string(got) != want {
		t.Errorf("the file holds %q (error %v), want %q", got, err, want)
	}
	var got []string
	entries, _ := os.ReadDir(filepath.Dir(path))
	for _, entry := range entries {
		got = append(got, entry.Name())
	}
	if fmt.Sprint(got) != fmt.Sprint(names) {
		t.Errorf("the folder holds %v, want %v", got, names)
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	if err := Write(path, text("first", nil)); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "first", "file")
	broken := errors.New("broken")
	if err := Write(path, text("second, to be lost", broken)); !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
	holds(t, path, "first", "file")
	if err := Write(path, text("third", nil)); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "third", "file")
	if err := TryWrite(path); err != nil {
		t.Error(err)
	}
	if err := TryWrite(filepath.Join(dir, strings.Repeat("x", 250))); err != nil {
		t.Errorf("a long name: %v", err)
	}
	holds(t, path, "third", "file")
}

// TestCannotWrite: TryWrite says what Write says, and nothing is left behind.
func TestCannotWrite(t *testing.T) {
	dir := t.TempDir()
	missing := filepath.Join(dir, "missing", "file")
	loop := filepath.Join(dir, "loop")
	os.Symlink(loop, loop)
	for path, want := range map[string]string{
		missing: "there is no folder " + filepath.Dir(missing),
		dir:     "it is a folder, want a file",
		loop:    "too many symbolic links",
	} {
		want = "cannot write " + path + ": " + want
		tried, written := TryWrite(path), Write(path, text("", nil))
		if path == loop && written == nil {
			continue // a system without links
		}
		if fmt.Sprint(tried) != want || fmt.Sprint(written) != want {
			t.Errorf("TryWrite: %v\nWrite: %v\nwant %s", tried, written, want)
		}
	}
}

// TestPermissions: those of a new file are what the umask leaves, an existing one
// keeps its own, and one that is protected is left alone.
func TestPermissions(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permissions are Unix's")
	}
	dir := t.TempDir()
	mode := func(path string) fs.FileMode {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return info.Mode().Perm()
	}
	plain, written, private := filepath.Join(dir, "plain"), filepath.Join(dir, "written"), filepath.Join(dir, "private")
	os.WriteFile(plain, nil, 0o666) // the umask takes its part
	Write(written, text("", nil))
	if got, want := mode(written), mode(plain); got != want {
		t.Errorf("a new file has the permissions %v, want %v", got, want)
	}
	os.WriteFile(private, nil, 0o600)
	Write(private, text("new", nil))
	if got := mode(private); got != 0o600 {
		t.Errorf("a private file is %v afterwards", got)
	}
	os.Chmod(private, 0o400)
	if os.Getuid() == 0 {
		return // who may write everywhere
	}
	if err := Write(private, text("", nil)); !errors.Is(err, fs.ErrPermission) || TryWrite(private) == nil {
		t.Errorf("a protected file was written, error %v", err)
	}
}

// TestLinks: a symbolic link stays, and what it leads to is written, there or not.
func TestLinks(t *testing.T) {
	dir := t.TempDir()
	deep, link := filepath.Join(dir, "deep"), filepath.Join(dir, "link")
	os.Mkdir(deep, 0o755)
	if err := os.Symlink("deep", filepath.Join(dir, "folder")); err != nil {
		t.Skip(err)
	}
	os.Symlink(filepath.Join("folder", "file"), link)
	file := filepath.Join(deep, "file")
	for _, other := range []string{link, filepath.Join(dir, "folder", "file"), filepath.Join(dir, "deep", "..", "deep", "FILE")} {
		if !Same(file, other) {
			t.Errorf("%s, which is not there, is not the same as %s", file, other)
		}
	}
	for _, want := range []string{"first", "second"} {
		if err := Write(link, text(want, nil)); err != nil {
			t.Fatal(err)
		}
		holds(t, file, want, "file")
	}
	if !Same(file, link) || Same(file, deep) || Same(file, filepath.Join(dir, "file")) {
		t.Error("Same takes other files for one, or one for others")
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link was replaced: %v, %v", info, err)
	}
}

func TestLeftovers(t *testing.T) {
	dir := t.TempDir()
	const old, young = ".backprop-0123456789abcdef", ".backprop-0123456789abcde0"
	for name, age := range map[string]time.Duration{
		old: 2 * time.Hour, young: time.Minute, ".backprop-notes": 9 * time.Hour, "x" + old: 9 * time.Hour,
	} {
		path := filepath.Join(dir, name)
		os.WriteFile(path, nil, 0o644)
		os.Chtimes(path, time.Now(), time.Now().Add(-age))
	}
	path := filepath.Join(dir, "file")
	if err := Write(path, text("text", nil)); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "text", young, ".backprop-notes", "file", "x"+old)
}

// TestOpen: what is not a regular file is refused at once, a pipe too.
func TestOpen(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe")
	if err := exec.Command("mkfifo", pipe).Run(); err == nil {
		if _, err := Open(pipe); fmt.Sprint(err) != pipe+" is not a regular file" {
			t.Errorf("a pipe: error %v", err)
		}
	}
	if _, err := Open(dir); fmt.Sprint(err) != dir+" is a folder, want a file" {
		t.Errorf("a folder: error %v", err)
	}
	if _, err := Open(filepath.Join(dir, "missing")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: error %v", err)
	}
	path := filepath.Join(dir, "file")
	os.WriteFile(path, []byte("text"), 0o644)
	file, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if got, _ := io.ReadAll(file); string(got) != "text" {
		t.Errorf("read %q", got)
	}
}
