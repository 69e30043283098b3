package plot

import (
	"fmt"
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

// TestLinear: marks at round numbers around the values, and at whole numbers where
// all values are.
func TestLinear(t *testing.T) {
	for _, test := range []struct {
		values []float64
		want   string
	}{
		{[]float64{44.4, 90.6}, "[40 50 60 70 80 90 100]"},
		{[]float64{0.031, 0.052}, "[0.03 0.035 0.04 0.045 0.05 0.055]"},
		{[]float64{0, 29}, "[0 5 10 15 20 25 30]"},
		{[]float64{0, 2}, "[0 1 2]"},
		{[]float64{0}, "[0 1]"},
		{nil, "[]"},
	} {
		a := newAxis(true)
		for _, v := range test.values {
			a.include(v)
		}
		a.fit(0, 100)
		var labels []string
		for _, tick := range a.ticks() {
			labels = append(labels, a.label(tick))
		}
		if got := fmt.Sprint(labels); got != test.want {
			t.Errorf("%v: marks at %s, want %s", test.values, got, test.want)
		}
	}
}
