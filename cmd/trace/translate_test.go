package main

import (
	"strings"
	"testing"

	"backprop/nn"
	"backprop/nn/gradcheck/zoo"
)

// edit is a change of a line of nn/network.go, and what comes behind its end.
type edit struct{ name, right, other, more string }

// legal are a learner's: all leave the gradient as it is.
var legal = []edit{
	{"a helper variable", "delta = matrix.Hadamard(matrix.Dot(w.Transpose(), delta), sp)",
		"back := w.Transpose()\n\t\tproduct := matrix.Dot(back, delta)\n\t\tdelta = matrix.Hadamard(product, sp)", ""},
	{"another name", "z := matrix.Add(matrix.Dot(w, activation), b)", "sum := matrix.Add(matrix.Dot(w, activation), b)\n\t\tz := sum", ""},
	{"an if", "delta = matrix.Hadamard(matrix.Dot(w.Transpose(), delta), sp)",
		"if n := len(w); n == len(delta) && l > 1 {\n\t\t\tdelta = matrix.Hadamard(matrix.Dot(w.Transpose(), delta), sp)\n\t\t} else {\n\t\t\tpanic(\"never\")\n\t\t}", ""},
	{"a product by loops", "z := matrix.Add(matrix.Dot(w, activation), b)",
		"z := matrix.Zeros(len(w), 1)\n\t\tfor j := range w {\n\t\t\tfor k := 0; k < len(activation); k++ {\n\t\t\t\tz[j][0] += w[j][k] * activation[k][0]\n\t\t\t}\n\t\t\tz[j][0] = z[j][0] + b[j][0]\n\t\t}", ""},
	{"a sum in a variable", "z := matrix.Add(matrix.Dot(w, activation), b)",
		"var z = matrix.Zeros(len(w), 1)\n\t\tfor j := range w {\n\t\t\tvar sum float64\n\t\t\tfor k, a := range activation {\n\t\t\t\tsum += w[j][k] * a[0]\n\t\t\t}\n\t\t\tz[j][0] = sum + b[j][0]\n\t\t}", ""},
	{"a list in a variable", "zs := []matrix.Matrix{}", "var zs []matrix.Matrix", ""},
	{"another loop", "for l := 2; l < numLayers; l++ {", "for n := range numLayers - 2 {\n\t\tl := n + 2", ""},
	{"a helper function", "return Sigmoid(z).Map(func(s float64) float64 { return s * (1 - s) })",
		"return Sigmoid(z).Map(slope)", "\nfunc slope(s float64) float64 {\n\tone := 1.0\n\treturn s / 1 * (one - s)\n}\n"},
	{"a helper method", "sp := SigmoidPrime(z)", "sp := net.slope(z)",
		"\nfunc (net *Network) slope(z matrix.Matrix) matrix.Matrix {\n\treturn SigmoidPrime(z)\n}\n"},
	{"other variables of a name", "delta = matrix.Hadamard(matrix.Dot(w.Transpose(), delta), sp)",
		"class := w\n\t\tif delta := matrix.Dot(class.Transpose(), delta); l > 1 {\n\t\t\tclass, sp := delta, sp\n\t\t\tdelta = matrix.Hadamard(class, sp)\n\t\t\tw = delta\n\t\t}\n\t\tdelta, class = w, nil", ""},
	{"halves", "delta = matrix.Hadamard(matrix.Dot(w.Transpose(), delta), sp)",
		"func() float64 { return 2 }()\n\t\thalf, double := 1/2.0, float64(4)/z[0][0]*z[0][0]/2\n\t\tdelta = matrix.Scale(half*double, matrix.Hadamard(matrix.Dot(w.Transpose(), delta), sp).Map(func(v float64) float64 { return - -v / 1.0 }))", ""},
	{"all that the page has", "sp := SigmoidPrime(z)",
		"sp := SigmoidPrime(z).Clone()\n\t\tfor n := 2; n >= 0; n-- {\n\t\t\tif n == 2 {\n\t\t\t\tcontinue\n\t\t\t}\n\t\t\tbreak\n\t\t}\n\t\tif all := !false == true; all && sp != nil || min(1, max(2, l)) <= 0 {\n\t\t\tsp = matrix.Sub(sp, matrix.Zeros(sp.Rows(), sp.Cols())).Map(func(v float64) float64 {\n\t\t\t\tnothing := math.Abs(v) + math.Cosh(v) + math.Exp(v) + math.Log(v) + math.Max(v, 1) + math.Min(v, 1) + math.Pow(v, 2) + math.Sqrt(v) + math.Tanh(v)\n\t\t\t\tnothing *= matrix.Column(0)[0][0]\n\t\t\t\tv -= nothing\n\t\t\t\treturn v\n\t\t\t})\n\t\t}", ""},
	{"a note", "delta := matrix.Hadamard(", "// a note of mine\n\n\tdelta := matrix.Hadamard( // and here\n\n\t\t/* or here */", ""},
}

