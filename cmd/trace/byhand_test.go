package main

import (
	"fmt"
	"os"
	"regexp"
	"testing"

	"backprop/nn"
)

// TestByHand wants every result of four decimals on the pages worked by hand in
// the trace, and the updated weight at its end to be what UpdateMiniBatch makes
// of it.
func TestByHand(t *testing.T) {
	decimals := regexp.MustCompile(`-?\d+\.\d+`)
	trace, err := os.ReadFile("testdata/2-3-2.txt")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{"0.2000": true, "-0.1000": true, "1.1000": true} // z², which the trace shows with one decimal
	for _, number := range decimals.FindAllString(string(trace), -1) {
		known[number] = true
	}
	net, x, y := example()
	net.UpdateMiniBatch([]nn.Example{{X: x, Y: y}}, 3)
	known[fmt.Sprintf("%.4f", net.Weights[1][0][0])] = true

	for _, page := range []string{"../../docs/en/by-hand.md", "../../docs/pt-BR/by-hand.md"} {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		for _, result := range regexp.MustCompile(`= (-?\d+\.\d{4})\n`).FindAllStringSubmatch(string(text), -1) {
			found++
			if !known[result[1]] {
				t.Errorf("%s: %s is not in the trace", page, result[1])
			}
		}
		if found != 36 {
			t.Errorf("%s has %d results, want 36", page, found)
		}
	}
}
