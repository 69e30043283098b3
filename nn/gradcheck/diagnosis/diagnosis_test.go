package diagnosis

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

var networks = flag.Int("networks", 2, "networks on which each mistake of the table is made")

// shapes are what mistakes are made on: with and without neighbours of one width.
var shapes = [][]int{{2, 3, 2}, {3, 4, 4, 2}, {4, 4, 4, 4}, {5, 3, 6, 4, 3}, {3, 5, 5, 5, 1}}

// truthOf returns the truth of a random network. Package nn's gradient stands for
// the numerical one, with which the tests of package gradcheck compare it.
func truthOf(sizes []int, rng *rand.Rand) *Truth {
	net := nn.New(sizes, rng)
	t := &Truth{Net: net, A: []matrix.Matrix{matrix.Randn(sizes[0], 1, rng)}, Y: matrix.Randn(sizes[len(sizes)-1], 1, rng)}
	for i, w := range net.Weights {
		t.Z = append(t.Z, matrix.Add(matrix.Dot(w, t.A[i]), net.Biases[i]))
		t.A = append(t.A, nn.Sigmoid(t.Z[i]))
		t.RoundB = append(t.RoundB, matrix.Scale(0, net.Biases[i]).Map(func(float64) float64 { return 1e-16 }))
		t.RoundW = append(t.RoundW, matrix.Scale(0, w).Map(func(float64) float64 { return 1e-16 }))
	}
	t.NablaB, t.NablaW = net.Backprop(t.A[0], t.Y)
	return t
}

// made returns the gradient with a mistake in an equation, wherever that is
// used, and the last layer in which it made a difference; 0 if there is none.
func made(t *Truth, equation string, mistake func(s *scene) matrix.Matrix) (nablaB, nablaW []matrix.Matrix, layer int) {
	n := len(t.Z)
	nablaB, nablaW = make([]matrix.Matrix, n), make([]matrix.Matrix, n)
	s := sceneOf(t, nablaW)
	for s.i = n - 1; s.i >= 0; s.i-- {
		instead := func(of string, right matrix.Matrix) matrix.Matrix {
			if of != equation {
				return right
			}
			if wrong := mistake(s); wrong != nil && wrong.HasShape(right.Rows(), right.Cols()) && Finite(wrong) {
				if layer == 0 && !Agree(wrong, right, right.Map(func(float64) float64 { return 1e-12 })) {
					layer = s.i + 2
				}
				return wrong
			}
			return right
		}
		s.deltas[s.i] = instead(s.equation(), s.right())
		nablaW[s.i] = outer(s.delta(), s.before())
		nablaB[s.i] = instead("BP3", s.delta())
		nablaW[s.i] = instead("BP4", nablaW[s.i])
	}
	return nablaB, nablaW, layer
}

