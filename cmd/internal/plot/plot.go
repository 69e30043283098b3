// Package plot draws lines on logarithmic axes as SVG, for light and dark
// backgrounds.
package plot

import (
	"fmt"
	"html"
	"io"
	"math"
	"strings"
)

// Chart is a picture of lines on axes that are both logarithmic.
type Chart struct {
	Title string
	X, Y  string // what the axes show
	Lines []Line
}

// Line is a line through its points. Points that a logarithmic axis cannot
// show (zero, negative, NaN, infinite) are left out.
type Line struct {
	Name   string
	Points []Point
}

// Point is a point of a line.
type Point struct{ X, Y float64 }

const (
	width, height            = 640, 400
	left, right, top, bottom = 70, 20, 60, 55 // margins
)

// The colours tell lines apart on white and on black, also for the colour-blind
// (after M. Okabe and K. Ito, "Color Universal Design", 2008); and each line has
// marks of its own.
var colours = []string{"#0072b2", "#d55e00", "#009e73", "#cc79a7"}

// SVG writes the chart.
func (c Chart) SVG(w io.Writer) error {
	var x, y axis
	lines := make([][]Point, len(c.Lines))
	for i, line := range c.Lines {
		for _, p := range line.Points {
			if drawable(p.X) && drawable(p.Y) {
				lines[i] = append(lines[i], p)
				x.include(p.X)
				y.include(p.Y)
			}
		}
	}
	x.from, x.to = left, width-right
	y.from, y.to = height-bottom, top

	var s strings.Builder
	printf := func(format string, args ...any) { fmt.Fprintf(&s, format, args...) }
	printf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">`+"\n",
		width, height, html.EscapeString(c.Title))
	printf(`<style>
text { font: 13px sans-serif; fill: #333 }
.title { font-weight: bold }
.grid { stroke: #999; stroke-opacity: .35 }
@media (prefers-color-scheme: dark) { text { fill: #ddd } }
</style>
`)
	printf(`<text class="title" x="%d" y="20">%s</text>`+"\n", left, html.EscapeString(c.Title))
	for _, e := range x.ticks() {
		at := x.place(math.Pow10(e))
		printf(`<line class="grid" x1="%.1f" y1="%d" x2="%.1f" y2="%d"/>`+"\n", at, top, at, height-bottom)
		printf(`<text x="%.1f" y="%d" text-anchor="middle">%s</text>`+"\n", at, height-bottom+18, power(e))
	}
	for _, e := range y.ticks() {
		at := y.place(math.Pow10(e))
		printf(`<line class="grid" x1="%d" y1="%.1f" x2="%d" y2="%.1f"/>`+"\n", left, at, width-right, at)
		printf(`<text x="%d" y="%.1f" text-anchor="end">%s</text>`+"\n", left-8, at+4, power(e))
	}
	printf(`<text x="%d" y="%d" text-anchor="middle">%s</text>`+"\n", (left+width-right)/2, height-12, html.EscapeString(c.X))
	printf(`<text transform="translate(18 %d) rotate(-90)" text-anchor="middle">%s</text>`+"\n", (top+height-bottom)/2, html.EscapeString(c.Y))

	// The first line is drawn last and the others have gaps, so that none hides
	// another on which it lies.
	for i := len(c.Lines) - 1; i >= 0; i-- {
		line, colour, dashes := c.Lines[i], colours[i%len(colours)], ""
		if i > 0 {
			dashes = fmt.Sprintf(` stroke-dasharray="%d 3"`, 4+4*i)
		}
		var points []string
		for _, p := range lines[i] {
			points = append(points, fmt.Sprintf("%.1f,%.1f", x.place(p.X), y.place(p.Y)))
		}
		printf(`<polyline fill="none" stroke="%s" stroke-width="2"%s points="%s"/>`+"\n", colour, dashes, strings.Join(points, " "))
		for _, p := range lines[i] {
			mark(&s, i, x.place(p.X), y.place(p.Y), colour)
		}
		at := float64(left + i*(width-left-right)/len(c.Lines))
		mark(&s, i, at+6, 40, colour)
		printf(`<text x="%.1f" y="44">%s</text>`+"\n", at+16, html.EscapeString(line.Name))
	}
	printf("</svg>\n")
	_, err := io.WriteString(w, s.String())
	return err
}

// mark draws the mark of line i: a circle, a square, a triangle, a diamond.
func mark(w io.Writer, i int, x, y float64, colour string) {
	switch i % 4 {
	case 0:
		fmt.Fprintf(w, `<circle cx="%.1f" cy="%.1f" r="3.5" fill="%s"/>`+"\n", x, y, colour)
	case 1:
		fmt.Fprintf(w, `<rect x="%.1f" y="%.1f" width="7" height="7" fill="%s"/>`+"\n", x-3.5, y-3.5, colour)
	case 2:
		fmt.Fprintf(w, `<path d="M%.1f %.1fl4.5 8h-9z" fill="%s"/>`+"\n", x, y-5, colour)
	case 3:
		fmt.Fprintf(w, `<path d="M%.1f %.1fl5 5-5 5-5-5z" fill="%s"/>`+"\n", x, y-5, colour)
	}
}

func drawable(v float64) bool { return v > 0 && !math.IsInf(v, 1) }

// axis maps values to places, from one power of ten to another.
type axis struct {
	low, high int // exponents
	used      bool
	from, to  float64
}

func (a *axis) include(v float64) {
	low, high := int(math.Floor(math.Log10(v))), int(math.Ceil(math.Log10(v)))
	if !a.used {
		a.low, a.high, a.used = low, high, true
	}
	a.low, a.high = min(a.low, low), max(a.high, high)
}

func (a *axis) place(v float64) float64 {
	return a.from + (math.Log10(v)-float64(a.low))/float64(max(a.high-a.low, 1))*(a.to-a.from)
}

// ticks returns the exponents to mark, at most ten, counted so that 10⁰ is one.
func (a *axis) ticks() []int {
	if !a.used {
		return nil
	}
	step := (a.high-a.low)/9 + 1
	var ticks []int
	for e := a.low; e <= a.high; e++ {
		if e%step == 0 {
			ticks = append(ticks, e)
		}
	}
	return ticks
}

// power writes 10 to the e-th in SVG.
func power(e int) string {
	sign := ""
	if e < 0 {
		sign, e = "−", -e
	}
	return fmt.Sprintf(`10<tspan dy="-6" font-size="10">%s%d</tspan>`, sign, e)
}
