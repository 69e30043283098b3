package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backprop/cmd/internal/chromium"
	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck"
	"backprop/nn/gradcheck/zoo"
)

var desktop = chromium.Window{Width: 1280, Height: 800}

// inPage runs a script in a page. The script has "given", and adds to the list
// "wrong" what it does not like.
func inPage(t *testing.T, page string, window chromium.Window, given any, script string) {
	t.Helper()
	text, err := json.Marshal(given)
	if err != nil {
		t.Fatal(err)
	}
	var wrong []string
	chromium.Run(t, filepath.FromSlash(page), window, "const wrong = [], given = "+string(text)+"\n"+script+"\nreturn wrong", &wrong)
	for _, w := range wrong {
		t.Errorf("%s, %d×%d: %s", page, window.Width, window.Height, w)
	}
}

const english, portuguese = "../../docs/en/trace.html", "../../docs/pt-BR/trace.html"

// random returns a network with an example for it.
func random(rng *rand.Rand, sizes ...int) pageNetwork {
	net := nn.New(sizes, rng)
	return of(net, matrix.Randn(sizes[0], 1, rng), matrix.Randn(sizes[len(sizes)-1], 1, rng))
}

// TestPageSteps holds the matrices of every step, on 200 networks, against those
// of the text, of which the derivatives are nn.Backprop's.
func TestPageSteps(t *testing.T) {
	type step struct {
		Name     string
		Layer    int
		Matrices []matrix.Matrix
	}
	type traced struct {
		pageNetwork
		Steps []step
	}
	networks := []pageNetwork{of(example()), of(deep()), of(chain())}
	rng := rand.New(rand.NewPCG(17, 0))
	for len(networks) < 200 {
		var sizes []int
		for len(sizes) < 2 || len(sizes) < 5 && rng.IntN(3) > 0 {
			sizes = append(sizes, 1+rng.IntN(6))
		}
		networks = append(networks, random(rng, sizes...))
	}
	var given []traced
	for _, n := range networks {
		trace := newTrace(n.Network, n.X, n.Y)
		all := traced{pageNetwork: n}
		for _, e := range trace.entries {
			s := step{e.name, e.layer, []matrix.Matrix{}}
			for _, symbol := range strings.Split(e.in(strings.Join(story[e.name].rows, "  ")), "  ") {
				if m, ok := trace.of[symbol]; ok {
					s.Matrices = append(s.Matrices, m)
				}
			}
			all.Steps = append(all.Steps, s)
		}
		given = append(given, all)
	}
	inPage(t, english, desktop, given, `
		const close = (a, b) => shape(a) === shape(b) && a.flat().every((v, i) => Math.abs(v - b.flat()[i]) < 1e-12)
		for (const n of given) {
			const { frames } = record(own, network(n), matrix.of(n.X), matrix.of(n.Y))
			if (frames.length !== n.Steps.length) wrong.push(n.Name + " has " + frames.length + " steps")
			n.Steps.forEach((s, i) => {
				const f = frames[i], where = n.Name + ", " + s.Name + ", layer " + s.Layer
				if (!f || f.step !== s.Name || f.layer !== s.Layer) return wrong.push(where + ": the page has " + (f && f.step + ", " + f.layer))
				const matrices = f.rows.flat().map(o => o.m).filter(Boolean)
				for (const m of s.Matrices) if (!matrices.some(other => close(other, m))) wrong.push(where + " lacks " + m)
				if (s.Matrices.length && !close(matrices.at(-1), s.Matrices.at(-1))) wrong.push(where + " gives " + matrices.at(-1))
			})
		}`)
}