func (e edit) apply(t *testing.T) string {
	t.Helper()
	if strings.Count(nn.Source(), e.right) != 1 {
		t.Fatalf("%s: nn/network.go does not have %q once", e.name, e.right)
	}
	return strings.Replace(nn.Source(), e.right, e.other, 1) + e.more
}

// TestTranslate wants a learner's edits and the mistakes that the page offers
// translated: TestPageRuns and TestPageMistakes run them.
func TestTranslate(t *testing.T) {
	for _, e := range legal {
		if _, err := translate(e.apply(t)); err != nil {
			t.Errorf("%s: %v", e.name, err)
		}
	}
	for _, bug := range append(zoo.Bugs(), notTransposed) {
		wrong, err := bug.Apply(nn.Source())
		if err == nil {
			_, err = translate(wrong)
		}
		if err != nil {
			t.Errorf("the page leaves %s out: %v", bug.Name, err)
		}
	}
}

// TestRefuse wants what has no translation named, with its position.
func TestRefuse(t *testing.T) {
	for _, test := range []struct{ wrong, want string }{
		{"sp := SigmoidPrime(z); switch { default: }", "a SwitchStmt"},
		{"sp := SigmoidPrime(z); defer println(1)", "a DeferStmt"},
		{"sp := SigmoidPrime(z); go println(1)", "a GoStmt"},
		{"sp := SigmoidPrime(z); println(1)", "println"},
		{"sp := other(z)", "other"},
		{"sp := matrix.Sum(z)", "Sum"},
		{"sp := math.Cbrt(z[0][0])", "Cbrt"},
		{"sp := z.Cumulated()", "Cumulated"},
		{"sp := SigmoidPrime(z); n := net.Sizes[0] / 2", "a division"},
		{"sp := SigmoidPrime(z); if l > 9 { return }", "a return without values"},
		{"sp := matrix.Scale(math.Pi, SigmoidPrime(z))", "math.Pi"},
		{"sp := SigmoidPrime(z); zs = append(zs, zs...)", "..."},
		{"sp := SigmoidPrime(z); q := make([]int, 2)", "make"},
		{"sp := SigmoidPrime(z); n := 7 / 2", "a division"},
		{"sp := SigmoidPrime(z); n := len(z) / 2", "a division"},
		{"sp := SigmoidPrime(z); n := net.Sizes[0]; n = n / 2", "a division"},
		{"sp := SigmoidPrime(z); n := z.Rows() / 2", "a division"},
		{"sp := SigmoidPrime(z); n := len(z) / 2.0", "a division"},
		{"sp := SigmoidPrime(z); calls++", "calls"},
		{"sp := SigmoidPrime(z); f := z.Transpose; sp = f()", "Transpose"},
		{"sp := SigmoidPrime(z); for l = range 2 {}", "a range without :="},
		{"sp := SigmoidPrime(z); q := 0x1p-3", "0x1p-3"},
		{"sp := SigmoidPrime(z); q := map[string]int{}", "a value of this type"},
		{"sp := SigmoidPrime(z); q := [2]int{}", "a value of this type"},
		{"sp := SigmoidPrime(z); l = l &^ 1", "&^"},
		{"sp := SigmoidPrime(z); p := &z", "&"},
		{"sp := SigmoidPrime(z); l <<= 1", "<<="},
		{"sp := SigmoidPrime(z); c := 'x'", "'x'"},
		{"sp := SigmoidPrime(z); c := 010.0", "010.0"},
		{"sp := SigmoidPrime(z); c := `${l}`", "`${l}`"},
		{"sp := SigmoidPrime(z); const q = 2", "a const of this kind"},
		{"sp := SigmoidPrime(z); var q string", "a variable of this type"},
		{"sp := SigmoidPrime(z); var q [2]float64", "a variable of this type"},
		{"sp := SigmoidPrime(z); var q sync.Mutex", "a variable of this type"},
		{"sp := SigmoidPrime(z); type q int", "a type of this kind"},
	} {
		_, err := translate(edit{"", "sp := SigmoidPrime(z)", test.wrong, "\nvar calls int\n"}.apply(t))
		if err == nil || !strings.HasPrefix(err.Error(), "nn/network.go:") || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v, want a line with the position and %s", test.wrong, err, test.want)
		}
	}
}
