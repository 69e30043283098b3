package docs_test

import (
	"fmt"
	"regexp"
	"strings"
)

// commands finds commands, in the text and in blocks, that name a folder which
// is not there, or a flag that the command does not have.
func (s *site) commands() (faults []fault) {
	for _, p := range s.pages {
		check := func(line int, command string) {
			for _, wrong := range s.wrongWith(command) {
				faults = append(faults, fault{page: p, line: line, text: fmt.Sprintf("%s: %s", command, wrong)})
			}
		}
		for _, code := range p.code {
			check(code.line, code.text)
		}
		for _, b := range p.blocks {
			for i, line := range b.content {
				switch {
				case b.lang() == "sh":
					check(b.line+1+i, line)
				case b.lang() == "console" && i == 0:
					check(b.line+1, strings.TrimPrefix(line, "$ "))
				}
			}
		}
	}
	return faults
}

var (
	// A call of the go command, up to what ends it: go run ./cmd/train -eta 3.
	goCall = regexp.MustCompile(`(?:^|[\s($])go (run|test|vet|build|doc|list) ([^|;&<>()]*)`)
	// A flag in it, without its value: -eta, -eta=3, -eta….
	flagWord = regexp.MustCompile(`^--?([a-zA-Z][\w-]*)`)
)

// wrongWith says what is wrong with the go commands in a line.
func (s *site) wrongWith(line string) (wrong []string) {
	for _, call := range goCall.FindAllStringSubmatch(line, -1) {
		verb, words := call[1], strings.Fields(call[2])
		for i, word := range words {
			if !strings.HasPrefix(word, "./") {
				continue
			}
			folder := strings.TrimSuffix(word, "...")
			if !s.exists(strings.Trim(folder[2:], "/")) {
				wrong = append(wrong, fmt.Sprintf("there is no %s", word))
			} else if verb == "run" && i == 0 {
				wrong = append(wrong, s.wrongFlags(word, words[1:])...)
			}
		}
	}
	return wrong
}

// wrongFlags says which flags a command does not have.
func (s *site) wrongFlags(path string, words []string) (wrong []string) {
	for _, word := range words {
		match := flagWord.FindStringSubmatch(word)
		if match == nil {
			continue
		}
		flags, err := s.flags(path)
		if err != nil {
			return []string{err.Error()}
		}
		if !flags[match[1]] {
			wrong = append(wrong, fmt.Sprintf("%s has no flag -%s", path, match[1]))
		}
	}
	return wrong
}
