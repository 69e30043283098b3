package main

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"backprop/cmd/exercises/judge"
	"backprop/internal/files"
	"backprop/internal/language"
)

// The reader's folder is a module of its own, so that nothing in it is a part of
// ./... and a syntax error there fails no test. Editors see it all the same.
const (
	folder = "cmd/exercises/yours"
	module = "module yours\n\ngo 1.24\n\nrequire backprop v0.0.0\n\nreplace backprop => %q\n"
)

//go:embed skeleton/*.go
var skeletons embed.FS

// findRoot returns the folder of the project.
func findRoot() (string, error) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "backprop").Output()
	if err != nil {
		return "", errors.New("the exercises are in the project: clone it, and run this in its folder")
	}
	return strings.TrimSpace(string(dir)), nil
}

// skeleton returns what a file begins as: without the comments of the other
// language.
func skeleton(name string, tag language.Tag) []byte {
	text, err := skeletons.ReadFile("skeleton/" + name)
	if err != nil {
		panic(err) // it is embedded
	}
	mine, other := "en", "pt"
	if tag == language.Portuguese {
		mine, other = other, mine
	}
	text = regexp.MustCompile(`(?m)^[ \t]*// `+other+`:.*\n`).ReplaceAll(text, nil)
	return bytes.ReplaceAll(text, []byte("// "+mine+":"), []byte("//"))
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
	texts := map[string][]byte{"go.mod": fmt.Appendf(nil, module, filepath.ToSlash(up))}
	names, err := fs.Glob(skeletons, "skeleton/*.go")
	for _, name := range names {
		name = filepath.Base(name)
		texts[name] = skeleton(name, tag)
	}
	for name, text := range texts {
		path := filepath.Join(dir, name)
		if _, missing := os.Lstat(path); missing != nil || name == "main.go" || name == "go.mod" {
			err = errors.Join(err, write(path, text))
		}
	}
	return err
}

// restore brings a skeleton back, and returns the name of the copy that it keeps
// of what was there.
func restore(dir, name string, tag language.Tag) (copied string, err error) {
	path := filepath.Join(dir, name)
	for n := 1; err == nil; n++ {
		copied = fmt.Sprintf("%s.%d", path, n)
		_, err = os.Lstat(copied)
	}
	if err := os.Rename(path, copied); err != nil {
		return "", err
	}
	return filepath.Base(copied), write(path, skeleton(name, tag))
}

func write(path string, text []byte) error {
	return files.Write(path, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}

// build compiles the reader's code, or says why that fails.
func (c *course) build(program string) (ok bool, err error) {
	build := exec.CommandContext(c.ctx, "go", "build", "-mod=readonly", "-buildvcs=false", "-ldflags=-s -w", "-o", program, ".")
	build.Dir = c.dir
	build.Env = append(os.Environ(), "GOWORK=off")
	text, err := build.CombinedOutput()
	if c.ctx.Err() != nil {
		return false, c.ctx.Err()
	} else if err == nil || len(text) == 0 {
		return err == nil, err
	}
	text = regexp.MustCompile(`(?m)^#.*\n`).ReplaceAll(text, nil)
	c.say("It does not compile:", "Não compila:")
	c.lines(strings.ReplaceAll(string(text), "./", folder+"/"))
	for _, note := range []struct{ pattern, en, pt string }{ // the first that fits
		{"no new variables on left side", "(It is declared already: write = for :=.)", "(Já está declarada: escreva = em vez de :=.)"},
		{`declared and not used: (zs|activations|delta)\b`, "(The first line of the function declares it: write = for :=, which makes another one.)",
			"(A primeira linha da função já a declara: escreva = em vez de :=, que cria outra.)"},
		{"declared and not used", "(For a variable that is not used yet: _ = and its name.)", "(Para uma variável ainda não usada: _ = e o nome dela.)"},
		{`mismatched types .*\bint\b|of type int\) as float64`, "(Go does not convert numbers by itself: write float64(len(miniBatch)); 1 / len(miniBatch) alone is 0.)",
			"(Go não converte números por conta própria: escreva float64(len(miniBatch)); 1 / len(miniBatch) sozinho dá 0.)"},
	} {
		if regexp.MustCompile(note.pattern).Match(text) {
			c.say(note.en, note.pt)
			break
		}
	}
	return false, nil
}

// What is shown of what the reader's code prints.
const mostLines, mostBytes = 12, 1000

// run has a part of the reader's code judged, and says what came of it, and
// whether it is right.
func (c *course) run(part string) (right bool, err error) {
	temporary, err := os.MkdirTemp("", "exercises")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(temporary)
	program, file := filepath.Join(temporary, "yours.exe"), filepath.Join(temporary, "verdict.json")
	if ok, err := c.build(program); !ok {
		return false, err
	}
	ctx, stop := context.WithTimeout(c.ctx, c.patience)
	defer stop()
	run := exec.CommandContext(ctx, program, part, string(c.tag), file)
	pipe, err := run.StdoutPipe()
	run.Stderr = run.Stdout
	if err == nil {
		err = run.Start()
	}
	if err != nil {
		return false, err
	}
	text, _ := io.ReadAll(io.LimitReader(pipe, mostBytes))
	more, _ := io.Copy(io.Discard, pipe)
	run.Wait() // how it ended is in its state
	if c.ctx.Err() != nil {
		return false, c.ctx.Err()
	}
	printed, _, _ := strings.Cut(strings.TrimSpace(string(text)), "\n\nruntime stack:")
	if lines := strings.SplitAfter(printed, "\n"); more > 0 || len(lines) > mostLines {
		printed = strings.Join(lines[:min(len(lines), mostLines)], "") + "…"
	}
	text, err = os.ReadFile(file)
	if ctx.Err() != nil || err != nil {
		if ctx.Err() != nil {
			c.say("%s has not come back after %v. Does one of its loops never end?", "%s não terminou em %v. Algum dos seus laços nunca termina?", part, c.patience)
		} else {
			c.say("Your code ended the program, with %s:", "O seu código encerrou o programa, com %s:", run.ProcessState)
		}
		c.lines(printed)
		return false, nil
	}
	if printed != "" {
		c.say("Your code printed:", "O seu código imprimiu:")
		c.lines(printed + "\n\n")
	}
	var verdict judge.Verdict
	err = json.Unmarshal(text, &verdict)
	for _, step := range verdict.Steps {
		c.lines("  " + step)
	}
	if len(verdict.Steps) > 0 {
		fmt.Fprintln(c.out)
	}
	for _, paragraph := range verdict.Advice {
		c.lines(paragraph)
	}
	return verdict.Right, err
}
