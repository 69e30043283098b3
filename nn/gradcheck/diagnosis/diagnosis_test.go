package diagnosis

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

var networks = flag.Int("networks", 20, "networks on which each mistake of the table is made")

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
	var rows []row
	list := func(equation string, mistakes []Mistake, value func(m Mistake, s *scene) matrix.Matrix) {
		for _, m := range mistakes {
			rows = append(rows, row{m, equation, func(s *scene) matrix.Matrix { return value(m, s) }})
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
	list("BP4", columns_(), func(m Mistake, s *scene) matrix.Matrix { return outerOf(m.value(s), s.before(), s) })
	list("BP4", rowsOf(), func(m Mistake, s *scene) matrix.Matrix { return outerOf(s.delta(), m.value(s), s) })
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

	caught, alone, named := 0, 0, 0
	for _, m := range rows {
		times := 0
		for seed := 0; times < *networks && seed < 3**networks; seed++ {
			truth := truthOf(shapes[seed%len(shapes)], rand.New(rand.NewPCG(uint64(seed), 1)))
			if m.equation == "BP2" && len(truth.Z) == 1 {
				continue
			}
			nablaB, nablaW, layer := made(truth, m.equation, m.value)
			if layer == 0 {
				continue // it makes no difference here
			}
			times++
			findings := truth.Diagnose(nablaB, nablaW)
			if len(findings) == 0 {
				t.Fatalf("%s, %s: not caught", m.equation, m.ID)
			}
			caught++
			f := findings[0]
			is := false
			for _, r := range f.readings {
				is = is || len(r.mistakes) == 1 && r.mistakes[0].ID == m.ID
			}
			if is {
				named++
				if len(f.readings) == 1 {
					alone++
				}
			}
			if testing.Verbose() && (len(findings) != 1 || f.Equation != m.equation || f.Layer != layer || !is) {
				var all []string
				for _, f := range findings {
					all = append(all, fmt.Sprintf("%s %d %s [%s] %v", f.Equation, f.Layer, f.Hint, f.Cause, f.also))
				}
				t.Logf("%v, %s in layer %d, %s (%s): %d findings:\n\t%s", truth.Net.Sizes, m.equation, layer, m.ID, m.Hint()[0], len(findings), strings.Join(all, "\n\t"))
			}
		}
		if times == 0 {
			t.Errorf("%s, %s is never made", m.equation, m.ID)
		}
	}
	t.Logf("%d mistakes made: %d named, %d of them alone", caught, named, alone)
	_ = math.Abs
}

func columns_() []Mistake { return columns() }
func rowsOf() []Mistake   { return rows() }

func outerOf(column, row matrix.Matrix, s *scene) matrix.Matrix {
	if column == nil || row == nil || column.Rows() != s.delta().Rows() || row.Rows() != s.before().Rows() {
		return nil
	}
	return outer(column, row)
}
