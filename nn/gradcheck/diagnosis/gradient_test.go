package diagnosis

import (
	"math"
	"math/rand/v2"
	"testing"

	"backprop/matrix"
)

// TestAgree: what is allowed is a part of the entry itself, and twice the rounding
// or, if there is no bound on it, a part of the largest entry of want.
func TestAgree(t *testing.T) {
	want, zeros := matrix.Matrix{{0, 1, 3}, {4, 0, 0}}, matrix.Zeros(2, 3)
	rounding := zeros.Map(func(float64) float64 { return 1e-8 })
	for _, test := range []struct {
		j, k           int
		off            float64
		want, rounding matrix.Matrix
		agrees         bool
	}{
		{0, 0, 0, want, nil, true},
		{0, 0, 0, zeros, nil, true}, // where nothing is allowed
		{0, 0, 1e-300, zeros, nil, false},
		{0, 0, 4 * ofLayer, want, nil, true}, // and 4e-18 more
		{0, 2, 4*ofLayer + 2.9*ofEntry, want, nil, true},
		{0, 2, -4*ofLayer - 3.1*ofEntry, want, nil, false},
		{1, 2, 4.1 * ofLayer, want, nil, false},
		{1, 0, 2e-8 + 3.9*ofEntry, want, rounding, true},
		{1, 0, 2e-8 + 4.1*ofEntry, want, rounding, false},
		{1, 1, 2.1e-8, want, rounding, false},
		{1, 0, math.NaN(), want, nil, false},
		{1, 1, math.Inf(-1), want, nil, false},
		{1, 1, math.MaxFloat64, want, rounding, false},
	} {
		got, mask := test.want.Clone(), zeros.Clone()
		if got[test.j][test.k] += test.off; !test.agrees {
			mask[test.j][test.k] = 1
		}
		if is := wrong(got, test.want, test.rounding); Agree(got, test.want, test.rounding) != test.agrees || matrix.Sub(is, mask).MaxAbs() != 0 {
			t.Errorf("[%d][%d] of\n%v\noff by %g, rounding %v: these are wrong:\n%v", test.j, test.k, test.want, test.off, test.rounding, is)
		}
	}
	if Agree(want.Transpose(), want, nil) {
		t.Error("a transposed matrix agrees")
	}
}

// TestAgrees: one entry that is off is enough, in any layer.
func TestAgrees(t *testing.T) {
	truth := truthOf([]int{2, 3, 2}, rand.New(rand.NewPCG(5, 0)))
	if !truth.Agrees(truth.NablaB, truth.NablaW) {
		t.Error("the numerical gradient does not agree with itself")
	}
	for i := range truth.Net.Weights {
		b, w := clones(truth.NablaB), clones(truth.NablaW)
		b[i][1][0]++
		w[i][1][1]++
		if truth.Agrees(b, truth.NablaW) {
			t.Errorf("a bias of layer %d is off by 1, and agrees", i+2)
		}
		if truth.Agrees(truth.NablaB, w) {
			t.Errorf("a weight of layer %d is off by 1, and agrees", i+2)
		}
	}
}

// TestWorstEntry: of a layer's biases and weights together.
func TestWorstEntry(t *testing.T) {
	truth := truthOf([]int{2, 3, 2}, rand.New(rand.NewPCG(5, 0)))
	for _, test := range []struct {
		byBias, byWeight float64
		want             string
	}{
		{1e-3, 0, "net.Biases[0][2][0]"},
		{0, 1e-3, "net.Weights[0][1][1]"},
		{1e-3, 1, "net.Weights[0][1][1]"},
		{1, 1e-3, "net.Biases[0][2][0]"},
	} {
		b, w := truth.NablaB[0].Clone(), truth.NablaW[0].Clone()
		b[2][0] += test.byBias
		w[1][1] += test.byWeight
		if got := truth.worstEntry(0, b, w).Name(); got != test.want {
			t.Errorf("a bias off by %g and a weight by %g: the worst is %s, want %s", test.byBias, test.byWeight, got, test.want)
		}
	}
	// The largest difference may be rounding, and then it is another that is wrong.
	b, w := truth.NablaB[0].Clone(), truth.NablaW[0].Clone()
	truth.RoundB[0][2][0] = 1
	b[2][0], b[1][0] = b[2][0]+1, b[1][0]+1e-3
	if got, want := truth.worstEntry(0, b, w).Name(), "net.Biases[0][1][0]"; got != want {
		t.Errorf("a bias that is rounded by 1, and one off by 1e-3: the worst is %s, want %s", got, want)
	}
	// One of them lies further off in multiples of what rounding allows.
	b[0][0], truth.RoundB[0][0][0] = b[0][0]+1e-5, 0
	if got, want := truth.worstEntry(0, b, w).Name(), "net.Biases[0][1][0]"; got != want {
		t.Errorf("a bias off by 1e-3, and one by 1e-5: the worst is %s, want %s", got, want)
	}
}

