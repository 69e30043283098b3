package judge

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"backprop/internal/language"
)

// What the reader's code may take.
const (
	patience = 10 * time.Second
	memory   = 1 << 30
)

// Training is the name by which Main calls Train.
const Training = "Training"

// Main is what the reader's program does: it judges the part that its first
// argument names, in the language of the second, and writes the verdict as JSON
// to the file of the third. The command exercises starts it so. With the first
// argument alone, as in a debugger, it takes its time and prints.
func Main(s Solution) {
	switch {
	case len(os.Args) == 2 && slices.Contains(Names, os.Args[1]):
		fmt.Printf("%+v\n", Judge(os.Args[1], s, language.English))
		return
	case len(os.Args) != 4:
		fmt.Fprintf(os.Stderr, "want one of %v; go run ./cmd/exercises says more\n", Names)
		os.Exit(2)
	}
	debug.SetMaxStack(64 << 20) // a function that calls itself for ever need not take a gigabyte
	name, tag := os.Args[1], language.Tag(os.Args[2])
	text, err := json.Marshal(within(patience, memory, name, tag, func() Verdict {
		if name == Training {
			return Train(s, tag)
		}
		return Judge(name, s, tag)
	}))
	if err == nil {
		err = os.WriteFile(os.Args[3], text, 0o600)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// within waits for the verdict as long as the reader's code takes no more than
// this.
func within(patience time.Duration, memory uint64, name string, tag language.Tag, judge func() Verdict) Verdict {
	say := (&trial{tag: tag}).say
	done := make(chan Verdict, 1)
	go func() { done <- judge() }()
	for end := time.After(patience); ; {
		select {
		case v := <-done:
			return v
		case <-end:
			return Verdict{Advice: []string{say("%s has not come back after %v. Does one of its loops never end?",
				"%s não voltou depois de %v. Algum dos seus laços nunca termina?", name, patience)}}
		case <-time.After(50 * time.Millisecond):
			var used runtime.MemStats
			if runtime.ReadMemStats(&used); used.HeapAlloc > memory {
				return Verdict{Advice: []string{say("%s takes more and more memory. Does a loop that appends never end?",
					"%s usa cada vez mais memória. Algum laço com append nunca termina?", name)}}
			}
		}
	}
}
