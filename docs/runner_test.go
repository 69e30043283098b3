package docs_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"time"
)

// runner runs the commands of the pages as a shell in the repository's root
// would.
type runner struct {
	root  string
	known map[string]map[string]bool // the flags of a command, by its path: "./cmd/train"
}

func newRunner(root string) *runner {
	return &runner{root, map[string]map[string]bool{}}
}

// run returns what a command prints to a terminal that is none: stdout and
// stderr as they come, and no colours or progress.
func (r *runner) run(command string, long bool) (string, error) {
	ctx := context.Background()
	if !long {
		timed, cancel := context.WithTimeout(ctx, 2*time.Minute) // which may have to compile first
		defer cancel()
		ctx = timed
	}
	environment := append(os.Environ(), inside+"=1", "PWD="+r.root)
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
		return "", fmt.Errorf("%s takes more than two minutes: mark its block console long", command)
	case err != nil && !errors.As(err, &exit): // else it is part of what is shown
		return "", fmt.Errorf("%s: %w", command, err)
	}
	return out.String(), nil
}

// A flag in what -h prints: "  -eta rate".
var flagLine = regexp.MustCompile(`(?m)^  -([\w-]+)`)

// flags returns the flags that a command explains with -h.
func (r *runner) flags(path string) (map[string]bool, error) {
	if flags, ok := r.known[path]; ok {
		return flags, nil
	}
	cmd := exec.Command("go", "run", path, "-h")
	cmd.Dir = r.root
	out, err := cmd.CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("go run %s -h: %w\n%s", path, err, out)
	}
	flags := map[string]bool{"h": true}
	for _, match := range flagLine.FindAllStringSubmatch(string(out), -1) {
		flags[match[1]] = true
	}
	r.known[path] = flags
	return flags, nil
}
