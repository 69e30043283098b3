package gradcheck

import (
	"flag"
	"math"
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

var networks = flag.Int("networks", 500, "random networks on which the right Backprop must not be blamed")

// TestNeverBlamesTheRightBackprop draws networks of every depth and width, with
// weights so large that most neurons are saturated, too.
//
//	go test ./nn/gradcheck -run NeverBlames -networks 10000
func TestNeverBlamesTheRightBackprop(t *testing.T) {
	rng := newRand(1)
	for range *networks {
		sizes, spread := randomSizes(rng), math.Pow(10, rng.Float64()*3-1)
		net, e := randomNetwork(sizes, spread, rng)
		if report := Check(net, e.X, e.Y, net.Backprop); !report.OK() {
			t.Fatalf("%v, weights of spread %.3g: Backprop is blamed:\n%v", sizes, spread, report)
		}
		if n := 1 + rng.IntN(4); n > 1 {
			miniBatch := []nn.Example{e}
			for len(miniBatch) < n {
				_, more := randomNetwork(sizes, 1, rng)
				miniBatch = append(miniBatch, more)
			}
			eta := math.Pow(10, rng.Float64()*4-3)
			if report := CheckUpdate(net, miniBatch, eta, (*nn.Network).UpdateMiniBatch); !report.OK() {
				t.Fatalf("%v, weights of spread %.3g, eta %.3g: UpdateMiniBatch is blamed:\n%v", sizes, spread, eta, report)
			}
		}
	}
}

// TestVanishingGradients: where δ underflows, on the way or in the end, the
// right Backprop is not blamed either.
func TestVanishingGradients(t *testing.T) {
	for w := -600.0; w >= -760; w -= 0.5 {
		net := &nn.Network{Sizes: []int{1, 1}, Biases: []matrix.Matrix{{{0}}}, Weights: []matrix.Matrix{{{w}}}}
		if report := Check(net, matrix.Column(1), matrix.Column(1), net.Backprop); !report.OK() {
			t.Errorf("w = %g: Backprop is blamed:\n%v", w, report)
		}
		deep := &nn.Network{Sizes: []int{1, 1, 1}, Biases: []matrix.Matrix{{{0.5}}, {{w}}}, Weights: []matrix.Matrix{{{1e6}}, {{-1e5}}}}
		if report := Check(deep, matrix.Column(1e-6), matrix.Column(1), deep.Backprop); !report.OK() {
			t.Errorf("b = %g: Backprop is blamed:\n%v", w, report)
		}
	}
}

// TestCancellation: where z is the small sum of large terms, it is wrong by the
// rounding of these, and another order of adding them up gives another z. The
// right Backprop is not blamed.
func TestCancellation(t *testing.T) {
	for seed := range uint64(50) {
		net, e := randomNetwork([]int{2, 1}, 1e8, newRand(seed))
		z := matrix.Dot(net.Weights[0], e.X)
		net.Biases[0] = matrix.Sub(net.Biases[0], z)
		if report := Check(net, e.X, e.Y, net.Backprop); !report.OK() {
			t.Errorf("seed %d: Backprop is blamed:\n%v", seed, report)
		}
	}
}

// TestOtherFormulas: a backprop with σ(z) = ½ (1 + tanh ½z) is as right as the
// chapter's, and its saturated neurons lose other digits.
func TestOtherFormulas(t *testing.T) {
	sigmoid := func(z float64) float64 { return (1 + math.Tanh(z/2)) / 2 }
	rng := newRand(11)
	for range 300 {
		sizes, spread := randomSizes(rng), math.Pow(10, rng.Float64()*3-1)
		net, e := randomNetwork(sizes, spread, rng)
		report := Check(net, e.X, e.Y, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
			activations := []matrix.Matrix{x}
			for i, w := range net.Weights {
				activations = append(activations, matrix.Add(matrix.Dot(w, activations[i]), net.Biases[i]).Map(sigmoid))
			}
			nablaB, nablaW = make([]matrix.Matrix, len(net.Weights)), make([]matrix.Matrix, len(net.Weights))
			arriving := matrix.Sub(activations[len(net.Weights)], y)
			for i := len(net.Weights) - 1; i >= 0; i-- {
				nablaB[i] = matrix.Hadamard(arriving, activations[i+1].Map(func(a float64) float64 { return a * (1 - a) }))
				nablaW[i] = matrix.Dot(nablaB[i], activations[i].Transpose())
				arriving = matrix.Dot(net.Weights[i].Transpose(), nablaB[i])
			}
			return nablaB, nablaW
		})
		if !report.OK() {
			t.Fatalf("%v, weights of spread %.3g: a right backprop is blamed:\n%v", sizes, spread, report)
		}
	}
}

