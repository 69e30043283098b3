package diagnosis

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"backprop/internal/language"
	"backprop/matrix"
)

// TestForwardMistakesAreNamed makes each mistake of the input, and of the forward
// pass in all layers, goes back by the right equations, and wants one finding: the
// forward pass, and the mistake, which is in the table that reports refer to.
func TestForwardMistakesAreNamed(t *testing.T) {
	cases, named := 0, 0
	s := sceneOf(truthOf([]int{4, 4, 4, 3}, rand.New(rand.NewPCG(1, 2))), nil, nil)
	inputs := len(s.inputs())
	rows := append(s.inputs(), s.activations()...)
	for n, m := range rows {
		if !slices.ContainsFunc(Mistakes(), func(known Mistake) bool { return known.ID == m.ID }) {
			t.Errorf("the table of mistakes has no %s", m.ID)
		}
		for seed := range uint64(*networks) {
			truth := truthOf([]int{4, 4, 4, 3}, rand.New(rand.NewPCG(seed, 2)))
			s := sceneOf(truth, nil, nil)
			s.a, s.z, s.sps = []matrix.Matrix{truth.A[0]}, nil, nil
			if n < inputs {
				s.a[0] = s.inputs()[n].value
			}
			for s.i = range truth.Net.Weights {
				z := matrix.Add(matrix.Dot(truth.Net.Weights[s.i], s.before()), truth.Net.Biases[s.i])
				a := z.Map(sigmoid)
				if n >= inputs {
					if wrong := s.activations()[n-inputs].value; wrong != nil && wrong.HasShape(len(a), 1) {
						a = wrong
					}
				}
				s.z, s.a, s.sps = append(s.z, z), append(s.a, a), append(s.sps, SigmoidPrime(z))
			}
			nablaB, nablaW := make([]matrix.Matrix, 3), make([]matrix.Matrix, 3)
			for ; s.i >= 0; s.i-- {
				s.deltas[s.i] = s.right()
				nablaB[s.i], nablaW[s.i] = s.delta(), outer(s.delta(), s.before())
			}
			if truth.Agrees(nablaB, nablaW) {
				continue
			}
			cases++
			findings := truth.Diagnose(nablaB, nablaW)
			if f := findings[0]; len(findings) == 1 && f.Equation == "forward" && slices.ContainsFunc(f.readings, func(r reading) bool { return r.id() == m.ID }) {
				named++
			} else {
				t.Logf("%s is said to be %v", m.ID, findings)
			}
		}
	}
	t.Logf("%d cases, named %d", cases, named)
	if cases < len(rows) || named < cases*95/100 {
		t.Errorf("of %d mistakes in %d cases %d were named, want 95 of 100", len(rows), cases, named)
	}
}

// TestUpdateMistakesAreNamed takes each step of the tables, along other sums or
// times other factors, and wants one finding that names it.
func TestUpdateMistakesAreNamed(t *testing.T) {
	for seed := range uint64(*networks) {
		rng := rand.New(rand.NewPCG(seed, 3))
		right := Step{Eta: 0.7}
		first := truthOf([]int{3, 4, 2}, rng)
		for range 4 {
			e := truthOf([]int{3, 4, 2}, rng)
			e.Net = first.Net
			right.Examples = append(right.Examples, e)
		}
		before := right
		before.Examples = append(right.Examples[2:4:4], truthOf([]int{3, 4, 2}, rng), first)
		want := before.Want()
		before.B, before.W = want.NablaB, want.NablaW
		right.Before = &before
		check := func(id string, step func(of part) matrix.Matrix) {
			taken := right
			for i := range want.NablaB {
				taken.B, taken.W = append(taken.B, step(biases(i))), append(taken.W, step(weights(i)))
			}
			findings := taken.Diagnose()
			if len(findings) != 1 || !slices.ContainsFunc(findings[0].readings, func(r reading) bool { return r.id() == id }) {
				t.Errorf("seed %d: %s: %d findings, want one: %v", seed, id, len(findings), findings)
			}
		}
		for n, m := range right.directions(weights(0)) {
			check(m.ID, func(of part) matrix.Matrix {
				m := right.directions(of)[n]
				if m.along != nil {
					m.value = add(m.value, scale(0.1, m.along))
				}
				return m.value
			})
		}
		// How often each example's gradient counts, times -eta.
		for id, counts := range map[string][]float64{
			"step-summed": {1, 1, 1, 1}, "step-divided-twice": {1. / 16, 1. / 16, 1. / 16, 1. / 16}, "step-doubled": {0.5, 0.5, 0.5, 0.5},
			"step-eta-missing": {0.25 / 0.7, 0.25 / 0.7, 0.25 / 0.7, 0.25 / 0.7}, "step-up": {-0.25, -0.25, -0.25, -0.25},
			"step-last-example": {0, 0, 0, 0.25}, "step-first-example": {0.25, 0, 0, 0}, "step-last-alone": {0, 0, 0, 1},
			"step-all-but-last": {0.25, 0.25, 0.25, 0}, "step-all-but-first": {0, 0.25, 0.25, 0.25},
		} {
			check(id, func(of part) matrix.Matrix {
				step := of.sum(0, right.Examples)
				for n, count := range counts {
					step = matrix.Add(step, of.sum(-0.7*count, right.Examples[n:n+1]))
				}
				return step
			})
		}
		for _, m := range append(right.factors(), Mistake{ID: "step-none", value: matrix.Column(0)}) {
			check(m.ID, func(of part) matrix.Matrix {
				step, _ := right.want(of)
				return scale(m.value[0][0], step)
			})
		}
	}
}

