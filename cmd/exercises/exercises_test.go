package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"backprop/cmd/exercises/judge"
	"backprop/cmd/internal/cli"
	"backprop/internal/language"
)

// TestQuestions runs what is asked: every right answer is graded as right, and
// every mistake gets what the texts say of it, which both languages have.
func TestQuestions(t *testing.T) {
	portuguese := exercises(language.Portuguese)
	for i, e := range exercises(language.English) {
		pt := portuguese[i]
		if e.title == "" || e.after == "" || pt.title == "" || pt.after == "" || len(e.hints) < 2 || len(e.hints) != len(pt.hints) ||
			e.part != "" && len(e.hints) != 3 || (e.question == "") != (pt.question == "") {
			t.Errorf("%s: a text is missing, or there are hints in one language alone", e.name)
		}
		if e.ask == nil {
			continue
		}
		q := e.ask()
		if right, _ := q.grade(q.answer); !right {
			t.Errorf("%s: the answer %s is graded as wrong", e.name, q.answer)
		}
		if len(q.mistakes) != len(e.mistakes) || len(q.mistakes) != len(pt.mistakes) {
			t.Fatalf("%s: %d mistakes, with %d texts in English and %d in Portuguese", e.name, len(q.mistakes), len(e.mistakes), len(pt.mistakes))
		}
		for m, answers := range q.mistakes {
			for answer := range strings.FieldsSeq(answers) {
				if right, mistake := q.grade(answer); right || mistake != m {
					t.Errorf("%s: the answer %s is graded %v, mistake %d, want mistake %d", e.name, answer, right, mistake, m)
				}
			}
		}
		if got := strings.Count(e.question, "%"); got != len(q.values) || got != strings.Count(pt.question, "%") {
			t.Errorf("%s: %d values for %d places in the question", e.name, len(q.values), got)
		}
	}
}

// TestFirstOrder: what the reader computes from the numbers of the question is
// near enough to what a step really does.
func TestFirstOrder(t *testing.T) {
	q := askCost()
	cost, squares, eta := q.values[0].(float64), q.values[1].(float64), q.values[2].(float64)
	if right, _ := q.grade(fmt.Sprint(cost - eta*squares)); !right {
		t.Errorf("C - η‖∇C‖² = %v is graded as wrong, the answer is %s", cost-eta*squares, q.answer)
	}
}

// TestAnswersAsWritten: readers write answers in their own way.
func TestAnswersAsWritten(t *testing.T) {
	shape := question{answer: "30×1"}
	per := question{answer: "11.11", near: within(5)}
	for _, test := range []struct {
		q      question
		answer string
		right  bool
	}{
		{shape, "30x1", true}, {shape, "30 X 1", true}, {shape, "30×1", true}, {shape, "1x30", false}, {shape, "", false},
		{per, "10", true}, {per, "10 %", true}, {per, "10,5%", true}, {per, "ten", false}, {per, "NaN", false}, {per, "20", false},
		{question{answer: "1e-8", near: times(10.1)}, "1e-7", true}, {question{answer: "1e-8", near: times(10.1)}, "-1e-8", false},
	} {
		if right, _ := test.q.grade(test.answer); right != test.right {
			t.Errorf("%q for %s is graded %v", test.answer, test.q.answer, right)
		}
	}
}

// TestFormOfAnswers: an answer that cannot be read, or that is a little off, is
// said to be so.
func TestFormOfAnswers(t *testing.T) {
	for _, test := range [][3]string{
		{"shapes", "30", `^✗ Not 30\. \(Shapes are written like 5x4`},
		{"passes", "79.511", `^✗ Not 79\.511\. \(Numbers are written like 12345`},
		{"passes", "79511", `^✓ 79511\. `},
		{"epsilon", "10^-8", `^✗ Not 10\^-8\. \(Numbers are`},
		{"epsilon", "1e-8", `^✓ 1e-7 \(your answer is near enough\)\. `},
	} {
		c, out := start(t, t.TempDir(), test[0], language.English)
		if _, err := c.answer(test[1]); err != nil {
			t.Error(err)
		}
		wants(t, out, test[2])
	}
}

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

