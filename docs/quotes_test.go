package docs_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"backprop/nn/steps"
)

// TestQuotes holds the blocks of Go against the files that they quote. Readers
// edit nn/network.go: a comment or a blank line more is no difference there.
func TestQuotes(t *testing.T) {
	all := pages(t)
	for _, b := range blocksOf("go", all) {
		var path, region string
		if _, err := fmt.Sscanf(b.info, "go %s %s", &path, &region); err != nil {
			continue // read has said so
		}
		want, err := quote(path, region)
		if err != nil {
			t.Errorf("%s:%d: %v", b.page.path, b.line, err)
			continue
		}
		if *update {
			b.want = want
			continue
		}
		got := b.content
		if path == "nn/network.go" {
			got, want = withoutComments(got), withoutComments(want)
		}
		if i, page, file := difference(got, want); i >= 0 {
			t.Errorf("%s:%d: the block is not %s of %s:\n\tpage  %q\n\tfile  %q\n\tto mend it: go test ./docs -run TestQuotes -update",
				b.page.path, b.line, region, path, page, file)
		}
	}
	write(t, all)
}

var stepsRegion = regexp.MustCompile(`^([UBH][0-9]+)(?:-([UBH][0-9]+))?$`)

// quote returns the lines of a part of a Go file, without the tabs that all of
// them begin with.
func quote(path, region string) ([]string, error) {
	source, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		return nil, err
	}
	text := strings.ReplaceAll(string(source), "\r\n", "\n")
	lines := strings.Split(text, "\n")
	if names := stepsRegion.FindStringSubmatch(region); names != nil && path == "nn/network.go" {
		first, last := steps.Named(names[1]), steps.Named(cmp.Or(names[2], names[1]))
		lines = lines[first.Line-1 : last.End()]
	} else {
		// As gofmt has it: one line, or all up to the first that is a brace alone.
		declaration := regexp.MustCompile(`(?m)^(func|type) ` + region + `\b(.*[^{\n]$|(?s:.*?)\n}$)`).FindString(text)
		if declaration == "" {
			return nil, fmt.Errorf("%s declares no %s", path, region)
		}
		lines = strings.Split(declaration, "\n")
	}
	indent := len(lines[0]) - len(strings.TrimLeft(lines[0], "\t"))
	var all []string
	for _, line := range lines {
		all = append(all, strings.TrimPrefix(line, strings.Repeat("\t", indent)))
	}
	return all, nil
}

// withoutComments leaves the code alone.
func withoutComments(lines []string) (code []string) {
	for _, line := range lines {
		line, _, _ = strings.Cut(line, "//")
		if line = strings.TrimSpace(line); line != "" {
			code = append(code, line)
		}
	}
	return code
}
