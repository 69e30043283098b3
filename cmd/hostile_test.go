// Package cmd_test tries the commands from outside, with what nobody should give
// them. What each makes of its own flags, its own tests say.
package cmd_test

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
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// commands are tried with these arguments before the odd ones, which make them
// quick.
var commands = map[string][]string{
	"train":     {"-epochs", "1"},
	"gradcheck": {"-sizes", "2,2"},
	"trace":     {},
	"speed":     {"-budget", "1ms"},
}

// values are given to every flag.
var values = []string{
	"", " ", "-1", "0", "1", "2.5", "NaN", "-Inf", "1e308", "99999999999999999999", "0x10", "x", "é", "1,2", "2,2", ",", "2,,2",
	"1,1000000000", "/", "/no/such/file", "/dev/null", "/dev/zero", "/dev/full", "a\nb", "-h", "%s", "\x00", strings.Repeat("9", 10_000),
}

var build = sync.OnceValues(func() (dir string, err error) {
	if dir, err = os.MkdirTemp("", "backprop-cmd-"); err != nil {
		return "", err
	}
	for name := range commands {
		if out, err := exec.Command("go", "build", "-o", filepath.Join(dir, name), "./"+name).CombinedOutput(); err != nil {
			return dir, fmt.Errorf("go build ./%s: %w\n%s", name, err, out)
		}
	}
	return dir, nil
})

// TestMain leaves it all to the stage hostile of .ci/run: it takes half a minute.
func TestMain(m *testing.M) {
	if os.Getenv("BACKPROP_HOSTILE") == "" {
		fmt.Println("BACKPROP_HOSTILE is not set: nothing is tried")
		return
	}
	status := m.Run()
	if dir, _ := build(); dir != "" {
		os.RemoveAll(dir)
	}
	os.Exit(status)
}

// call runs a command in an empty folder, with nothing in its environment but
// what is given.
func call(t *testing.T, environment []string, name string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	dir, err := build()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, filepath.Join(dir, name), args...)
	cmd.Dir, cmd.Env = t.TempDir(), environment
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err = cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return 2, "", name + ": not started\n" // an argument that the system does not take
	}
	if ctx.Err() != nil {
		t.Errorf("%s %q does not end", name, args)
	}
	return cmd.ProcessState.ExitCode(), out.String(), errs.String()
}

// sound reports an error unless a command ended well, or said in one line why
// not, with the status for it.
func sound(t *testing.T, name string, args []string, status int, stderr string) {
	t.Helper()
	switch {
	case strings.Contains(stderr, "goroutine "):
		t.Errorf("%s %.200q crashes:\n%s", name, args, stderr)
	case status == 0:
	case status != 1 && status != 2:
		t.Errorf("%s %.200q: exit status %d, stderr %q", name, args, status, stderr)
	case strings.Count(stderr, "\n") != 1 || !strings.HasPrefix(stderr, name+": "):
		t.Errorf("%s %.200q: status %d, and not one line that says why: %q", name, args, status, stderr)
	case status == 2 && !strings.Contains(stderr, "not started") && !strings.HasSuffix(stderr, "; -h explains the flags\n"):
		t.Errorf("%s %.200q: status 2 does not lead to -h: %q", name, args, stderr)
	}
}

// TestEveryFlag gives every flag of every command every value.
func TestEveryFlag(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the files are those of Unix")
	}
	for name, args := range commands {
		if name == "speed" {
			// Every right value would take a second of measuring: it stops at
			// the picture instead, unless that is what is tried.
			args = append([]string{"-svg=/no/such/folder/speed.svg"}, args...)
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status, help, stderr := call(t, nil, name, "-h")
			if status != 0 || stderr != "" {
				t.Fatalf("-h: status %d, stderr %q", status, stderr)
			}
			flags := regexp.MustCompile(`(?m)^  -([a-z]+)`).FindAllStringSubmatch(help, -1)
			if len(flags) < 3 {
				t.Fatalf("-h shows the flags %q", flags)
			}
			for _, flag := range flags {
				for _, value := range values {
					if name == "speed" && flag[1] == "svg" && value != "" && !strings.HasPrefix(value, "/") {
						continue // a good name
					}
					odd := slices.Concat(args, []string{"-" + flag[1] + "=" + value})
					status, _, stderr := call(t, nil, name, odd...)
					sound(t, name, odd, status, stderr)
				}
			}
			for _, odd := range [][]string{{"-nosuch"}, {"--"}, {"word"}, {"-"}, {"-é=1"}, {"-h", "-x"}} {
				status, _, stderr := call(t, nil, name, slices.Concat(args, odd)...)
				sound(t, name, odd, status, stderr)
			}
		})
	}
}

// TestBareEnvironment runs every command without HOME, PATH or TERM, and with a
// dumb terminal.
func TestBareEnvironment(t *testing.T) {
	for name, args := range commands {
		for _, environment := range [][]string{{}, {"TERM=dumb"}} {
			if status, stdout, stderr := call(t, environment, name, args...); status != 0 || stderr != "" && !strings.HasPrefix(stderr, "Time: ") || stdout == "" {
				t.Errorf("%s %q, environment %q: status %d, stdout %q, stderr %q", name, args, environment, status, stdout, stderr)
			}
		}
	}
}

// TestFullOutput has every command write to a device that takes nothing.
func TestFullOutput(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer full.Close()
	dir, err := build()
	if err != nil {
		t.Fatal(err)
	}
	for name, args := range commands {
		cmd := exec.Command(filepath.Join(dir, name), args...)
		var stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = full, &stderr
		cmd.Run()
		if status := cmd.ProcessState.ExitCode(); status != 1 || !strings.Contains(stderr.String(), "writing the output") {
			t.Errorf("%s %q with a full disk: status %d, stderr %q", name, args, status, stderr.String())
		}
	}
}
