package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"

	"backprop/cmd/exercises/judge"
	"backprop/cmd/internal/cli"
	"backprop/internal/language"
	"backprop/nn/steps"
)

// course is what goes on in the reader's terminal.
type course struct {
	ctx       context.Context
	dir, at   string
	tag       language.Tag
	out       io.Writer
	terminal  cli.Terminal
	width     int
	exercises []exercise
	watching  bool
	*state
}

func newCourse(ctx context.Context, root, dir, at string, tag language.Tag, stdout io.Writer) (*course, error) {
	c := &course{ctx: ctx, dir: dir, at: at, tag: tag, out: stdout, terminal: cli.TerminalOf(stdout), width: 80, exercises: exercises(tag)}
	if c.terminal.Width > 0 {
		c.width = max(min(c.width, c.terminal.Width-1), 20)
	}
	if _, err := c.numberOf(at); err != nil {
		return nil, err
	}
	if err := prepare(root, dir, tag); err != nil {
		return nil, err
	}
	var err error
	c.state, err = load(dir)
	return c, err
}

// numberOf returns the number of the exercise of a name.
func (c *course) numberOf(name string) (int, error) {
	var names []string
	for i, e := range c.exercises {
		if e.name == name || name == "" {
			return i, nil
		}
		names = append(names, e.name)
	}
	return 0, cli.Usagef("-at %s: want one of %s", name, strings.Join(names, ", "))
}

// current returns the exercise at hand and its number; nil if all are done.
func (c *course) current() (*exercise, int) {
	if c.at != "" {
		i, _ := c.numberOf(c.at) // it is there: newCourse has looked
		return &c.exercises[i], i
	}
	for i := range c.exercises {
		if e := &c.exercises[i]; !c.Done[e.name] {
			return e, i
		}
	}
	return nil, 0
}

// work shows the exercise at hand, and judges it if it is code. It reports
// whether that is right.
func (c *course) work() (done bool, err error) {
	e, i := c.current()
	if e == nil {
		c.say("", "All exercises are done. -list shows them, -at NAME goes back to one.",
			"Todos os exercícios estão feitos. -list os mostra, -at NOME volta a um deles.")
		return true, nil
	}
	c.say("", "%d of %d: %s", "%d de %d: %s", i+1, len(c.exercises), e.name)
	c.say("", e.title, e.title)
	fmt.Fprintln(c.out)
	switch {
	case e.part != "":
		return c.judge(*e)
	case e.find:
		return false, c.show(*e)
	}
	c.ask(*e)
	return false, nil
}

// judge compiles the reader's code and says what is right so far.
func (c *course) judge(e exercise) (right bool, err error) {
	c.terminal.Rewrite(c.text("compiling …", "compilando …"))
	o, err := judged(c.ctx, c.dir, e.part, c.tag)
	c.terminal.Clear()
	if err != nil {
		return false, err
	}
	c.say("", "The function %s in %s/%s:", "A função %s em %s/%s:", e.part, folder, e.file())
	fmt.Fprintln(c.out)
	if !c.report(o) {
		if !c.watching {
			fmt.Fprintln(c.out)
			c.say("", "(-hint helps; -watch looks again whenever you save.)", "(-hint ajuda; -watch olha de novo quando você salva.)")
		}
		return false, nil
	}
	step := steps.Named(e.step)
	c.say("", "Right. %s nn/network.go has it from line %d (%s).", "Certo. %s Em nn/network.go, esse código começa na linha %d (%s).", e.after, step.Line, e.step)
	if err := c.finish(e); err != nil {
		return false, err
	}
	for _, other := range c.exercises {
		if other.part != "" && !c.Done[other.name] {
			return true, nil
		}
	}
	o, err = judged(c.ctx, c.dir, judge.Training, c.tag)
	if err == nil {
		fmt.Fprintln(c.out)
		c.report(o)
	}
	return true, err
}

// declaredAgain is what the compiler says of a := that hides a parameter or
// result.
var declaredAgain = regexp.MustCompile(`declared and not used: (zs|activations|delta)\b`)

