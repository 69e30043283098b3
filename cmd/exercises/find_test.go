package main

import (
	"context"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"backprop/internal/language"
	"backprop/nn/gradcheck/zoo"
)

// TestFind finds five mistakes, one of them not; the next code comes with Enter,
// not behind the verdict or a word that is no equation, and an answer counts only
// if the code was shown.
func TestFind(t *testing.T) {
	c, out := start(t, t.TempDir(), "find", language.English)
	var stop context.CancelFunc
	c.ctx, stop = context.WithCancel(c.ctx)
	first, _, err := c.bug()
	if err != nil {
		t.Fatal(err)
	}
	keyboard, keys := io.Pipe()
	go func() {
		io.WriteString(keys, "BP9\n"+map[bool]string{true: "BP1", false: "BP2"}[first.Equation == "BP2"]+"\nBP1\n")
		io.WriteString(keys, "?\n") // is taken when the next code is there
		stop()
	}()
	if err := c.watch(keyboard); err != context.Canceled {
		t.Error(err)
	}
	wants(t, out, `^15 of 15.* func \(net \*Network\) Backprop.* 1 of 5\. There is one mistake.*Ctrl-C ends\.\) "BP9": want BP1, BP2, BP3, BP4 or update ✗ It is (the )?`+
		first.Equation+`, in `+first.Step+`: .* The checker says: `+first.Equation+`.* Enter in -watch.* shows the next\. \(That does not count.*\) 15 of 15: find .* 2 of 5\. `)
	names := map[string]bool{first.Name: true}
	for n := 1; n < drawn; n++ {
		bug, _, err := c.bug()
		if err != nil {
			t.Fatal(err)
		}
		if names[bug.Name] {
			t.Errorf("%s is drawn twice", bug.Name)
		}
		names[bug.Name] = true
		must(t, false)(c.work())
		must(t, n == drawn-1)(c.answer(strings.ToLower(bug.Equation)))
	}
	wants(t, out, `4 of 5 found \(-at find draws others\)\. Several`)
	if !c.Done["find"] || c.Tried > 0 || c.At != "" {
		t.Errorf("after five, the state is %+v", c.state)
	}
	for _, e := range c.exercises[1:] {
		c.Done[e.name] = true
	}
	c.ctx = t.Context()
	if err := c.watch(strings.NewReader("30x1\n")); err != nil {
		t.Error(err)
	}
	wants(t, out, `^1 of 15.*✓ shapes.* All exercises are done\.`)

	c, out = start(t, t.TempDir(), "find", language.Portuguese)
	must(t, false)(c.answer("Atualização"))
	wants(t, out, `^\(Essa resposta não conta.* 1 de 5\. `)
	must(t, false)(c.answer("Atualização"))
	wants(t, out, `^(✓|✗ É) .*, em [BHU]\d+: `)
}

// TestListing: every mistake can be shown, in code that is not the right one and
// has the steps for comments; and at 40 columns no name is broken.
func TestListing(t *testing.T) {
	right, err := listing(zoo.Bug{})
	if err != nil || !strings.Contains(right, "func SigmoidPrime") {
		t.Fatalf("the listing of the chapter's code is\n%s, %v", right, err)
	}
	c := course{tag: language.English}
	steps := regexp.MustCompile(`//.*`)
	for _, bug := range zoo.Bugs() {
		code, err := listing(bug)
		if err != nil || code == right {
			t.Errorf("%s: %v, the listing is\n%s", bug.Name, err, code)
		}
		if got, want := steps.FindAllString(code, -1), steps.FindAllString(right, -1); !slices.Equal(got, want) || len(got) < 25 {
			t.Errorf("%s: the comments are %q, in the right code %q", bug.Name, got, want)
		}
		if says := c.verdict(bug); !strings.HasPrefix(says, bug.Equation) {
			t.Errorf("%s: the checker says %s, want %s", bug.Name, says, bug.Equation)
		}
	}
}
