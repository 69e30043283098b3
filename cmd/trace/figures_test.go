package main

import (
	"bytes"
	"fmt"
	"html"
	"math"
	"os"
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/steps"
)

// TestFigures keeps the two drawings of the 2-3-2 network in docs/figures, which
// are made from the trace. They have no words, and so serve both languages:
//
//	go test ./cmd/trace -run Figures -update
func TestFigures(t *testing.T) {
	net, x, y := example()
	trace := newTrace(net, x, y)
	for name, got := range map[string][]byte{"network.svg": trace.drawPasses(net), "backward-step.svg": trace.drawStep()} {
		path := "../../docs/figures/" + name
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
			t.Errorf("docs/figures/%s is not what is drawn now (error %v): run go test ./cmd/trace -run Figures -update", name, err)
		}
	}
}

// figure is a drawing as it is made, on a card of its own, so it is legible on
// any page.
type figure struct{ bytes.Buffer }

// The classes say what a thing is: a forward, d of the layer after, r the result,
// w weights, s σ′.
const figureStyle = `<style>
.card { fill: #fff; stroke: #d0d7de } .code { fill: #f3f5f7 } text { font: 15px sans-serif; text-anchor: middle; fill: #24292f }
.big { font-size: 22px } .num { font: 12.5px ui-monospace, Menlo, Consolas, monospace } .mono { font: 14.5px ui-monospace, Menlo, Consolas, monospace } .left { text-anchor: start } .small { font-size: 12px; fill: #6e7781 }
line, path { fill: none; stroke: #8c959f } circle { fill: none; stroke: #8c959f; stroke-width: 2 } .halo { paint-order: stroke; stroke: #fff; stroke-width: 5px }
text.a, tspan.a { fill: #0a6ab0 } text.w, tspan.w { fill: #0a6ab0 } text.d, tspan.d { fill: #b54708 } text.r, tspan.r { fill: #a3005c } text.s, tspan.s { fill: #00754d }
.line-a, .line-w { stroke: #0a6ab0 } .line-d { stroke: #b54708 } .line-r { stroke: #a3005c }
@media (prefers-color-scheme: dark) {
.card { fill: #161b22; stroke: #30363d } .code { fill: #21262d } text { fill: #e6edf3 } .small { fill: #9aa4af } .halo { stroke: #161b22 }
text.a, tspan.a, text.w, tspan.w { fill: #6cb6ff } text.d, tspan.d { fill: #ffa657 } text.r, tspan.r { fill: #ff8ac4 } text.s, tspan.s { fill: #56d4a0 }
.line-a, .line-w { stroke: #6cb6ff } .line-d { stroke: #ffa657 } .line-r { stroke: #ff8ac4 }
}
</style>`