// TestRoundingBound: without c and r, the bound alone covers the difference of
// Backprop from the complex step; and in networks that are not saturated it is
// far below any mistake.
func TestRoundingBound(t *testing.T) {
	rng := newRand(12)
	for range 300 {
		sizes, spread := randomSizes(rng), math.Pow(10, rng.Float64()*3-1)
		net, e := randomNetwork(sizes, spread, rng)
		truth := newTruth(net, e.X, e.Y)
		nablaB, nablaW := net.Backprop(e.X, e.Y)
		for i := range nablaB {
			for _, part := range []struct{ got, want, bound matrix.Matrix }{
				{nablaB[i], truth.nablaB[i], truth.roundB[i]}, {nablaW[i], truth.nablaW[i], truth.roundW[i]},
			} {
				for j := range part.got {
					for k := range part.got[j] {
						if difference := math.Abs(part.got[j][k] - part.want[j][k]); !(difference <= 2*part.bound[j][k]) {
							t.Fatalf("%v, weights of spread %.3g, layer %d: %g is off by %.2g, the bound is %.2g",
								sizes, spread, i+2, part.want[j][k], difference, part.bound[j][k])
						}
					}
				}
				if size := part.want.MaxAbs(); spread < 1 && size > 1e-6 && part.bound.MaxAbs() > 1e-9*size {
					t.Fatalf("%v, weights of spread %.3g, layer %d: the bound %.2g is not far below the gradient %.2g",
						sizes, spread, i+2, part.bound.MaxAbs(), size)
				}
			}
		}
	}
}

func FuzzNeverBlamesTheRightBackprop(f *testing.F) {
	f.Add([]byte{2, 3, 2}, uint64(1), 1.0)
	f.Add([]byte{1, 1}, uint64(2), 100.0)
	f.Add([]byte{12, 12, 12, 12, 12, 12}, uint64(3), 0.01)
	f.Fuzz(func(t *testing.T, widths []byte, seed uint64, spread float64) {
		if len(widths) < 2 || len(widths) > 6 || !(math.Abs(spread) <= 1e6) {
			t.Skip("not a network to check")
		}
		var sizes []int
		for _, w := range widths {
			sizes = append(sizes, 1+int(w)%12)
		}
		net, e := randomNetwork(sizes, spread, newRand(seed))
		if report := Check(net, e.X, e.Y, net.Backprop); !report.OK() {
			t.Errorf("%v, weights of spread %g: Backprop is blamed:\n%v", sizes, spread, report)
		}
	})
}

