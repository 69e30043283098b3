package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"regexp"
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
	t.names = namesIn(t.files, file)
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
		if f := t.declared[t.wanted[i]]; f != nil && functions[t.wanted[i]] == "" {
			functions[t.wanted[i]] = t.function(f)
		}
	}
	return functions, t.err
}

type translator struct {
	source   string
	files    *token.FileSet
	names    *types.Info              // what they mean
	declared map[string]*ast.FuncDecl // the file's functions and methods
	wanted   []string                 // those to translate, and others
	ends     map[int]string           // the steps of Backprop, by their last lines
	locals   []types.Object           // the variables of the function
	set      []types.Object           // those set since the last step
	called   ast.Expr                 // the function of the call at hand
	err      error                    // the first refusal
}

func (t *translator) refuse(n ast.Node, what string) string {
	if t.err == nil {
		t.err = fmt.Errorf("%v: the page has no translation for %s", t.files.Position(n.Pos()), what)
	}
	return ""
}

func (t *translator) function(f *ast.FuncDecl) string {
	t.locals, t.set = nil, nil
	text := f.Name.Name + "(" + t.fields(f.Type.Params) + ") {\n"
	if net := t.fields(f.Recv); net != "" {
		text += "let " + net + " = this;\n"
	}
	if results := t.fields(f.Type.Results); results != "" {
		text += "let " + results + ";\n"
	}
	return text + t.statements(f.Body) + "}"
}

func (t *translator) fields(list *ast.FieldList) string {
	var names []string
	for i := 0; list != nil && i < len(list.List); i++ {
		for _, id := range list.List[i].Names {
			names = append(names, t.setting(id))
		}
	}
	return strings.Join(names, ", ")
}

// statements are those of a block, each with the hook behind it, or before what
// returns. A loop's head may be a step by itself.
func (t *translator) statements(b *ast.BlockStmt) string {
	text := t.hook(b, b.Lbrace)
	for _, s := range b.List {
		translated, hook := t.text(s)+";\n", t.hook(b, s.End())
		if _, ok := s.(*ast.ReturnStmt); ok {
			translated, hook = hook, translated
		}
		text += translated + hook
	}
	return text
}

// hook is the call of go.step, if a step ends on this line of a block. A block that
// has no other line is part of a step.
func (t *translator) hook(b *ast.BlockStmt, end token.Pos) string {
	step, text := t.ends[t.files.Position(end).Line], ""
	if step == "" || t.files.Position(b.Lbrace).Line == t.files.Position(b.Rbrace).Line {
		return ""
	}
	for _, v := range t.set {
		if v.Parent().Contains(end) {
			text += ", " + v.Name() + ": " + t.local(v)
		}
	}
	t.set = nil
	return fmt.Sprintf("go.step(%q, {%s});\n", step, strings.TrimPrefix(text, ", "))
}

// text translates a part of the program. Most looks as it does in Go.
func (t *translator) text(n ast.Node) string {
	switch n := n.(type) {
	case nil: // what a loop or an if may lack
		return ""
	case *ast.ExprStmt:
		if call, ok := n.X.(*ast.CallExpr); ok && types.ExprString(call.Fun) == "must" {
			return "" // it looks at the arguments; the page gives no wrong ones
		}
		return t.written(n)
	case *ast.AssignStmt:
		right, declared := t.tuple(n.Rhs), ""
		for _, e := range n.Lhs {
			if id, ok := e.(*ast.Ident); ok && t.names.Defs[id] != nil {
				declared += "let " + t.name(id) + "; "
			}
			t.setting(e)
		}
		return declared + t.tuple(n.Lhs) + t.operator(n, " "+strings.TrimPrefix(n.Tok.String(), ":")+" ") + right
	case *ast.DeclStmt:
		return t.variables(n.Decl.(*ast.GenDecl))
	case *ast.BlockStmt:
		return "{\n" + t.statements(n) + "}"
	case *ast.IfStmt:
		return "{ " + t.text(n.Init) + "; if (" + t.text(n.Cond) + ") " + t.text(n.Body) + " else {" + t.text(n.Else) + "} }"
	case *ast.ForStmt:
		return "{ " + t.text(n.Init) + "; for (; " + t.text(n.Cond) + "; " + t.text(n.Post) + ") " + t.text(n.Body) + " }"
	case *ast.RangeStmt:
		if n.Tok == token.ASSIGN {
			return t.refuse(n, "a range without :=")
		}
		over := t.text(n.X)
		return "for (let [" + t.setting(n.Key) + ", " + t.setting(n.Value) + "] of go.range(" + over + ")) " + t.text(n.Body)
	case *ast.ReturnStmt:
		if n.Results == nil {
			return t.refuse(n, "a return without values")
		}
		return "return " + t.tuple(n.Results)
	case *ast.Ident:
		return t.name(n)
	case *ast.SelectorExpr:
		return t.selected(n)
	case *ast.BasicLit:
		if !literal.MatchString(n.Value) {
			return t.refuse(n, n.Value)
		}
		return n.Value
	case *ast.IndexExpr:
		list := t.text(n.X)
		return list + "[go.index(" + t.text(n.Index) + ", " + list + ")]"
	case *ast.CompositeLit:
		if types.ExprString(n.Type) != "[]matrix.Matrix" {
			return t.refuse(n, "a value of this type")
		}
		return "[" + t.texts(n.Elts) + "]"
	case *ast.FuncLit:
		return "((" + t.fields(n.Type.Params) + ") => " + t.text(n.Body) + ")"
	case *ast.BinaryExpr:
		if of := fmt.Sprint(t.names.TypeOf(n.X), t.names.TypeOf(n.Y)); n.Op == token.QUO && !strings.Contains(of, "float") {
			return t.refuse(n, "a division of whole numbers")
		}
		return t.written(n)
	case *ast.CallExpr:
		t.called = n.Fun
		return t.written(n)
	case *ast.UnaryExpr, *ast.ParenExpr, *ast.IncDecStmt, *ast.BranchStmt:
		return t.written(n)
	}
	return t.refuse(n, strings.Replace(fmt.Sprintf("%T", n), "*ast.", "a ", 1))
}

func (t *translator) texts(list []ast.Expr) string {
	var all []string
	for _, e := range list {
		all = append(all, t.text(e))
	}
	return strings.Join(all, ", ")
}

// tuple is one value, or several as JavaScript sets and returns them.
func (t *translator) tuple(list []ast.Expr) string {
	if len(list) == 1 {
		return t.text(list[0])
	}
	return "[" + t.texts(list) + "]"
}

// literal is a number or a text that JavaScript writes as Go does.
var literal = regexp.MustCompile(`^(".*"|(0|[1-9]\d*)?(\.\d*)?(e-?\d+)?)$`)

// between are comments and the ends of lines.
var between = regexp.MustCompile(`(?s)(\s*(//[^\n]*\n|/\*.*?\*/|\n))+`)

// written is what stands in the source, with its parts translated.
func (t *translator) written(n ast.Node) string {
	text, at := "", n.Pos()
	upTo := func(end token.Pos) {
		source := t.source[t.files.Position(at).Offset:t.files.Position(end).Offset]
		text += t.operator(n, between.ReplaceAllString(source, "\n"))
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

// operator is what stands between two parts: an operator that JavaScript has too, a
// comma, or parentheses.
func (t *translator) operator(n ast.Node, source string) string {
	operator := strings.Trim(source, "(,) \t\n")
	if !strings.Contains("  + - * / ! && || == != < <= > >= = += -= *= ++ -- break continue ", " "+operator+" ") {
		return t.refuse(n, operator)
	}
	return source
}
