package matrix

import (
	"runtime"
	"sync"
	"testing"
)

// TestCallersAndProcessors: whoever calls, however many at once, on however many
// processors, gets each row computed once, and gets an answer at all.
func TestCallersAndProcessors(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, processors := range []int{1, 2, 9, 65, 128, 256} {
		runtime.GOMAXPROCS(processors)
		for _, callers := range []int{1, 2, 16, 100} {
			var all sync.WaitGroup
			for range callers {
				all.Add(1)
				go func() {
					defer all.Done()
					for range 3 {
						rows := make([]int, 300)
						share(len(rows), 1000*worthSharing, func(from, to int) {
							for j := from; j < to; j++ {
								rows[j]++
							}
						})
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