// TestEveryEntryCounts changes one derivative at a time by a millionth of its
// layer's largest, and wants to hear which.
func TestEveryEntryCounts(t *testing.T) {
	net, e := randomNetwork([]int{3, 4, 2}, 1, newRand(3))
	for i := range net.Weights {
		try := func(bias bool, j, k int) {
			report := Check(net, e.X, e.Y, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
				nablaB, nablaW = net.Backprop(x, y)
				if bias {
					nablaB[i][j][0] += 1e-6 * nablaB[i].MaxAbs()
				} else {
					nablaW[i][j][k] += 1e-6 * nablaW[i].MaxAbs()
				}
				return nablaB, nablaW
			})
			equation := "BP4"
			if bias {
				equation = "BP3"
			}
			if len(report.Findings) != 1 {
				t.Fatalf("layer %d, bias %v, [%d][%d]: %d findings, want 1:\n%v", i+2, bias, j, k, len(report.Findings), report)
			}
			f := report.Findings[0]
			w := f.Worst
			if f.Equation != equation || f.Layer != i+2 || w.Bias != bias || w.Layer != i+2 || w.J != j || w.K != k {
				t.Errorf("layer %d, bias %v, [%d][%d]: the finding is\n%v", i+2, bias, j, k, f)
			}
			nablaB, nablaW := Complex(net, e.X, e.Y, ComplexStep)
			want := Entry{Layer: i + 2, Bias: bias, J: j, K: k, Numerical: nablaW[i][j][k], A: realEvaluation(net, e.X, e.Y).a[i][k], Delta: nablaB[i][j][0]}
			scale := nablaW[i].MaxAbs()
			if bias {
				want.Numerical, want.A = nablaB[i][j][0], 1
				scale = nablaB[i].MaxAbs()
			}
			if w.Numerical != want.Numerical || w.A != want.A || w.Delta != want.Delta {
				t.Errorf("layer %d, bias %v, [%d][%d]: the worst entry is %+v, want %+v", i+2, bias, j, k, w, want)
			}
			if math.Abs(w.Absolute/(1e-6*scale)-1) > 1e-6 || w.Absolute != math.Abs(w.Backprop-w.Numerical) {
				t.Errorf("layer %d, bias %v, [%d][%d]: absolute error %g, want %g", i+2, bias, j, k, w.Absolute, 1e-6*scale)
			}
			layer := math.Max(nablaB[i].MaxAbs(), nablaW[i].MaxAbs())
			if w.Relative != w.Absolute/layer {
				t.Errorf("layer %d, bias %v, [%d][%d]: relative error %g, want %g", i+2, bias, j, k, w.Relative, w.Absolute/layer)
			}
		}
		for j := range net.Weights[i] {
			try(true, j, 0)
			for k := range net.Weights[i][j] {
				try(false, j, k)
			}
		}
	}
}