func clones(ms []matrix.Matrix) []matrix.Matrix {
	var clones []matrix.Matrix
	for _, m := range ms {
		clones = append(clones, m.Clone())
	}
	return clones
}

// TestNumbers: what the whole gradient was multiplied by, with three outputs.
func TestNumbers(t *testing.T) {
	truth := truthOf([]int{2, 4, 3}, rand.New(rand.NewPCG(6, 0)))
	for want, k := range map[string]float64{"sign": -1, "doubled": 2, "doubled+sign": -2, "halved": 1. / 2, "mean": 1. / 3, "mean-of-squares": 2. / 3, "factor": 3, "": 1 + 1e-7} {
		b, w := clones(truth.NablaB), clones(truth.NablaW)
		for i := range b {
			b[i], w[i] = scale(k, b[i]), scale(k, w[i])
		}
		findings := truth.Diagnose(b, w)
		if len(findings) != 1 || findings[0].Equation != "BP1" || findings[0].Cause != want {
			t.Errorf("the gradient times %g: %v, want BP1, %s", k, findings, want)
		}
	}
}

// TestFreeNumbers: a number without a name is not fitted to a single entry, nor
// together with a wrong factor.
func TestFreeNumbers(t *testing.T) {
	truth := truthOf([]int{2, 4, 1}, rand.New(rand.NewPCG(6, 2)))
	b := clones(truth.NablaB)
	b[1] = scale(3.3, b[1])
	if findings := truth.Diagnose(b, truth.NablaW); len(findings) != 1 || findings[0].Equation != "BP3" || findings[0].Cause != "" {
		t.Errorf("one bias times 3.3: %v, want BP3 and no cause", findings)
	}
	truth = truthOf([]int{2, 4, 3}, rand.New(rand.NewPCG(6, 2)))
	b, w := clones(truth.NablaB), clones(truth.NablaW)
	b[1] = scale(3.3, hadamard(truth.A[2], SigmoidPrime(truth.Z[1])))
	w[1] = outer(b[1], truth.A[1])
	if f := truth.Diagnose(b, w)[0]; f.Equation != "BP1" || f.Cause != "" {
		t.Errorf("3.3 a for a - y: %v, want BP1 and no cause", f)
	}
}

// TestOtherLayers: the biases of a layer got another layer's gradient.
func TestOtherLayers(t *testing.T) {
	truth := truthOf([]int{3, 3, 3, 3, 3, 3}, rand.New(rand.NewPCG(6, 1)))
	for want, test := range map[string]struct{ layer, from int }{
		"layer-before": {2, 1}, "layer-after": {2, 3}, "last-layer": {2, 4}, "first-layer": {2, 0}, "layers-reversed": {3, 1},
	} {
		b := clones(truth.NablaB)
		b[test.layer] = truth.NablaB[test.from]
		if findings := truth.Diagnose(b, truth.NablaW); len(findings) != 1 || findings[0].Equation != "BP3" || findings[0].Cause != want {
			t.Errorf("layer %d for %d: %v, want BP3, %s", test.from, test.layer, findings, want)
		}
	}
	for want, row := range map[string]matrix.Matrix{
		"outer-z-for-a": truth.Z[2], "outer-two-before": truth.A[2], "outer-own-a": truth.A[4], "outer-x": truth.A[0], "outer-prime-of-before": SigmoidPrime(truth.Z[2]),
	} {
		w := clones(truth.NablaW)
		w[3] = outer(truth.NablaB[3], row)
		if findings := truth.Diagnose(truth.NablaB, w); len(findings) != 1 || findings[0].Equation != "BP4" || findings[0].Cause != want {
			t.Errorf("%v, want BP4, %s", findings, want)
		}
	}
}

func TestRatio(t *testing.T) {
	for _, test := range []struct {
		got, want matrix.Matrix
		factor    float64
		carriers  int
	}{
		{matrix.Column(2, 4), matrix.Column(1, 2), 2, 2},
		{matrix.Matrix{{-3, 4.5}}, matrix.Matrix{{2, -3}}, -1.5, 2},
		{matrix.Column(1, 3), matrix.Column(1, 1), 2, 2}, // no multiple: the nearest
		{matrix.Column(3), matrix.Column(2), 1.5, 1},     // one number alone
		{matrix.Column(0, 0), matrix.Column(1, 1e-3), 0, 1},
		{matrix.Column(0, 0), matrix.Column(1, 2e-3), 0, 2},
		{matrix.Column(1, 1), matrix.Column(0, 0), 0, 0},
		{matrix.Column(math.Inf(1), 1), matrix.Column(1, 1), 0, 0},
	} {
		if factor, carriers := ratio(test.got, test.want); factor != test.factor || carriers != test.carriers {
			t.Errorf("ratio of %v and %v = %v, carried by %d, want %v, by %d", test.got, test.want, factor, carriers, test.factor, test.carriers)
		}
	}
}
