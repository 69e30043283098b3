package calls

import (
	"fmt"
	"math"

	"backprop/matrix"
)

// To see whether entries share memory, each is given a number of its own. An
// entry that loses its number has the number of the entry that it shares memory
// with.

// enumerate writes from, from+1, … into the entries of all the matrices, in order.
func enumerate(nablaB, nablaW []matrix.Matrix, from int) {
	each(nablaB, nablaW, from, func(n float64, _ string, entry *float64) { *entry = n })
}

// overwritten finds an entry that has lost its number, and names its matrix and
// the one whose number it has.
func overwritten(nablaB, nablaW []matrix.Matrix, from int) (one, other string) {
	lost := math.NaN()
	each(nablaB, nablaW, from, func(n float64, name string, entry *float64) {
		if *entry != n && one == "" {
			one, lost = name, *entry
		}
	})
	each(nablaB, nablaW, from, func(n float64, name string, _ *float64) {
		if n == lost {
			other = name
		}
	})
	return one, other
}

// each calls f for every entry, with a number of its own and its matrix's name.
func each(nablaB, nablaW []matrix.Matrix, from int, f func(n float64, name string, entry *float64)) {
	n := float64(from)
	for _, part := range []struct {
		name     string
		matrices []matrix.Matrix
	}{{"nablaB", nablaB}, {"nablaW", nablaW}} {
		for i, m := range part.matrices {
			name := fmt.Sprintf("%s[%d]", part.name, i)
			for j := range m {
				for k := range m[j] {
					f(n, name, &m[j][k])
					n++
				}
			}
		}
	}
}
