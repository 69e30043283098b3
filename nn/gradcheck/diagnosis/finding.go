package diagnosis

import (
	"fmt"
	"slices"
	"strings"

	"backprop/internal/language"
)

// Finding is a mistake.
type Finding struct {
	// Equation is the equation that does not hold: "BP1", "BP2", "BP3" or
	// "BP4"; "forward" for the forward pass; "update" for a wrong step of
	// gradient descent; or "call" where the call itself went wrong: a panic,
	// results of the wrong shape, a changed network.
	Equation string
	// Layer is the layer whose values the equation gives, as the equations count
	// them: 1 is the input, len(net.Sizes) the output. It is 0 where no one
	// layer is to blame.
	Layer int
	// Cause is the identifier of the mistake in [Mistakes]; "" if it is not
	// known. Where two mistakes together explain the numbers, it is both, with
	// a + between them; where several explain them, the first.
	Cause string
	// Hint says what is wrong, as far as can be told, in English.
	Hint string
	// Worst is the entry of that layer that is furthest off; nil if there is
	// nothing to compare.
	Worst *Entry

	text     language.Text // the hint
	readings []reading
	also     []int // the other layers with the same mistake
	step     misstep
	byHand   language.Text // where no mistake fits, what to check by hand
}

// In reports whether the finding is one of this layer, too.
func (f Finding) In(layer int) bool { return f.Layer == layer || slices.Contains(f.also, layer) }

// Call returns a finding of a call that went wrong.
func Call(en, pt string) Finding {
	return Finding{Equation: "call", Hint: en, text: language.Text{en, pt}}
}

// finish writes the hint from the readings.
func (f *Finding) finish() {
	f.Cause, f.text = f.readings[0].id(), language.Text{}
	shown := f.readings
	if len(shown) > 3 {
		shown = shown[:3]
	}
	for tag := range f.text {
		for n, r := range shown {
			if n > 0 {
				f.text[tag] += language.Text{"; or ", "; ou "}[tag]
			}
			f.text[tag] += r.hint()[tag]
		}
		if len(f.also) > 0 {
			layers := strings.ReplaceAll(strings.Trim(fmt.Sprint(f.also), "[]"), " ", ", ")
			if len(f.also) == 1 {
				f.text[tag] += language.Text{"; the same in layer ", "; o mesmo na camada "}[tag] + layers
			} else {
				f.text[tag] += language.Text{"; the same in layers ", "; o mesmo nas camadas "}[tag] + layers
			}
		}
	}
	it := map[string]language.Text{"BP3": {"∂C/∂b", "∂C/∂b"}, "BP4": {"∂C/∂w", "∂C/∂w"}, "update": {"the step", "o passo"}}[f.Equation]
	if it[0] == "" {
		it = language.Text{"δ", "δ"}
	}
	for tag := range f.text {
		f.text[tag] = strings.ReplaceAll(f.text[tag], "{it}", it[tag])
	}
	f.Hint = f.text[0]
}
