package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"backprop/cmd/internal/cli"
	"backprop/nn/gradcheck/zoo"
)

// ask shows a question.
func (c *course) ask(e exercise) {
	var values []any
	if strings.Contains(e.question, "%") { // else the answer, which may take seconds, is not needed yet
		values = e.ask().values
	}
	c.say("", e.question, e.question, values...)
	c.how()
}

func (c *course) how() {
	fmt.Fprintln(c.out)
	if c.watching {
		c.say("", "Type the answer.", "Digite a resposta.")
	} else {
		c.say("", "Give the answer with -answer, or start with -watch and type it. -hint helps.",
			"Dê a resposta com -answer, ou comece com -watch e digite-a. -hint ajuda.")
	}
}

// show shows the mistake to find.
func (c *course) show(e exercise) error {
	bug, err := c.bug()
	if err != nil {
		return err
	}
	code, err := listing(bug)
	if err != nil {
		return fmt.Errorf("%w; -reset draws other mistakes", err)
	}
	fmt.Fprint(c.out, cli.WrapLines(code, c.width), "\n")
	c.say("", "%d of %d. "+e.question, "%d de %d. "+e.question, len(c.Found)+1, len(c.Drawn))
	c.how()
	return nil
}

// bug is the mistake to find.
func (c *course) bug() (zoo.Bug, error) {
	if len(c.Drawn) == 0 {
		return zoo.Bug{}, errors.New(c.text("nn/network.go is changed so much that no mistake can be put into it: git restore nn/network.go",
			"nn/network.go mudou tanto que nenhum erro cabe nele: git restore nn/network.go"))
	}
	bug, _ := zoo.Find(c.Drawn[len(c.Found)]) // load has looked
	return bug, nil
}

// answer grades an answer, and reports whether that was the last that the
// exercise wants.
func (c *course) answer(answer string) (done bool, err error) {
	e, _ := c.current()
	switch {
	case e == nil:
		return c.work() // which says so
	case e.find:
		return c.name(*e, answer)
	case e.ask == nil:
		return false, fmt.Errorf(c.text("%s is not a question: write %s in %s/%s", "%s não é uma pergunta: escreva %s em %s/%s"), e.name, e.part, folder, e.file())
	}
	q := e.ask()
	right, mistake := q.grade(answer)
	if right {
		near := ""
		got, _ := number(answer) // it was graded, so it is one
		if want, _ := number(q.answer); q.near != nil && got != want {
			near = c.text(" (your answer is near enough)", " (a sua resposta é próxima o bastante)")
		}
		c.say("", "✓ %s%s. %s", "✓ %s%s. %s", q.answer, near, e.after)
		return true, c.finish(*e)
	}
	c.say("", "✗ Not %s.", "✗ Não é %s.", answer)
	switch {
	case mistake >= 0:
		c.say("  ", e.mistakes[mistake], e.mistakes[mistake])
	case q.near != nil:
		c.say("  ", "(Numbers are written like 12345, 0.5, 90 % or 1e-8.)", "(Números se escrevem como 12345, 0,5, 90 % ou 1e-8.)")
	default:
		c.say("  ", "(Shapes are written like 5x4, layers like 5-4-3, equations like BP1.)", "(Formatos se escrevem como 5x4, camadas como 5-4-3, equações como BP1.)")
	}
	return false, nil
}

// name holds the equation that the reader names against the checker's.
func (c *course) name(e exercise, equation string) (done bool, err error) {
	equation = strings.TrimSpace(equation)
	if !slices.ContainsFunc(zoo.Bugs(), func(b zoo.Bug) bool { return strings.EqualFold(b.Equation, equation) }) {
		return false, fmt.Errorf(c.text("%q: want BP1, BP2, BP3, BP4 or update", "%q: escreva BP1, BP2, BP3, BP4 ou update"), equation)
	}
	bug, err := c.bug()
	if err != nil {
		return false, err
	}
	right := strings.EqualFold(equation, bug.Equation)
	c.say("", map[bool]string{true: "✓ %s", false: "✗ It is %s"}[right]+", in %s: %s. The checker says:",
		map[bool]string{true: "✓ %s", false: "✗ É %s"}[right]+", em %s: %s. O verificador diz:", bug.Equation, bug.Step, bug.Mistake.In(c.tag))
	fmt.Fprint(c.out, cli.WrapLines(verdict(bug, c.tag), c.width))
	c.Found = append(c.Found, right)
	if len(c.Found) < len(c.Drawn) {
		if c.watching {
			c.say("", "Enter shows the next.", "Enter mostra o próximo.")
		}
		return false, c.save(c.dir)
	}
	n := 0
	for _, found := range c.Found {
		if found {
			n++
		}
	}
	c.say("", "%d of %d found. %s", "%d de %d encontrados. %s", n, len(c.Found), e.after)
	c.Drawn, c.Found = draw(), nil // for who does it again
	return true, c.finish(e)
}
