package judge

import (
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"runtime"
	"slices"
)

// source is what the text of a function shows beyond its results.
type source struct {
	file       string // its path
	loop       int    // the line of its first loop; 0 if there is none
	shadow     string // a variable that := hides in a loop, or ""
	shadowLine int
}

// sourceOf reads the source of a function, whose file the compiler has noted. If
// that cannot be read, the source has its path alone.
func sourceOf(function any) (s source) {
	info := runtime.FuncForPC(reflect.ValueOf(function).Pointer())
	path, line := info.FileLine(info.Entry())
	s.file = path
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return s
	}
	lineOf := func(n ast.Node) int { return files.Position(n.Pos()).Line }
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if lineOf(n) == line {
				s.read(n.Type, n.Body, lineOf)
			}
		case *ast.FuncLit:
			if lineOf(n) == line {
				s.read(n.Type, n.Body, lineOf)
			}
		}
		return true
	})
	return s
}

// read looks for loops, and in them for a variable that := declares although the
// function has one of that name, and the loop has used that one before.
func (s *source) read(signature *ast.FuncType, body *ast.BlockStmt, lineOf func(ast.Node) int) {
	outside := names(signature)
	for _, statement := range body.List {
		var loop *ast.BlockStmt
		switch statement := statement.(type) {
		case *ast.ForStmt:
			loop = statement.Body
		case *ast.RangeStmt:
			loop = statement.Body
		default:
			for _, name := range defined(statement) {
				outside[name.Name] = true
			}
			continue
		}
		if s.loop == 0 {
			s.loop = lineOf(statement)
		}
		used := map[string]bool{}
		for _, inner := range loop.List {
			declared := defined(inner)
			ast.Inspect(inner, func(n ast.Node) bool {
				if name, ok := n.(*ast.Ident); ok && !slices.Contains(declared, name) {
					used[name.Name] = true
				}
				return true
			})
			for _, name := range declared {
				if s.shadow == "" && outside[name.Name] && used[name.Name] {
					s.shadow, s.shadowLine = name.Name, lineOf(name)
				}
			}
		}
	}
}

// names returns the names of the parameters and results.
func names(signature *ast.FuncType) map[string]bool {
	names := map[string]bool{}
	ast.Inspect(signature, func(n ast.Node) bool {
		if field, ok := n.(*ast.Field); ok {
			for _, name := range field.Names {
				names[name.Name] = true
			}
		}
		return true
	})
	return names
}

// defined returns the variables that a statement declares with :=.
func defined(statement ast.Stmt) (names []*ast.Ident) {
	if a, ok := statement.(*ast.AssignStmt); ok && a.Tok == token.DEFINE {
		for _, left := range a.Lhs {
			if name, ok := left.(*ast.Ident); ok {
				names = append(names, name)
			}
		}
	}
	return names
}