// TestCalls: what a backprop may do wrong besides its numbers.
func TestCalls(t *testing.T) {
	type ms = []matrix.Matrix
	net, e := randomNetwork([]int{2, 3, 2}, 1, newRand(4))
	// after calls the right Backprop and lets change spoil what it gives.
	after := func(change func(nablaB, nablaW ms) (ms, ms)) Backprop {
		return func(x, y matrix.Matrix) (nablaB, nablaW ms) { return change(net.Backprop(x, y)) }
	}
	calls := 0
	keptB, keptW := net.Backprop(e.X, e.Y)
	tests := []struct {
		name     string
		backprop Backprop
		want     []string // how each finding begins
	}{
		{"right", net.Backprop, nil},
		{"panics", func(x, y matrix.Matrix) (ms, ms) { panic("ouch") }, []string{"call: backprop panicked: ouch (check_test.go:"}},
		{"runs off the end", func(x, y matrix.Matrix) (ms, ms) { return ms{matrix.Column(x[9][0])}, nil },
			[]string{"call: backprop panicked: runtime error: index out of range [9] with length 2 (check_test.go:"}},
		{"a shape", func(x, y matrix.Matrix) (ms, ms) { return ms{matrix.Dot(x, y)}, nil },
			[]string{"call: backprop panicked: matrix: Dot: 2×1 by 2×1: the first must have as many columns as the second has rows (check_test.go:"}},
		{"panics later", func(x, y matrix.Matrix) (ms, ms) {
			if calls++; calls > 1 {
				panic("ouch")
			}
			return net.Backprop(x, y)
		}, []string{"call: backprop panicked when called a second time: ouch"}},
		{"nothing", func(x, y matrix.Matrix) (ms, ms) { return nil, nil },
			[]string{"call: nablaB has 0 matrices, want 2, one for each of net.Biases"}},
		{"too few", after(func(b, w ms) (ms, ms) { return b, w[:1] }),
			[]string{"call: nablaW has 1 matrices, want 2, one for each of net.Weights"}},
		{"too many", after(func(b, w ms) (ms, ms) { return append(b, b[0]), w }), []string{"call: nablaB has 3 matrices, want 2"}},
		{"nil matrix", after(func(b, w ms) (ms, ms) { b[1] = nil; return b, w }),
			[]string{"call: nablaB[1], for layer 3, is nil: no step has set it; B12 and B13 are to set the last layer's"}},
		{"transposed", after(func(b, w ms) (ms, ms) { w[0] = w[0].Transpose(); return b, w }),
			[]string{"call: nablaW[0], for layer 2, is 2×3, want 3×2 like net.Weights[0]"}},
		{"ragged", after(func(b, w ms) (ms, ms) { w[0][1] = nil; return b, w }),
			[]string{"call: nablaW[0], for layer 2, is ragged (row 0 has 2 entries, row 1 has 0), want 3×2"}},
		{"changes shape later", after(func(b, w ms) (ms, ms) {
			if calls++; calls > 1 {
				b = b[:1]
			}
			return b, w
		}), []string{"call: the second call of backprop: nablaB has 1 matrices"}},
		{"NaN", after(func(b, w ms) (ms, ms) { w[1][1][2] = math.NaN(); return b, w }),
			[]string{"BP4, for the weights from layer 2 to layer 3: there are entries that are NaN or infinite"}},
		{"Inf", after(func(b, w ms) (ms, ms) { b[0][1][0] = math.Inf(-1); return b, w }),
			[]string{"BP3, for the biases of layer 2: there are entries that are NaN or infinite"}},
		{"zero", after(func(b, w ms) (ms, ms) {
			for i := range b {
				b[i], w[i] = matrix.Scale(0, b[i]), matrix.Scale(0, w[i])
			}
			return b, w
		}), []string{"BP1, layer 3: δ is zero: is it never computed, or lost?"}},
		{"another answer", after(func(b, w ms) (ms, ms) {
			if calls++; calls > 1 {
				b[0][0][0] += 1e-15
			}
			return b, w
		}), []string{"call: a second call of backprop with the same x and y gave another gradient"}},
		{"changes weights", func(x, y matrix.Matrix) (ms, ms) {
			defer func() { net.Weights[1][0][2] = 9 }()
			return net.Backprop(x, y)
		}, []string{"call: backprop changed net.Weights[1]: it must only read"}},
		{"changes biases", func(x, y matrix.Matrix) (ms, ms) {
			defer func() { net.Biases[0][1][0] = math.NaN() }()
			return net.Backprop(x, y)
		}, []string{"call: backprop changed net.Biases[0]: "}},
		{"changes x", func(x, y matrix.Matrix) (ms, ms) {
			defer func() { x[1][0] = 9 }()
			return net.Backprop(x, y)
		}, []string{"call: backprop changed x: "}},
		{"changes y", func(x, y matrix.Matrix) (ms, ms) {
			defer func() { y[1][0] = 9 }()
			return net.Backprop(x, y)
		}, []string{"call: backprop changed y: "}},
		{"replaces weights", func(x, y matrix.Matrix) (ms, ms) {
			b, w := net.Backprop(x, y)
			net.Weights[0] = matrix.Sub(net.Weights[0], w[0])
			return b, w
		}, []string{"call: backprop changed net.Weights: "}},
		{"replaces biases", func(x, y matrix.Matrix) (ms, ms) {
			defer func() { net.Biases = net.Biases[:1] }()
			return net.Backprop(x, y)
		}, []string{"call: backprop changed net.Biases: "}},
		{"replaces a row", func(x, y matrix.Matrix) (ms, ms) {
			defer func() { net.Weights[0][1] = []float64{1, 2} }()
			return net.Backprop(x, y)
		}, []string{"call: backprop changed net.Weights[0]: "}},
		{"changes sizes", func(x, y matrix.Matrix) (ms, ms) {
			defer func() { net.Sizes[1] = 7 }()
			return net.Backprop(x, y)
		}, []string{"call: backprop changed net.Sizes: "}},
		{"shares among results", after(func(b, w ms) (ms, ms) {
			w[0][2] = w[0][1]
			return b, w
		}), []string{"call: nablaW[0] and nablaW[0] share memory", "BP4, for the weights from layer 1 to layer 2"}},
		{"shares two results", after(func(b, w ms) (ms, ms) {
			for k := range w[1][0] {
				w[1][0][k] = 0
			}
			w[1][0][0] = b[1][0][0]
			b[1][0] = w[1][0][:1]
			return b, w
		}), []string{"call: nablaB[1] and nablaW[1] share memory", "BP4, for the weights from layer 2 to layer 3"}},
		{"the same memory each time", func(x, y matrix.Matrix) (ms, ms) { return keptB, keptW },
			[]string{"call: nablaB[0] shares memory with the result of an earlier call"}},
		{"shares with x", after(func(b, w ms) (ms, ms) {
			b[1] = e.X
			return b, w
		}), []string{"call: nablaB[1] shares memory with the result of an earlier call", "call: the results share memory with x", "BP3"}},
	}
	for _, test := range tests {
		calls = 0
		before := newGuard(net)
		before.add("x", e.X)
		before.add("y", e.Y)
		report := Check(net, e.X, e.Y, test.backprop)
		if changed := before.restore(); changed != "" {
			t.Errorf("%s: Check left %s changed", test.name, changed)
		}
		if report.OK() != (len(test.want) == 0) || len(report.Findings) != len(test.want) {
			t.Errorf("%s: %d findings, want %d:\n%v", test.name, len(report.Findings), len(test.want), report)
			continue
		}
		for i, want := range test.want {
			if got := report.Findings[i].String(); !strings.HasPrefix(got, want) {
				t.Errorf("%s: finding %d is\n\t%s\nwant\n\t%s", test.name, i, got, want)
			}
		}
	}
}

