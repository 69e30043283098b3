package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"backprop/cmd/internal/plot"
)

// mistakesSVG draws the mistakes of the highest cost: each digit over its rank and
// its number in the test set, what it shows and what it was taken for, the outputs
// for both, and the cost.
func (r *run) mistakesSVG() string {
	const size, gap, caption, perRow = 80, 40, 84, 4
	mistakes := slices.DeleteFunc(slices.Clone(r.answers), func(a answer) bool { return a.said == a.label })
	slices.SortStableFunc(mistakes, func(a, b answer) int { return cmp.Compare(b.cost, a.cost) })
	mistakes = mistakes[:min(12, len(mistakes))]
	rows := (len(mistakes) + perRow - 1) / perRow
	var s strings.Builder
	fmt.Fprintf(&s, `<svg class="digits" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">`+"\n<style>\n%simage { image-rendering: pixelated }\n@media (max-width: 480px) { .digits text { font-size: 18px } }\n</style>\n",
		perRow*(size+gap), rows*(size+caption+gap/2),
		r.words("%d digits, each with what it shows and what it was taken for", "%d dígitos, cada um com o que mostra e o que a rede viu", len(mistakes)), plot.Style)
	for i, m := range mistakes {
		pixels, _ := r.test.At(m.i)
		output := r.net.Feedforward(pixels)
		x, y := i%perRow*(size+gap), i/perRow*(size+caption+gap/2)
		fmt.Fprintf(&s, `<image x="%d" y="%d" width="%d" height="%d" href="%s"/>`+"\n", x, y, size, size, dataURL(r.test.Image(m.i)))
		for line, text := range []string{
			fmt.Sprintf("%d. #%d", i+1, m.i), fmt.Sprintf("%d → %d", m.label, m.said),
			fmt.Sprintf("%.2f → %.2f", output[m.label][0], output[m.said][0]), fmt.Sprintf("C = %.4f", m.cost),
		} {
			fmt.Fprintf(&s, `<text x="%d" y="%d">%s</text>`+"\n", x, y+size+20*(line+1), text)
		}
	}
	s.WriteString("</svg>\n")
	return s.String()
}
