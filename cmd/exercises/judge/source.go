package judge

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"runtime"
)

// source is what the text of a part shows beyond its results.
type source struct {
	file       string // its path
	loop       int    // the line of its first loop; 0 if there is none
	shadow     string // a variable that := hides in a loop, which is used there or later; "" if there is none
	shadowLine int
}

// sourceOf reads the file of a function, which the compiler has noted.
func sourceOf(function uintptr) (s source) {
	s.file, _ = runtime.FuncForPC(function).FileLine(function)
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, s.file, nil, parser.SkipObjectResolution)
	if err != nil {
		return s // it was there when it was compiled
	}
	// Which variable is meant where does not depend on the imports, which are not
	// read, and cause errors.
	info := types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}
	config := types.Config{Error: func(error) {}}
	config.Check("main", files, []*ast.File{file}, &info)
	ast.Inspect(file, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
		default:
			return true
		}
		if s.loop == 0 {
			s.loop = files.Position(n.Pos()).Line
		}
		for id, variable := range info.Defs {
			if variable == nil || variable.Parent() == nil || id.Pos() < n.Pos() || id.Pos() >= n.End() {
				continue
			}
			_, outside := variable.Parent().Parent().LookupParent(id.Name, id.Pos())
			for use, used := range info.Uses {
				if used == outside && outside.Pos() < n.Pos() && n.Pos() <= use.Pos() {
					s.shadow, s.shadowLine = id.Name, files.Position(id.Pos()).Line
				}
			}
		}
		return true
	})
	return s
}
