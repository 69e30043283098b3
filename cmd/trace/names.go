package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// What the page has under Go's names, declared for the type checker; page/matrix.js
// defines it. All else is refused.
const builtins = " len append min max float64 panic nil true false "

var declarations = map[string]string{
	"math": `package math
		var Abs, Cosh, Exp, Log, Max, Min, Pow, Sqrt, Tanh func(...float64) float64`,
	"backprop/matrix": `package matrix
		type Matrix [][]float64
		var Add, Sub, Hadamard, Dot func(a, b Matrix) Matrix
		var Scale func(k float64, m Matrix) Matrix
		var Zeros func(rows, cols int) Matrix
		var Column func(...float64) Matrix
		func (Matrix) Transpose() Matrix
		func (Matrix) Clone() Matrix
		func (Matrix) Map(func(float64) float64) Matrix
		func (Matrix) Rows() int
		func (Matrix) Cols() int`,
	"nn": `package nn
		import "backprop/matrix"
		type Example struct{ X, Y matrix.Matrix }
		func zerosLike([]matrix.Matrix) []matrix.Matrix`,
}

// namesIn finds out what the names in a network.go mean: nothing, if the page has
// nothing of this name.
func namesIn(files *token.FileSet, file *ast.File) *types.Info {
	names := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}
	var check importer
	check = func(path string, more ...*ast.File) (*types.Package, error) {
		declared, err := parser.ParseFile(files, path, declarations[path], parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		config := types.Config{Importer: check, Error: func(error) {}} // which lets it go on
		known, _ := config.Check(path, files, append(more, declared), names)
		return known, nil
	}
	check("nn", file)
	return names
}

type importer func(path string, more ...*ast.File) (*types.Package, error)

func (i importer) Import(path string) (*types.Package, error) { return i(path) }

// local is a variable's name in JavaScript, which may keep the plain one for itself,
// and has no z := f(z) with the outer z.
func (t *translator) local(v types.Object) string {
	if !slices.Contains(t.locals, v) {
		t.locals = append(t.locals, v)
	}
	return fmt.Sprintf("%s$%d", v.Name(), slices.Index(t.locals, v)+1)
}

// setting returns the name of what is set here: of a variable, or of a list with an
// entry that is.
func (t *translator) setting(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.IndexExpr:
		return t.setting(e.X)
	case *ast.Ident:
		if v := t.names.ObjectOf(e); v != nil && v.Parent() != nil {
			t.set = append(slices.DeleteFunc(t.set, func(other types.Object) bool { return other.Name() == e.Name }), v)
		}
		return t.name(e)
	}
	return ""
}

// variables translates a var inside a function. A variable without a value is 0 or,
// where it is a list, nil.
func (t *translator) variables(d *ast.GenDecl) (text string) {
	for _, s := range d.Specs {
		spec, ok := s.(*ast.ValueSpec)
		if !ok || d.Tok != token.VAR || len(spec.Values) > 0 && len(spec.Values) != len(spec.Names) {
			return t.refuse(d, "a "+d.Tok.String()+" of this kind")
		}
		for i, id := range spec.Names {
			value := ""
			switch kind := t.names.Defs[id].Type().Underlying(); {
			case len(spec.Values) > 0:
				value = t.text(spec.Values[i])
			case kind == types.Typ[types.Int], kind == types.Typ[types.Float64]:
				value = "0"
			default:
				if _, ok := kind.(*types.Slice); !ok {
					return t.refuse(spec, "a variable of this type")
				}
				value = "null"
			}
			text += "let " + t.name(id) + " = " + value + "; "
		}
	}
	return text
}

// name translates the name of a variable, a function, or what Go has built in.
func (t *translator) name(id *ast.Ident) string {
	switch v := t.names.ObjectOf(id).(type) {
	case *types.Func:
		t.wanted = append(t.wanted, id.Name)
	case *types.Var:
		if v.Parent() == v.Pkg().Scope() {
			return t.refuse(id, id.Name+", a variable outside the functions")
		}
		return t.local(v)
	default:
		if id.Name != "_" && !strings.Contains(builtins, " "+id.Name+" ") {
			return t.refuse(id, id.Name)
		}
	}
	return "go." + id.Name
}

// selected translates what stands in a package, a field, or a method.
func (t *translator) selected(n *ast.SelectorExpr) string {
	switch known := t.names.Uses[n.Sel].(type) {
	case nil, *types.TypeName:
		return t.refuse(n, types.ExprString(n))
	case *types.Func: // which would lose its receiver
		if n != t.called {
			return t.refuse(n, known.Name()+", a method that is not called here")
		}
	}
	t.wanted = append(t.wanted, n.Sel.Name) // if it is a method of the file
	if id, ok := n.X.(*ast.Ident); ok {
		if p, ok := t.names.Uses[id].(*types.PkgName); ok && p.Imported().Name() == "math" {
			return "Math." + strings.ToLower(n.Sel.Name)
		} else if ok {
			return "matrix." + n.Sel.Name
		}
	}
	return t.text(n.X) + "." + n.Sel.Name
}
