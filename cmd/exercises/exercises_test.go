package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"backprop/cmd/internal/cli"
	"backprop/internal/language"
)

// start returns a course in a folder of its own, and what it writes.
func start(t *testing.T, dir, at string, tag language.Tag) (*course, *bytes.Buffer) {
	t.Helper()
	root, err := findRoot()
	if err != nil {
		t.Fatal(err)
	}
	out := &bytes.Buffer{}
	c, err := newCourse(context.Background(), root, dir, at, tag, out)
	if err != nil {
		t.Fatal(err)
	}
	out.Reset() // where a new folder is
	return c, out
}

// wants a match in what was written since the last time.
func wants(t *testing.T, out *bytes.Buffer, pattern string) {
	t.Helper()
	if text := strings.Join(strings.Fields(out.String()), " "); !regexp.MustCompile(pattern).MatchString(text) {
		t.Errorf("it says\n%s\nwant a match for\n%s", out, pattern)
	}
	out.Reset()
}

func must[T any](t *testing.T, want T) func(T, error) {
	return func(got T, err error) {
		t.Helper()
		if err != nil || any(got) != any(want) {
			t.Errorf("got %v, %v, want %v", got, err, want)
		}
	}
}

// TestQuestions runs what is asked: every right answer is graded as right, and
// every mistake gets what the texts say of it. Both languages have them, and the
// pages have each exercise.
func TestQuestions(t *testing.T) {
	portuguese := exercises(language.Portuguese)
	page, _ := os.ReadFile("../../docs/en/exercises.md")
	pagePt, _ := os.ReadFile("../../docs/pt-BR/exercises.md")
	for i, e := range exercises(language.English) {
		pt := portuguese[i]
		if name := []byte("`" + e.name + "`"); !bytes.Contains(page, name) || !bytes.Contains(pagePt, name) {
			t.Errorf("docs/*/exercises.md: %s is missing", name)
		}
		if e.title == "" || e.after == "" || pt.title == "" || pt.after == "" || len(e.hints) < 2 || len(e.hints) != len(pt.hints) ||
			e.part != "" && len(e.hints) != 3 || (e.question == "") != (pt.question == "") {
			t.Errorf("%s: a text is missing, or there are hints in one language alone", e.name)
		}
		if e.ask == nil {
			continue
		}
		q := e.ask()
		if len(q.answers) != 1+len(e.mistakes) || len(q.answers) != 1+len(pt.mistakes) {
			t.Fatalf("%s: %d mistakes, with %d texts in English and %d in Portuguese", e.name, len(q.answers)-1, len(e.mistakes), len(pt.mistakes))
		}
		for n, answers := range q.answers {
			for answer := range strings.FieldsSeq(fmt.Sprint(answers)) {
				if got := q.grade(answer); got != n {
					t.Errorf("%s: the answer %s is graded as answer %d, want %d", e.name, answer, got, n)
				}
			}
		}
		if got := strings.Count(e.question, "%"); got != len(q.values) || got != strings.Count(pt.question, "%") {
			t.Errorf("%s: %d values for %d places in the question", e.name, len(q.values), got)
		}
	}
	// What the reader computes from the numbers of the question is near enough to
	// what a step really does.
	q := askCost()
	cost, squares, eta := q.values[0].(float64), q.values[1].(float64), q.values[2].(float64)
	if q.grade(fmt.Sprint(cost-eta*squares)) != 0 {
		t.Errorf("C - η‖∇C‖² = %v is graded as wrong, the answer is %s", cost-eta*squares, q.answers[0])
	}
}

// TestAnswersAsWritten: readers write answers in their own way; and one that
// cannot be read, or is a little off, is said to be so.
func TestAnswersAsWritten(t *testing.T) {
	for _, test := range [][3]string{
		{"shapes", "30 X 1", `^✓ shapes: 30×1\. `}, {"shapes", "30×1", `^✓`}, {"shapes", "1x30", `^✗ \w+: not 1x30\. As many entries`},
		{"shapes", "30", `^✗ \w+: not 30\. \(Shapes are written like 5x4`}, {"shapes", "", `^✗`}, {"shapes", "784x1", `^✗ \w+: not 784x1\.$`}, {"verdict", "1", `^✗ \w+: not 1\. \(Shapes`},
		{"passes", "79511", `^✓ passes: 79511\. `}, {"passes", "79,511", `^✓ passes: 79511\. `}, {"passes", "79.511", `^✓ passes: 79511\. `},
		{"passes", "79.5", `^✗ \w+: not 79\.5\. That is too low\.$`}, {"passes", "1.000.001", `^✗ \w+: not 1\.000\.001\. That is too high\.$`}, {"passes", "79,511,0", `^✗`}, {"passes", "many", `^✗.*\(Numbers are written like`},
		{"eta", "10 %", `^✓.*near enough\)`}, {"eta", "10,5%", `^✓.*near enough`}, {"eta", "NaN", `^✗`}, {"eta", "95", `^✗.*Larger steps`},
		{"epsilon", "10^-8", `^✗ \w+: not 10\^-8\. \(Numbers are`}, {"epsilon", "1e-8", `^✓ epsilon: 1e-7 \(yours is near enough\)\. `}, {"epsilon", "-1e-7", `^✗`},
		{"vanishing", "2,338", `^✓`}, {"vanishing", "0.25", `^✗.*multiplied`}, {"vanishing", "0,6", `^✗.*multiplied`}, {"vanishing", "1.5", `low\.$`}, {"vanishing", "20", `high\.$`},
	} {
		c, out := start(t, t.TempDir(), test[0], language.English)
		if _, err := c.answer(test[1]); err != nil {
			t.Error(err)
		}
		wants(t, out, test[2])
	}
}

