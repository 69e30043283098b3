package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"backprop/nn/steps"
)

// What the page has, under Go's names: see page/matrix.js. An m is a matrix.
const (
	builtins = " len append min max float64 panic zerosLike nil true false "
	dotted   = " math.Abs math.Cosh math.Exp math.Log math.Max math.Min math.Pow math.Sqrt math.Tanh matrix.Add matrix.Sub matrix.Hadamard" +
		" matrix.Scale matrix.Dot matrix.Zeros matrix.Column m.Transpose m.Map m.Rows m.Cols m.Clone "
	operators = " + - * / ! && || == != < <= > >= = := += -= *= ++ -- break continue "
)

func among(list, name string) bool { return strings.Contains(list, " "+name+" ") }

// translate turns Backprop, Feedforward and UpdateMiniBatch of a network.go that
// compiles, and the functions of the file that they call, into JavaScript,
// statement by statement: each becomes a method of an object "go", from which the
// networks inherit. After each step of Backprop stands a call of go.step with the
// step's name and the variables that were set in it, the last set last. An error
// says what has no translation, and at which position.
func translate(source string) (functions map[string]string, err error) {
	t := &translator{source: source, files: token.NewFileSet(), declared: map[string]*ast.FuncDecl{}, ends: map[int]string{}}
	file, err := parser.ParseFile(t.files, "nn/network.go", source, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			t.declared[f.Name.Name] = f
		}
	}
	for _, s := range steps.In(source) {
		if s.Func == "Backprop" {
			t.ends[s.End()] = s.Name
		}
	}
	functions = map[string]string{}
	t.wanted = []string{"Backprop", "Feedforward", "UpdateMiniBatch"}
	for i := 0; i < len(t.wanted) && t.err == nil; i++ { // their translation wants more
		name := t.wanted[i]
		if t.declared[name] == nil {
			return nil, fmt.Errorf("nn/network.go has no function %s", name)
		}
		if functions[name] == "" {
			functions[name] = t.function(t.declared[name])
		}
	}
	return functions, t.err
}

type translator struct {
	source   string
	files    *token.FileSet
	declared map[string]*ast.FuncDecl // the file's functions and methods
	wanted   []string                 // those to translate
	ends     map[int]string           // the steps of Backprop, by their last lines
	scope    []variable               // the variables in scope, the innermost last
	block    int                      // where those of the innermost block begin
	count    int                      // of all that were declared
	set      []string                 // the names of those set since the last step
	literal  bool                     // whether this is in a function literal, which has no steps
	err      error                    // the first refusal
}

// variable has a number in JavaScript, where its name may be taken.
type variable struct {
	name, js string
	real     bool // a parameter of type float64
}

func (t *translator) refuse(n ast.Node, what string) string {
	if t.err == nil {
		t.err = fmt.Errorf("%v: the page has no translation for %s", t.files.Position(n.Pos()), what)
	}
	return ""
}

// declare makes a variable of the innermost block, of a type if it is known; "_" is the gap in a list.
func (t *translator) declare(id *ast.Ident, of ast.Expr) string {
	if id.Name == "_" {
		return ""
	}
	t.count++
	js := fmt.Sprintf("%s$%d", id.Name, t.count)
	t.scope, t.set = append(t.scope, variable{id.Name, js, named(of, "float64")}), append(t.set, id.Name)
	return js
}

// variable returns what a name stands for in the scope from an index on.
func (t *translator) variable(name string, from int) (found variable) {
	for _, v := range t.scope[from:] {
		if v.name == name {
			found = v
		}
	}
	return found
}

func (t *translator) fields(list *ast.FieldList) string {
	var names []string
	for i := 0; list != nil && i < len(list.List); i++ {
		for _, id := range list.List[i].Names {
			names = append(names, t.declare(id, list.List[i].Type))
		}
	}
	return strings.Join(names, ", ")
}

func (t *translator) function(f *ast.FuncDecl) string {
	t.scope, t.set, t.block, t.count = nil, nil, 0, 0
	text := f.Name.Name + "(" + t.fields(f.Type.Params) + ") {\n"
	if net := t.fields(f.Recv); net != "" {
		text += "let " + net + " = this;\n"
	}
	if results := t.fields(f.Type.Results); results != "" {
		text += "let " + results + ";\n"
	}
	return text + t.statements(f.Body) + "}"
}

// within does its work in a block of its own.
func (t *translator) within(work func() string) string {
	outer := t.block
	t.block = len(t.scope)
	text := work()
	t.scope, t.block = t.scope[:t.block], outer
	return text
}

// hook is the call of go.step, if a step ends on this line.
func (t *translator) hook(end token.Pos) string {
	step, text := t.ends[t.files.Position(end).Line], ""
	if step == "" || t.literal {
		return ""
	}
	for i, name := range t.set {
		if js := t.variable(name, 0).js; js != "" && !slices.Contains(t.set[i+1:], name) {
			text += ", " + name + ": " + js
		}
	}
	t.set = nil
	return fmt.Sprintf("go.step(%q, {%s});\n", step, strings.TrimPrefix(text, ", "))
}

