package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"backprop/cmd/exercises/judge"
	"backprop/internal/language"
)

// wrongCode are partial and wrong solutions: what is changed in the right code,
// the marks that the judge must give to the steps (· for those
// of which nothing is said), and what it must advise, as a regular expression.
var wrongCode = []struct {
	part, what, marks, advice string
	changes                   []string // right, wrong, right, wrong …
}{
	{"SigmoidPrime", "nothing", "→", `not there yet: write H3`, []string{"s := nn.Sigmoid(z)", "", "s.Map(func(v float64) float64 { return v * (1 - v) })", "nil"}},
	{"SigmoidPrime", "σ", "✗", `^SigmoidPrime\(\(\S+ \S+\)\) is wrong: it is \(.*\), want \(.*\)\. σ\(z\) .* σ′\(z\)[^:]*$`, []string{"v * (1 - v)", "v"}},
	{"SigmoidPrime", "in place of z", "✗✓", `^zs\[2\] is wrong: it is σ′\(z\), want z⁴\.`, []string{"return s", "copy(z, s", "})\n", "}))\n\treturn z\n"}},

	{"SigmoidPrime", "σ′(σ(z))", "✗", `want \(.*\)\. σ′\(a\) .* σ′\(z\) should$`, []string{"s := nn.Sigmoid(z)", "s := nn.Sigmoid(nn.Sigmoid(z))"}},
	{"SigmoidPrime", "Dot", "", `second has rows 2×1 .*the product entry by entry, ⊙, which is matrix\.Hadamard\?$`, []string{"s.Map(func(v float64) float64 { return v * (1 - v) })", "matrix.Dot(s, s)"}},

	{"Forward", "nothing", "→······", `^activations\[0\] is not there yet: write B3, B4\. \(If it is written: is it returned, or put into its place\?\)$`,
		[]string{"activation := x\n\tactivations = []matrix.Matrix{x}", "return\n\tvar activation matrix.Matrix"}},
	{"Forward", "B4 alone", "✓→·····", `^zs\[0\] is not there yet: write B6–B8`,
		[]string{"activations = []matrix.Matrix{x}\n", "return nil, []matrix.Matrix{x}\n"}},
	{"Forward", "B10 missing", "✓✓→✓·✓·", `^activations\[1\] is not there yet: write B9, B10\. \(If it is written: does the loop`,
		[]string{"activations = append(activations, activation)", ""}},
	{"Forward", "the input left out", "✗✓✗✓✗✓·", `^activations\[0\] is wrong: it is a², want a¹ = x\.$`, []string{"[]matrix.Matrix{x}", "nil"}},
	{"Forward", "b forgotten", "✓✗✓✗✓✗✓", `^zs\[0\] is wrong: it is \(.*want.*forward pass, layer 2: .*\bb\b`,
		[]string{"matrix.Add(matrix.Dot(w, activation), b)", "matrix.Dot(w, activation)", "i, b :=", "i :="}},
	{"Forward", "b subtracted, and a harmless :=", "✓✗✓✗✓✗✓", `forward pass, layer 2: w a - b`,
		[]string{"matrix.Add(matrix.Dot", "matrix.Sub(matrix.Dot", "activation := x", "activation := x\n\tz := x // is not used below\n\t_ = z"}},
	{"Forward", "b forgotten, and z for a", "✓✗✗✗✗✗✗", `^zs\[0\] is wrong.*layer 2: .*z = w a \+ b`,
		[]string{"matrix.Add(matrix.Dot(w, activation), b)", "matrix.Dot(w, activation)", "i, b :=", "i :=", "append(activations, activation)", "append(activations, z)"}},
	{"Forward", "zs[i] on an empty list", "", `index out of range.*The list is still empty\. append`, []string{"zs = append(zs, z)", "zs[i] = z"}},
	{"Forward", "Dot(a, w)", "", `^It panics, in Forward\d+\.go:\d+: .*Dot: 4×1 by 3×4.* 3×4 by 4×1`, []string{"matrix.Dot(w, activation)", "matrix.Dot(activation, w)"}},
	{"Forward", "σ in zs", "✓✗✓✗✓✗✓", `^zs\[0\] is wrong: it is a², want z²`, []string{"zs = append(zs, z)", "zs = append(zs, nn.Sigmoid(z))"}},
	{"Forward", "zs begins with x", "✓✗✓✗✓✗✓✗", `^zs\[0\] is wrong: it is a¹ = x, want z²\.$`, []string{"activation := x", "activation := x\n\tzs = append(zs, x)"}},
	{"Forward", "activation :=", "", `^It panics, in Forward\d+\.go:\d+: .*Dot: 3×3 by 4×1.* Line \d+: activation := makes another variable`, []string{"activation = ", "activation := "}},
	{"Forward", "a z too many", "✓✓✓✓✓✓✓✗", `^zs\[3\] is one too many`, []string{"return zs", "return append(zs, x)"}},
	{"Forward", "two appended in a turn", "✓✓✓✓✗✓✗✗✗✗", `^activations\[2\] is wrong: it is a², want a³\.$`,
		[]string{"append(activations, activation)", "append(activations, activation, activation)"}},
	{"Forward", "the loop ends early", "✓✓✓✓✓→·", `^zs\[2\] is not there yet.*does the loop come to this layer\?`, []string{"net.Biases {", "net.Biases[1:] {", "b)\n", "net.Biases[i])\n\t\t_ = b\n"}},
	{"Forward", "b of the wrong layer", "", `^It panics, in Forward\d+\.go:\d+: .*Add: 3×1 and 2×1`, []string{", b)", ", net.Biases[2-i])\n\t\t_ = b"}},
	{"Forward", "a change of x", "✓✓✓✓✓✓✓", `^The numbers are right, but:.*\bx\b`, []string{"[]matrix.Matrix{x}", "[]matrix.Matrix{x.Clone()}", "return zs", "x[0][0]++\n\treturn zs"}},

	{"LastLayer", "nothing", "→··", `^delta is not there yet: write B11, BP1\.`,
		[]string{"delta = matrix.Hadamard(nn.CostDerivative(a, y), sigmoidPrime(z))", "return"}},
	{"LastLayer", "δ alone", "✓→·", `^nablaB\[2\] is not there yet: write B12, BP3`, []string{"nablaB[len(nablaB)-1] = delta", "return"}},
	{"LastLayer", "δ not returned", "→✓✓", `^delta is not there yet.*is it returned`, []string{"return delta", "return nil"}},
	{"LastLayer", "y - a alone", "✗··", `^delta is wrong: it is \(.*want \(\S+ \S+\)\. BP1, layer 4: .*sign`, []string{"(a, y)", "(y, a)", "nablaB[len(nablaB)-1] = delta", "return"}},
	{"LastLayer", "z for σ′(z) alone", "✗··", `BP1, layer 4: z .* σ′\(z\)`, []string{"sigmoidPrime(z)", "z", "nablaB[len(nablaB)-1] = delta", "return"}},
	{"LastLayer", "a for z", "✗✓✓", `BP1, layer 4: σ′\(a\).*\(✓ is for what follows from your own values`, []string{"sigmoidPrime(z)", "sigmoidPrime(a)"}},
	{"LastLayer", "no known mistake", "✗✓✓", `^delta is wrong.*BP1, layer 4: .*net\.Biases\[2\]\[\d\]\[0\]`,
		[]string{"sigmoidPrime(z))", "z.Map(func(v float64) float64 { return v*v + 0.3 }))"}},
	{"LastLayer", "BP4 with the last activation", "✓✓✗", `^nablaW\[2\] is wrong: it is 2×2, want 2×3.*BP4`, []string{"before.Transpose()", "a.Transpose()"}},
	{"LastLayer", "BP4 the other way round", "✓✓✗", `^nablaW\[2\] is wrong: it is 3×2, want 2×3.*transposed`, []string{"matrix.Dot(delta, before.Transpose())", "matrix.Dot(before, delta.Transpose())"}},
	{"LastLayer", "Dot for Hadamard", "", `^It panics, in LastLayer\d+\.go:\d+: .*Dot: 2×1 by 2×1.*matrix\.Hadamard\?$`, []string{"matrix.Hadamard(", "matrix.Dot("}},
	{"LastLayer", "BP4 without a transpose", "", `^It panics, in LastLayer\d+\.go:\d+: .*Dot: 2×1 by 3×1.*[Tt]ranspose missing\?$`, []string{"before.Transpose()", "before"}},
	{"LastLayer", "an index of len", "", `index out of range \[4\].*The last entry of a list is at len\(…\)-1\.`, []string{"activations[len(activations)-1]", "activations[len(activations)]"}},
	{"LastLayer", "a and y of different lengths", "", `^It panics, in LastLayer\d+\.go:\d+: .*Sub: 3×1 and 2×1`, []string{"(a, y)", "(before, y)"}},
	{"LastLayer", "a number for an index", "", `index out of range \[2\].*On 4-3-3-2 all is right\. This network is 3-2`, []string{"nablaW[len(nablaW)-1]", "nablaW[2]"}},

	{"HiddenLayers", "nothing", "→···", `^nablaB\[1\] is not there yet: write B14–B18, BP2, BP3\.`, []string{"for l := 2", "return\n\tfor l := 2"}},
	{"HiddenLayers", "B18 before B17", "✗✓✗✓", `^nablaB\[1\] is wrong: it is δ⁴, want ∂C/∂b³\.$`,
		[]string{"delta = matrix", "nablaB[len(nablaB)-l] = delta\n\t\tdelta = matrix", "sp)\n\t\tnablaB[len(nablaB)-l] = delta", "sp)"}},
	{"HiddenLayers", "delta :=", "", `Dot: 3×3 by 2×1.* rows Line \d+: delta := makes another variable`, []string{"delta = ", "delta := "}},
	{"HiddenLayers", "the loop ends early", "✓✓→·", `^nablaB\[0\] is not there yet.*does the loop come to this layer\?`, []string{"l < len(net.Sizes)", "l < len(net.Sizes)-1"}},
	{"HiddenLayers", "the loop goes too far", "", `index out of range \[-1\].*activations has an entry for each layer.*Does a loop go too far\?`, []string{"l < len", "l <= len"}},
	{"HiddenLayers", "z of the layer after", "", `Hadamard: 3×1 and 2×1.*\bz\b`, []string{"zs[len(zs)-l]", "zs[len(zs)-l+1]"}},
	{"HiddenLayers", "z of another layer, of the same width", "✗✓✗✓", `BP2, .*layer 4 .*layer 3: σ′ of the z of the layer before`, []string{"zs[len(zs)-l]", "zs[l-2]"}},
	{"HiddenLayers", "σ′ forgotten", "✗✓✗✓", `BP2, .*layer 4 .*layer 3: σ′\(z\)`, []string{"matrix.Hadamard(matrix.Dot(w.Transpose(), delta), sp)", "matrix.Dot(w.Transpose(), delta)", "sp :=", "_ ="}},
	{"HiddenLayers", "no transpose", "", `Dot: 2×3 by 2×1.*weights from layer 3 to layer 4.*[Tt]ranspose missing`, []string{"w.Transpose()", "w"}},
	{"HiddenLayers", "no transpose where it is square", "✓✓✗✓", `^nablaB\[0\] is wrong.*BP2, .*layer 3 .*layer 2: .*transposed`,
		[]string{"l+1]\n", "l+1]\n\t\tif w.Rows() == w.Cols() {\n\t\t\tw = w.Transpose()\n\t\t}\n"}},
	{"HiddenLayers", "z for a", "✓✗✓✓", `^nablaW\[1\] is wrong\. BP4, .*layer 2 .*layer 3: z .*\ba\b`,
		[]string{"activations[len(activations)-l-1]", "append([]matrix.Matrix{activations[0]}, zs...)[len(zs)-l]"}},
	{"HiddenLayers", "a change of the network", "✓✓✓✓", `^The numbers are right, but:.*net\.Biases\[0\]`, []string{"for l :=", "net.Biases[0][0][0]++\n\tfor l :="}},

	{"HiddenLayers", "a change of the last layer", "✗✓✓✓✓", `^nablaB\[2\] is wrong`, []string{"for l :=", "nablaB[len(nablaB)-1] = matrix.Scale(2, delta)\n\tfor l :="}},
	{"LastLayer", "the place of another layer", "✓→✓✗", `^nablaB\[2\] is not there yet`, []string{"nablaB[len(nablaB)-1]", "nablaB[len(nablaB)-2]"}},
	{"LastLayer", "a change of z", "✗✓✓✓", `^zs\[2\] is wrong`, []string{"return delta", "z[0][0]++\n\treturn delta"}},
	{"UpdateMiniBatch", "nothing", "→······", `^Nothing calls backprop yet: write U3, U4\.$`, []string{"var nablaB", "return\n\tvar nablaB"}},
	{"UpdateMiniBatch", "the sums alone", "✓→·····", `^The step of net\.Weights\[0\] is not there yet: write U6, U7\. \(In a loop.*copies: assign to net\.Weights\[i\]\.\)$`,
		[]string{"\t\tnet.Weights[i] =", "\t\t_ =", "net.Biases[i] =", "_ ="}},
	{"UpdateMiniBatch", "nablaB and nablaW :=", "✓→·····", `Line \d+: nabla[BW] := makes another variable`,
		[]string{"dnb, dnw :=", "nablaB, nablaW :=", "range dnb", "range nablaB", "Add(nablaB[i], dnb[i])", "Add(nablaB[i], nablaB[i])", "Add(nablaW[i], dnw[i])", "Add(nablaW[i], nablaW[i])"}},
	{"UpdateMiniBatch", "the step twice", "✓✗✗✗✗✗✗", `^The step of net\.Weights\[0\] is wrong\. the step is twice too long; the same in layers 3 and 2$`, []string{"eta /", "2 * eta /"}},
	{"UpdateMiniBatch", "one layer's step twice", "✓✓✗✓✓✓✓", `^The step of net\.Weights\[1\] is wrong\. .*\(U6, U7\): the step is twice too long$`,
		[]string{"net.Weights[i] = matrix.Sub(net.Weights[i], matrix.Scale(step,", "net.Weights[i] = matrix.Sub(net.Weights[i], matrix.Scale(step*(1+float64(i%2)),"}},
	{"UpdateMiniBatch", "a quotient of integers", "✓→·····", `net\.Weights\[i\] = … is written, but the step is 0.*quotient of integers`, []string{"eta / float64(len(miniBatch))", "eta * float64(1 / len(miniBatch))"}},
	{"UpdateMiniBatch", "one example of three", "✗✗✗✗✗✗✗", `^The number of calls of backprop is wrong: it is 1, want 3\. only the first`, []string{"range miniBatch", "range miniBatch[:1]"}},
	{"UpdateMiniBatch", "the biases forgotten", "✓✓✓✓→··", `^The step of net\.Biases\[0\] is not there yet: write U5, U8`, []string{"net.Biases[i] =", "_ ="}},
	{"UpdateMiniBatch", "= for +=", "✓✗✗✗✗✗✗", `^The step of net\.Weights\[0\] is wrong.*last example`,
		[]string{"matrix.Add(nablaB[i], dnb[i])", "dnb[i]", "matrix.Add(nablaW[i], dnw[i])", "dnw[i]"}},
	{"UpdateMiniBatch", "no zeros", "", `^It panics, in UpdateMiniBatch\d+\.go:\d+: .*nil is a place that nothing has been put into`, []string{"matrix.Zeros(b.Rows(), 1)", "nil"}},
	{"UpdateMiniBatch", "x and y swapped", "", `^It panics, in UpdateMiniBatch\d+\.go:\d+: .*x: got 2×1, want 4×1`, []string{"(example.X, example.Y)", "(example.Y, example.X)"}},
	{"UpdateMiniBatch", "a step after each example", "✓✗✗✗✗✗✗", `after each example`,
		[]string{"nablaB[i] = matrix.Add(nablaB[i], dnb[i])", "net.Biases[i] = matrix.Sub(net.Biases[i], matrix.Scale(eta, dnb[i]))",
			"nablaW[i] = matrix.Add(nablaW[i], dnw[i])", "net.Weights[i] = matrix.Sub(net.Weights[i], matrix.Scale(eta, dnw[i]))", "range nablaB {", "range nablaB[:0] {"}},
}

