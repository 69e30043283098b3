package diagnosis

import (
	"math/rand/v2"
	"runtime"
	"testing"

	"backprop/matrix"
)

// TestForwardMistakesAreNamed makes each mistake of the forward pass in all
// layers, goes back by the right equations, and wants one finding: the forward
// pass, its first layer, and the mistake.
func TestForwardMistakesAreNamed(t *testing.T) {
	type row struct {
		Mistake
		pass func(t *Truth) (a, z []matrix.Matrix)
	}
	var table []row
	for _, m := range forwardMistakes() {
		table = append(table, row{m.Mistake, func(t *Truth) (a, z []matrix.Matrix) {
			a = []matrix.Matrix{t.A[0]}
			for i, b := range t.Net.Biases {
				zi, ai := m.layer(t, i, a, z)
				if zi == nil { // where the shapes do not allow the mistake
					zi = matrix.Add(matrix.Dot(t.Net.Weights[i], a[i]), b)
					ai = zi.Map(sigmoid)
				}
				a, z = append(a, ai), append(z, zi)
			}
			return a, z
		}})
	}
	for _, m := range inputs() {
		table = append(table, row{m, func(t *Truth) (a, z []matrix.Matrix) {
			a = []matrix.Matrix{m.value(sceneOf(t, t.NablaW))}
			for i, w := range t.Net.Weights {
				z = append(z, matrix.Add(matrix.Dot(w, a[i]), t.Net.Biases[i]))
				a = append(a, z[i].Map(sigmoid))
			}
			return a, z
		}})
	}
	cases, named := 0, 0
	for _, m := range table {
		for seed := range uint64(*networks) {
			truth := truthOf([]int{4, 4, 4, 3}, rand.New(rand.NewPCG(seed, 2)))
			s := sceneOf(truth, truth.NablaW)
			s.a, s.z = m.pass(truth)
			nablaB, nablaW := make([]matrix.Matrix, 3), make([]matrix.Matrix, 3)
			for s.i = 2; s.i >= 0; s.i-- {
				s.sps[s.i] = SigmoidPrime(s.z[s.i])
				s.deltas[s.i] = s.right()
				nablaB[s.i], nablaW[s.i] = s.delta(), outer(s.delta(), s.before())
			}
			if !Finite(nablaB[0]) || truth.Agrees(nablaB, nablaW) {
				continue
			}
			cases++
			is := false
			findings := truth.Diagnose(nablaB, nablaW)
			for _, r := range findings[0].readings {
				is = is || r.id() == m.ID
			}
			if is && len(findings) == 1 && findings[0].Equation == "forward" {
				named++
			} else {
				t.Logf("%s is said to be %s", m.ID, findings[0].Text("en"))
			}
		}
	}
	t.Logf("%d cases, named %d", cases, named)
	if cases < len(table) || named < cases*95/100 {
		t.Errorf("of %d mistakes in %d cases %d were named, want 95 of 100", len(table), cases, named)
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
		check := func(m Mistake, b, w []matrix.Matrix) {
			step := right
			step.B, step.W = b, w
			findings := step.Diagnose()
			for _, f := range findings {
				for _, r := range f.readings {
					if r.id() == m.ID && len(findings) == 1 {
						return
					}
				}
			}
			t.Errorf("seed %d: %s: %d findings, want one: %v", seed, m.ID, len(findings), findings)
		}
		directions := right.directions()
		for _, d := range directions[1:] {
			var b, w []matrix.Matrix
			for i := range first.Net.Biases {
				b, w = append(b, d.step(i, true)), append(w, d.step(i, false))
				if d.along != nil {
					b[i], w[i] = add(b[i], scale(0.1, d.along(i, true))), add(w[i], scale(0.1, d.along(i, false)))
				}
			}
			check(d.Mistake, b, w)
		}
		for _, m := range right.factors() {
			var b, w []matrix.Matrix
			for i := range first.Net.Biases {
				b = append(b, scale(m.value(nil)[0][0], directions[0].step(i, true)))
				w = append(w, scale(m.value(nil)[0][0], directions[0].step(i, false)))
			}
			check(m, b, w)
		}
	}
}

// TestLargeMiniBatch: four times the examples take some four times the memory,
// not sixteen times.
func TestLargeMiniBatch(t *testing.T) {
	memory := func(n int) float64 {
		rng := rand.New(rand.NewPCG(1, 4))
		s := Step{Eta: 1}
		for range n {
			s.Examples = append(s.Examples, truthOf([]int{4, 5, 3}, rng))
		}
		for _, w := range s.Examples[0].Net.Weights { // a step along nothing that is known
			s.W = append(s.W, matrix.Randn(w.Rows(), w.Cols(), rng))
			s.B = append(s.B, matrix.Randn(w.Rows(), 1, rng))
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		s.Diagnose()
		runtime.ReadMemStats(&after)
		return float64(after.TotalAlloc - before.TotalAlloc)
	}
	if few, many := memory(100), memory(400); many > 8*few {
		t.Errorf("%.3g bytes for 100 examples, %.3g for 400, want at most 8 times as many", few, many)
	}
}
