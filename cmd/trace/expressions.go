package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// These are what the page has under Go's names: for what is built in, of
// packages, and of values.
const (
	builtins = " len append make min max float64 int panic zerosLike "
	packages = " math.Abs math.Cosh math.Exp math.Log math.Max math.Min math.Pow math.Sqrt math.Tanh matrix.Add matrix.Sub matrix.Hadamard matrix.Scale matrix.Dot matrix.Zeros matrix.Column "
	members  = " X Y Transpose Map Rows Cols Clone "
	reserved = " arguments await class delete do enum eval export extends finally function implements in instanceof let matrix math new null private protected public static super this throw try typeof void while with yield "
)

func among(list, name string) bool { return strings.Contains(list, " "+name+" ") }

func named(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

// tuple is one expression, or several as JavaScript sets and returns them.
func (t *translator) tuple(list []ast.Expr, translated func(ast.Expr) string) string {
	if len(list) == 1 {
		return translated(list[0])
	}
	return "[" + t.list(list, translated) + "]"
}

func (t *translator) list(list []ast.Expr, translated func(ast.Expr) string) string {
	var all []string
	for _, e := range list {
		all = append(all, translated(e))
	}
	return strings.Join(all, ", ")
}

func mentions(list []ast.Expr, name string) (found bool) {
	for _, e := range list {
		ast.Inspect(e, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			found = found || ok && id.Name == name
			return true
		})
	}
	return found
}

// isReal reports whether an expression is surely a float64: by its look, as types
// are not known here.
func (t *translator) isReal(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return e.Kind == token.FLOAT
	case *ast.Ident:
		return t.real[e.Name]
	case *ast.ParenExpr:
		return t.isReal(e.X)
	case *ast.UnaryExpr:
		return t.isReal(e.X)
	case *ast.BinaryExpr:
		return t.isReal(e.X) || t.isReal(e.Y)
	case *ast.IndexExpr: // m[j][k], an entry
		_, ok := e.X.(*ast.IndexExpr)
		return ok
	case *ast.CallExpr:
		f, ok := e.Fun.(*ast.SelectorExpr)
		return named(e.Fun, "float64") || ok && named(f.X, "math")
	}
	return false
}

func (t *translator) expr(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		f := t.declared[e.Name]
		for _, v := range t.variables {
			if v == e.Name {
				return v
			}
		}
		switch {
		case e.Name == "nil":
			return "null"
		case e.Name == "true" || e.Name == "false":
			return e.Name
		case f != nil && f.Recv == nil:
			t.wanted = append(t.wanted, e.Name)
			return "go." + e.Name
		case among(builtins, e.Name):
			return "go." + e.Name
		}
		t.refuse(e, e.Name)
	case *ast.BasicLit:
		if e.Kind == token.CHAR || e.Kind == token.IMAG || strings.ContainsAny(e.Value, "pP") && e.Kind == token.FLOAT {
			t.refuse(e, e.Value)
		}
		return e.Value
	case *ast.ParenExpr:
		return "(" + t.expr(e.X) + ")"
	case *ast.UnaryExpr:
		if e.Op != token.SUB && e.Op != token.ADD && e.Op != token.NOT {
			t.refuse(e, e.Op.String())
		}
		return e.Op.String() + "(" + t.expr(e.X) + ")" // not --, of two
	case *ast.BinaryExpr:
		if e.Op == token.QUO && !t.isReal(e) {
			t.refuse(e, "a division, unless one side is surely a float64, as 2.0 and float64(n) are")
		} else if !among(" + - * / && || == != < <= > >= ", e.Op.String()) {
			t.refuse(e, e.Op.String())
		}
		return t.expr(e.X) + " " + e.Op.String() + " " + t.expr(e.Y)
	case *ast.IndexExpr:
		list := t.expr(e.X)
		return list + "[go.index(" + t.expr(e.Index) + ", " + list + ")]"
	case *ast.SelectorExpr:
		if id, ok := e.X.(*ast.Ident); ok && among(packages, id.Name+"."+e.Sel.Name) {
			return id.Name + "." + e.Sel.Name
		}
		if f := t.declared[e.Sel.Name]; f != nil && f.Recv != nil {
			t.wanted = append(t.wanted, e.Sel.Name)
		} else if !among(t.members, e.Sel.Name) {
			t.refuse(e, "the name "+e.Sel.Name)
		}
		return t.expr(e.X) + "." + e.Sel.Name
	case *ast.ArrayType: // of make: what the list is filled with
		if named(e.Elt, "float64") || named(e.Elt, "int") {
			return "0"
		}
		return "null"
	case *ast.CompositeLit:
		text := "[" + t.list(e.Elts, t.expr) + "]"
		switch of := e.Type.(type) {
		case *ast.SelectorExpr:
			if of.Sel.Name == "Matrix" {
				return "matrix.of(" + text + ")"
			}
		case *ast.ArrayType:
			if of.Len == nil {
				return text
			}
		case nil: // a row of a matrix
			return text
		}
		t.refuse(e, "a value of this type")
	case *ast.FuncLit:
		return t.inScope(func() string { return "(" + t.fields(e.Type.Params) + ") => {\n" + t.block(e.Body.List) + "}" })
	case *ast.CallExpr:
		if e.Ellipsis.IsValid() { // append's: it takes one list, or entries
			return t.expr(e.Fun) + "(" + t.expr(e.Args[0]) + ", ..." + t.expr(e.Args[1]) + ")"
		}
		return t.expr(e.Fun) + "(" + t.list(e.Args, t.expr) + ")"
	}
	t.refuse(e, "")
	return ""
}

// hook is the call after a step, of which s is the last statement: it hands over
// what that set, and the variables that are new or others since the last step.
func (t *translator) hook(step string, s ast.Stmt) string {
	value := "null"
	ast.Inspect(s, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok {
			set := a.Lhs[len(a.Lhs)-1]
			for index, ok := set.(*ast.IndexExpr); ok && !t.inReach(set); index, ok = set.(*ast.IndexExpr) {
				set = index.X // by a variable of a loop: all of what that fills
			}
			if t.inReach(set) {
				value = t.expr(set)
			}
		}
		return true
	})
	slices.Sort(t.set)
	changed := slices.DeleteFunc(slices.Compact(t.set), func(name string) bool { return !slices.Contains(t.variables, name) })
	t.set = nil
	return fmt.Sprintf("go.step(%q, %s, {%s});\n", step, value, strings.Join(changed, ", "))
}

// inReach reports whether all variables of an expression are in scope.
func (t *translator) inReach(e ast.Expr) bool {
	reach := true
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			reach = reach && (slices.Contains(t.variables, id.Name) || among(t.members+builtins, id.Name))
		}
		return true
	})
	return reach
}

type refusal struct{ error }

func (t *translator) refuse(n ast.Node, what string) {
	if what == "" {
		what = "a " + strings.TrimPrefix(fmt.Sprintf("%T", n), "*ast.")
	}
	panic(refusal{fmt.Errorf("%v: the page has no translation for %s", t.files.Position(n.Pos()), what)})
}