const wrongMain = `package main

import (
	"encoding/json"
	"os"

	"backprop/cmd/exercises/judge"
	"backprop/nn"
)

var sigmoidPrime = nn.SigmoidPrime

func main() {
	json.NewEncoder(os.Stdout).Encode([]judge.Verdict{
		%s
	})
}
`

// TestWrong compiles all of them into one program, which has them judged.
func TestWrong(t *testing.T) {
	dir := t.TempDir()
	start(t, dir, "", language.English) // makes the module
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	calls := ""
	for i, wrong := range wrongCode {
		code := rightCode[wrong.part]
		for n := 0; n < len(wrong.changes); n += 2 {
			if strings.Count(code, wrong.changes[n]) != 1 {
				t.Fatalf("%s: %s: %q is there %d times", wrong.part, wrong.what, wrong.changes[n], strings.Count(code, wrong.changes[n]))
			}
			code = strings.Replace(code, wrong.changes[n], wrong.changes[n+1], 1)
		}
		function := fmt.Sprint(wrong.part, i)
		write(function+".go", strings.Replace(code, "func "+wrong.part, "func "+function, 1))
		for _, tag := range []language.Tag{language.English, language.Portuguese} {
			calls += fmt.Sprintf("judge.Judge(%q, judge.Solution{%s: %s, Prime: &sigmoidPrime}, %q),\n", wrong.part, wrong.part, function, tag)
		}
	}
	write("main.go", fmt.Sprintf(wrongMain, calls))
	cmd := exec.Command("go", "run", ".")
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	text, err := cmd.Output()
	var verdicts []judge.Verdict
	if err == nil {
		err = json.Unmarshal(text, &verdicts)
	}
	if err != nil {
		t.Fatal(err)
	}
	marksAndAdvice := func(v judge.Verdict) (marks, advice string) {
		for _, step := range v.Steps {
			marks += string([]rune(step)[0])
		}
		return strings.ReplaceAll(marks, " ", "·"), strings.Join(strings.Fields(strings.Join(v.Advice, " ")), " ")
	}
	for i, wrong := range wrongCode {
		v, pt := verdicts[2*i], verdicts[2*i+1]
		marks, advice := marksAndAdvice(v)
		if v.Right || marks != wrong.marks || !regexp.MustCompile(wrong.advice).MatchString(advice) {
			t.Errorf("%s: %s: right %v, marks %q and advice\n\t%s\nwant marks %q and\n\t%s", wrong.part, wrong.what, v.Right, marks, advice, wrong.marks, wrong.advice)
		}
		marks, advice = marksAndAdvice(pt)
		if pt.Right || marks != wrong.marks || len(pt.Advice) != len(v.Advice) || english.MatchString(advice) && marks != "" {
			t.Errorf("%s: %s in Portuguese: marks %q and advice\n\t%s", wrong.part, wrong.what, marks, advice)
		}
	}
}

// english is in no Portuguese sentence; a panic is English.
var english = regexp.MustCompile(`(?i)\b(the|is|it|want|not|with|and)\b`)
