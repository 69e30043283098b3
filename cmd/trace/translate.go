package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"

	"backprop/nn/steps"
)

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
		if name := t.wanted[i]; functions[name] == "" {
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

// declare makes a variable of the innermost block, of a type if it is known; "_" is
// the gap in a list.
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

// hook is the call of go.step, if a step ends on this line of a block. One that has
// no other line is part of a step.
func (t *translator) hook(b *ast.BlockStmt, end token.Pos) string {
	step, text := t.ends[t.files.Position(end).Line], ""
	if step == "" || t.files.Position(b.Lbrace).Line == t.files.Position(b.Rbrace).Line {
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
	text := t.hook(b, b.Lbrace)
	for _, s := range b.List {
		translated, hook := t.text(s)+";\n", t.hook(b, s.End()-1)
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
	switch n := n.(type) {
	case nil: // what a loop or an if may lack
		return ""
	case *ast.ExprStmt:
		if call, ok := n.X.(*ast.CallExpr); ok && named(call.Fun, "must") {
			return "" // it looks at the arguments; the page gives no wrong ones
		}
		return t.written(n)
	case *ast.AssignStmt:
		if !among(operators, n.Tok.String()) {
			return t.refuse(n, n.Tok.String())
		}
		return t.assign(n)
	case *ast.BlockStmt:
		return t.within(func() string { return "{\n" + t.statements(n) + "}" })
	case *ast.IfStmt:
		return t.within(func() string {
			return "{ " + t.text(n.Init) + "; if (" + t.text(n.Cond) + ") " + t.text(n.Body) + " else {" + t.text(n.Else) + "} }"
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
	case *ast.IncDecStmt:
		return t.operation(n, n.Tok)
	case *ast.BranchStmt:
		return t.operation(n, n.Tok)
	}
	return t.expr(n)
}
