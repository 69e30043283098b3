package main

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"backprop/cmd/exercises/judge"
	"backprop/internal/language"
)

// The reader's folder is a module of its own, so that nothing in it is a part of
// ./... and a syntax error there fails no test. Editors see it all the same.
const (
	folder = "cmd/exercises/yours"
	module = `module yours

go 1.24

require backprop v0.0.0

replace backprop => %q
`
)

//go:embed skeleton/*.go
var skeletons embed.FS

// skeleton returns what a file begins as: without the comments of the other
// language.
func skeleton(name string, tag language.Tag) string {
	text, err := skeletons.ReadFile("skeleton/" + name)
	if err != nil {
		panic(err) // it is embedded
	}
	other := map[language.Tag]string{language.English: "// pt:", language.Portuguese: "// en:"}[tag]
	var kept strings.Builder
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(strings.TrimSpace(line), other) {
			kept.WriteString(strings.NewReplacer("// en: ", "// ", "// pt: ", "// ", "// en:\n", "//\n", "// pt:\n", "//\n").Replace(line))
		}
	}
	return kept.String()
}

// prepare makes the folder, and the files that are not there. Those that are there
// are the reader's, but for the two that hold the rest together.
func prepare(root, dir string, tag language.Tag) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	up, err := filepath.Rel(dir, root)
	if err != nil {
		return err
	}
	texts := map[string]string{"go.mod": fmt.Sprintf(module, filepath.ToSlash(up))}
	entries, err := fs.ReadDir(skeletons, "skeleton")
	if err != nil {
		return err
	}
	for _, entry := range entries {
		texts[entry.Name()] = skeleton(entry.Name(), tag)
	}
	for name, text := range texts {
		path := filepath.Join(dir, name)
		if _, err := os.Lstat(path); err == nil && name != "main.go" && name != "go.mod" {
			continue
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// reset brings a skeleton back, and returns the name of the copy that it keeps
// of what was there.
func reset(dir, name string, tag language.Tag) (copied string, err error) {
	path := filepath.Join(dir, name)
	for n := 1; ; n++ {
		copied = fmt.Sprintf("%s.%d", path, n)
		if _, err := os.Lstat(copied); errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	if err := os.Rename(path, copied); err != nil {
		return "", err
	}
	return filepath.Base(copied), os.WriteFile(path, []byte(skeleton(name, tag)), 0o666)
}

// outcome is what came of the reader's code.
type outcome struct {
	compiler string         // what the compiler says, if it does not compile
	printed  string         // what it printed
	ended    string         // how: exit status 2
	verdict  *judge.Verdict // nil without one
}

// judged compiles the reader's code and has it judged.
func judged(ctx context.Context, dir, part string, tag language.Tag) (o outcome, err error) {
	temporary, err := os.MkdirTemp("", "exercises")
	if err != nil {
		return o, err
	}
	defer os.RemoveAll(temporary)
	program, file := filepath.Join(temporary, "yours.exe"), filepath.Join(temporary, "verdict.json")

	build := exec.CommandContext(ctx, "go", "build", "-mod=readonly", "-buildvcs=false", "-ldflags=-s -w", "-o", program, ".")
	build.Dir = dir
	build.Env = append(os.Environ(), "GOWORK=off")
	if text, err := build.CombinedOutput(); err != nil {
		if ctx.Err() != nil || !errors.As(err, new(*exec.ExitError)) {
			return o, errors.Join(ctx.Err(), err)
		}
		for line := range strings.Lines(string(text)) {
			if !strings.HasPrefix(line, "#") {
				o.compiler += strings.Replace(line, "./", folder+"/", 1)
			}
		}
		return o, nil
	}

	run := exec.CommandContext(ctx, program, part, string(tag), file)
	printed := &limited{}
	run.Stdout, run.Stderr = printed, printed
	if err := run.Run(); run.ProcessState == nil {
		return o, err // it did not even start
	}
	o.ended = run.ProcessState.String()
	o.printed = printed.String()
	if ctx.Err() != nil {
		return o, ctx.Err()
	}
	if text, err := os.ReadFile(file); err == nil {
		return o, json.Unmarshal(text, &o.verdict)
	}
	return o, nil
}

// limited keeps the first lines of what is written to it.
type limited struct {
	kept  bytes.Buffer
	lines int
}

const mostLines, mostBytes = 12, 1000

func (l *limited) Write(b []byte) (int, error) {
	for line := range bytes.Lines(b) {
		if l.lines < mostLines && l.kept.Len() < mostBytes {
			l.kept.Write(line[:min(len(line), mostBytes)])
		}
		l.lines += bytes.Count(line, []byte("\n"))
	}
	return len(b), nil
}

// String returns the lines, and says how many there were if not all.
func (l *limited) String() string {
	text := strings.TrimSuffix(l.kept.String(), "\n")
	if l.lines > mostLines {
		text += fmt.Sprintf("\n… (%d)", l.lines)
	}
	return text
}