// TestRowsOfAnEarlierResult: whichever row of the second result lies in the
// memory of whichever row of the first, it is noticed.
func TestRowsOfAnEarlierResult(t *testing.T) {
	net, e := randomNetwork([]int{2, 3, 2}, 1, newRand(4))
	const rows = 10 // of all the biases and weights
	for first := range rows {
		for second := range rows {
			memory, next := make([]float64, 3), first
			report := Check(net, e.X, e.Y, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
				nablaB, nablaW = net.Backprop(x, y)
				number := 0
				for _, m := range append(nablaB[:2:2], nablaW...) {
					for j := range m {
						if number == next {
							copy(memory, m[j])
							m[j] = memory[:len(m[j])]
						}
						number++
					}
				}
				next = second
				return nablaB, nablaW
			})
			want := "shares memory with the result of an earlier call"
			if len(report.Findings) != 1 || !strings.Contains(report.Findings[0].Hint, want) {
				t.Errorf("row %d in the memory of row %d:\n%v\nwant one finding, %s", second, first, report, want)
			}
		}
	}
}

// TestNotFinite: one number is enough, in a bias or a weight.
func TestNotFinite(t *testing.T) {
	net, e := randomNetwork([]int{2, 3, 2}, 1, newRand(5))
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		for i, want := range []string{"the gradient of layer 2", "the gradient of layer 3"} {
			inBias, inWeight := newTruth(net, e.X, e.Y), newTruth(net, e.X, e.Y)
			inBias.nablaB[i][1][0], inWeight.nablaW[i][1][1] = bad, bad
			if got := notFinite(inBias); got != want {
				t.Errorf("%v among the biases: notFinite = %q, want %q", bad, got, want)
			}
			if got := notFinite(inWeight); got != want {
				t.Errorf("%v among the weights: notFinite = %q, want %q", bad, got, want)
			}
		}
	}
}

// TestWorst: what is allowed is c times the largest entry of want, r times the
// entry itself, and twice the rounding. c and r are 1e-9.
func TestWorst(t *testing.T) {
	want := matrix.Matrix{{0, 1, 3}, {4, 0, 0}}
	zeros := matrix.Zeros(2, 3)
	inf := math.Inf(1)
	tests := []struct {
		name           string
		j, k           int
		got            float64
		want, rounding matrix.Matrix
		excess         float64
	}{
		{"nothing differs", 0, 0, 0, want, nil, 0},
		{"nothing differs, and nothing is allowed", 0, 0, 0, zeros, nil, 0},
		{"4 for 0", 1, 2, 4, want, nil, 4 / 8e-9},
		{"8 for 3", 0, 2, 8, want, nil, 5 / 12e-9},
		{"less than is allowed", 0, 1, 1 + 1e-9, want, nil, 1e-9 / 5e-9},
		{"rounding", 0, 1, 1 + 1e-8, want, zeros.Map(func(float64) float64 { return 1e-8 }), 1e-8 / 25e-9},
		{"NaN", 1, 0, math.NaN(), want, nil, inf},
		{"Inf", 1, 1, -inf, want, nil, inf},
		{"the largest number", 1, 1, math.MaxFloat64, zeros, nil, 1e9},
	}
	for _, test := range tests {
		got := test.want.Clone()
		got[test.j][test.k] = test.got
		j, k, excess := worst(got, test.want, test.rounding)
		// The differences from 1 have 7 right digits.
		if j != test.j || k != test.k || excess != test.excess && !(math.Abs(excess/test.excess-1) < 1e-6) {
			t.Errorf("%s: [%d][%d] is worst, by %g times what is allowed, want [%d][%d], %g", test.name, j, k, excess, test.j, test.k, test.excess)
		}
	}
}

