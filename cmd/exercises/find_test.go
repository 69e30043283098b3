package main

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"

	"backprop/internal/language"
	"backprop/nn/gradcheck/zoo"
)

// TestFind finds five mistakes, one of them not.
func TestFind(t *testing.T) {
	c, out := start(t, t.TempDir(), "find", language.English)
	must(t, false)(c.work())
	wants(t, out, `func \(net \*Network\) Backprop.*1 of 5\. There is one mistake`)
	if len(c.Drawn) != drawn || len(slices.Compact(slices.Sorted(slices.Values(c.Drawn)))) != drawn {
		t.Fatalf("drawn are %v", c.Drawn)
	}
	for i := range drawn {
		bug, err := c.bug()
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			if _, err := c.answer("BP9"); err == nil || len(c.Found) > 0 {
				t.Errorf("the answer BP9 is taken for one: %v", err)
			}
			must(t, false)(c.answer(map[bool]string{true: "BP1", false: "BP2"}[bug.Equation == "BP2"]))
			wants(t, out, `^✗ It is `+bug.Equation+`, in .*The checker says: `+bug.Equation)
			continue
		}
		must(t, i == drawn-1)(c.answer(strings.ToLower(bug.Equation)))
		if i < drawn-1 {
			wants(t, out, `^✓ `+bug.Equation+`, in `+bug.Step)
		}
	}
	wants(t, out, `4 of 5 found\. Several`)

	// Once more, with other mistakes; from a file with a mistake that is no longer
	// there; and where network.go has become one that none fits.
	must(t, false)(c.work())
	wants(t, out, `1 of 5\. There is one mistake`)
	c.Drawn[2] = "gone"
	if err := c.save(c.dir); err != nil {
		t.Fatal(err)
	}
	if s, err := load(c.dir); err != nil || slices.Contains(s.Drawn, "gone") || len(s.Drawn) != drawn {
		t.Errorf("a state with an unknown mistake gives %+v, %v", s, err)
	}
	c.Drawn = nil
	if _, err := c.work(); err == nil || !strings.Contains(err.Error(), "git restore nn/network.go") {
		t.Errorf("with no mistake to draw: %v", err)
	}
}

// TestFindWatching: the next code comes with Enter, not behind the verdict or a
// word that is no equation.
func TestFindWatching(t *testing.T) {
	c, out := start(t, t.TempDir(), "find", language.English)
	var stop context.CancelFunc
	c.ctx, stop = context.WithCancel(c.ctx)
	keyboard, keys := io.Pipe()
	go func() {
		io.WriteString(keys, "BP9\nBP1\n\n")
		io.WriteString(keys, "?\n") // is taken when the next code is there
		stop()
	}()
	if err := c.watch(keyboard); err != context.Canceled {
		t.Error(err)
	}
	wants(t, out, `^19 of 19.*1 of 5\. .*Ctrl-C ends\.\) "BP9": want BP1, BP2, BP3, BP4 or update (✓|✗ It is) .* Enter shows the next\. 19 of 19: find .* 2 of 5\. `)
}

// TestListing: every mistake can be shown, and its code is not the right one.
func TestListing(t *testing.T) {
	right, err := listing(zoo.Bug{})
	if err != nil || !strings.Contains(right, "func SigmoidPrime") {
		t.Fatalf("the listing of the chapter's code is\n%s, %v", right, err)
	}
	for _, bug := range zoo.Bugs() {
		code, err := listing(bug)
		if err != nil || code == right || strings.Contains(code, "//") {
			t.Errorf("%s: %v, the listing is\n%s", bug.Name, err, code)
		}
		if says := verdict(bug, language.English); !strings.HasPrefix(says, bug.Equation) {
			t.Errorf("%s: the checker says %s, want %s", bug.Name, says, bug.Equation)
		}
	}
}
