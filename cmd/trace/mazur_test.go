package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/netfile"
)

// TestMazur holds our numbers against those that Matt Mazur published in "A Step
// by Step Backpropagation Example" (mattmazur.com, 17 March 2015), to the last
// digit that he printed. He leaves the biases as they are, so only weights take
// a step, with η = 0.5.
func TestMazur(t *testing.T) {
	net, x, y, same := mazur(t)
	of := newTrace(net, x, y).of
	same("out h1", of["a²"][0][0], "0.593269992")
	same("out h2", of["a²"][1][0], "0.596884378")
	same("out o1", of["a³"][0][0], "0.75136507")
	same("out o2", of["a³"][1][0], "0.772928465")
	same("C", nn.QuadraticCost(of["a³"], y), "0.298371109")
	same("∂C/∂w5", of["∂C/∂w³"][0][0], "0.082167041")
	same("∂C/∂w1", of["∂C/∂w²"][0][0], "0.000438568")
	_, nablaW := net.Backprop(x, y)
	for i, want := range []string{"0.149780716", "0.19956143", "0.24975114", "0.29950229", "0.35891648", "0.408666186", "0.511301270", "0.561370121"} {
		j, k := i%4/2, i%2
		net.Weights[i/4][j][k] -= 0.5 * nablaW[i/4][j][k]
		same(fmt.Sprint("w", i+1), net.Weights[i/4][j][k], want)
	}
	same("C after that step, which he has as 0.291027924,", nn.QuadraticCost(net.Feedforward(x), y), "0.291027774")

	file, err := os.ReadFile("testdata/mazur.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range []string{"../../docs/en/by-hand.md", "../../docs/pt-BR/by-hand.md"} {
		if text, err := os.ReadFile(page); err != nil || !bytes.Contains(text, file) {
			t.Errorf("%s does not show testdata/mazur.json (error %v)", page, err)
		}
	}
}

// TestMazurProgram: the cost that he gives for after one step, and the outputs for
// after 10,000, are not what these weights lead to. They are, to the last digit,
// what a mistake leads to that package zoo has as updated-weights: δ goes back
// through weights that have been updated already. It learns just as well.
func TestMazurProgram(t *testing.T) {
	net, x, y, same := mazur(t)
	step := func() {
		nablaB, nablaW := net.Backprop(x, y)
		net.Weights[1] = matrix.Sub(net.Weights[1], matrix.Scale(0.5, nablaW[1]))
		sp := nn.SigmoidPrime(matrix.Add(matrix.Dot(net.Weights[0], x), net.Biases[0]))
		delta := matrix.Hadamard(matrix.Dot(net.Weights[1].Transpose(), nablaB[1]), sp)
		net.Weights[0] = matrix.Sub(net.Weights[0], matrix.Scale(0.5, matrix.Dot(delta, x.Transpose())))
	}
	step()
	same("C after a step", nn.QuadraticCost(net.Feedforward(x), y), "0.291027924")
	for range 9_999 {
		step()
	}
	output := net.Feedforward(x)
	same("out o1 then", output[0][0], "0.015912196")
	same("out o2 then", output[1][0], "0.984065734")
}

// mazur returns his network and example, and a function that wants a number to
// be one of his, in all its digits.
func mazur(t *testing.T) (net *nn.Network, x, y matrix.Matrix, same func(name string, got float64, want string)) {
	net, err := netfile.Load("testdata/mazur.json")
	if err != nil {
		t.Fatal(err)
	}
	return net, matrix.Column(0.05, 0.10), matrix.Column(0.01, 0.99), func(name string, got float64, want string) {
		t.Helper()
		_, decimals, _ := strings.Cut(want, ".")
		if text := strconv.FormatFloat(got, 'f', len(decimals), 64); text != want {
			t.Errorf("%s is %s, want %s", name, text, want)
		}
	}
}