func newFigure(wide, high int, label string) *figure {
	f := &figure{}
	f.add(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">`, wide, high, html.EscapeString(label))
	f.add(figureStyle)
	f.add(`<rect class="card" x="1" y="1" width="%d" height="%d" rx="10"/>`, wide-2, high-2)
	return f
}

func (f *figure) add(format string, args ...any) { fmt.Fprintf(f, format+"\n", args...) }

func (f *figure) text(class string, x, y int, s string) {
	f.add(`<text class="%s" x="%d" y="%d">%s</text>`, class, x, y, s)
}

// neuron draws a circle with a number in it.
func (f *figure) neuron(class string, x, y int, v float64) {
	f.add(`<circle class="line-%s" cx="%d" cy="%d" r="%d"/>`, class, x, y, neuronRadius)
	f.text("num "+class, x, y+5, number("%.4f", v))
}

const neuronRadius = 32

// weight draws a line between two neurons, from rim to rim, with the weight on it,
// nearer to the first; the heavier, the thicker.
func (f *figure) weight(x1, y1, x2, y2 int, w float64) {
	dx, dy := float64(x2-x1), float64(y2-y1)
	length := math.Hypot(dx, dy)
	at := func(distance float64) (x, y float64) {
		return float64(x1) + dx*distance/length, float64(y1) + dy*distance/length
	}
	startX, startY := at(neuronRadius + 3)
	endX, endY := at(length - neuronRadius - 3)
	f.add(`<line class="line-w" x1="%.0f" y1="%.0f" x2="%.0f" y2="%.0f" stroke-width="%.1f" stroke-opacity=".7"/>`,
		startX, startY, endX, endY, 0.7+3*math.Abs(w))
	x, y := at(0.3 * length)
	f.text("num w halo", int(x), int(y)+4, number("%.1f", w))
}

// arrow draws a horizontal arrow.
func (f *figure) arrow(class string, from, to, y int) {
	back := 8
	if to > from {
		back = -8
	}
	f.add(`<path class="line-%s" stroke-width="2" d="M%d %dH%dm%d -5l%d 5l%d 5"/>`, class, from, y, to, back, -back, back)
}

// matrix writes a matrix in brackets with its name above, and returns where it
// ends.
func (f *figure) matrix(class, name string, x, y int, m matrix.Matrix) (end int) {
	const high, wide = 24, 62
	format, width := formatOf(m), wide
	if format == "%.1f" {
		width = 42
	}
	top, bottom, end := y-high*m.Rows()/2, y+high*m.Rows()/2, x+width*m.Cols()+12
	f.text(class, (x+end)/2, top-12, name)
	f.add(`<path d="M%d %dh-5v%dh5M%d %dh5v%dh-5"/>`, x+5, top, bottom-top, end-5, top, bottom-top)
	for j, row := range m {
		for k, v := range row {
			f.text("num "+class, x+6+width*k+width/2, top+high*j+17, number(format, v))
		}
	}
	return end
}

// drawStep draws BP2, the step B17: the equation, the two layers with their numbers
// and weights, the same as matrices, and the line of code.
func (t *trace) drawStep() []byte {
	told := symbols(2, 3).Replace(story["B17"].formula)
	coloured := func(class, text string) string { return `<tspan class="` + class + `">` + text + `</tspan>` }
	f := newFigure(800, 506, told)
	f.text("big", 400, 42, "BP2&#160; "+strings.NewReplacer("δ²", coloured("r", "δ²"), "(w³)ᵀ", coloured("w", "(w³)ᵀ"),
		"δ³", coloured("d", "δ³"), "σ′(z²)", coloured("s", "σ′(z²)")).Replace(told))

	const left, right, middle, gap = 270, 560, 196, 82
	delta, after := t.of["δ²"], t.of["δ³"]
	place := func(m matrix.Matrix, i int) int { return middle + (2*i-len(m)+1)*gap/2 }
	f.text("r", left, 76, "δ²")
	f.text("d", right, 76, "δ³")
	f.arrow("d", right-30, left+30, 71)
	for k, row := range t.of["(w³)ᵀ"] {
		for j, w := range row {
			f.weight(left, place(delta, k), right, place(after, j), w)
		}
		f.neuron("r", left, place(delta, k), delta[k][0])
		f.text("num s", left-78, place(delta, k)+5, "⊙ "+number("%.4f", t.of["σ′(z²)"][k][0]))
	}
	for j, d := range after {
		f.neuron("d", right, place(after, j), d[0])
	}

	x := 112
	for _, part := range [][3]string{{"", "w", "(w³)ᵀ"}, {"·", "d", "δ³"}, {"=", "", "(w³)ᵀ δ³"}, {"⊙", "s", "σ′(z²)"}, {"=", "r", "δ²"}} {
		if part[0] != "" {
			f.text("", x+17, 381, part[0])
			x += 34
		}
		x = f.matrix(part[1], part[2], x, 376, t.of[part[2]])
	}

	lines := strings.Split(steps.Named("B17").Code, "\n")
	f.add(`<rect class="code" x="30" y="444" width="740" height="42" rx="6"/>`)
	// The delta on the right is that of the layer after.
	f.text("mono left", 50, 470, strings.NewReplacer("delta =", coloured("r", "delta")+" =", "w.Transpose()", coloured("w", "w.Transpose()"),
		"delta)", coloured("d", "delta")+")", "sp)", coloured("s", "sp")+")").Replace(lines[len(lines)-1]))
	f.text("small", 700, 470, "nn/network.go B17")
	f.add(`</svg>`)
	return f.Bytes()
}

// drawPasses draws the whole network: the equations of the forward pass above,
// with the activations, and those of the backward pass below, with δ.
func (t *trace) drawPasses(net *nn.Network) []byte {
	const gap, edge, middle, between = 290, 110, 222, 94
	layers := len(net.Sizes)
	f := newFigure((layers-1)*gap+2*edge, 470, "a, z, δ, ∂C/∂w, ∂C/∂b")
	place := func(layer, i int) (x, y int) {
		return edge + layer*gap, middle + (2*i-net.Sizes[layer]+1)*between/2
	}
	for i, w := range net.Weights {
		for j := range w {
			for k := range w[j] {
				x1, y1 := place(i, k)
				x2, y2 := place(i+1, j)
				if len(w) > len(w[0]) { // more room for the numbers there
					x1, y1, x2, y2 = x2, y2, x1, y1
				}
				f.weight(x1, y1, x2, y2, w[j][k])
			}
		}
	}
	for layer, n := range net.Sizes {
		in := symbols(layer+1, layers)
		a, delta := in.Replace("aˡ"), in.Replace("δˡ")
		for i := range n {
			x, y := place(layer, i)
			f.neuron("a", x, y, t.of[a][i][0])
			if layer > 0 {
				f.text("num d halo", x, y+neuronRadius+14, number("%.4f", t.of[delta][i][0]))
			}
		}
		x := edge + layer*gap
		f.text("a", x, 62, a)
		if layer == 0 {
			continue
		}
		f.text("d", x, 406, delta)

		// An arrow there and one back for each layer of weights.
		from, to := x-gap+34, x-34
		center := (from + to) / 2
		f.arrow("a", from, to, 57)
		f.text("a", center, 43, in.Replace("aˡ = σ(wˡ aˡ⁻¹ + bˡ)"))
		f.arrow("d", to, from, 401)
		if layer > 1 {
			f.text("d", center, 390, symbols(layer, layers).Replace(story["B17"].formula))
		}
		f.text("d", center, 424, in.Replace(story["B19"].formula))
		f.text("d", center, 446, in.Replace(story["B18"].formula))
	}
	f.text("d", edge+(layers-1)*gap-10, 356, symbols(layers, layers).Replace(story["B11"].formula))
	f.add(`</svg>`)
	return f.Bytes()
}