// TestPageMistakes wants each mistake of the zoo to make red just the derivatives
// that it makes wrong by the complex step, and the equation named that gradcheck
// names; and the right code to make none red.
func TestPageMistakes(t *testing.T) {
	type verdict struct {
		Network        pageNetwork
		Mistake        string
		Red            []string
		Equation       string
		Layer          int
		Panic, BadStep bool
	}
	rng := rand.New(rand.NewPCG(19, 0))
	var given []verdict
	for _, sizes := range [][]int{{2, 3, 2}, {3, 4, 4, 2}} {
		n := random(rng, sizes...)
		wantB, wantW := gradcheck.Complex(n.Network, n.X, n.Y, gradcheck.ComplexStep)
		for _, bug := range append(zoo.Bugs(), zoo.Bug{Backprop: func(net *nn.Network) gradcheck.Backprop { return net.Backprop }}) {
			v := verdict{Network: n, Mistake: bug.Name, Red: []string{}, BadStep: bug.Backprop == nil}
			if bug.Backprop != nil {
				report := gradcheck.Check(n.Network, n.X, n.Y, bug.Backprop(n.Network))
				if !report.OK() {
					v.Equation, v.Layer, v.BadStep = report.Findings[0].Equation, report.Findings[0].Layer, true
				}
				gotB, gotW := bug.Backprop(n.Network)(n.X, n.Y)
				v.Red = append(red("b", gotB, wantB), red("w", gotW, wantW)...)
			}
			given = append(given, v)
		}
		given = append(given, verdict{Network: n, Mistake: notTransposed.Name, Panic: true})
	}
	inPage(t, english, desktop, given, `
		for (const v of given) {
			const where = v.Network.Name + ", " + (v.Mistake || "right code") + ": "
			data.networks[0] = v.Network
			start(0)
			Object.assign(state, { frames: null, bug: v.Mistake, eta: 0.5 })
			rebuilt()
			if (v.Panic) {
				goTo(state.frames.length - 1)
				if (!/^panic: matrix: Dot: \d×\d by \d×1: the first must/.test(state.failed) || !byId("rows").textContent.includes(state.failed)) wrong.push(where + "does not fail: " + state.failed)
				continue
			}
			const layers = state.frames.filter(f => f.step === "B17").map(f => f.layer)
			if (new Set(layers).size !== layers.length) wrong.push(where + "the layers of B17 are " + layers)
			const red = state.derivatives.filter(p => !p.right).map(p => p.kind + p.layer + "," + p.j + "," + p.k)
			if (String(red.sort()) !== String(v.Red.sort())) wrong.push(where + "red are " + red + "; want " + v.Red)
			const b = blame(state.derivatives, state.net.Sizes.length)
			if ((b ? b.equation + b.layer : "0") !== v.Equation + v.Layer && v.Red.length) wrong.push(where + "blames " + JSON.stringify(b) + ", want " + v.Equation + v.Layer)
			goTo(state.frames.length - 1)
			const marked = document.querySelectorAll("#net .port.off, #net .bias.off").length
			if (marked !== v.Red.length) wrong.push(where + marked + " are marked, want " + v.Red.length)
			takeStep()
			takeStep()
			if ((state.stepped !== "") !== v.BadStep) wrong.push(where + "the step is said to be " + (state.stepped || "right"))
		}`)
}

// red lists the derivatives that differ by more than rounding.
func red(kind string, got, want []matrix.Matrix) []string {
	names := []string{}
	for i := range want {
		for j, row := range want[i] {
			for k, v := range row {
				if math.Abs(got[i][j][k]-v) > 1e-7 {
					names = append(names, fmt.Sprintf("%s%d,%d,%d", kind, i+2, j, k))
				}
			}
		}
	}
	return names
}

// TestPageRuns runs a learner's edits, each of which leaves the gradient as it is.
func TestPageRuns(t *testing.T) {
	var programs strings.Builder
	for _, e := range legal {
		functions, err := translate(e.apply(t))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&programs, "%q: %s,\n", e.name, object(functions))
	}
	inPage(t, english, desktop, nil, `
		for (const [name, functions] of Object.entries({`+programs.String()+`})) {
			start(1)
			const { net, x, y } = state
			const want = record(own, net, x, y), got = record(program(functions, builtins), net, x, y)
			if (String(got.gradient && [got.gradient.b, got.gradient.w]) !== String([want.gradient.b, want.gradient.w])) wrong.push(name + ": " + got.failed)
			if (String(got.frames.map(f => f.step + f.layer)) !== String(want.frames.map(f => f.step + f.layer))) wrong.push(name + ": the steps are " + got.frames.map(f => f.step))
		}`)
}

// TestPageOfWrongCode opens the page of a network.go that panics: its steps up to
// there can be seen, and the panic.
func TestPageOfWrongCode(t *testing.T) {
	broken, err := notTransposed.Apply(nn.Source())
	if err != nil {
		t.Fatal(err)
	}
	s := subject{about: []string{"title"}}
	s.net, s.x, s.y = example()
	file := filepath.Join(t.TempDir(), "broken.html")
	f, err := os.Create(file)
	if err := errors.Join(err, writePage(f, broken, s, "net.Backprop panics", "en"), f.Close()); err != nil {
		t.Fatal(err)
	}
	inPage(t, file, desktop, []string{"net.Backprop panics", "B17", "panic: matrix: Dot: 2×3 by 2×1: ", "✗ The code stops here"}, `
		goTo(99)
		const got = [document.querySelector("pre"), byId("where"), byId("rows"), byId("all")].map(e => e.textContent)
		given.forEach((want, i) => { if (!got[i].includes(want)) wrong.push("the page says " + got[i] + ", want " + want) })`)
}

// TestPageLayout walks through the pages as readers see them: nothing moves from
// step to step, nothing is too wide, too small or too pale, and a keyboard does
// what a mouse does.
func TestPageLayout(t *testing.T) {
	script, err := os.ReadFile("testdata/layout.js")
	if err != nil {
		t.Fatal(err)
	}
	for window, page := range map[chromium.Window]string{
		desktop: english, {Width: 1366, Height: 700, Dark: true}: portuguese, {Width: 360, Height: 800}: portuguese,
	} {
		inPage(t, page, window, nil, "const tooWide = () => "+chromium.TooWide+"\n"+string(script))
	}
}
