package judge

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn"
)

// TestRight: the chapter's code is right in every part, in both languages; and
// together its parts train as nn.Network does.
func TestRight(t *testing.T) {
	for _, tag := range []language.Tag{language.English, language.Portuguese} {
		for _, name := range Names {
			v := Judge(name, right, tag)
			if !v.Right || len(v.Steps) == 0 {
				t.Errorf("%s of the chapter's code, in %s: %+v", name, tag, v)
			}
		}
	}
	if v := Train(right, language.English); !v.Right || !regexp.MustCompile(`^One epoch .*: \d+ of 297 digits right`).MatchString(v.Advice[0]) {
		t.Errorf("Train(the chapter's code) = %+v", v)
	}
	wrong := right
	wrong.SigmoidPrime = sigma
	if v := Train(wrong, language.English); v.Right || v.Advice[0] != "SigmoidPrime:" {
		t.Errorf("Train with a wrong SigmoidPrime = %+v, want what is wrong with it", v)
	}
}

// TestPrime: when all train together it is with the reader's σ′; before that, with
// the right one.
func TestPrime(t *testing.T) {
	calls, mine := 0, right
	called := sigma // anything but σ′
	mine.Prime = &called
	mine.SigmoidPrime = func(z matrix.Matrix) matrix.Matrix { calls++; return prime(z) }
	mine.LastLayer = func(zs, as ms, y matrix.Matrix, nablaB, nablaW ms) (delta matrix.Matrix) {
		delta = had(nn.CostDerivative(as[len(as)-1], y), called(zs[len(zs)-1]))
		nablaB[len(nablaB)-1], nablaW[len(nablaW)-1] = delta, outer(delta, as[len(as)-2])
		return delta
	}
	if v := Judge("LastLayer", mine, language.English); !v.Right || calls > 0 {
		t.Errorf("LastLayer is judged with %d calls of the reader's σ′: %+v", calls, v)
	}
	if v := Train(mine, language.English); !v.Right || calls < 1500 {
		t.Errorf("Train calls the reader's σ′ %d times, want once for each example: %+v", calls, v)
	}
}

// TestPrints: what the reader's code prints is seen once, for the first network.
func TestPrints(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer func(stdout *os.File) { os.Stdout = stdout }(os.Stdout)
	os.Stdout = file
	v := Judge("Forward", Solution{Forward: func(net *nnw, x matrix.Matrix) (zs, as ms) {
		os.Stdout.WriteString("here\n")
		return forward(net, x)
	}}, language.English)
	text, err := os.ReadFile(file.Name())
	if !v.Right || err != nil || string(text) != "here\n" || os.Stdout != file {
		t.Errorf("the output is %q (%v), want one line", text, err)
	}
}

// TestEndless: a loop that never ends gets an answer that names its function.
func TestEndless(t *testing.T) {
	stop := make(chan bool)
	defer close(stop)
	v := within(20*time.Millisecond, memory, "HiddenLayers", language.English, func() Verdict { <-stop; return Verdict{} })
	if v.Right || !strings.HasPrefix(v.Advice[0], "HiddenLayers has not come back after 20ms") {
		t.Errorf("the verdict is %+v", v)
	}
	v = within(time.Minute, 1, "Forward", language.English, func() Verdict { <-stop; return Verdict{} })
	if v.Right || !strings.HasPrefix(v.Advice[0], "Forward takes more and more memory") {
		t.Errorf("the verdict is %+v", v)
	}
}

// TestPortuguese: who fails in Portuguese is helped in Portuguese.
func TestPortuguese(t *testing.T) {
	for _, test := range []struct {
		name string
		s    Solution
		want string // a regular expression
	}{
		{"SigmoidPrime", Solution{SigmoidPrime: sigma}, `SigmoidPrime\(z\) está errado: é .*\. σ\(z\) está no lugar de σ′\(z\)`},
		{"Forward", Solution{Forward: func(net *nnw, x matrix.Matrix) (zs, as ms) { return nil, ms{x} }}, `zs\[0\] ainda não existe.* Escreva o laço`},
	} {
		v := Judge(test.name, test.s, language.Portuguese)
		if advice := strings.Join(v.Advice, " "); !regexp.MustCompile("(?s)" + test.want).MatchString(advice) {
			t.Errorf("%s: the advice is %s, want a match for %s", test.name, advice, test.want)
		}
	}
}
