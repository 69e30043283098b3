package main

import "testing"

// TestDrawMistakes draws two digits of 3×3 pixels: two rows of them to a line,
// and half a line for the third.
func TestDrawMistakes(t *testing.T) {
	const pixels = "\xff\x00\xff" + "\xff\xff\x00" + "\x00\xff\x00" + // 7
		"\x00\x5f\x00" + "\x00\x60\xff" + "\xff\x00\xff" // 4, of which 5f is too faint
	r, _ := prepared(t, "-data", folderOf(t, 3, 3, "\x00", pixels[:9], "\x07\x04", pixels))
	mistakes := []answer{{i: 1, label: 4, said: 9}, {i: 0, label: 7, said: 1}}
	const (
		head = "\nThe worst mistakes, the digit → the answer:\n"
		one  = head + "4 → 9\n ▄▄\n▀ ▀\n"
		both = head + "4 → 9  7 → 1\n ▄▄    █▄▀\n▀ ▀     ▀\n"
	)
	for width, want := range map[int]string{80: both, 13: both, 12: one, 6: one, 5: ""} {
		if got := r.drawMistakes(mistakes, width); got != want {
			t.Errorf("in %d columns the mistakes are drawn as\n%s\nwant\n%s", width, got, want)
		}
	}
	if got := r.drawMistakes(nil, 80); got != "" {
		t.Errorf("no mistakes are drawn as\n%s", got)
	}
}
