package main

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"backprop/internal/language"
	"backprop/matrix"
)

// The drawing's measures, in its own units.
const (
	layerGap  = 130
	neuronGap = 60
	radius    = 19
	margin    = 34
	mostDrawn = 5 // neurons of a layer that are drawn whole
)

// draw draws the network at a step: its neurons with the activations and errors
// that are known by then, and its weights; the layer and the weights at work are
// lit. Of large layers it draws a few neurons.
func (t *trace) draw(e entry, l language.Tag) template.HTML {
	layers := len(t.net.Sizes)
	rows := 0
	for _, n := range t.net.Sizes {
		rows = max(rows, len(shownOf(n, mostDrawn)))
	}
	wide := (layers-1)*layerGap + 2*margin
	high := (rows-1)*neuronGap + 2*margin + 14
	place := func(layer, i int) (x, y int) {
		n := len(shownOf(t.net.Sizes[layer], mostDrawn))
		return margin + layer*layerGap, margin + 12 + (rows-n)*neuronGap/2 + i*neuronGap
	}
	heaviest := 0.0
	for _, w := range t.net.Weights {
		heaviest = math.Max(heaviest, w.MaxAbs())
	}

	var s strings.Builder
	label := words.source.In(l)
	if e.Layer > 0 {
		label = fmt.Sprintf(words.network.In(l), e.Layer)
	}
	fmt.Fprintf(&s, `<svg viewBox="0 0 %d %d" role="img" aria-label="%s">`, wide, high, label)
	for i, w := range t.net.Weights {
		lit := ""
		if e.Weights == i+2 {
			lit = " lit"
		}
		for to, j := range shownOf(len(w), mostDrawn) {
			for from, k := range shownOf(len(w[0]), mostDrawn) {
				if j < 0 || k < 0 || w[j][k] == 0 {
					continue
				}
				sign := "positive"
				if w[j][k] < 0 {
					sign = "negative"
				}
				x1, y1 := place(i, from)
				x2, y2 := place(i+1, to)
				fmt.Fprintf(&s, `<line class="weight %s%s" x1="%d" y1="%d" x2="%d" y2="%d" stroke-width="%.1f"/>`,
					sign, lit, x1, y1, x2, y2, 0.5+4.5*(math.Abs(w[j][k])/heaviest))
			}
		}
	}
	for layer, n := range t.net.Sizes {
		x, _ := place(layer, 0)
		fmt.Fprintf(&s, `<text class="name" x="%d" y="11">%s</text>`, x, fmt.Sprintf(words.layer.In(l), layer+1))
		lit := ""
		if e.Layer == layer+1 {
			lit = " lit"
		}
		for i, j := range shownOf(n, mostDrawn) {
			x, y := place(layer, i)
			if j < 0 {
				fmt.Fprintf(&s, `<text x="%d" y="%d">⋮</text>`, x, y+4)
				continue
			}
			fmt.Fprintf(&s, `<circle class="neuron%s" cx="%d" cy="%d" r="%d"/>`, lit, x, y, radius)
			fmt.Fprintf(&s, `<text x="%d" y="%d">%s</text>`, x, y+4, known(2, e.Activations[layer], j))
			if delta := known(3, e.Deltas[layer], j); delta != "" {
				fmt.Fprintf(&s, `<text class="delta" x="%d" y="%d">%s</text>`, x, y+radius+12, delta)
			}
		}
	}
	s.WriteString(`</svg>`)
	return template.HTML(s.String()) // numbers and our own words, nothing from outside
}

// known returns entry j of a column with so many decimals, or "" while it is not
// known. A number of which they would show zeros alone is shown as a power of ten.
func known(decimals int, column matrix.Matrix, j int) string {
	if column == nil {
		return ""
	}
	v := column[j][0]
	if v != 0 && math.Abs(v) < 0.5*math.Pow10(-decimals) {
		return number("%.0e", v)
	}
	return number(fmt.Sprintf("%%.%df", decimals), v)
}
