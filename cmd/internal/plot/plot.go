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
	x, y := newAxis(c.LinearX), newAxis(c.LinearY)
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
		colour, dashes := colours[i%len(colours)], ""
		if i > 0 {
			dashes = fmt.Sprintf(` stroke-dasharray="%d 3"`, 4+4*i)
		}
		mark := func(x, y float64) {
			printf(`<path d="M%.1f %.1f%s" fill="%s"/>`+"\n", x, y, marks[i%len(marks)], colour)
		}
		var points []string
		for k, p := range lines[i] {
			points = append(points, fmt.Sprintf("%.1f,%.1f", x.place(p.X), y.place(p.Y)))
			if len(lines[i]) <= manyPoints || k == len(lines[i])-1 {
				mark(x.place(p.X), y.place(p.Y))
			}
		}
		printf(`<polyline fill="none" stroke="%s" stroke-width="2"%s points="%s"/>`+"\n", colour, dashes, strings.Join(points, " "))
		at := float64(left + i*(width-left-right)/len(c.Lines))
		mark(at+6, 40)
		printf(`<text x="%.1f" y="44">%s</text>`+"\n", at+16, html.EscapeString(c.Lines[i].Name))
	}
	printf("</svg>\n")
	_, err := io.WriteString(w, s.String())
	return err
}

// marks are the shapes that mark the points of a line: a circle, a square, a
// triangle, a diamond.
var marks = []string{"m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0", "m-3.5-3.5h7v7h-7z", "m0-5l4.5 8h-9z", "m0-5l5 5-5 5-5-5z"}

// axis maps values, or their logarithms, to places.
type axis struct {
	linear    bool
	whole     bool    // whether marks stand at whole numbers only
	low, high float64 // of the values, or of their exponents
	step      float64 // from mark to mark
	from, to  float64 // places
}

func newAxis(linear bool) *axis {
	return &axis{linear: linear, whole: true, low: math.Inf(1), high: math.Inf(-1)}
}

func (a *axis) scale(v float64) float64 {
	if a.linear {
		return v
	}
	return math.Log10(v)
}

func (a *axis) include(v float64) {
	a.whole = a.whole && (v == math.Trunc(v) || !a.linear)
	a.low, a.high = min(a.low, v), max(a.high, v)
}

// fit chooses the marks, some ten of them or fewer, at 1, 2 or 5 times a power of
// ten, and makes the axis begin and end with one.
func (a *axis) fit(from, to float64) {
	a.from, a.to = from, to
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
	if a.high == a.low {
		a.high += a.step
	}
}

// place returns where a value is, or a power of ten by its exponent.
func (a *axis) place(v float64) float64 {
	return a.from + (v-a.low)/(a.high-a.low)*(a.to-a.from)
}

func (a *axis) ticks() (ticks []float64) {
	for i := math.Round(a.low / a.step); i*a.step <= a.high+a.step/1000; i++ {
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
