package matrix

import (
	"runtime"
	"sync/atomic"
	"testing"
)

// TestShare: on however many processors, each row is computed once, and in parts
// where there are several processors.
func TestShare(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, processors := range []int{1, 2, 9, 65, 256} {
		runtime.GOMAXPROCS(processors)
		rows := make([]int, 300)
		var parts atomic.Int32
		share(len(rows), 1000*worthSharing, func(from, to int) {
			parts.Add(1)
			for j := from; j < to; j++ {
				rows[j]++
			}
		})
		if n := int(parts.Load()); (n > 1) != (processors > 1) {
			t.Errorf("%d processors: the work is in %d parts", processors, n)
		}
		for j, times := range rows {
			if times != 1 {
				t.Errorf("%d processors: row %d was computed %d times", processors, j, times)
			}
		}
	}
}
