package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// state is where the reader stands.
type state struct {
	At    string          // the exercise that was asked for; "" for the first that is open
	Done  map[string]bool // by the exercise's name
	Hints map[string]uint // how many were given
	Seed  uint64          // by which the mistakes to find are drawn
	Tried uint            // how many of them are behind
	Found uint            // and were found
	Shown bool            // whether the next has been, so that an answer counts
}

// statePath is in the reader's folder, which git ignores.
func (c *course) statePath() string { return filepath.Join(c.dir, "state.json") }

func (c *course) load() error {
	c.state = state{Done: map[string]bool{}, Hints: map[string]uint{}, Seed: rand.Uint64()}
	text, err := os.ReadFile(c.statePath())
	if errors.Is(err, fs.ErrNotExist) {
		c.say("(You write in the folder %s, which was just made.)", "(Você escreve na pasta %s, que acaba de ser criada.)", folder)
		return c.save()
	}
	if err == nil {
		err = json.Unmarshal(text, &c.state)
	}
	if err == nil && (c.Done == nil || c.Hints == nil) {
		err = errors.New("it lacks Done or Hints")
	}
	if err != nil {
		return fmt.Errorf("%s: %w; delete the file to begin again, your code stays", c.statePath(), err)
	}
	return nil
}

func (c *course) save() error {
	text, err := json.MarshalIndent(c.state, "", "\t")
	if err != nil {
		return err
	}
	err = write(c.statePath(), text)
	c.seen = c.stamp()
	return err
}
