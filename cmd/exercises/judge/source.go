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
	file  string // its path
	hides string // a variable that := makes anew, though the one outside is used there or later; "" if there is none
	line  int    // of that :=
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
		define, ok := n.(*ast.AssignStmt)
		if !ok || define.Tok != token.DEFINE {
			return true
		}
		for _, left := range define.Lhs {
			name, _ := left.(*ast.Ident)
			inside := info.Defs[name]
			if inside == nil {
				continue // it is not new
			}
			block := inside.Parent()
			_, outside := block.Parent().LookupParent(name.Name, name.Pos())
			for use, used := range info.Uses {
				if used == outside && use.Pos() >= block.Pos() {
					s.hides, s.line = name.Name, files.Position(name.Pos()).Line
				}
			}
		}
		return true
	})
	return s
}
