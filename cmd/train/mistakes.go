package main

import (
	"fmt"
	"slices"
	"strings"

	"backprop/matrix"
	"backprop/mnist"
	"backprop/nn"
)

// answer is what the network says of a test digit.
type answer struct {
	i           int           // the digit's number in the set
	label, said int           // what it shows, and what the network takes it for
	output      matrix.Matrix // 10×1
	cost        float64
}

func answers(net *nn.Network, test *mnist.Set) []answer {
	var all []answer
	for i := range test.Len() {
		x, y := test.At(i)
		output := net.Feedforward(x)
		all = append(all, answer{i, test.Label(i), matrix.ArgMax(output), output, nn.QuadraticCost(output, y)})
	}
	return all
}

// worstMistakes returns the wrong ones of the answers, at most n, those of the
// highest cost first.
func worstMistakes(answers []answer, n int) []answer {
	wrong := slices.DeleteFunc(slices.Clone(answers), func(a answer) bool { return a.said == a.label })
	slices.SortStableFunc(wrong, func(a, b answer) int {
		switch {
		case a.cost > b.cost:
			return -1
		case a.cost < b.cost:
			return 1
		}
		return 0
	})
	return wrong[:min(n, len(wrong))]
}

// drawMistakes draws digits side by side, as many as the window is wide for, two
// rows of pixels to a line of half blocks.
func drawMistakes(test *mnist.Set, mistakes []answer, width int) string {
	rows, cols := test.Size()
	const gap = 2
	column := max(cols, len("7 for 1")) + gap
	mistakes = mistakes[:min(len(mistakes), (width-1+gap)/column)]
	if len(mistakes) == 0 {
		return ""
	}
	var s strings.Builder
	line := func(part func(m answer) string) {
		text := ""
		for _, m := range mistakes {
			p := part(m)
			text += p + strings.Repeat(" ", column-len([]rune(p)))
		}
		s.WriteString(strings.TrimRight(text, " ") + "\n")
	}
	s.WriteString("\nThe worst mistakes, said for shown:\n")
	line(func(m answer) string { return fmt.Sprintf("%d for %d", m.said, m.label) })
	for y := 0; y < rows; y += 2 {
		line(func(m answer) string {
			img := test.Image(m.i)
			ink := func(x, y int) bool {
				gray, _, _, _ := img.At(x, y).RGBA()
				return y < rows && gray > 0x6000
			}
			text := ""
			for x := range cols {
				switch up, down := ink(x, y), ink(x, y+1); {
				case up && down:
					text += "█"
				case up:
					text += "▀"
				case down:
					text += "▄"
				default:
					text += " "
				}
			}
			return text
		})
	}
	return s.String()
}
