// Package plot draws lines as SVG, for light and dark backgrounds.
package plot

import (
	"fmt"
	"html"
	"io"
	"math"
	"strconv"
	"strings"
)

// Chart is a picture of lines. Its axes are logarithmic, unless they are said to
// be linear.
type Chart struct {
	Title            string
	X, Y             string // what the axes show
	LinearX, LinearY bool
	Lines            []Line
}

// Line is a line through its points. Points that an axis cannot show (NaN,
// infinite; zero and negative where it is logarithmic) are left out.
type Line struct {
	Name   string
	Points []Point
}

// Point is a point of a line.
type Point struct{ X, Y float64 }

const (
	width, height            = 640, 400
	left, right, top, bottom = 70, 20, 60, 55 // margins
	manyPoints               = 40             // get no marks
)

// Style is for the text of pictures. It is larger where a chart is narrow. The
// background is there because a page may be dark where the reader's system is
// light.
const Style = `text { font: 13px sans-serif; fill: #333 }
.chart, .digits { background: #fff }
.title { font-weight: bold }
.grid { stroke: #999; stroke-opacity: .35 }
@media (prefers-color-scheme: dark) { text { fill: #ddd } .chart, .digits { background: #161b22 } }
@media (max-width: 480px) { .chart text { font-size: 20px } }
`

// The colours tell lines apart on white and on black, also for the colour-blind
// (after M. Okabe and K. Ito, "Color Universal Design", 2008); and each line has
// marks of its own.
var colours = []string{"#0072b2", "#d55e00", "#009e73", "#cc79a7"}

// SVG writes the chart.
func (c Chart) SVG(w io.Writer) error {
	x, y := axis{linear: c.LinearX, whole: true}, axis{linear: c.LinearY, whole: true}
	lines := make([][]Point, len(c.Lines))
	for i, line := range c.Lines {
		for _, p := range line.Points {
			p = Point{x.scale(p.X), y.scale(p.Y)}
			if math.Abs(p.X)+math.Abs(p.Y) < math.Inf(1) { // both are finite
				lines[i] = append(lines[i], p)
				x.include(p.X)
				y.include(p.Y)
			}
		}
	}
	x.fit(left, width-right)
	y.fit(height-bottom, top)

	var s strings.Builder
	printf := func(format string, args ...any) { fmt.Fprintf(&s, format, args...) }
	printf(`<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">`+"\n<style>\n%s</style>\n",
		width, height, html.EscapeString(c.Title), Style)
	printf(`<text class="title" x="%d" y="20">%s</text>`+"\n", left, html.EscapeString(c.Title))
	for _, tick := range x.ticks() {
		at := x.place(tick)
		printf(`<line class="grid" x1="%.1f" y1="%d" x2="%.1f" y2="%d"/>`+"\n", at, top, at, height-bottom)
		printf(`<text x="%.1f" y="%d" text-anchor="middle">%s</text>`+"\n", at, height-bottom+20, x.label(tick))
	}
	for _, tick := range y.ticks() {
		at := y.place(tick)
		printf(`<line class="grid" x1="%d" y1="%.1f" x2="%d" y2="%.1f"/>`+"\n", left, at, width-right, at)
		printf(`<text x="%d" y="%.1f" text-anchor="end">%s</text>`+"\n", left-8, at+4, y.label(tick))
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
		for k, p := range lines[i] {
			if len(lines[i]) > manyPoints && k < len(lines[i])-1 {
				continue
			}
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

// axis maps values, or their logarithms, to places.
type axis struct {
	linear    bool
	whole     bool    // whether all values are whole numbers
	low, high float64 // of the values, or of their exponents
	used      bool
	step      float64 // from mark to mark
	from, to  float64 // places
}

func (a *axis) scale(v float64) float64 {
	if a.linear {
		return v
	}
	return math.Log10(v)
}

func (a *axis) include(v float64) {
	a.whole = a.whole && v == math.Trunc(v)
	if !a.used {
		a.low, a.high, a.used = v, v, true
	}
	a.low, a.high = min(a.low, v), max(a.high, v)
}

// fit chooses the marks, at most some ten of them, and makes the axis begin and
// end with one. They stand at every power of ten or so or, on a linear axis, at
// 1, 2 or 5 times a power of ten.
func (a *axis) fit(from, to float64) {
	a.from, a.to = from, to
	if a.linear {
		rough := max((a.high-a.low)/8, 1e-12)
		a.step = math.Pow(10, math.Floor(math.Log10(rough)))
		for _, factor := range []float64{2, 2.5, 2} {
			if a.step < rough {
				a.step *= factor
			}
		}
		if a.whole {
			a.step = max(a.step, 1)
		}
		a.low, a.high = a.step*math.Floor(a.low/a.step), a.step*math.Ceil(a.high/a.step)
	} else {
		a.low, a.high = math.Floor(a.low), math.Ceil(a.high)
		a.step = math.Floor((a.high-a.low)/9) + 1
	}
	if a.high == a.low {
		a.high += a.step
	}
}

// place returns where a value is, or a power of ten by its exponent.
func (a *axis) place(v float64) float64 {
	return a.from + (v-a.low)/(a.high-a.low)*(a.to-a.from)
}

func (a *axis) ticks() (ticks []float64) {
	if !a.used {
		return nil
	}
	for i := math.Ceil(a.low / a.step); i*a.step <= a.high+a.step/1000; i++ {
		ticks = append(ticks, i*a.step)
	}
	return ticks
}

func (a *axis) label(tick float64) string {
	if a.linear {
		return strconv.FormatFloat(tick, 'g', 6, 64)
	}
	exponent := strings.Replace(fmt.Sprint(tick), "-", "−", 1)
	return fmt.Sprintf(`10<tspan dy="-6" font-size="10">%s</tspan>`, exponent)
}
