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
// not behind the verdict or a word that is no equation.
func TestFind(t *testing.T) {
	c, out := start(t, t.TempDir(), "find", language.English)
	var stop context.CancelFunc
	c.ctx, stop = context.WithCancel(c.ctx)
	first, _, err := c.bug()
	if err != nil || len(c.Drawn) != drawn || len(slices.Compact(slices.Sorted(slices.Values(c.Drawn)))) != drawn {
		t.Fatalf("drawn are %v, %v", c.Drawn, err)
	}
	keyboard, keys := io.Pipe()
	go func() {
		io.WriteString(keys, "BP9\n"+map[bool]string{true: "BP1", false: "BP2"}[first.Equation == "BP2"]+"\n\n")
		io.WriteString(keys, "?\n") // is taken when the next code is there
		stop()
	}()
	if err := c.watch(keyboard); err != context.Canceled {
		t.Error(err)
	}
	wants(t, out, `^19 of 19.* func \(net \*Network\) Backprop.* 1 of 5\. There is one mistake.*Ctrl-C ends\.\) "BP9": want BP1, BP2, BP3, BP4 or update ✗ It is `+
		first.Equation+`, in `+first.Step+`: .* The checker says: `+first.Equation+`.* Enter shows the next\. 19 of 19: find .* 2 of 5\. `)
	for n := 1; n < drawn; n++ {
		bug, _, err := c.bug()
		if err != nil {
			t.Fatal(err)
		}
		must(t, n == drawn-1)(c.answer(strings.ToLower(bug.Equation)))
		out.Truncate(out.Len())
	}
	wants(t, out, `4 of 5 found\. Several`)

	// Once more, with other mistakes; and from a file with one that is no longer
	// there.
	must(t, false)(c.work())
	wants(t, out, `1 of 5\. There is one mistake`)
	c.Drawn[0] = "gone"
	c.save()
	c, _ = start(t, c.dir, "find", language.English)
	if bug, _, err := c.bug(); err != nil || bug.Name != c.Drawn[0] || len(c.Drawn) != drawn {
		t.Errorf("a state with an unknown mistake gives %v, %v", c.Drawn, err)
	}
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
	names := regexp.MustCompile(`\w\n *\w`) // a line ends in one, and the next begins with one
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
		narrow := wrapCode(code, 39)
		if a, b := len(names.FindAllString(narrow, -1)), len(names.FindAllString(code, -1)); a != b || strings.Join(strings.Fields(narrow), "") != strings.Join(strings.Fields(code), "") {
			t.Errorf("%s: a name is broken, or something lost, in\n%s", bug.Name, narrow)
		}
	}
}
