package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"backprop/cmd/exercises/judge"
	"backprop/cmd/internal/cli"
	"backprop/internal/language"
	"backprop/nn/steps"
)

// course is what goes on in the reader's terminal.
type course struct {
	ctx       context.Context
	dir       string
	tag       language.Tag
	out       io.Writer
	screen    bool // whether it is a terminal
	width     int
	exercises []exercise
	watching  bool
	seen      string        // the stamp of the files that were worked on
	patience  time.Duration // with the reader's code
	state
}

func newCourse(ctx context.Context, root, dir, at string, tag language.Tag, stdout io.Writer) (*course, error) {
	c := &course{ctx: ctx, dir: dir, tag: tag, out: stdout, width: 80, exercises: exercises(tag), patience: 10 * time.Second}
	if width := cli.TerminalOf(stdout).Width; width > 0 {
		c.screen, c.width = true, max(min(80, width-1), 20)
	}
	if n, _ := strconv.Atoi(at); n > 0 && n <= len(c.exercises) {
		at = c.exercises[n-1].name
	}
	if at != "" && !slices.ContainsFunc(c.exercises, func(e exercise) bool { return e.name == at }) {
		return nil, cli.Usagef("-at %s: -list shows the names", at)
	}
	if err := prepare(root, dir, tag); err != nil {
		return nil, err
	}
	err := c.load()
	if err == nil && at != "" {
		c.At = at
		err = c.save()
	}
	return c, err
}

// current returns the exercise at hand; nil if all are done.
func (c *course) current() (open *exercise) {
	for i := range c.exercises {
		e := &c.exercises[i]
		if e.name == c.At {
			return e
		}
		if open == nil && !c.Done[e.name] {
			open = e
		}
	}
	return open
}

// work shows the exercise at hand, and judges it if it is code. It reports
// whether that is right.
func (c *course) work() (done bool, err error) {
	e := c.current()
	if e == nil {
		c.say("All exercises are done. -list shows them, -at NAME goes back to one, and with -reset begins it again.",
			"Todos os exercícios estão feitos. -list os mostra, -at NOME volta a um deles e, com -reset, o recomeça.")
		return true, nil
	}
	c.say("%d of %d: %s", "%d de %d: %s", e.number, len(c.exercises), e.name)
	c.say(e.title, e.title)
	fmt.Fprintln(c.out)
	if e.part != "" {
		return c.judge(*e)
	}
	if e.ask == nil {
		_, code, err := c.bug()
		if err != nil {
			return false, err
		}
		c.lines(strings.NewReplacer(" { // ", "\x00{\x00//\x00", " // ", "\x00//\x00", "// ", "//\x00").Replace(code) + "\n")
		c.say("%d of %d. "+e.question, "%d de %d. "+e.question, c.Tried+1, drawn)
	} else {
		var values []any
		if strings.Contains(e.question, "%") { // else the answer, which may take seconds, is not needed yet
			values = e.ask().values
		}
		c.say(e.question, e.question, values...)
	}
	fmt.Fprintln(c.out)
	if c.watching {
		c.say("Type the answer.", "Digite a resposta.")
	} else {
		c.say("Give the answer with go run ./cmd/exercises -answer ANSWER, or start with -watch and type it. -hint helps, -list shows all exercises, -at NAME goes to another.",
			"Dê a resposta com go run ./cmd/exercises -answer RESPOSTA, ou comece com -watch e digite-a. -hint ajuda, -list mostra todos os exercícios, -at NOME passa a outro.")
	}
	if e.ask == nil && !c.Shown {
		c.Shown = true
		err = c.save()
	}
	return false, err
}

// judge judges the part and, when it is the last to become right, has all of them
// train.
func (c *course) judge(e exercise) (right bool, err error) {
	c.say("The function %s in %s/%s, on a %s network:", "A função %s em %s/%s, numa rede %s:", e.part, folder, e.file(), cli.Dashed(judge.Sizes))
	fmt.Fprintln(c.out)
	if right, err = c.run(e.part); err != nil || !right {
		if err == nil && !c.watching {
			fmt.Fprintln(c.out)
			c.say("(-hint helps; -watch looks again whenever you save; -at NAME goes to another exercise.)",
				"(-hint ajuda; -watch confere de novo quando você salva; -at NOME passa a outro exercício.)")
		}
		return false, err
	}
	c.say("Right. %s nn/network.go has it from line %d (%s).", "Certo. %s Em nn/network.go, esse código começa na linha %d (%s).",
		e.after, steps.Named(e.step).Line, e.step)
	if err := c.finish(e); err != nil {
		return false, err
	}
	for _, other := range c.exercises {
		if other.part != "" && !c.Done[other.name] {
			return true, nil
		}
	}
	fmt.Fprintln(c.out)
	_, err = c.run(judge.Training)
	return true, err
}

func (c *course) finish(e exercise) error {
	c.Done[e.name], c.At = true, ""
	return c.save()
}

// hint gives the next hint, below those that were given.
func (c *course) hint() error {
	e := c.current()
	c.Hints[e.name] = min(c.Hints[e.name]+1, uint(len(e.hints)))
	for n, hint := range e.hints[:c.Hints[e.name]] {
		c.say("%s, hint %d of %d: %s", "%s, dica %d de %d: %s", e.name, n+1, len(e.hints), hint)
	}
	c.say("Hints left: %d.", "Dicas restantes: %d.", len(e.hints)-int(c.Hints[e.name]))
	return c.save()
}

// reset begins the exercise again.
func (c *course) reset() error {
	e := c.current()
	delete(c.Done, e.name)
	delete(c.Hints, e.name)
	c.Seed, c.Tried, c.Found, c.Shown = rand.Uint64(), 0, 0, false
	c.say("%s begins again.", "%s começa de novo.", e.name)
	if e.part != "" {
		copied, err := restore(c.dir, e.file(), c.tag)
		if err != nil {
			return err
		}
		c.say("Your code is in %s/%s.", "O seu código está em %s/%s.", folder, copied)
	}
	return c.save()
}

// list lists the exercises.
func (c *course) list() {
	at := c.current()
	for i, e := range c.exercises {
		mark := " "
		if c.Done[e.name] {
			mark = "✓"
		} else if at == &c.exercises[i] {
			mark = "→"
		}
		title := cli.Wrap(e.title, strings.Repeat(" ", 21), c.width)
		fmt.Fprintf(c.out, "%s %2d %-15s %s", mark, e.number, e.name, strings.TrimLeft(title, " "))
	}
}

func (c *course) text(en, pt string) string { return language.Text{en, pt}.In(c.tag) }

// say writes a paragraph in the reader's language.
func (c *course) say(en, pt string, values ...any) {
	text := c.text(en, pt)
	if len(values) > 0 {
		text = fmt.Sprintf(text, values...)
	}
	fmt.Fprint(c.out, cli.Wrap(text, "", c.width))
}

// lines writes lines that are not to be joined. A NUL is a space at which none is
// broken.
func (c *course) lines(text string) {
	fmt.Fprint(c.out, strings.ReplaceAll(cli.WrapLines(text, c.width), "\x00", " "))
}