// TestCourse goes a part of the way in each language.
func TestCourse(t *testing.T) {
	for _, test := range []struct {
		tag                                         language.Tag
		ask, wrong, hint, again, right, begins, two string
	}{
		{language.English, `1 of 19: shapes Predict a shape In a 784-30-10`, `✗ Not 30 x 10\. That is \(w³\)ᵀ alone`,
			`^Hint 1 of 2: w³`, `^Hint 1 of 2.*Hint 2 of 2`, `^✓ 30×1\. \(w³\)ᵀ turns`, `^shapes begins again`, `2 of 19: sigmoidprime`},
		{language.Portuguese, `1 de 19: shapes Preveja um formato Numa rede 784-30-10`, `✗ Não é 30 x 10\. Isso é \(w³\)ᵀ sozinha`,
			`^Dica 1 de 2: w³`, `^Dica 1 de 2.*Dica 2 de 2`, `^✓ 30×1\. \(w³\)ᵀ transforma`, `^shapes começa de novo`, `2 de 19: sigmoidprime`},
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
		out.Reset()
		c, out = start(t, dir, "", test.tag) // what was done is in the file
		c.hint()
		wants(t, out, test.again)
		must(t, true)(c.answer("30x1"))
		wants(t, out, test.right)
		c, out = start(t, dir, "", test.tag)
		c.list()
		wants(t, out, `^✓ 1 shapes .* → 2 sigmoidprime`)
		c, out = start(t, dir, "shapes", test.tag)
		c.reset()
		wants(t, out, test.begins)
		if e, _ := c.current(); c.Done[e.name] || c.Hints[e.name] > 0 {
			t.Error("shapes is still done after reset")
		}
		c.answer("30x1")
		c.at = ""
		if text, err := os.ReadFile(filepath.Join(dir, "forward.go")); err != nil || strings.Contains(string(text), "// pt:") ||
			strings.Contains(string(text), "a loop over the layers") != (test.tag == language.English) ||
			strings.Contains(string(text), "um laço sobre as camadas") != (test.tag == language.Portuguese) {
			t.Errorf("%s: forward.go begins as\n%s (%v)", test.tag, text, err)
		}
	}
}

// TestWatch works, waits, and takes an answer from the keyboard.
func TestWatch(t *testing.T) {
	c, out := start(t, t.TempDir(), "shapes", language.English)
	if err := c.watch(strings.NewReader("?\n\n1x30\n30x1\n")); err != nil {
		t.Error(err)
	}
	wants(t, out, `1 of 19: shapes .*\(Watching.*Hint 1 of 2.*✗ Not 1x30.*✓ 30×1`)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	c, _ = start(t, t.TempDir(), "", language.English)
	c.ctx = ctx
	if err := c.watch(strings.NewReader("")); err != context.Canceled {
		t.Errorf("watch returns %v after Ctrl-C", err)
	}
}

func TestUsage(t *testing.T) {
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"-hint", "-list"}, "do not go together"},
		{[]string{"-at", "backwards"}, "-at backwards: want one of shapes, "},
		{[]string{"forward"}, "unexpected argument"},
		{[]string{"-lang", "fr"}, "want en or pt-BR"},
	} {
		var stderr bytes.Buffer
		if code := cli.Run("exercises", run, test.args, &bytes.Buffer{}, &stderr); code != 2 || !strings.Contains(stderr.String(), test.want) {
			t.Errorf("exercises %v: exit status %d, %s", test.args, code, &stderr)
		}
	}
}

// TestDocs: the pages list every exercise.
func TestDocs(t *testing.T) {
	for _, tag := range []language.Tag{language.English, language.Portuguese} {
		page, err := os.ReadFile(filepath.Join("..", "..", "docs", string(tag), "exercises.md"))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range exercises(tag) {
			if !strings.Contains(string(page), "`"+e.name+"`") {
				t.Errorf("docs/%s/exercises.md does not have `%s`", tag, e.name)
			}
			if e.part != "" && !slices.Contains(judge.Names, e.part) {
				t.Errorf("the judge does not know %s", e.part)
			}
		}
	}
}
