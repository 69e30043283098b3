package main

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

// decimals are the entries of a matrix.
func decimals(m matrix.Matrix) (all []string) {
	for _, v := range slices.Concat(m...) {
		all = append(all, fmt.Sprintf("%.4f", v))
	}
	return all
}

// TestByHand wants the results on the pages worked by hand to be those of the
// trace, in order, and the last to be what UpdateMiniBatch makes of a weight.
func TestByHand(t *testing.T) {
	net, x, y := example()
	of := newTrace(net, x, y).of
	var want []string
	for _, name := range []string{"z²", "a²", "z³", "a³", "σ′(z³)", "δ³", "∂C/∂w³", "(w³)ᵀ δ³", "σ′(z²)", "δ²", "∂C/∂w²"} {
		want = append(want, decimals(of[name])...)
	}
	net.UpdateMiniBatch([]nn.Example{{X: x, Y: y}}, 3)
	want = append(want, fmt.Sprintf("%.4f", net.Weights[1][0][0]))

	for _, page := range []string{"../../docs/en/by-hand.md", "../../docs/pt-BR/by-hand.md"} {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, result := range regexp.MustCompile(`= (-?\d+\.\d{4})\n`).FindAllStringSubmatch(string(text), -1) {
			got = append(got, result[1])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s has the results\n%v\nwant\n%v", page, got, want)
		}
	}
}
