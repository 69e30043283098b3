package judge

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	"backprop/internal/language"
)

// Patience is how long the reader's code may take.
const Patience = 10 * time.Second

// Training is the name by which Main calls Train.
const Training = "Training"

// Main is what the reader's program does: it judges the part that its first
// argument names, in the language of the second, and writes the verdict as JSON
// to the file of the third. The command exercises starts it so.
func Main(s Solution) {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "this is judged by go run ./cmd/exercises")
		os.Exit(2)
	}
	name, tag := os.Args[1], language.Tag(os.Args[2])
	text, err := json.Marshal(within(Patience, name, tag, func() Verdict {
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

// within waits so long for the verdict, and no longer.
func within(patience time.Duration, name string, tag language.Tag, judge func() Verdict) Verdict {
	done := make(chan Verdict, 1)
	go func() { done <- judge() }()
	select {
	case v := <-done:
		return v
	case <-time.After(patience):
		return Verdict{Advice: []string{(&trial{tag: tag}).say(
			"%s has not come back after %v. Does one of its loops never end?",
			"%s não voltou depois de %v. Algum dos seus laços nunca termina?", name, patience)}}
	}
}