// report says what came of the reader's code, and whether it is right.
func (c *course) report(o outcome) bool {
	if o.compiler != "" {
		c.say("", "It does not compile:", "Não compila:")
		fmt.Fprint(c.out, cli.WrapLines(o.compiler, c.width))
		switch {
		case strings.Contains(o.compiler, "no new variables on left side of :="), declaredAgain.MatchString(o.compiler):
			c.say("", "(The first line of the function declares it: write = for :=, which would make another one.)",
				"(A primeira linha da função já a declara: escreva = em vez de :=, que cria outra.)")
		case strings.Contains(o.compiler, "declared and not used"):
			c.say("", "(For a variable that is not used yet: _ = and its name.)", "(Para uma variável ainda não usada: _ = e o nome dela.)")
		}
		return false
	}
	if o.printed != "" && o.verdict != nil {
		c.say("", "Your code printed:", "O seu código imprimiu:")
		fmt.Fprint(c.out, cli.WrapLines(o.printed, c.width), "\n")
	}
	if o.verdict == nil {
		c.say("", "Your code ended the program, with %s:", "O seu código encerrou o programa, com %s:", o.ended)
		fmt.Fprint(c.out, cli.WrapLines(o.printed, c.width))
		return false
	}
	for _, step := range o.verdict.Steps {
		mark := map[judge.Mark]string{judge.Right: "✓", judge.Wrong: "✗", judge.Next: "→", judge.Open: " "}[step.Mark]
		fmt.Fprintf(c.out, "  %s %-11s %s\n", mark, step.What, step.Name)
	}
	if len(o.verdict.Steps) > 0 {
		fmt.Fprintln(c.out)
	}
	for _, paragraph := range o.verdict.Advice {
		if strings.Contains(paragraph, "\n") {
			fmt.Fprint(c.out, cli.WrapLines(paragraph, c.width))
		} else {
			c.say("", "%s", "%s", paragraph)
		}
	}
	return o.verdict.Right
}

func (c *course) finish(e exercise) error {
	c.Done[e.name] = true
	return c.save(c.dir)
}

// hint gives the next hint, or all again if there are no more.
func (c *course) hint() error {
	e, _ := c.current()
	if e == nil {
		return cli.Usagef("all exercises are done: say which with -at")
	}
	n := c.Hints[e.name]
	if n == len(e.hints) {
		n = 0
	}
	for ; n < len(e.hints); n++ {
		c.say("", "Hint %d of %d: %s", "Dica %d de %d: %s", n+1, len(e.hints), e.hints[n])
		if c.Hints[e.name] < len(e.hints) {
			c.Hints[e.name]++
			break
		}
	}
	return c.save(c.dir)
}

// reset begins the exercise again.
func (c *course) reset() error {
	e, _ := c.current()
	if e == nil {
		return cli.Usagef("all exercises are done: say which with -at")
	}
	delete(c.Done, e.name)
	delete(c.Hints, e.name)
	if e.find {
		c.Drawn, c.Found = draw(), nil
	}
	if e.part != "" {
		copied, err := reset(c.dir, e.file(), c.tag)
		if err != nil {
			return err
		}
		c.say("", "%s is as it was in the beginning. Your code is in %s.", "%s está como no começo. O seu código está em %s.",
			filepath.Join(folder, e.file()), copied)
	} else {
		c.say("", "%s begins again.", "%s começa de novo.", e.name)
	}
	return c.save(c.dir)
}

// list lists the exercises.
func (c *course) list() {
	at, _ := c.current()
	for i, e := range c.exercises {
		mark := " "
		if c.Done[e.name] {
			mark = "✓"
		} else if at != nil && at.name == e.name {
			mark = "→"
		}
		fmt.Fprintf(c.out, "%s %2d %-15s ", mark, i+1, e.name)
		fmt.Fprint(c.out, strings.TrimLeft(cli.Wrap(e.title, strings.Repeat(" ", 21), c.width), " "))
	}
}

func (c *course) text(en, pt string) string { return language.Text{en, pt}.In(c.tag) }

// say writes a paragraph in the reader's language. An indent begins its lines.
func (c *course) say(indent, en, pt string, values ...any) {
	text := c.text(en, pt)
	if len(values) > 0 {
		text = fmt.Sprintf(text, values...)
	}
	fmt.Fprint(c.out, cli.Wrap(text, indent, c.width))
}
