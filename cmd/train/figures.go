package main

import (
	"fmt"
	"io"
	"strings"
)

// figureStyle makes a picture readable on light and dark backgrounds, as the page
// does with its own style.
const figureStyle = `<style>
text { font: 13px sans-serif; fill: #333 }
.axis { stroke: #999; stroke-opacity: .5 } .curve { fill: none; stroke: #0072b2; stroke-width: 2.5 } .dot { fill: #0072b2 }
image { image-rendering: pixelated }
@media (prefers-color-scheme: dark) { text { fill: #ddd } .curve { stroke: #56b4e9 } .dot { fill: #56b4e9 } }
</style>
`

// writeCurve draws the learning curve.
func (r *run) writeCurve(w io.Writer) error {
	svg := string(curveSVG(r.curve, r.data.Test.Len()))
	begin, rest, _ := strings.Cut(svg, ">")
	begin = strings.Replace(begin, "<svg ", `<svg xmlns="http://www.w3.org/2000/svg" `, 1)
	_, err := fmt.Fprintf(w, "%s>\n%s%s\n", begin, figureStyle, rest)
	return err
}

// writeMistakes draws the worst mistakes: each digit over what it shows and what
// it was taken for.
func (r *run) writeMistakes(w io.Writer) error {
	const size, gap, caption, perRow = 80, 24, 22, 6
	mistakes := worstMistakes(answers(r.net, r.data.Test), shownMistakes)
	rows := max((len(mistakes)+perRow-1)/perRow, 1)
	var s strings.Builder
	fmt.Fprintf(&s, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%d digits, each with what it shows and what it was taken for">`+"\n%s",
		perRow*(size+gap)-gap, rows*(size+caption+gap)-gap, len(mistakes), figureStyle)
	for i, m := range mistakes {
		img, err := dataURL(r.data.Test.Image(m.i))
		if err != nil {
			return err
		}
		x, y := i%perRow*(size+gap), i/perRow*(size+caption+gap)
		fmt.Fprintf(&s, `<image x="%d" y="%d" width="%d" height="%d" href="%s"/>`+"\n", x, y, size, size, img)
		fmt.Fprintf(&s, `<text x="%d" y="%d" text-anchor="middle">%d → %d</text>`+"\n", x+size/2, y+size+caption-4, m.label, m.said)
	}
	s.WriteString("</svg>\n")
	_, err := io.WriteString(w, s.String())
	return err
}
