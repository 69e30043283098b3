package main

import (
	"fmt"

	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck"
)

// stage is a part of the result that can be told right or wrong.
type stage struct {
	steps   string // the chapter's steps that give it
	gives   string // what they give, in words
	right   bool
	missing bool          // nothing is there yet, if it is not right
	advice  func() string // what to do, if it is not right
}

// stages returns the parts of a result in the order in which they are written:
// room for it, then for every layer, from the last one back, what it has for the
// biases and for the weights.
func stages(t *trial, nablaB, nablaW []matrix.Matrix) []stage {
	r := &result{t, nablaB, nablaW}
	all := []stage{r.room()}
	for i := len(t.nablaB) - 1; i >= 0; i-- {
		all = append(all, r.biases(i), r.weights(i))
	}
	return all
}

// result is what a backprop gave for a trial.
type result struct {
	*trial
	gotB, gotW []matrix.Matrix
}

func (r *result) room() stage {
	n := len(r.nablaB)
	return stage{
		steps:   "B1, B2",
		gives:   "room for the gradient of each layer",
		right:   len(r.gotB) == n && len(r.gotW) == n,
		missing: len(r.gotB) == 0 || len(r.gotW) == 0,
		advice: func() string {
			advice := fmt.Sprintf("nablaB has room for %d matrices and nablaW for %d, want %d each: one like each of\n"+
				"net.Biases and of net.Weights. ", len(r.gotB), len(r.gotW), n)
			if len(r.gotB) > n || len(r.gotW) > n {
				return advice + "Was one appended, and not put in its place?"
			}
			return advice + "Begin with B1 and B2: make([]matrix.Matrix, n)\n" +
				"has room for n. Then comes the forward pass, B3 to B10; whether it is right shows\n" +
				"when B11 and B12 use it."
		},
	}
}

// biases is the stage that sets nablaB[i]. As BP3 returns δ itself, it shows all
// that comes before.
func (r *result) biases(i int) stage {
	steps, gives := "B14 to B18", "BP2, BP3"
	todo := "Write the loop, B14; in it BP2, δˡ = ((wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(zˡ), and BP3, ∂C/∂bˡ = δˡ."
	if i == len(r.nablaB)-1 {
		steps, gives = "B3 to B12", "forward pass, BP1, BP3"
		todo = "Write the forward pass, B3 to B10, which keeps every z and a; then BP1,\n" +
			"δᴸ = ∇ₐC ⊙ σ′(zᴸ), and BP3, ∂C/∂bᴸ = δᴸ."
	}
	if i < len(r.nablaB)-2 && r.biases(i+1).right {
		todo = "The loop, B14, gave the layer after this one: does it end too early?"
	}
	if r.weights(i).right {
		todo = "BP3 is missing, ∂C/∂b = δ; as the weights of this layer are right, so is δ."
	}
	return r.part("nablaB", i, stage{steps: steps, gives: fmt.Sprintf("%s: ∂C/∂b of layer %d", gives, i+2)}, todo)
}

// weights is the stage that sets nablaW[i].
func (r *result) weights(i int) stage {
	steps, todo := "B19", "Write BP4 in the loop, ∂C/∂wˡ = δˡ (aˡ⁻¹)ᵀ."
	if i == len(r.nablaB)-1 {
		steps, todo = "B13", "Write BP4, ∂C/∂wᴸ = δᴸ (aᴸ⁻¹)ᵀ."
	}
	return r.part("nablaW", i, stage{steps: steps, gives: fmt.Sprintf("BP4: ∂C/∂w of layer %d", i+2)}, todo)
}

// part fills in the rest of the stage that sets nablaB[i] or nablaW[i].
func (r *result) part(name string, i int, s stage, todo string) stage {
	all, want := r.gotB, r.nablaB[i]
	if name == "nablaW" {
		all, want = r.gotW, r.nablaW[i]
	}
	got := at(all, i)
	s.missing = unset(got)
	s.right = !s.missing && got.HasShape(want.Rows(), want.Cols()) && r.alone(name, i, got).OK()
	s.advice = func() string {
		switch {
		case got == nil:
			return fmt.Sprintf("%s[%d] is nil: nothing has set it.\n%s", name, i, todo)
		case s.missing:
			return fmt.Sprintf("%s[%d] is still zero.\n%s", name, i, todo)
		case !got.HasShape(want.Rows(), want.Cols()):
			advice := fmt.Sprintf("%s[%d] is %s, want %s, as in net.%s[%d].", name, i, got.Shape(), want.Shape(),
				map[string]string{"nablaB": "Biases", "nablaW": "Weights"}[name], i)
			if like := r.like(got); like != "" {
				advice += "\nOf that shape is " + like + ": is it in the wrong place, or is a transpose missing?"
			}
			return advice
		}
		for _, finding := range r.together().Findings {
			return finding.String()
		}
		return fmt.Sprintf("%s[%d] does not agree with the numerical gradient.", name, i)
	}
	return s
}

// like names the biases or weights of a matrix's shape, or returns "".
func (r *result) like(m matrix.Matrix) string {
	for i := range r.nablaB {
		switch m.Shape() {
		case r.nablaB[i].Shape():
			return fmt.Sprintf("net.Biases[%d]", i)
		case r.nablaW[i].Shape():
			return fmt.Sprintf("net.Weights[%d]", i)
		}
	}
	return ""
}

// alone checks one matrix, with the right ones in the place of all others.
func (r *result) alone(name string, i int, got matrix.Matrix) gradcheck.Report {
	nablaB, nablaW := cloned(r.nablaB), cloned(r.nablaW)
	if name == "nablaB" {
		nablaB[i] = got
	} else {
		nablaW[i] = got
	}
	return r.check(nablaB, nablaW)
}

// together checks all that is there, so that the checker knows of each mistake
// whether it follows from another. In the place of what is missing it puts what
// follows from the rest: for the weights δ aᵀ, where there is a δ.
func (r *result) together() gradcheck.Report {
	nablaB, nablaW := cloned(r.nablaB), cloned(r.nablaW)
	net, a, _ := r.fresh()
	for i, b := range net.Biases {
		w := net.Weights[i]
		if got := at(r.gotB, i); !unset(got) && got.HasShape(b.Rows(), 1) {
			nablaB[i] = got
			nablaW[i] = matrix.Dot(got, a.Transpose())
		}
		if got := at(r.gotW, i); !unset(got) && got.HasShape(w.Rows(), w.Cols()) {
			nablaW[i] = got
		}
		a = nn.Sigmoid(matrix.Add(matrix.Dot(w, a), b))
	}
	return r.check(nablaB, nablaW)
}

// check has the checker look at a gradient as if a backprop had given it.
func (r *result) check(nablaB, nablaW []matrix.Matrix) gradcheck.Report {
	net, x, y := r.fresh()
	return gradcheck.Check(net, x, y, func(_, _ matrix.Matrix) ([]matrix.Matrix, []matrix.Matrix) {
		return cloned(nablaB), cloned(nablaW)
	})
}

// at returns ms[i], or nil if there is none.
func at(ms []matrix.Matrix, i int) matrix.Matrix {
	if i >= len(ms) {
		return nil
	}
	return ms[i]
}

// unset reports whether a matrix is still nil, or zero as the Python begins with.
func unset(m matrix.Matrix) bool {
	for _, row := range m {
		for _, v := range row {
			if v != 0 {
				return false
			}
		}
	}
	return true
}

func cloned(ms []matrix.Matrix) []matrix.Matrix {
	var clones []matrix.Matrix
	for _, m := range ms {
		clones = append(clones, m.Clone())
	}
	return clones
}