// TestEveryMistakeIsNamed makes each mistake of the tables on several networks,
// and wants one finding: the equation, the layer, and the mistake, alone or with
// others that give the same numbers there.
func TestEveryMistakeIsNamed(t *testing.T) {
	type row struct {
		Mistake
		equation string
		value    func(s *scene) matrix.Matrix
	}
	var table []row
	list := func(equation string, mistakes []Mistake, value func(m Mistake, s *scene) matrix.Matrix) {
		for _, m := range mistakes {
			table = append(table, row{m, equation, func(s *scene) matrix.Matrix { return value(m, s) }})
		}
	}
	withAlong := func(m Mistake, s *scene) matrix.Matrix {
		value := m.value(s)
		if m.along != nil {
			value = add(value, scale(0.37, m.along(s)))
		}
		return value
	}
	whole := withAlong
	list("BP1", errors(), func(m Mistake, s *scene) matrix.Matrix { return hadamard(m.value(s), s.sp()) })
	list("BP2", arrivals(), func(m Mistake, s *scene) matrix.Matrix { return hadamard(withAlong(m, s), s.sp()) })
	list("BP4", columns(), func(m Mistake, s *scene) matrix.Matrix { return outerOf(m.value(s), s.before(), s) })
	list("BP4", rows(), func(m Mistake, s *scene) matrix.Matrix { return outerOf(s.delta(), m.value(s), s) })
	list("BP3", biasResults(), whole)
	list("BP4", weightResults(), whole)
	for _, equation := range []string{"BP1", "BP2"} {
		list(equation, primes(), func(m Mistake, s *scene) matrix.Matrix { return hadamard(s.arriving(), m.value(s)) })
		list(equation, append(wholes(), wrongLayers(equation, func(s *scene) []matrix.Matrix { return s.NablaB })...), whole)
	}
	for _, equation := range []string{"BP1", "BP2", "BP3", "BP4"} {
		list(equation, numbers(equation), func(m Mistake, s *scene) matrix.Matrix {
			right := map[string]func() matrix.Matrix{"BP1": s.right, "BP2": s.right, "BP3": s.delta, "BP4": func() matrix.Matrix { return outer(s.delta(), s.before()) }}[equation]
			return scale(m.value(s)[0][0], right())
		})
	}

	// What makes no difference there, or has no place: the last layer has no
	// layer after it, and y is for it alone.
	never := map[string]bool{"BP1 prime-next-layer": true, "BP1 prime-last-layer": true, "BP1 back-prime-outside": true, "BP1 delta-plus-delta": true,
		"BP1 layer-after": true, "BP1 last-layer": true, "BP2 prime-of-y": true}
	cases, placed, named := 0, 0, 0
	for _, m := range table {
		times, missed := 0, 0
		for seed := 0; (times < *networks || missed == times) && seed < 5**networks; seed++ {
			truth := truthOf(shapes[seed%len(shapes)], rand.New(rand.NewPCG(uint64(seed), 1)))
			nablaB, nablaW, layer := made(truth, m.equation, m.value)
			if layer == 0 {
				continue // it makes no difference here
			}
			times++
			findings := truth.Diagnose(nablaB, nablaW)
			if len(findings) == 0 {
				t.Fatalf("%v: %s, %s in layer %d is not caught", truth.Net.Sizes, m.equation, m.ID, layer)
			}
			f := findings[0]
			if f.Equation == m.equation && f.Layer == layer {
				placed++
			}
			is := false
			for _, r := range f.readings {
				is = is || len(r.mistakes) == 1 && r.mistakes[0].ID == m.ID
			}
			if is && len(findings) == 1 {
				named++
			} else {
				missed++
				t.Logf("%v: %s, %s in layer %d is said to be %s, layer %d: %s", truth.Net.Sizes, m.equation, m.ID, layer, f.Equation, f.Layer, f.Hint)
			}
		}
		if (times == 0) != never[m.equation+" "+m.ID] {
			t.Errorf("%s, %s was made %d times", m.equation, m.ID, times)
		}
		if times > 0 && missed == times {
			t.Errorf("%s, %s was made on %d networks and never named", m.equation, m.ID, times)
		}
		cases += times
	}
	// Some give the same numbers as others on a network, and no checker can tell.
	t.Logf("%d cases: equation and layer right in %d, the mistake named in %d", cases, placed, named)
	if placed < cases*99/100 || named < cases*95/100 {
		t.Errorf("%d cases: equation and layer right in %d, the mistake named in %d, want 99 and 95 of 100", cases, placed, named)
	}
}

func outerOf(column, row matrix.Matrix, s *scene) matrix.Matrix {
	if column == nil || row == nil || column.Rows() != s.delta().Rows() || row.Rows() != s.before().Rows() {
		return nil
	}
	return outer(column, row)
}

// TestOneIDOneHint: the table keeps the first row of an identifier, so the others
// must say the same. They may speak of another example of the mini-batch.
func TestOneIDOneHint(t *testing.T) {
	number := regexp.MustCompile(`\d+`)
	hints := map[string]string{}
	for _, m := range allRows() {
		hint := number.ReplaceAllString(fmt.Sprint(m.Hint()), "n")
		if first := hints[m.ID]; first != "" && first != hint {
			t.Errorf("two rows have the identifier %s:\n%s\n%s", m.ID, first, hint)
		}
		hints[m.ID] = hint
	}
}

// TestAnythingIsDiagnosed: whatever was done to a gradient, there is a finding.
func TestAnythingIsDiagnosed(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 0))
	for range 300 {
		truth := truthOf(shapes[rng.IntN(len(shapes))], rng)
		nablaB, nablaW := clones(truth.NablaB), clones(truth.NablaW)
		for range 1 + rng.IntN(3) {
			i := rng.IntN(len(nablaB))
			for _, m := range [][]matrix.Matrix{nablaB, nablaW}[rng.IntN(2)][i : i+1] {
				row := m[rng.IntN(len(m))]
				k := rng.IntN(len(row))
				switch rng.IntN(6) {
				case 0:
					clear(row)
				case 1:
					row[k] += rng.NormFloat64()
				case 2:
					row[k] = math.NaN()
				case 3:
					row[k] *= -1
				case 4:
					row[k] = math.Inf(1)
				case 5:
					row[k] += 1e-8 * m.MaxAbs() // hardly more than is allowed
				}
			}
		}
		if findings := truth.Diagnose(nablaB, nablaW); (len(findings) == 0) != truth.Agrees(nablaB, nablaW) {
			t.Errorf("%v: %d findings for\n%v\n%v", truth.Net.Sizes, len(findings), nablaB, nablaW)
		}
	}
}
