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
)

// TestFigures keeps the two drawings of the 2-3-2 network in docs/figures, which
// are made from the trace. They have no words, and so serve both languages:
//
//	go test ./cmd/trace -run Figures -update
func TestFigures(t *testing.T) {
	net, x, y := example()
	trace := newTrace(net, x, y)
	for name, got := range map[string][]byte{"network.svg": trace.drawPasses(), "backward-step.svg": trace.drawStep("B17")} {
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

func (f *figure) end() []byte { f.add(`</svg>`); return f.Bytes() }

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

// drawStep draws a step of BP2: the equation, the two layers with their numbers
// and weights, the same as matrices, and the line of code.
func (t *trace) drawStep(name string) []byte {
	var e entry
	for _, e = range t.entries {
		if e.Name == name {
			break
		}
	}
	product, times := e.Rows[0], e.Rows[1]
	transposed, after, sp, delta := product[0], product[1], times[1], times[2]
	f := newFigure(800, 506, e.Formula)

	formula := strings.NewReplacer(delta.Name, `<tspan class="r">`+delta.Name+`</tspan>`, transposed.Name, `<tspan class="w">`+transposed.Name+`</tspan>`,
		after.Name, `<tspan class="d">`+after.Name+`</tspan>`, "σ′(z²)", `<tspan class="s">σ′(z²)</tspan>`).Replace(e.Formula)
	f.text("big", 400, 42, e.Equation+"&#160; "+formula)

	const left, right, middle, gap = 270, 560, 196, 82
	place := func(n, i int) int { return middle + (2*i-n+1)*gap/2 }
	f.text("r", left, 76, delta.Name)
	f.text("d", right, 76, after.Name)
	f.arrow("d", right-30, left+30, 71)
	for k, row := range transposed.Matrix {
		y := place(len(delta.Matrix), k)
		for j, w := range row {
			f.weight(left, y, right, place(len(after.Matrix), j), w)
		}
		f.neuron("r", left, y, delta.Matrix[k][0])
		f.text("num s", left-78, y+5, "⊙ "+number("%.4f", sp.Matrix[k][0]))
	}
	for j, d := range after.Matrix {
		f.neuron("d", right, place(len(after.Matrix), j), d[0])
	}

	const row = 376
	x := 112
	for i, o := range append(product, times[1:]...) {
		if i > 0 {
			f.text("", x+17, row+5, o.Operator)
			x += 34
		}
		class := []string{"w", "d", "", "s", "r"}[i]
		name := o.Name
		if class == "s" {
			name = "σ′(z²)"
		}
		x = f.matrix(class, name, x, row, o.Matrix)
	}

	lines := strings.Split(e.Code, "\n")
	code := lines[len(lines)-1]
	// The delta on the right is that of the layer after.
	code = strings.NewReplacer("delta =", `<tspan class="r">delta</tspan> =`, "w.Transpose()", `<tspan class="w">w.Transpose()</tspan>`,
		"delta)", `<tspan class="d">delta</tspan>)`, "sp)", `<tspan class="s">sp</tspan>)`).Replace(code)
	f.add(`<rect class="code" x="30" y="444" width="740" height="42" rx="6"/>`)
	f.text("mono left", 50, 470, code)
	f.text("small", 700, 470, "nn/network.go "+e.Name)
	return f.end()
}

// drawPasses draws the whole network: the equations of the forward pass above,
// with the activations, and those of the backward pass below, with δ.
func (t *trace) drawPasses() []byte {
	const gap, edge, middle, between = 290, 110, 222, 94
	layers := len(t.net.Sizes)
	of := bySymbol(t)
	f := newFigure((layers-1)*gap+2*edge, 470, "a, z, δ, ∂C/∂w, ∂C/∂b")
	place := func(layer, i int) (x, y int) {
		return edge + layer*gap, middle + (2*i-t.net.Sizes[layer]+1)*between/2
	}
	for i, w := range t.net.Weights {
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
	for layer, n := range t.net.Sizes {
		l := layer + 1
		for i := range n {
			x, y := place(layer, i)
			f.neuron("a", x, y, of[at("a", l)][i][0])
			if layer > 0 {
				f.text("num d halo", x, y+neuronRadius+14, number("%.4f", of[at("δ", l)][i][0]))
			}
		}
		x := edge + layer*gap
		f.text("a", x, 62, at("a", l))
		if layer > 0 {
			f.text("d", x, 406, at("δ", l))
		}
	}
	// An arrow there and one back for each layer of weights.
	for i := range t.net.Weights {
		l, from, to := i+2, edge+i*gap+34, edge+(i+1)*gap-34
		center := (from + to) / 2
		f.arrow("a", from, to, 57)
		f.text("a", center, 43, fmt.Sprintf("%s = σ(%s %s + %s)", at("a", l), at("w", l), at("a", l-1), at("b", l)))
		f.arrow("d", to, from, 401)
		if i > 0 {
			f.text("d", center, 390, fmt.Sprintf("%s = ((%s)ᵀ %s) ⊙ σ′(%s)", at("δ", l-1), at("w", l), at("δ", l), at("z", l-1)))
		}
		f.text("d", center, 424, fmt.Sprintf("%s = %s (%s)ᵀ", at("∂C/∂w", l), at("δ", l), at("a", l-1)))
		f.text("d", center, 446, fmt.Sprintf("%s = %s", at("∂C/∂b", l), at("δ", l)))
	}
	f.text("d", edge+(layers-1)*gap-10, 356, fmt.Sprintf("%s = (%s - y) ⊙ σ′(%s)", at("δ", layers), at("a", layers), at("z", layers)))
	return f.end()
}