// TestWorstEntry: of a layer's biases and weights together.
func TestWorstEntry(t *testing.T) {
	net, e := randomNetwork([]int{2, 3, 2}, 1, newRand(5))
	truth := newTruth(net, e.X, e.Y)
	for _, test := range []struct {
		byBias, byWeight float64
		want             string
	}{
		{1e-3, 0, "net.Biases[0][2][0]"},
		{0, 1e-3, "net.Weights[0][1][1]"},
		{1e-3, 1, "net.Weights[0][1][1]"},
		{1, 1e-3, "net.Biases[0][2][0]"},
	} {
		b, w := truth.nablaB[0].Clone(), truth.nablaW[0].Clone()
		b[2][0] += test.byBias
		w[1][1] += test.byWeight
		if got := truth.worstEntry(0, b, w).Name(); got != test.want {
			t.Errorf("a bias off by %g and a weight by %g: the worst is %s, want %s", test.byBias, test.byWeight, got, test.want)
		}
	}
}

func TestRelative(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, test := range [][3]float64{{1, 2, 0.5}, {0, 2, 0}, {0, 0, 0}, {1, 0, inf}, {nan, 2, inf}, {inf, 2, inf}} {
		if got := relative(test[0], test[1]); got != test[2] {
			t.Errorf("relative(%v, %v) = %v, want %v", test[0], test[1], got, test[2])
		}
	}
}

// TestCompare: by hand, in one layer of a weight and two biases.
func TestCompare(t *testing.T) {
	type ms = []matrix.Matrix
	nan := math.NaN()
	wantB, wantW := ms{matrix.Column(3, 0)}, ms{matrix.Matrix{{-4}, {0}}} // ‖want‖ = 5
	tests := []struct {
		gotB, gotW matrix.Matrix
		norm       float64
		name       string
		relative   float64
	}{
		{matrix.Column(3, 0), matrix.Column(-4, 0), 0, "net.Weights[0][0][0]", 0},
		{matrix.Column(3.375, 0), matrix.Column(-4, -0.5), 0.125, "net.Weights[0][1][0]", 0.125}, // ‖0.375, 0.5‖ = 0.625
		{matrix.Column(3, 1.5), matrix.Column(-2, 0), 0.5, "net.Weights[0][0][0]", 0.5},          // ‖1.5, 2‖ = 2.5
		{matrix.Column(3, 1), matrix.Column(-4, 0), 0.2, "net.Biases[0][1][0]", 0.25},
		{matrix.Column(nan, 9), matrix.Column(-4, 1), math.Inf(1), "net.Biases[0][0][0]", math.Inf(1)},
	}
	for _, test := range tests {
		layers := Compare(ms{test.gotB}, ms{test.gotW}, wantB, wantW)
		if len(layers) != 1 {
			t.Fatalf("Compare gives %d layers, want 1", len(layers))
		}
		l := layers[0]
		if l.Layer != 2 || l.Parameters != 4 || l.Norm != test.norm || l.Worst.Name() != test.name || l.Worst.Relative != test.relative {
			t.Errorf("biases %v, weights %v: %+v, at %s, want norm %v and the worst at %s, relative %v",
				test.gotB.Transpose(), test.gotW.Transpose(), l, l.Worst.Name(), test.norm, test.name, test.relative)
		}
	}
}