// statements are those of a loop or another block, each with the hook behind it,
// or before what returns. A loop's head may be a step by itself.
func (t *translator) statements(b *ast.BlockStmt) string {
	text := t.hook(b.Lbrace)
	for _, s := range b.List {
		translated, hook := t.text(s)+";\n", t.hook(s.End()-1)
		if _, ok := s.(*ast.ReturnStmt); ok {
			translated, hook = hook, translated
		}
		text += translated + hook
	}
	return text
}

// assign declares the variables that := makes before it sets them.
func (t *translator) assign(s *ast.AssignStmt) string {
	right, declared := tuple(t.texts(s.Rhs)), ""
	var left []string
	for _, e := range s.Lhs {
		root := e
		for index, ok := root.(*ast.IndexExpr); ok; index, ok = root.(*ast.IndexExpr) {
			root = index.X
		}
		id, ok := root.(*ast.Ident)
		if ok && id.Name == "_" {
			left = append(left, "")
			continue
		}
		if ok && s.Tok == token.DEFINE && t.variable(id.Name, t.block).js == "" {
			declared += "let " + t.declare(id, nil) + "; "
		} else if ok {
			t.set = append(t.set, id.Name)
		}
		left = append(left, t.text(e))
	}
	if len(left) == 1 && left[0] == "" {
		return right
	}
	return declared + tuple(left) + " " + strings.TrimPrefix(s.Tok.String(), ":") + " " + right
}

func (t *translator) texts(list []ast.Expr) (all []string) {
	for _, e := range list {
		all = append(all, t.text(e))
	}
	return all
}

// tuple is one value, or several as JavaScript sets and returns them.
func tuple(all []string) string {
	if len(all) == 1 {
		return all[0]
	}
	return "[" + strings.Join(all, ", ") + "]"
}

// text translates a part of the program. Most looks as it does in Go.
func (t *translator) text(n ast.Node) string {
	operator := token.ADD
	switch n := n.(type) {
	case nil: // what a loop or an if may lack
		return ""
	case *ast.ExprStmt:
		if call, ok := n.X.(*ast.CallExpr); ok && named(call.Fun, "must") {
			return "" // it looks at the arguments; the page gives no wrong ones
		}
	case *ast.AssignStmt:
		if among(operators, n.Tok.String()) {
			return t.assign(n)
		}
		operator = n.Tok
	case *ast.BlockStmt:
		return t.within(func() string { return "{\n" + t.statements(n) + "}" })
	case *ast.IfStmt:
		return t.within(func() string {
			text := "{ " + t.text(n.Init) + "; if (" + t.text(n.Cond) + ") " + t.text(n.Body)
			if n.Else != nil {
				text += " else " + t.text(n.Else)
			}
			return text + " }"
		})
	case *ast.ForStmt:
		return t.within(func() string {
			return "{ " + t.text(n.Init) + "; for (; " + t.text(n.Cond) + "; " + t.text(n.Post) + ") " + t.text(n.Body) + " }"
		})
	case *ast.RangeStmt:
		if n.Tok == token.ASSIGN {
			return t.refuse(n, "a range without :=")
		}
		return t.within(func() string {
			over, names := t.text(n.X), ""
			for _, e := range []ast.Expr{n.Key, n.Value} {
				if id, ok := e.(*ast.Ident); ok {
					names += t.declare(id, nil) + ", "
				}
			}
			return "for (let [" + names + "] of go.range(" + over + ")) " + t.text(n.Body)
		})
	case *ast.ReturnStmt:
		if n.Results == nil {
			return t.refuse(n, "a return without values")
		}
		return "return " + tuple(t.texts(n.Results))
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
		operator = n.Op
	case *ast.UnaryExpr:
		operator = n.Op
	case *ast.BranchStmt:
		operator = n.Tok
	case *ast.IndexExpr:
		list := t.text(n.X)
		return list + "[go.index(" + t.text(n.Index) + ", " + list + ")]"
	case *ast.CompositeLit:
		if types.ExprString(n.Type) != "[]matrix.Matrix" {
			return t.refuse(n, "a value of this type")
		}
		return "[" + strings.Join(t.texts(n.Elts), ", ") + "]"
	case *ast.FuncLit:
		return t.within(func() string {
			outer := t.literal
			t.literal = true
			text := "(" + t.fields(n.Type.Params) + ") => " + t.text(n.Body)
			t.literal = outer
			return text
		})
	case *ast.CallExpr:
		f, ok := n.Fun.(*ast.SelectorExpr)
		if ok && t.declared[f.Sel.Name] == nil && !strings.Contains(dotted, "."+f.Sel.Name+" ") {
			return t.refuse(f.Sel, f.Sel.Name)
		} else if n.Ellipsis.IsValid() {
			return t.refuse(n, "...")
		}
	case *ast.ParenExpr, *ast.IncDecStmt:
	default:
		return t.refuse(n, strings.Replace(fmt.Sprintf("%T", n), "*ast.", "a ", 1))
	}
	if !among(operators, operator.String()) {
		return t.refuse(n, operator.String())
	}
	return t.written(n)
}

var comment = regexp.MustCompile(`//[^\n]*`)

// written is what stands in the source, with its parts translated.
func (t *translator) written(n ast.Node) string {
	text, at := "", n.Pos()
	upTo := func(end token.Pos) {
		text += comment.ReplaceAllString(t.source[t.files.Position(at).Offset:t.files.Position(end).Offset], "")
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
