package matrix

import (
	"runtime"
	"sync/atomic"
)

// partWork is how many multiplications make a part that another processor may
// compute: some 20 µs of work, against 1 µs to hand it over. The products of a
// mini-batch of ten at 784-30-10, of 235,200, are shared by two.
const partWork = 100_000

// lookouts is how often a helper looks for the next part, some 100 µs long,
// before it sleeps. To wake it then takes 50 µs, more than the next part of a
// mini-batch would save.
const lookouts = 20_000

// part is the rows from one to another of a product.
type part struct {
	f        func(from, to int)
	from, to int
	left     *atomic.Int32 // parts of the product not done yet
}

func (p part) compute() {
	p.f(p.from, p.to)
	p.left.Add(-1)
}

var (
	parts   = make(chan part, 64) // that nobody computes yet; a caller who finds it full waits
	wake    = make(chan struct{}) // received by helpers that sleep
	helpers atomic.Int32          // goroutines that do nothing but compute parts
)

// parallel calls f for the rows from 0 to n in consecutive parts, one for each
// processor if the work is worth it. Each row is computed in the same way
// whatever part it is in, so that the results are the same bits.
//
// f must not panic: in a helper, nobody could recover. So shapes are checked
// before. For a debugger, GOMAXPROCS=1 keeps it all in one goroutine.
func parallel(n, work int, f func(from, to int)) {
	count := min(runtime.GOMAXPROCS(0), n, work/partWork)
	if count < 2 {
		f(0, n)
		return
	}
	for started := helpers.Load(); started < int32(count-1); started = helpers.Load() {
		if helpers.CompareAndSwap(started, started+1) {
			go help()
		}
	}
	var left atomic.Int32
	left.Store(int32(count))
	for i := range count {
		parts <- part{f, i * n / count, (i + 1) * n / count, &left}
	}
	for range count - 1 {
		select {
		case wake <- struct{}{}:
		default: // nobody sleeps
		}
	}
	// Whoever is awake takes the next part, this goroutine too, so that it waits
	// only for what is being computed.
	for left.Load() > 0 {
		select {
		case p := <-parts:
			p.compute()
		default:
			runtime.Gosched()
		}
	}
}

// help computes parts, for ever. It sleeps when there was none for a while.
func help() {
	for idle := 0; ; idle++ {
		select {
		case p := <-parts:
			p.compute()
			idle = 0
		default:
			if idle >= lookouts {
				<-wake
				idle = 0
			}
		}
	}
}
