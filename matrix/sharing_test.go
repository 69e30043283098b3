package matrix

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

// TestCallersAndProcessors: whoever calls, however many at once, on however many
// processors, gets each row computed once, and gets an answer at all.
func TestCallersAndProcessors(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, processors := range []int{1, 2, 9, 65, 128, 256} {
		runtime.GOMAXPROCS(processors)
		for _, callers := range []int{1, 16} {
			var all sync.WaitGroup
			for range callers {
				all.Add(1)
				go func() {
					defer all.Done()
					for range 3 {
						rows := make([]int, 300)
						var parts atomic.Int32
						share(len(rows), 1000*worthSharing, func(from, to int) {
							parts.Add(1)
							for j := from; j < to; j++ {
								rows[j]++
							}
						})
						if shared := parts.Load() > 1; shared != (processors > 1) {
							t.Errorf("%d processors: the work is in %d parts", processors, parts.Load())
						}
						for j, times := range rows {
							if times != 1 {
								t.Errorf("%d processors, %d callers: row %d was computed %d times", processors, callers, j, times)
							}
						}
					}
				}()
			}
			all.Wait()
		}
	}
}
