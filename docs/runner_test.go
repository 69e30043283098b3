package docs_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"time"
)

// runner runs the commands of the pages as a shell in the repository's root
// would. It builds each of the repository's own once, where go run would build,
// link and look for it each time.
type runner struct {
	root string
	bin  string // a folder with the programs, and a go that runs them
	init func() error

	mu    sync.Mutex
	built map[string]func() error // by path, "./cmd/train"
}

func newRunner(root string) *runner {
	r := &runner{root: root, built: map[string]func() error{}}
	r.init = sync.OnceValue(func() (err error) {
		if r.bin, err = os.MkdirTemp("", "backprop-docs-"); err != nil {
			return err
		}
		real, err := exec.LookPath("go")
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(r.bin, "go"), []byte(fmt.Sprintf(goScript, r.bin, real)), 0o755)
	})
	return r
}

// goScript takes the place of the go command in what is run. For go run and one
// of the programs it does what go run does: its status is 1 if theirs is not 0,
// and it says so.
const goScript = `#!/bin/sh
bin='%s'
real='%s'
if [ "$1" = run ]; then
	program=$bin/$(printf %%s "$2" | tr / _)
	if [ -x "$program" ]; then
		shift 2
		"$program" "$@"
		status=$?
		[ $status = 0 ] && exit 0
		echo "exit status $status" >&2
		exit 1
	fi
fi
exec "$real" "$@"
`

// remove removes what was built.
func (r *runner) remove() {
	if r.bin != "" {
		os.RemoveAll(r.bin)
	}
}

// program builds a command of the repository, if that is not done yet, and
// returns its file.
func (r *runner) program(path string) (string, error) {
	if err := r.init(); err != nil {
		return "", err
	}
	file := filepath.Join(r.bin, strings.ReplaceAll(path, "/", "_"))
	if runtime.GOOS == "windows" {
		file += ".exe"
	}
	r.mu.Lock()
	build, ok := r.built[path]
	if !ok {
		build = sync.OnceValue(func() error {
			cmd := exec.Command("go", "build", "-o", file, path)
			cmd.Dir = r.root
			if out, err := cmd.CombinedOutput(); err != nil {
				return fmt.Errorf("go build %s: %w\n%s", path, err, out)
			}
			return nil
		})
		r.built[path] = build
	}
	r.mu.Unlock()
	return file, build()
}

var goRun = regexp.MustCompile(`\bgo run (\./[\w./-]+)`)

// run returns what a command prints to a terminal that is none: stdout and
// stderr as they come, and no colours or progress.
func (r *runner) run(command string, long bool) (string, error) {
	if err := r.init(); err != nil {
		return "", err
	}
	for _, match := range goRun.FindAllStringSubmatch(command, -1) {
		if _, err := r.program(match[1]); err != nil {
			return "", err
		}
	}
	ctx := context.Background()
	if !long {
		timed, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		ctx = timed
	}
	environment := append(os.Environ(), inside+"=1", "PWD="+r.root, "PATH="+r.bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	if long {
		// Have go test run the tests, for the time that they take, and not say
		// that it remembers them.
		environment = append(environment, "GOFLAGS="+strings.TrimSpace(os.Getenv("GOFLAGS")+" -count=1"))
	}
	var out bytes.Buffer
	cmd := exec.CommandContext(ctx, "sh", "-c", command)
	cmd.Dir = r.root
	cmd.Env = environment
	cmd.Stdout, cmd.Stderr = &out, &out
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return "", fmt.Errorf("%s takes more than a minute: mark its block console long", command)
	case err != nil && !errors.As(err, &exit): // else it is part of what is shown
		return "", fmt.Errorf("%s: %w", command, err)
	}
	return out.String(), nil
}

// A flag in what -h prints: "  -eta rate".
var flagLine = regexp.MustCompile(`(?m)^  -([\w-]+)`)

// flags returns the flags that a command explains with -h.
func (r *runner) flags(path string) (map[string]bool, error) {
	program, err := r.program(path)
	if err != nil {
		return nil, err
	}
	out, err := exec.Command(program, "-h").CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("go run %s -h: %w", path, err)
	}
	flags := map[string]bool{"h": true}
	for _, match := range flagLine.FindAllStringSubmatch(string(out), -1) {
		flags[match[1]] = true
	}
	return flags, nil
}