func TestCheckWithoutATruth(t *testing.T) {
	net, e := randomNetwork([]int{2, 3, 2}, 1, newRand(5))
	net.Weights[0][0][0] = math.NaN()
	want := "call: there is no numerical gradient to compare with: the gradient of layer 2 is not finite"
	if report := Check(net, e.X, e.Y, net.Backprop); len(report.Findings) != 1 || report.Findings[0].String() != want {
		t.Errorf("a network with NaN:\n%v\nwant\n%s", report, want)
	}
	update := (*nn.Network).UpdateMiniBatch
	if report := CheckUpdate(net, []nn.Example{e}, 1, update); len(report.Findings) != 1 || report.Findings[0].String() != want {
		t.Errorf("a network with NaN:\n%v\nwant\n%s", report, want)
	}
	for want, f := range map[string]func(){
		"gradcheck: Check: layer 1: x: got 2×2, want 2×1": func() { Check(net, matrix.Zeros(2, 2), e.Y, net.Backprop) },
		"gradcheck: CheckUpdate: the mini-batch is empty, want 1 example or more": func() {
			CheckUpdate(net, nil, 1, update)
		},
		"gradcheck: CheckUpdate: eta is 0, want a finite number that is not 0": func() {
			CheckUpdate(net, []nn.Example{e}, 0, update)
		},
		"gradcheck: CheckUpdate: eta is NaN, want a finite number that is not 0": func() {
			CheckUpdate(net, []nn.Example{e}, math.NaN(), update)
		},
		"gradcheck: CheckUpdate: layer 3: y: got 1×1, want 2×1": func() {
			CheckUpdate(net, []nn.Example{{X: e.X, Y: matrix.Zeros(1, 1)}}, 1, update)
		},
	} {
		if got := panicOf(f); got != want {
			t.Errorf("panic %v, want %s", got, want)
		}
	}
}

func TestReportString(t *testing.T) {
	// One neuron, worked by hand in the examples of package nn.
	net := &nn.Network{Sizes: []int{1, 1}, Biases: []matrix.Matrix{{{-1}}}, Weights: []matrix.Matrix{{{2}}}}
	x, y := matrix.Column(0.5), matrix.Column(1)
	report := Check(net, x, y, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		nablaB, nablaW = net.Backprop(x, y)
		nablaW[0][0][0] *= -1
		return nablaB, nablaW
	})
	want := strings.TrimSpace(`
BP4, for the weights from layer 1 to layer 2: the gradient of the weights has its sign flipped, though δ was right
  worst at net.Weights[0][0][0]: got 0.0625, numerically -0.0625
  absolute error 0.12, relative 1; δ there is -0.125, and a before it 0.5
layer  parameters  worst error / largest entry
    2           2  1        at net.Weights[0][0][0]`)
	if got := report.String(); got != want {
		t.Errorf("the report is\n%s\nwant\n%s", got, want)
	}
	// A bias has no a before it.
	report = Check(net, x, y, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		nablaB, nablaW = net.Backprop(x, y)
		nablaB[0][0][0] *= 2
		return nablaB, nablaW
	})
	want = strings.TrimSpace(`
BP3, for the biases of layer 2: the gradient of the biases is twice too large, though δ was right
  worst at net.Biases[0][0][0]: got -0.25, numerically -0.125
  absolute error 0.12, relative 1; δ there is -0.125
layer  parameters  worst error / largest entry
    2           2  1        at net.Biases[0][0][0]`)
	if got := report.String(); got != want {
		t.Errorf("the report is\n%s\nwant\n%s", got, want)
	}
	// Where there is nothing to compare, there is no table.
	report = Check(net, x, y, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) { return nil, nil })
	want = "call: nablaB has 0 matrices, want 1, one for each of net.Biases"
	if got := report.String(); got != want {
		t.Errorf("the report is\n%s\nwant\n%s", got, want)
	}
	ok := Check(net, x, y, net.Backprop).String()
	if want := "ok: every weight and bias agrees with the numerical gradient\nlayer  parameters"; !strings.HasPrefix(ok, want) {
		t.Errorf("the report is\n%s\nwant it to begin with\n%s", ok, want)
	}
}
