package main

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backprop/cmd/internal/chromium"
	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck"
	"backprop/nn/gradcheck/zoo"
)

// inPage runs a script in the page of the 2-3-2 network, with given as a value.
func inPage(t *testing.T, given any, script string, result any) {
	t.Helper()
	text, err := json.Marshal(given)
	if err != nil {
		t.Fatal(err)
	}
	chromium.Run(t, "../../docs/en/trace.html", chromium.Window{Width: 1280, Height: 800}, "const given = "+string(text)+"\n"+script, result)
}

// random returns a network with an example for it.
func random(rng *rand.Rand, sizes ...int) (*nn.Network, pageNetwork) {
	for len(sizes) == 0 || len(sizes) < 5 && rng.IntN(3) > 0 || len(sizes) < 2 {
		sizes = append(sizes, 1+rng.IntN(6))
	}
	net := nn.New(sizes, rng)
	return net, of(net, matrix.Randn(sizes[0], 1, rng), matrix.Randn(sizes[len(sizes)-1], 1, rng))
}

// TestPageGradient holds the gradient of the functions in the page against that
// of nn.Backprop, on 200 networks.
func TestPageGradient(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 0))
	type example struct {
		Network pageNetwork
		B, W    []matrix.Matrix
	}
	var given []example
	parameters := 0
	for range 200 {
		net, shown := random(rng)
		nablaB, nablaW := net.Backprop(shown.X, shown.Y)
		given = append(given, example{shown, nablaB, nablaW})
		for _, m := range slices.Concat(nablaB, nablaW) {
			parameters += m.Rows() * m.Cols()
		}
	}
	var got struct {
		Compared int
		Worst    float64
	}
	inPage(t, given, `
		let worst = 0, compared = 0
		for (const { Network: n, B, W } of given) {
			const [b, w] = backprop(own, network(n), matrix.of(n.X), matrix.of(n.Y))
			const flat = [...b, ...w].flat(2), want = [...B, ...W].flat(2)
			want.forEach((v, i) => { compared++; worst = Math.max(worst, Math.abs(v - flat[i])) })
		}
		return { worst, compared }`, &got)
	if !(got.Worst <= 1e-12) || got.Compared != parameters {
		t.Errorf("of %d derivatives compared, want %d, one is off by %g", got.Compared, parameters, got.Worst)
	}
	t.Logf("%d derivatives, the farthest by %.1e", got.Compared, got.Worst)
}

// TestPageSteps holds the matrices of every step against those of the text.
func TestPageSteps(t *testing.T) {
	type step struct {
		Name     string
		Layer    int
		Matrices []matrix.Matrix
	}
	var given []struct {
		Network pageNetwork
		Steps   []step
	}
	rng := rand.New(rand.NewPCG(18, 0))
	net, x, y := example()
	for _, shown := range []pageNetwork{of(net, x, y), second(random(rng, 3, 4, 4, 2)), second(random(rng, 1, 1)), second(random(rng, 2, 5, 3, 6, 1))} {
		traced := newTrace(&nn.Network{Sizes: shown.Sizes, Biases: shown.Biases, Weights: shown.Weights}, shown.X, shown.Y)
		var steps []step
		for _, e := range traced.entries {
			s := step{e.name, e.layer, []matrix.Matrix{}}
			for _, symbol := range strings.Split(e.in(strings.Join(story[e.name].rows, "  ")), "  ") {
				if m, ok := traced.of[symbol]; ok {
					s.Matrices = append(s.Matrices, m)
				}
			}
			steps = append(steps, s)
		}
		given = append(given, struct {
			Network pageNetwork
			Steps   []step
		}{shown, steps})
	}
	var wrong []string
	inPage(t, given, `
		const wrong = []
		const close = (a, b) => shape(a) === shape(b) && a.flat().every((v, i) => Math.abs(v - b.flat()[i]) < 1e-12)
		for (const { Network: n, Steps } of given) {
			const { frames } = record(own, network(n), matrix.of(n.X), matrix.of(n.Y))
			if (frames.length !== Steps.length) wrong.push(n.Name + " has " + frames.length + " steps")
			Steps.forEach((s, i) => {
				const f = frames[i], where = n.Name + ", " + s.Name + ", layer " + s.Layer
				if (!f || f.step !== s.Name || f.layer !== s.Layer) return wrong.push(where + ": the page has " + (f && f.step + ", " + f.layer))
				const matrices = f.rows.flat().map(o => o.m).filter(Boolean)
				for (const m of s.Matrices) if (!matrices.some(other => close(other, m))) wrong.push(where + " lacks " + m)
				if (s.Matrices.length && !close(matrices.at(-1), s.Matrices.at(-1))) wrong.push(where + " gives " + matrices.at(-1))
			})
		}
		return wrong`, &wrong)
	for _, w := range wrong {
		t.Error(w)
	}
}

