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
	parts   = make(chan part, 64) // that wait for somebody to compute them
	helpers atomic.Int32          // goroutines that do nothing else
)

// parallel calls f for the rows from 0 to n in consecutive parts, one for each
// processor if the work is worth it. Each row is computed in the same way
// whatever part it is in, so that the results are the same bits.
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
	// Whoever is free takes the next part, this goroutine too, so that nobody
	// waits for a helper to wake.
	for left.Load() > 0 {
		select {
		case p := <-parts:
			p.compute()
		default:
			runtime.Gosched()
		}
	}
}

// help computes parts, for ever.
func help() {
	for {
		nextPart().compute()
	}
}

// nextPart waits for a part, at first without sleep.
func nextPart() part {
	for range lookouts {
		select {
		case p := <-parts:
			return p
		default:
		}
	}
	return <-parts
}
