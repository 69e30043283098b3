package judge

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
)

// hides finds the first variable in a file that := makes anew, though the one
// outside is used there or later. Without one, name is "".
func hides(path string) (name string, line int) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return "", 0 // it was there when it was compiled
	}
	// Which variable is meant where does not depend on the imports, which are not
	// read, and cause errors.
	info := types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}
	config := types.Config{Error: func(error) {}}
	config.Check("main", files, []*ast.File{file}, &info)
	first := file.End()
	for made, inside := range info.Defs {
		if inside == nil || inside.Parent() == nil || inside.Parent().Parent() == nil || made.Pos() >= first {
			continue
		}
		_, outside := inside.Parent().Parent().LookupParent(made.Name, made.Pos())
		for use, used := range info.Uses {
			if used == outside && use.Pos() >= inside.Parent().Pos() {
				first, name, line = made.Pos(), made.Name, files.Position(made.Pos()).Line
			}
		}
	}
	return name, line
}
