package cli

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"backprop/matrix"
)

// Numbers defines a flag for finite numbers, separated by commas: 0.05,0.10.
func (f *Flags) Numbers(name, usage string) *[]float64 {
	var values []float64
	f.Func(name, usage, func(s string) error {
		values = nil
		for _, text := range strings.Split(s, ",") {
			v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
			if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
				return errors.New("want finite numbers, separated by commas, such as 0.05,0.10")
			}
			values = append(values, v)
		}
		return nil
	})
	return &values
}

// Example returns the numbers of the flags -x and -y as an example for a network
// of these sizes, or an error that says how many it wants.
func Example(x, y []float64, sizes []int) (matrix.Matrix, matrix.Matrix, error) {
	for _, part := range []struct {
		flag   string
		values []float64
		want   int
	}{{"-x", x, sizes[0]}, {"-y", y, sizes[len(sizes)-1]}} {
		if len(part.values) != part.want {
			return nil, nil, Usagef("%s has %s, want %d: one for each %s of %s", part.flag, count(len(part.values)), part.want,
				map[string]string{"-x": "input", "-y": "output"}[part.flag], Dashed(sizes))
		}
	}
	return matrix.Column(x...), matrix.Column(y...), nil
}

func count(n int) string {
	if n == 1 {
		return "1 number"
	}
	return fmt.Sprintf("%d numbers", n)
}
