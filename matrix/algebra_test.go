package matrix_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"backprop/matrix"
)

// whole returns a matrix of whole numbers from -9 to 9. Sums and products of
// such numbers are whole and far below 2⁵³, so the laws of algebra hold to the
// last bit and the tests below need no tolerance.
func whole(rows, cols int, rng *rand.Rand) matrix.Matrix {
	return matrix.Zeros(rows, cols).Map(func(float64) float64 { return float64(rng.IntN(19) - 9) })
}

func TestAlgebra(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 0))
	dot, add, sub, hadamard, scale := matrix.Dot, matrix.Add, matrix.Sub, matrix.Hadamard, matrix.Scale
	for range 300 {
		n, m, p, q := 1+rng.IntN(9), 1+rng.IntN(9), 1+rng.IntN(9), 1+rng.IntN(9)
		a, a2, b, b2, c := whole(n, m, rng), whole(n, m, rng), whole(m, p, rng), whole(m, p, rng), whole(p, q, rng)
		k := float64(rng.IntN(19) - 9)
		laws := []struct {
			law         string
			left, right matrix.Matrix
		}{
			{"(a b) c = a (b c)", dot(dot(a, b), c), dot(a, dot(b, c))},
			{"(a b)ᵀ = bᵀ aᵀ", dot(a, b).Transpose(), dot(b.Transpose(), a.Transpose())},
			{"aᵀᵀ = a", a.Transpose().Transpose(), a},
			{"a (b + b₂) = a b + a b₂", dot(a, add(b, b2)), add(dot(a, b), dot(a, b2))},
			{"(a - a₂) b = a b - a₂ b", dot(sub(a, a2), b), sub(dot(a, b), dot(a2, b))},
			{"(k a) b = k (a b)", dot(scale(k, a), b), scale(k, dot(a, b))},
			{"a + a₂ = a₂ + a", add(a, a2), add(a2, a)},
			{"a ⊙ a₂ = a₂ ⊙ a", hadamard(a, a2), hadamard(a2, a)},
			{"(a ⊙ a₂)ᵀ = aᵀ ⊙ a₂ᵀ", hadamard(a, a2).Transpose(), hadamard(a.Transpose(), a2.Transpose())},
			{"(a - a₂) + a₂ = a", add(sub(a, a2), a2), a},
			{"a + 0 = a", add(a, matrix.Zeros(n, m)), a},
		}
		for _, law := range laws {
			// + 0 turns -0, which is a right answer too, into 0.
			zero := func(x float64) float64 { return x + 0 }
			if !same(law.left.Map(zero), law.right.Map(zero)) {
				t.Errorf("n, m, p, q = %d, %d, %d, %d: %s fails:\n%v\nand\n%v", n, m, p, q, law.law, law.left, law.right)
			}
		}
	}
}

// TestResultsAreFresh overwrites each operation's result, and sees whether the
// arguments notice; and the arguments, and sees whether the result does.
func TestResultsAreFresh(t *testing.T) {
	operations := []struct {
		name string
		call func(a, b matrix.Matrix) matrix.Matrix
	}{
		{"Clone", func(a, b matrix.Matrix) matrix.Matrix { return a.Clone() }},
		{"Dot", matrix.Dot},
		{"DotTransposed", matrix.DotTransposed},
		{"AddToRows", func(a, b matrix.Matrix) matrix.Matrix { return matrix.AddToRows(a, matrix.Zeros(a.Cols(), 1)) }},
		{"Transpose", func(a, b matrix.Matrix) matrix.Matrix { return a.Transpose() }},
		{"Add", matrix.Add},
		{"Sub", matrix.Sub},
		{"Hadamard", matrix.Hadamard},
		{"Scale by 1", func(a, b matrix.Matrix) matrix.Matrix { return matrix.Scale(1, a) }},
		{"Map", func(a, b matrix.Matrix) matrix.Matrix { return a.Map(math.Abs) }},
	}
	rng := rand.New(rand.NewPCG(2, 0))
	for _, operation := range operations {
		// 1×1 and square shapes, on which a transpose or product could cheat.
		for n := 1; n <= 4; n++ {
			a, b := whole(n, n, rng), whole(n, n, rng)
			aBefore, bBefore := a.Clone(), b.Clone()

			result := operation.call(a, b)
			if !same(a, aBefore) || !same(b, bBefore) {
				t.Errorf("%s of %d×%d changed its arguments", operation.name, n, n)
			}
			resultBefore := result.Clone()
			fill(a, math.NaN())
			fill(b, math.NaN())
			if !same(result, resultBefore) {
				t.Errorf("%s of %d×%d: the result shares memory with an argument", operation.name, n, n)
			}

			a, b = aBefore.Clone(), bBefore.Clone()
			fill(operation.call(a, b), math.NaN())
			if !same(a, aBefore) || !same(b, bBefore) {
				t.Errorf("%s of %d×%d: an argument shares memory with the result", operation.name, n, n)
			}
		}
	}

	values := []float64{1, 2}
	column := matrix.Column(values...)
	values[0] = math.NaN()
	if !same(column, matrix.Column(1, 2)) {
		t.Error("Column shares memory with its argument")
	}
}

func fill(m matrix.Matrix, v float64) {
	for j := range m {
		for k := range m[j] {
			m[j][k] = v
		}
	}
}
