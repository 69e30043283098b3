package main

import (
	"fmt"
	"io"
	"strings"
)

// writeFigure draws the network with what flows through it: the equations of
// the forward pass above, those of the backward pass below, and the shapes. It
// has no words, and so is the same in every language.
func (t *trace) writeFigure(w io.Writer) error {
	const gap, dot, radius, middle, edge = 250, 46, 15, 200, 70
	layers := len(t.net.Sizes)
	wide := (layers-1)*gap + 2*edge
	x := func(layer int) int { return edge + layer*gap }
	y := func(layer, i int) int {
		n := len(shownOf(t.net.Sizes[layer], mostDrawn))
		return middle - (n-1)*dot/2 + i*dot
	}
	var s strings.Builder
	printf := func(format string, args ...any) { fmt.Fprintf(&s, format+"\n", args...) }
	printf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d 390" role="img" aria-label="Backprop: a, z, δ, ∂C/∂w, ∂C/∂b">`, wide)
	printf(`<style>
text { font: 14px sans-serif; text-anchor: middle; fill: #333 }
.weight { stroke: #999; stroke-opacity: .6 } .neuron { fill: #999; fill-opacity: .15; stroke: #777; stroke-width: 1.5 }
.forward { fill: #0072b2 } .backward { fill: #c04f00 } .shape { font-size: 12px; fill: #777 }
path { fill: none; stroke-width: 2 } path.forward { stroke: #0072b2; fill: none } path.backward { stroke: #c04f00; fill: none }
@media (prefers-color-scheme: dark) { text { fill: #ddd } .shape { fill: #aaa } .forward { fill: #56b4e9 } .backward { fill: #ff9a57 } path.forward { stroke: #56b4e9 } path.backward { stroke: #ff9a57 } }
</style>`)
	for i, sizes := range t.net.Sizes[1:] {
		for to, j := range shownOf(sizes, mostDrawn) {
			for from, k := range shownOf(t.net.Sizes[i], mostDrawn) {
				if j >= 0 && k >= 0 {
					printf(`<line class="weight" x1="%d" y1="%d" x2="%d" y2="%d"/>`, x(i), y(i, from), x(i+1), y(i+1, to))
				}
			}
		}
	}
	for layer, n := range t.net.Sizes {
		for i, j := range shownOf(n, mostDrawn) {
			if j < 0 {
				printf(`<text x="%d" y="%d">⋮</text>`, x(layer), y(layer, i)+5)
				continue
			}
			printf(`<circle class="neuron" cx="%d" cy="%d" r="%d"/>`, x(layer), y(layer, i), radius)
		}
		l := layer + 1
		printf(`<text class="forward" x="%d" y="62">%s</text><text class="shape" x="%d" y="80">%d×1</text>`, x(layer), at("a", l), x(layer), n)
		if layer > 0 {
			printf(`<text class="backward" x="%d" y="336">%s</text><text class="shape" x="%d" y="354">%d×1</text>`, x(layer), at("δ", l), x(layer), n)
		}
	}
	// An arrow there and one back for each layer of weights.
	for i := range t.net.Weights {
		l, from, to := i+2, x(i)+34, x(i+1)-34
		at1, center, shape := at("a", l-1), (from+to)/2, t.net.Weights[i].Shape()
		printf(`<path class="forward" d="M%d 57H%d m-8 -5l8 5l-8 5"/>`, from, to)
		printf(`<text class="forward" x="%d" y="43">%s = σ(%s %s + %s)</text>`, center, at("a", l), at("w", l), at1, at("b", l))
		printf(`<text class="shape" x="%d" y="77">%s %s</text>`, center, at("w", l), shape)
		printf(`<path class="backward" d="M%d 331H%d m8 -5l-8 5l8 5"/>`, to, from)
		if i > 0 {
			printf(`<text class="backward" x="%d" y="320">%s = ((%s)ᵀ %s) ⊙ σ′(%s)</text>`, center, at("δ", l-1), at("w", l), at("δ", l), at("z", l-1))
		}
		printf(`<text class="backward" x="%d" y="352">%s = %s (%s)ᵀ</text>`, center, at("∂C/∂w", l), at("δ", l), at1)
		printf(`<text class="backward" x="%d" y="371">%s = %s</text>`, center, at("∂C/∂b", l), at("δ", l))
	}
	printf(`<text class="backward" x="%d" y="298">%s = (%s - y) ⊙ σ′(%s)</text>`, x(layers-1)-20, at("δ", layers), at("a", layers), at("z", layers))
	printf(`</svg>`)
	_, err := io.WriteString(w, s.String())
	return err
}
