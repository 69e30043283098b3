package docs_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"backprop/nn/steps"
)

// quotes finds blocks of Go that are not what the file has.
func (s *site) quotes() (faults []fault) {
	s.each("go", func(b *block) {
		words := strings.Fields(b.info)
		if len(words) != 3 {
			return // blocks speaks of it
		}
		want, err := quote(s.root, words[1], words[2])
		if err != nil {
			faults = append(faults, fault{page: b.page, line: b.line, text: err.Error()})
			return
		}
		if i := firstDifference(b.content, want); i >= 0 {
			faults = append(faults, fault{
				page: b.page, line: b.line + 1 + i,
				text:  fmt.Sprintf("the block is not %s of %s:\n\tpage  %s\n\tfile  %s", words[2], words[1], lineAt(b.content, i), lineAt(want, i)),
				fix:   "go test ./docs -run TestQuotes -update",
				block: b, want: want,
			})
		}
	})
	return faults
}

// quote returns the lines of a part of a Go file.
func quote(root, path, region string) ([]string, error) {
	if !filepath.IsLocal(path) {
		return nil, fmt.Errorf("%s is not a path from the repository's root", path)
	}
	content, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(path)))
	if err != nil {
		return nil, fmt.Errorf("there is no file %s", path)
	}
	source := strings.ReplaceAll(string(content), "\r\n", "\n")
	first, last, err := linesOfSteps(path, region)
	if first == 0 && err == nil {
		first, last, err = linesOfDeclaration(path, source, region)
	}
	if err != nil {
		return nil, err
	}
	return dedent(strings.Split(source, "\n")[first-1 : last]), nil
}

var stepsRegion = regexp.MustCompile(`^([UBH][0-9]+)(?:-([UBH][0-9]+))?$`)

// linesOfSteps returns the first and the last line of B7 or B15-B19, counted
// from 1; 0 if the region does not look so.
func linesOfSteps(path, region string) (first, last int, err error) {
	names := stepsRegion.FindStringSubmatch(region)
	if names == nil {
		return 0, 0, nil
	}
	if path != "nn/network.go" {
		return 0, 0, fmt.Errorf("%s is a step of the chapter, and only nn/network.go has these", region)
	}
	if names[2] == "" {
		names[2] = names[1]
	}
	for _, step := range steps.All() {
		if step.Name == names[1] {
			first = step.Line
		}
		if step.Name == names[2] {
			last = step.End()
		}
	}
	if first == 0 || last < first {
		return 0, 0, fmt.Errorf("nn/network.go has no steps %s", region)
	}
	return first, last, nil
}

// linesOfDeclaration returns the first and the last line of a declaration,
// without its doc comment. In a group it is that of the whole group.
func linesOfDeclaration(path, source, name string) (first, last int, err error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, source, parser.SkipObjectResolution)
	if err != nil {
		return 0, 0, err
	}
	for _, d := range file.Decls {
		if slices.Contains(namesOf(d), name) {
			return files.Position(d.Pos()).Line, files.Position(d.End()).Line, nil
		}
	}
	return 0, 0, fmt.Errorf("%s declares no %s", path, name)
}

// namesOf returns the names that a declaration gives; of a method, Type.Method.
func namesOf(d ast.Decl) (names []string) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		name := d.Name.Name
		if d.Recv != nil {
			receiver := d.Recv.List[0].Type
			if star, ok := receiver.(*ast.StarExpr); ok {
				receiver = star.X
			}
			if generic, ok := receiver.(*ast.IndexExpr); ok {
				receiver = generic.X
			}
			name = fmt.Sprint(receiver) + "." + name
		}
		names = append(names, name)
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				names = append(names, spec.Name.Name)
			case *ast.ValueSpec:
				for _, ident := range spec.Names {
					names = append(names, ident.Name)
				}
			}
		}
	}
	return names
}

// dedent takes the tabs from the lines that all of them begin with.
func dedent(lines []string) []string {
	least := -1
	for _, line := range lines {
		if indent := len(line) - len(strings.TrimLeft(line, "\t")); line != "" && (least < 0 || indent < least) {
			least = indent
		}
	}
	var dedented []string
	for _, line := range lines {
		dedented = append(dedented, line[min(max(least, 0), len(line)):])
	}
	return dedented
}

// firstDifference returns the index of the first line that differs, or -1.
func firstDifference(a, b []string) int {
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			return i
		}
	}
	return -1
}

// lineAt returns a line in quotes, for a message.
func lineAt(lines []string, i int) string {
	if i >= len(lines) {
		return "(ends here)"
	}
	return fmt.Sprintf("%q", lines[i])
}
