package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"strings"
)

// What the page has, under Go's names: see page/matrix.js. An m is a matrix.
const (
	builtins = " len append min max float64 panic zerosLike nil true false "
	dotted   = " math.Abs math.Cosh math.Exp math.Log math.Max math.Min math.Pow math.Sqrt math.Tanh matrix.Add matrix.Sub matrix.Hadamard" +
		" matrix.Scale matrix.Dot matrix.Zeros matrix.Column m.Transpose m.Map m.Rows m.Cols m.Clone "
	operators = " + - * / ! && || == != < <= > >= = := += -= *= ++ -- break continue "
)

func among(list, name string) bool { return strings.Contains(list, " "+name+" ") }

// expr translates an expression.
func (t *translator) expr(n ast.Node) string {
	switch n := n.(type) {
	case *ast.Ident:
		js, f := t.variable(n.Name, 0).js, t.declared[n.Name]
		if js == "" && f != nil && f.Recv == nil {
			t.wanted = append(t.wanted, n.Name)
		} else if js == "" && !among(builtins, n.Name) {
			return t.refuse(n, n.Name)
		}
		return cmp.Or(js, "go."+n.Name)
	case *ast.SelectorExpr:
		if id, ok := n.X.(*ast.Ident); ok && t.variable(id.Name, 0).js == "" {
			if !among(dotted, id.Name+"."+n.Sel.Name) {
				t.refuse(n, id.Name+"."+n.Sel.Name)
			}
			if id.Name == "math" {
				return "Math." + strings.ToLower(n.Sel.Name)
			}
			return id.Name + "." + n.Sel.Name
		}
		if t.declared[n.Sel.Name] != nil {
			t.wanted = append(t.wanted, n.Sel.Name)
		}
		return t.text(n.X) + "." + n.Sel.Name
	case *ast.BasicLit:
		if n.Kind != token.STRING && strings.Trim(n.Value, "0123456789.e-") != "" {
			return t.refuse(n, n.Value)
		}
		return n.Value
	case *ast.BinaryExpr:
		if n.Op == token.QUO && !t.isReal(n) {
			return t.refuse(n, "a division, unless one side is surely a float64, as 2.0 and float64(n) are")
		}
		return t.operation(n, n.Op)
	case *ast.UnaryExpr:
		return t.operation(n, n.Op)
	case *ast.IndexExpr:
		list := t.text(n.X)
		return list + "[go.index(" + t.text(n.Index) + ", " + list + ")]"
	case *ast.CompositeLit:
		if types.ExprString(n.Type) != "[]matrix.Matrix" {
			return t.refuse(n, "a value of this type")
		}
		return "[" + strings.Join(t.texts(n.Elts), ", ") + "]"
	case *ast.FuncLit:
		return t.within(func() string { return "(" + t.fields(n.Type.Params) + ") => " + t.text(n.Body) })
	case *ast.CallExpr:
		f, ok := n.Fun.(*ast.SelectorExpr)
		if ok && t.declared[f.Sel.Name] == nil && !strings.Contains(dotted, "."+f.Sel.Name+" ") {
			return t.refuse(f.Sel, f.Sel.Name)
		} else if n.Ellipsis.IsValid() {
			return t.refuse(n, "...")
		}
		return t.written(n)
	case *ast.ParenExpr:
		return t.written(n)
	}
	return t.refuse(n, strings.Replace(fmt.Sprintf("%T", n), "*ast.", "a ", 1))
}

// operation is written as in Go, if JavaScript has the operator.
func (t *translator) operation(n ast.Node, operator token.Token) string {
	if !among(operators, operator.String()) {
		return t.refuse(n, operator.String())
	}
	return t.written(n)
}

// lineEnds are the ends of lines, with the comments and blank lines there.
var lineEnds = regexp.MustCompile(`(\s*(//[^\n]*)?\n)+`)

// written is what stands in the source, with its parts translated.
func (t *translator) written(n ast.Node) string {
	text, at := "", n.Pos()
	upTo := func(end token.Pos) {
		text += lineEnds.ReplaceAllString(t.source[t.files.Position(at).Offset:t.files.Position(end).Offset], "\n")
	}
	ast.Inspect(n, func(part ast.Node) bool {
		if part != nil && part != n {
			upTo(part.Pos())
			text, at = text+t.text(part), part.End()
		}
		return part == n
	})
	upTo(n.End())
	return text
}

func named(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

// isReal reports whether an operand is surely a float64: by its look, as types are
// not known here.
func (t *translator) isReal(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return e.Kind == token.FLOAT
	case *ast.Ident:
		return t.variable(e.Name, 0).real
	case *ast.ParenExpr:
		return t.isReal(e.X)
	case *ast.BinaryExpr:
		return t.isReal(e.X) || t.isReal(e.Y)
	case *ast.CallExpr:
		f, ok := e.Fun.(*ast.SelectorExpr)
		return named(e.Fun, "float64") || ok && named(f.X, "math")
	}
	return false
}
