package judge

import (
	"maps"
	"math/rand/v2"
	"os"
	"reflect"
	"runtime"
	"slices"

	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck"
)

// trial is one network that a part is tried on.
type trial struct {
	name  string // of the part
	s     Solution
	sizes []int
	tag   language.Tag
	all   []place // among which one may stand in the place of another
	later []place // those after the first that is wrong
}

// file is the one that the part is in, which the compiler has noted.
func (t *trial) file() string {
	part := reflect.ValueOf(t.s).FieldByName(t.name).Pointer()
	file, _ := runtime.FuncForPC(part).FileLine(part)
	return file
}

// fresh returns the network and the example anew, the same every time: what the
// reader's code does to one cannot reach the next.
func (t *trial) fresh() (net *nn.Network, x, y matrix.Matrix) {
	rng := rand.New(rand.NewPCG(16, 0))
	return nn.New(t.sizes, rng), matrix.Randn(t.sizes[0], 1, rng), matrix.Randn(t.sizes[len(t.sizes)-1], 1, rng)
}

// places returns what the part should write, and what it has written, as well as
// anything else that it has made wrong.
func (t *trial) places() (shown []place) {
	if t.name == "UpdateMiniBatch" {
		return t.update()
	}
	got := t.call(t.fresh())
	net, x, y := t.fresh()
	places, _ := chapter(net, x, y, nil)
	given, _ := chapter(net, x, y, got)
	for i, p := range places {
		p.got, p.given = got[p.name], given[i].want
		delete(got, p.name)
		if p.part == t.name || !p.missing() && !p.right() {
			shown = append(shown, p)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) { // one too many
		shown = append(shown, place{what: name, name: name, got: got[name]})
	}
	t.all = places
	return shown
}

// call calls the part with right results of the parts before it, and returns those
// and its own.
func (t *trial) call(net *nn.Network, x, y matrix.Matrix) results {
	_, right := chapter(net, x, y, nil)
	zs, as, delta, last := right.list("zs"), right.list("activations"), right["delta"], len(net.Biases)-1
	nablaB, nablaW := zeros(net.Biases), zeros(net.Weights)
	r := results{}
	switch t.name {
	case "SigmoidPrime":
		r[primeOf(zs[last])] = t.s.SigmoidPrime(zs[last])
	case "Forward":
		zs, as = t.s.Forward(net, x)
	case "LastLayer":
		r["delta"] = t.s.LastLayer(zs, as, y, nablaB, nablaW)
	case "HiddenLayers":
		nablaB[last], nablaW[last] = delta, right[nth("nablaW", last)]
		t.s.HiddenLayers(net, zs, as, delta, nablaB, nablaW)
	}
	r.set("zs", zs)
	r.set("activations", as)
	r.set("nablaB", nablaB)
	r.set("nablaW", nablaW)
	return r
}

func zeros(ms []matrix.Matrix) (all []matrix.Matrix) {
	for _, m := range ms {
		all = append(all, matrix.Zeros(m.Rows(), m.Cols()))
	}
	return all
}

// update returns the places of UpdateMiniBatch.
func (t *trial) update() []place {
	parameters := func(net *nn.Network) results {
		r := results{}
		r.set("net.Weights", net.Weights)
		r.set("net.Biases", net.Biases)
		return r
	}
	before, _, _ := t.fresh()
	right, net := before.Clone(), before.Clone()
	right.UpdateMiniBatch(t.miniBatch(), eta)
	calls := 0.0
	t.s.UpdateMiniBatch(net, t.miniBatch(), eta, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		calls++
		return before.Backprop(x, y)
	})
	places := []place{{steps: "U3, U4", what: t.say("gradients", "gradientes"),
		name: t.say("The number of calls of backprop", "O número de chamadas de backprop"),
		got:  matrix.Column(calls), want: matrix.Column(float64(len(t.miniBatch())))}}
	from, got, want := parameters(before), parameters(net), parameters(right)
	for _, of := range []struct{ steps, name string }{{"U6, U7", "net.Weights"}, {"U5, U8", "net.Biases"}} {
		for i := range before.Biases {
			what := nth(of.name, i)
			p := place{steps: of.steps, what: what, got: got[what], want: matrix.Sub(want[what], from[what])}
			p.name = t.say("The step of %s", "O passo de %s", what)
			if fits(p.got, p.want) {
				p.got = matrix.Sub(p.got, from[what])
			}
			places = append(places, p)
		}
	}
	return places
}

const eta = 0.3

func (t *trial) miniBatch() []nn.Example {
	_, x, y := t.fresh()
	half := func(v float64) float64 { return v / 2 }
	return []nn.Example{{X: x, Y: y}, {X: matrix.Scale(-1, x), Y: y}, {X: x.Map(half), Y: y.Map(half)}}
}

// check has the checker look at the whole backprop or update: with the reader's
// results up to the first that is wrong, and the chapter's after it.
func (t *trial) check() gradcheck.Report {
	os.Stdout = nil // it calls the part several times
	net, x, y := t.fresh()
	if t.name == "UpdateMiniBatch" {
		return gradcheck.CheckUpdate(net, t.miniBatch(), eta, func(net *nn.Network, miniBatch []nn.Example, eta float64) {
			t.s.UpdateMiniBatch(net, miniBatch, eta, net.Backprop)
		})
	}
	return gradcheck.Check(net, x, y, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		got := t.call(net, x, y)
		for _, p := range t.later {
			delete(got, p.name)
		}
		_, all := chapter(net, x, y, got)
		return all.list("nablaB"), all.list("nablaW")
	})
}