func second[A, B any](_ A, b B) B { return b }

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
		net, shown := random(rng, sizes...)
		wantB, wantW := gradcheck.Complex(net, shown.X, shown.Y, gradcheck.ComplexStep)
		for _, bug := range append(zoo.Bugs(), zoo.Bug{Backprop: func(net *nn.Network) gradcheck.Backprop { return net.Backprop }}) {
			v := verdict{Network: shown, Mistake: bug.Name, Red: []string{}, BadStep: bug.Backprop == nil}
			if bug.Backprop != nil {
				report := gradcheck.Check(net, shown.X, shown.Y, bug.Backprop(net))
				if !report.OK() {
					v.Equation, v.Layer, v.BadStep = report.Findings[0].Equation, report.Findings[0].Layer, true
				}
				gotB, gotW := bug.Backprop(net)(shown.X, shown.Y)
				v.Red = append(append(v.Red, red("b", gotB, wantB)...), red("w", gotW, wantW)...)
			}
			given = append(given, v)
		}
		given = append(given, verdict{Network: shown, Mistake: notTransposed.Name, Panic: true})
	}
	var wrong []string
	inPage(t, given, `
		const wrong = []
		for (const v of given) {
			const where = v.Network.Name + ", " + (v.Mistake || "right code") + ": "
			data.networks[0] = v.Network
			start(0)
			state.frames = null
			state.bug = v.Mistake
			state.eta = 0.5
			rebuilt()
			if (v.Panic) {
				goTo(state.frames.length - 1)
				if (!/^panic: matrix: Dot: \d×\d by \d×1: the first must/.test(state.failed) || !byId("rows").textContent.includes(state.failed)) wrong.push(where + "does not fail: " + state.failed)
				continue
			}
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
		}
		return wrong`, &wrong)
	for _, w := range wrong {
		t.Error(w)
	}
}

// red lists the derivatives that differ by more than rounding.
func red(kind string, got, want []matrix.Matrix) (names []string) {
	for i := range want {
		for j, row := range want[i] {
			for k, v := range row {
				if math.Abs(got[i][j][k]-v) > 1e-6 {
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
	var wrong []string
	inPage(t, nil, `
		const wrong = []
		for (const [name, functions] of Object.entries({`+programs.String()+`})) {
			start(1)
			const { net, x, y } = state
			const want = record(own, net, x, y), got = record(program(functions, builtins), net, x, y)
			if (String(got.gradient && [got.gradient.b, got.gradient.w]) !== String([want.gradient.b, want.gradient.w])) wrong.push(name + ": " + got.failed)
			if (String(got.frames.map(f => f.step + f.layer)) !== String(want.frames.map(f => f.step + f.layer))) wrong.push(name + ": the steps are " + got.frames.map(f => f.step))
		}
		return wrong`, &wrong)
	for _, w := range wrong {
		t.Error(w)
	}
}

// TestPageOfWrongCode opens the page of a network.go that panics: its steps up to
// there can be seen, and the panic.
func TestPageOfWrongCode(t *testing.T) {
	broken, err := notTransposed.Apply(nn.Source())
	if err != nil {
		t.Fatal(err)
	}
	var s subject
	s.net, s.x, s.y = example()
	s.about = []string{"title"}
	var page strings.Builder
	if err := writePage(&page, broken, s, "net.Backprop panics", "en"); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(page.String(), "<pre>net.Backprop panics</pre>") {
		t.Error("the page does not have the text")
	}
	file := filepath.Join(t.TempDir(), "broken.html")
	if err := os.WriteFile(file, []byte(page.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	var got []string
	chromium.Run(t, file, chromium.Window{Width: 1280, Height: 800}, `goTo(99); return [state.frames.at(-1).step, byId("rows").textContent, byId("all").textContent]`, &got)
	if len(got) != 3 || got[0] != "B17" || !strings.Contains(got[1], "panic: matrix: Dot: 2×3 by 2×1: ") || got[2] != "✗ The code stops here" {
		t.Errorf("the page says %q", got)
	}
}
