package plot

import (
	"math"
	"strings"
	"testing"
)

// TestSVG: powers of ten are at equal distances, the larger ones to the right
// and up, and what no logarithm can show is left out.
func TestSVG(t *testing.T) {
	chart := Chart{Title: "a < b", X: "x", Y: "y", Lines: []Line{
		{Name: "one", Points: []Point{{1, 1}, {10, 10}, {100, 100}, {0, 1}, {1, -1}, {math.NaN(), 1}, {1, math.Inf(1)}}},
	}}
	var s strings.Builder
	if err := chart.SVG(&s); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`points="70.0,345.0 345.0,202.5 620.0,60.0"/>`,
		`aria-label="a &lt; b"`, `>10<tspan dy="-6" font-size="10">2</tspan>`, `>one</text>`,
	} {
		if !strings.Contains(s.String(), want) {
			t.Errorf("the picture has no %s:\n%s", want, &s)
		}
	}
	if err := (Chart{Title: "nothing"}).SVG(&s); err != nil {
		t.Error(err)
	}
}
