package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// watch works on the exercise at hand, again whenever a file of the reader's is
// saved. A line that is typed is an answer, or asks for a hint with ?. It ends
// when all is done, or with the context.
func (c *course) watch(keyboard io.Reader) error {
	c.watching = true
	lines := make(chan string)
	go func() {
		for in := bufio.NewScanner(keyboard); in.Scan(); {
			lines <- strings.TrimSpace(in.Text())
		}
	}()
	for {
		all := c.current() == nil
		c.seen = c.stamp() // before the work, which takes a while: what is saved meanwhile counts
		done, err := c.work()
		if err == nil && !done {
			fmt.Fprintln(c.out)
			c.say("(Watching your files. ? gives a hint, Ctrl-C ends.)", "(Observando os seus arquivos. ? dá uma dica, Ctrl-C encerra.)")
			err = c.wait(lines)
		}
		if err != nil || all {
			return err
		}
		fmt.Fprintln(c.out)
	}
}

// wait returns when there is something new to work on: with the right answer, or
// when the files are no longer those that were seen.
func (c *course) wait(lines <-chan string) error {
	for {
		select {
		case <-c.ctx.Done():
			return c.ctx.Err()
		case line := <-lines:
			var done bool
			var err error
			switch e := c.current(); {
			case line == "" && e.part == "" && e.ask == nil:
				return nil // the next code
			case line == "?":
				err = c.hint()
			case line != "":
				done, err = c.answer(line)
			}
			if err != nil {
				c.say("%v", "%v", err)
			}
			if done {
				return nil
			}
		case <-time.After(200 * time.Millisecond):
			if c.stamp() != c.seen {
				if c.screen {
					fmt.Fprint(c.out, "\x1b[H\x1b[2J") // clears the window
				}
				return c.load() // another terminal may have given an answer
			}
		}
	}
}

// stamp changes when a file in the reader's folder does.
func (c *course) stamp() (stamp string) {
	entries, _ := os.ReadDir(c.dir) // which newCourse has made
	for _, entry := range entries {
		if info, err := entry.Info(); err == nil {
			stamp += fmt.Sprintln(info.Name(), info.Size(), info.ModTime().UnixNano())
		}
	}
	return stamp
}
