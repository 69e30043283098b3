// Package docs_test holds the pages against the repository, so that nothing in
// them drifts: what they quote, what the commands they show print, where their
// links lead, and whether both languages say the same.
//
//	go test ./docs                  checks it, but for the long outputs
//	go test ./docs -update          writes quotes and outputs anew where they differ
//	go test ./docs -long -timeout 2h          the long outputs too, some of which
//	go test ./docs -long -timeout 2h -update  need MNIST in ~/mnist, and NumPy
//
// -run 'TestOutputs/^go_run_./cmd/speed$' does so for one command, with _ for its
// blanks.
//
// A page may have these blocks:
//
//	go PATH REGION   a quote of a Go file: of a declaration, such as Sigmoid or
//	                 Network.Backprop, without its doc comment; or, of
//	                 nn/network.go, of one of the chapter's steps, B7, or all of
//	                 some, B15-B19
//	console          "$ command", and below it all that it prints, run in the
//	                 repository's root; a line "..." stands for lines left out
//	console varies   the same, but for numbers
//	console long     the same as varies, and run on demand only
//	sh               commands to type, one a line
//	text, json       anything
package docs_test

import (
	"flag"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

var (
	update = flag.Bool("update", false, "write what differs anew into the pages; with -long, all outputs")
	long   = flag.Bool("long", false, "run the commands of the long blocks too")
)

// inside is set in the environment of the commands that the pages show. One of
// them is go test ./..., in which the pages are not to be checked again.
const inside = "BACKPROP_DOCS_TEST"

// root is the repository.
var root = func() string {
	path, err := filepath.Abs("..")
	if err != nil {
		panic(err)
	}
	return path
}()

// commands runs the commands of the pages.
var commands = newRunner(root)

// theSite returns the pages as they are on disk.
func theSite(t *testing.T) *site {
	t.Helper()
	if os.Getenv(inside) != "" {
		t.Skip("the pages are being checked by the test that runs this one")
	}
	s, err := readSite(root)
	if err != nil {
		t.Fatal(err)
	}
	s.flags = commands.flags
	return s
}

func TestBlocks(t *testing.T)       { report(t, (*site).blocks) }
func TestLinks(t *testing.T)        { report(t, (*site).links) }
func TestTranslations(t *testing.T) { report(t, (*site).translations) }
func TestCommands(t *testing.T)     { report(t, (*site).commands) }

func report(t *testing.T, check func(*site) []fault) {
	for _, f := range check(theSite(t)) {
		t.Error(f)
	}
}

func TestQuotes(t *testing.T) {
	s := theSite(t)
	faults := s.quotes()
	if *update {
		faults = write(t, s, faults)
	}
	for _, f := range faults {
		t.Error(f)
	}
}

// TestOutputs runs each command of the pages once.
func TestOutputs(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the commands are written for a Unix shell")
	}
	s := theSite(t)
	rememberSources(t)
	var mu sync.Mutex
	var rewritten []fault
	t.Cleanup(func() { write(t, s, rewritten) }) // after the parallel ones
	for _, o := range s.outputs() {
		t.Run(o.command, func(t *testing.T) {
			switch {
			case o.long() && !*long:
				t.Skip("only with -long")
			case !o.long(): // these measure nothing that matters
				t.Parallel()
			}
			printed, err := commands.run(o.command, o.long())
			if err != nil {
				t.Fatal(err)
			}
			faults := o.compare(printed)
			if *update && (len(faults) > 0 || *long) {
				mu.Lock()
				defer mu.Unlock()
				rewritten = append(rewritten, o.rewrite(printed)...)
				return
			}
			for _, f := range faults {
				t.Error(f)
			}
		})
	}
}

// write mends on disk what can be mended, and returns the faults that cannot.
func write(t *testing.T, s *site, faults []fault) (rest []fault) {
	t.Helper()
	for path, text := range s.mend(faults) {
		if err := os.WriteFile(filepath.Join(root, filepath.FromSlash(path)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s is written anew", path)
	}
	for _, f := range faults {
		if f.block == nil {
			rest = append(rest, f)
		}
	}
	return rest
}

// rememberSources looks at every file of the repository. The go command
// remembers that a test passed, and which files it looked at; what the commands
// are built from is not among them by itself.
func rememberSources(t *testing.T) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() && strings.HasPrefix(d.Name(), ".") {
			return filepath.SkipDir
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
