package judge

import (
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"runtime"
)

// source is what the text of a function shows beyond its results.
type source struct {
	loop       int    // the line of its first loop; 0 if there is none
	shadow     string // a variable that := hides in a loop, or ""
	shadowLine int
}

// sourceOf reads the source of a function, whose file the compiler has noted. It
// is empty where that cannot be read.
func sourceOf(function any) (s source) {
	info := runtime.FuncForPC(reflect.ValueOf(function).Pointer())
	path, line := info.FileLine(info.Entry())
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
// function has one of that name, and the loop used that one before.
func (s *source) read(signature *ast.FuncType, body *ast.BlockStmt, lineOf func(ast.Node) int) {
	outside := map[string]bool{}
	for _, list := range []*ast.FieldList{signature.Params, signature.Results} {
		if list != nil {
			for _, field := range list.List {
				for _, name := range field.Names {
					outside[name.Name] = true
				}
			}
		}
	}
	for _, statement := range body.List {
		var loop *ast.BlockStmt
		switch statement := statement.(type) {
		case *ast.ForStmt:
			loop = statement.Body
		case *ast.RangeStmt:
			loop = statement.Body
		case *ast.AssignStmt:
			for _, name := range defined(statement) {
				outside[name.Name] = true
			}
		}
		if loop == nil {
			continue
		}
		if s.loop == 0 {
			s.loop = lineOf(statement)
		}
		used := map[string]bool{}
		for _, inner := range loop.List {
			assignment, ok := inner.(*ast.AssignStmt)
			names := map[*ast.Ident]bool{}
			if ok {
				for _, name := range defined(assignment) {
					names[name] = true
				}
			}
			ast.Inspect(inner, func(n ast.Node) bool {
				if name, ok := n.(*ast.Ident); ok && !names[name] {
					used[name.Name] = true
				}
				return true
			})
			for name := range names {
				if s.shadow == "" && outside[name.Name] && used[name.Name] {
					s.shadow, s.shadowLine = name.Name, lineOf(name)
				}
			}
		}
	}
}

// defined returns the variables that a := declares.
func defined(a *ast.AssignStmt) (names []*ast.Ident) {
	if a.Tok != token.DEFINE {
		return nil
	}
	for _, left := range a.Lhs {
		if name, ok := left.(*ast.Ident); ok {
			names = append(names, name)
		}
	}
	return names
}
