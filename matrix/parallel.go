package matrix

import (
	"runtime"
	"sync"
)

// parallelWork is how many multiplications make it worth waking another
// processor, which takes some 50 µs if it sleeps. The products of a mini-batch
// of ten at 784-30-10 have 235,200, take as long themselves, and come out slower
// when shared (BenchmarkDot); those of a hundred test examples gain.
const parallelWork = 1_000_000

// parallel calls f for the rows from 0 to n in consecutive parts, one for each
// processor if the work is worth it. Each row is computed in the same way
// whatever part it is in, so that the results are the same bits.
func parallel(n, work int, f func(from, to int)) {
	parts := min(runtime.GOMAXPROCS(0), n)
	if work < parallelWork || parts == 1 {
		f(0, n)
		return
	}
	var others sync.WaitGroup
	for part := 1; part < parts; part++ {
		others.Add(1)
		go func() {
			defer others.Done()
			f(part*n/parts, (part+1)*n/parts)
		}()
	}
	f(0, n/parts) // this goroutine's part
	others.Wait()
}
