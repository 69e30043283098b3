package matrix

import (
	"runtime"
	"sync"
)

// worthSharing is how many multiplications a part of a product must have: a
// multiple of the time in which a processor that sleeps wakes up. The command
// go test ./nn -bench SGDMatrix -cpu 1,2 shows the gain.
const worthSharing = 1_000_000

// share calls f for the rows from 0 to n in consecutive parts: four for each
// processor, so no processor waits long for a slower one, or fewer if the work, which
// is counted in multiplications, is not worth as many. It returns when all are done.
// f must not panic, as nobody could recover it: shapes are checked before.
func share(n, work int, f func(from, to int)) {
	processors := runtime.GOMAXPROCS(0)
	parts := min(4*processors, n, work/worthSharing)
	if processors == 1 || parts < 2 {
		f(0, n)
		return
	}
	var others sync.WaitGroup
	for i := 1; i < parts; i++ {
		others.Add(1)
		go func() {
			defer others.Done()
			f(i*n/parts, (i+1)*n/parts)
		}()
	}
	f(0, n/parts)
	others.Wait()
}
