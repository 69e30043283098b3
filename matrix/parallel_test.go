package matrix

import (
	"runtime"
	"slices"
	"sync"
	"testing"
)

// TestParallel: consecutive parts, one for each processor, but no more than
// there are rows; and one for all if the work is little.
func TestParallel(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	tests := []struct {
		processors, n, work int
		want                [][2]int
	}{
		{3, 10, parallelWork - 1, [][2]int{{0, 10}}},
		{3, 10, parallelWork, [][2]int{{0, 3}, {3, 6}, {6, 10}}},
		{3, 2, parallelWork, [][2]int{{0, 1}, {1, 2}}},
		{3, 1, parallelWork, [][2]int{{0, 1}}},
		{1, 10, parallelWork, [][2]int{{0, 10}}},
	}
	for _, test := range tests {
		runtime.GOMAXPROCS(test.processors)
		var mutex sync.Mutex
		var got [][2]int
		parallel(test.n, test.work, func(from, to int) {
			mutex.Lock()
			defer mutex.Unlock()
			got = append(got, [2]int{from, to})
		})
		slices.SortFunc(got, func(a, b [2]int) int { return a[0] - b[0] })
		if !slices.Equal(got, test.want) {
			t.Errorf("%d rows, work %d, on %d processors: the parts are %v, want %v", test.n, test.work, test.processors, got, test.want)
		}
	}
}
