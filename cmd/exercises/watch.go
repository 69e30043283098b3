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
		done, err := c.work()
		if err != nil {
			return err
		}
		if !done {
			fmt.Fprintln(c.out)
			c.say("", "(Watching your files. ? gives a hint, Ctrl-C ends.)", "(Observando os seus arquivos. ? dá uma dica, Ctrl-C encerra.)")
			if err := c.wait(lines); err != nil {
				return err
			}
		}
		if e, _ := c.current(); e == nil || c.at != "" && c.Done[e.name] {
			return nil
		}
		fmt.Fprintln(c.out)
	}
}

// wait returns when there is something new to work on.
func (c *course) wait(lines <-chan string) error {
	seen := c.stamp()
	for {
		select {
		case <-c.ctx.Done():
			return c.ctx.Err()
		case line := <-lines:
			done, err := c.typed(line)
			if err != nil {
				c.say("", "%v", "%v", err)
			}
			if done {
				return nil
			}
			seen = c.stamp()
		case <-time.After(200 * time.Millisecond):
			if now := c.stamp(); now != seen {
				if c.terminal.Width > 0 {
					fmt.Fprint(c.out, "\x1b[H\x1b[2J") // clears the window
				}
				s, err := load(c.dir) // another terminal may have given an answer
				c.state = s
				return err
			}
		}
	}
}

// typed takes a line from the keyboard, and reports whether there is something
// new to work on.
func (c *course) typed(line string) (done bool, err error) {
	e, _ := c.current()
	switch {
	case line == "" || e == nil:
		return false, nil
	case line == "?":
		return false, c.hint()
	}
	done, err = c.answer(line)
	return done || e.find, err
}

// stamp changes when a file in the reader's folder does.
func (c *course) stamp() (stamp string) {
	entries, err := os.ReadDir(c.dir)
	if err != nil {
		return err.Error()
	}
	for _, entry := range entries {
		if info, err := entry.Info(); err == nil {
			stamp += fmt.Sprintln(info.Name(), info.Size(), info.ModTime().UnixNano())
		}
	}
	return stamp
}