// TestCourse goes a part of the way in each language.
func TestCourse(t *testing.T) {
	for _, test := range []struct {
		tag                                         language.Tag
		ask, wrong, hint, again, right, begins, two string
	}{
		{language.English, `1 of 15: shapes Predict a shape In a 784-30-10`, `✗ shapes: not 30 x 10\. That is \(w³\)ᵀ alone`,
			`^shapes, hint 1 of 2: w³.* left: 1\.`, `^shapes, hint 1 of 2.*shapes, hint 2 of 2`, `^✓ shapes: 30×1\. \(w³\)ᵀ turns`, `^shapes begins again`, `a loop over the layers`},
		{language.Portuguese, `1 de 15: shapes Preveja um formato Numa rede 784-30-10`, `✗ shapes: não é 30 x 10\. Isso é \(w³\)ᵀ sozinha`,
			`^shapes, dica 1 de 2: w³`, `^shapes, dica 1 de 2.*shapes, dica 2 de 2`, `^✓ shapes: 30×1\. \(w³\)ᵀ transforma`, `^shapes começa de novo`, `um laço sobre as camadas`},
	} {
		dir := t.TempDir()
		c, out := start(t, dir, "", test.tag)
		must(t, false)(c.work())
		wants(t, out, test.ask)
		must(t, false)(c.answer("30 x 10"))
		wants(t, out, test.wrong)
		c.hint()
		wants(t, out, test.hint)
		c.hint()
		c, out = start(t, dir, "", test.tag) // what was done is in the file
		c.hint()
		wants(t, out, test.again)
		must(t, true)(c.answer("30x1"))
		wants(t, out, test.right)
		c, out = start(t, dir, "", test.tag)
		c.list()
		wants(t, out, `^✓ 1 shapes .* → 2 sigmoidprime`)
		start(t, dir, "1", test.tag)
		c, out = start(t, dir, "", test.tag) // which stays there
		c.reset()
		wants(t, out, test.begins)
		if c, _ := start(t, dir, "", test.tag); c.Done["shapes"] || c.Hints["shapes"] > 0 {
			t.Error("shapes is still done after reset")
		}
		if text, err := os.ReadFile(filepath.Join(dir, "forward.go")); err != nil || !strings.Contains(string(text), test.two) ||
			regexp.MustCompile(`(en|pt):|a loop over the layers.*um laço`).Match(text) {
			t.Errorf("%s: forward.go begins as\n%s (%v)", test.tag, text, err)
		}
	}
}

// trigger is an output that does something as soon as a text is written to it.
type trigger struct {
	bytes.Buffer
	when string
	do   func()
}

func (t *trigger) Write(b []byte) (int, error) {
	if strings.Contains(string(b), t.when) {
		t.do()
	}
	return t.Buffer.Write(b)
}

// TestWatch takes an answer from the keyboard, goes on to the next exercise, and
// judges what is saved, even while it is at work.
func TestWatch(t *testing.T) {
	c, _ := start(t, t.TempDir(), "", language.English)
	out := &trigger{when: "is not there yet"}
	var stop context.CancelFunc
	c.ctx, stop = context.WithTimeout(c.ctx, time.Minute)
	defer stop()
	out.do = func() {
		out.when, out.do = "Right. σ′", stop
		if err := os.WriteFile(filepath.Join(c.dir, "sigmoidprime.go"), []byte(rightCode["SigmoidPrime"]), 0o666); err != nil {
			t.Error(err)
		}
	}
	c.out = out
	if err := c.watch(strings.NewReader("?\n\n1x30\n30x1\n")); err != context.Canceled {
		t.Error(err)
	}
	wants(t, &out.Buffer, `1 of 15: shapes .*\(Watching.*shapes, hint 1 of 2.*✗ shapes: not 1x30.*✓ shapes: 30×1.*SigmoidPrime.* is not there yet.*Right\. σ′ needs`)
}

func TestUsage(t *testing.T) {
	for want, args := range map[string][]string{
		"do not go together":                   {"-hint", "-list"},
		"-at backwards: -list shows the names": {"-at", "backwards"},
	} {
		var stderr bytes.Buffer
		if code := cli.Run("exercises", run, args, io.Discard, &stderr); code != 2 || !strings.Contains(stderr.String(), want) {
			t.Errorf("exercises %v: exit status %d, %s", args, code, &stderr)
		}
	}
}
