package judge

import (
	"math/rand/v2"
	"reflect"

	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck"
)

const eta = 0.5

// trial is one network that a part is tried on, with what comes out if all is
// right.
type trial struct {
	name           string // of the part
	s              Solution
	source         source
	sizes          []int
	tag            language.Tag
	zs, as         []matrix.Matrix
	nablaB, nablaW []matrix.Matrix
	wrong          int // the first place that is wrong; many if none is
}

const many = 1 << 20

func newTrial(name string, s Solution, sizes []int, tag language.Tag) *trial {
	prime := nn.SigmoidPrime
	if name == "SigmoidPrime" {
		prime = s.SigmoidPrime
	}
	t := &trial{name: name, s: chapter(prime), sizes: sizes, tag: tag, wrong: many}
	readers := reflect.ValueOf(s).FieldByName(name)
	reflect.ValueOf(&t.s).Elem().FieldByName(name).Set(readers)
	t.source = sourceOf(readers.Pointer())
	net, x, y := t.fresh()
	t.zs, t.as = goOn(net, nil, []matrix.Matrix{x})
	t.nablaB, t.nablaW = net.Backprop(x, y)
	return t
}

// fresh returns the network and the example anew, the same every time: what the
// reader's code does to one cannot reach the next.
func (t *trial) fresh() (net *nn.Network, x, y matrix.Matrix) {
	rng := rand.New(rand.NewPCG(16, 0))
	return nn.New(t.sizes, rng), matrix.Randn(t.sizes[0], 1, rng), matrix.Randn(t.sizes[len(t.sizes)-1], 1, rng)
}

func (t *trial) miniBatch() []nn.Example {
	_, x, y := t.fresh()
	half := func(v float64) float64 { return v / 2 }
	return []nn.Example{{X: x, Y: y}, {X: matrix.Scale(-1, x), Y: y}, {X: x.Map(half), Y: y.Map(half)}}
}

// check has the checker look at the whole backprop or update, with the reader's
// part in it.
func (t *trial) check() gradcheck.Report {
	net, x, y := t.fresh()
	if t.name == "UpdateMiniBatch" {
		return gradcheck.CheckUpdate(net, t.miniBatch(), eta, func(net *nn.Network, miniBatch []nn.Example, eta float64) {
			t.s.UpdateMiniBatch(net, miniBatch, eta, net.Backprop)
		})
	}
	s := t.s
	switch t.name {
	case "Forward": // up to the first place that is wrong
		s.Forward = func(net *nn.Network, x matrix.Matrix) (zs, as []matrix.Matrix) {
			zs, as = t.s.Forward(net, x)
			nz, na := min(len(zs), (t.wrong+1)/2), min(len(as), t.wrong/2+1)
			return goOn(net, zs[:nz:nz], as[:na:na])
		}
	case "LastLayer": // δ alone if it is wrong: B12 and B13 may be missing still
		s.LastLayer = func(zs, as []matrix.Matrix, y matrix.Matrix, nablaB, nablaW []matrix.Matrix) matrix.Matrix {
			delta := t.s.LastLayer(zs, as, y, nablaB, nablaW)
			if last := len(zs) - 1; t.wrong == 0 {
				nablaB[last], nablaW[last] = delta.Clone(), outer(delta, as[last])
			}
			return delta
		}
	}
	return gradcheck.Check(net, x, y, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		return s.backprop(net, x, y)
	})
}