// TestByHand: where no mistake fits, the equation is written out for the neuron, or
// the weight, that is furthest off.
func TestByHand(t *testing.T) {
	for _, test := range []struct {
		i         int     // of the layer, as in NablaB
		byB, byW  float64 // how far a bias is off, and a weight
		follows   bool    // ∂C/∂w is that of the wrong δ
		equation  string
		want      string
		numbersOf func(s *scene) []any
	}{
		{0, 1, 0, false, "BP3", "for neuron 1 of layer 2 (counted from 0): ∂C/∂b = δ = %.6g, and your code has %.6g", func(s *scene) []any {
			return []any{s.NablaB[0][1][0], s.NablaB[0][1][0] + 1}
		}},
		{1, 0, 1, false, "BP4", "from neuron 2 to neuron 1 (counted from 0):\n  ∂C/∂w = δ a = (%.6g)(%.6g) = %.6g, and your code has %.6g", func(s *scene) []any {
			return []any{s.NablaB[1][1][0], s.A[1][2][0], s.NablaW[1][1][2], s.NablaW[1][1][2] + 1}
		}},
		{1, 1, 0, true, "BP1", "for neuron 1 of layer 3 (counted from 0):\n  z = %.6g, σ′(z) = %.6g\n  a - y = %.6g - %.6g = %.6g\n  δ = (%.6g)(%.6g) = %.6g, and your code has %.6g", func(s *scene) []any {
			e, prime := s.A[2][1][0]-s.Y[1][0], SigmoidPrime(s.Z[1])[1][0]
			return []any{s.Z[1][1][0], prime, s.A[2][1][0], s.Y[1][0], e, e, prime, e * prime, e*prime + 1}
		}},
		{0, 1, 0, true, "BP2", "for neuron 1 of layer 2 (counted from 0):\n  z = %.6g, σ′(z) = %.6g\n  wᵀδ = (%.4g)(%.4g) + (%.4g)(%.4g) + (%.4g)(%.4g) + (%.4g)(%.4g) = %.6g\n  δ = (%.6g)(%.6g) = %.6g, and your code has %.6g", func(s *scene) []any {
			w, delta, prime := s.Net.Weights[1], s.NablaB[1], SigmoidPrime(s.Z[0])[1][0]
			sum := w[0][1]*delta[0][0] + w[1][1]*delta[1][0] + w[2][1]*delta[2][0] + w[3][1]*delta[3][0]
			return []any{s.Z[0][1][0], prime, w[0][1], delta[0][0], w[1][1], delta[1][0], w[2][1], delta[2][0], w[3][1], delta[3][0], sum, sum, prime, sum * prime, sum*prime + 1}
		}},
	} {
		truth := truthOf([]int{2, 3, 4}, rand.New(rand.NewPCG(7, 0)))
		b, w := clones(truth.NablaB), clones(truth.NablaW)
		b[test.i][1][0] += test.byB
		if test.follows {
			w[test.i] = outer(b[test.i], truth.A[test.i])
		} else {
			w[test.i][1][len(w[test.i][1])-1] += test.byW
		}
		findings := truth.Diagnose(b, w)
		want := fmt.Sprintf(test.want, test.numbersOf(sceneOf(truth, b, w))...)
		if len(findings) != 1 || findings[0].Equation != test.equation || !strings.Contains(findings[0].byHand[0], want) {
			t.Errorf("%s: %v\nwant one finding, with\n%s", test.equation, findings, want)
		}
	}
}

// TestManyReadings: a hint gives three at most, and refers to three mistakes, each once.
func TestManyReadings(t *testing.T) {
	of := func(id string) Mistake { return Mistake{ID: id, Hint: language.Text{id, id}} }
	f := Finding{readings: []reading{{mistakes: []Mistake{of("a"), of("b")}}, {mistakes: []Mistake{of("b"), of("c")}}, {mistakes: []Mistake{of("d")}}, {mistakes: []Mistake{of("e")}}}}
	f.finish()
	if got := f.Identifiers(); !slices.Equal(got, []string{"a", "b", "c"}) || f.Cause != "a+b" || f.Hint != "a; and b; or b; and c; or d" {
		t.Errorf("the identifiers are %q, the cause is %s, the hint %s", got, f.Cause, f.Hint)
	}
}
