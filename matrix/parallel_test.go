package matrix

import (
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"
)

// TestParallel: consecutive parts, one for each processor, but no more than
// there are rows, nor more than the work is worth.
func TestParallel(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	tests := []struct {
		processors, n, work int
		want                [][2]int
	}{
		{3, 10, 2*partWork - 1, [][2]int{{0, 10}}},
		{3, 10, 2 * partWork, [][2]int{{0, 5}, {5, 10}}},
		{3, 10, 3 * partWork, [][2]int{{0, 3}, {3, 6}, {6, 10}}},
		{3, 10, 100 * partWork, [][2]int{{0, 3}, {3, 6}, {6, 10}}},
		{3, 2, 100 * partWork, [][2]int{{0, 1}, {1, 2}}},
		{3, 1, 100 * partWork, [][2]int{{0, 1}}},
		{1, 10, 100 * partWork, [][2]int{{0, 10}}},
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

// TestParallelCalls: callers that compute each other's parts each get all of
// theirs, and no more helpers are started than there are other processors.
func TestParallelCalls(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	before := helpers.Swap(0)
	defer helpers.Add(before)
	var callers sync.WaitGroup
	for range 100 {
		callers.Add(1)
		go func() {
			defer callers.Done()
			for range 20 {
				rows := make([]int, 10)
				parallel(len(rows), 3*partWork, func(from, to int) {
					for j := from; j < to; j++ {
						rows[j]++
					}
				})
				if slices.Min(rows) != 1 || slices.Max(rows) != 1 {
					t.Errorf("the rows were computed %v times, want each once", rows)
				}
			}
		}()
	}
	callers.Wait()
	if n := helpers.Load(); n != 2 {
		t.Errorf("%d helpers were started for 3 processors, want 2", n)
	}
}

// TestHelpersCompute: three parts that wait for each other are all under way at
// once, whether the helpers look out or sleep; and after a while they do sleep.
func TestHelpersCompute(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	for range 2 {
		var underWay sync.WaitGroup
		underWay.Add(3)
		parallel(3, 3*partWork, func(from, to int) {
			underWay.Done()
			underWay.Wait()
		})
		select {
		case wake <- struct{}{}: // which only one that sleeps receives
		case <-time.After(10 * time.Second):
			t.Fatal("no helper sleeps after 10 s without work")
		}
	}
}

// TestShared: two processors share the products of a mini-batch of ten at
// 784-30-10, which are what partWork was chosen for.
func TestShared(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	w, x, delta := Zeros(30, 784), Zeros(10, 784), Zeros(30, 10)
	for _, product := range []struct {
		name string
		f    func()
	}{
		{"DotTransposed(w, x)", func() { DotTransposed(w, x) }},
		{"Dot(w, xT)", func() { Dot(w, x.Transpose()) }},
		{"DotInto(w, delta, x)", func() { DotInto(w, delta, x) }},
	} {
		before := helpers.Swap(0)
		product.f()
		if n := helpers.Load(); n != 1 {
			t.Errorf("%s: %d helpers, want 1", product.name, n)
		}
		helpers.Add(before)
	}
}
