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

// translate turns Backprop, Feedforward and UpdateMiniBatch of a network.go, and
// the functions of the file that they call, into JavaScript, statement by
// statement: each becomes a method of an object "go", from which the networks
// inherit. After each step of Backprop stands a call of go.step with the step's
// name, what it set last, and the variables. An error says what has no
// translation, and at which position.
func translate(source string) (functions map[string]string, err error) {
	t := &translator{files: token.NewFileSet(), declared: map[string]*ast.FuncDecl{}, stepAt: map[int]string{}, members: members}
	file, err := parser.ParseFile(t.files, "nn/network.go", source, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			t.declared[f.Name.Name] = f
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.StructType); ok {
			for _, field := range s.Fields.List {
				for _, id := range field.Names {
					t.members += id.Name + " "
				}
			}
		}
		return true
	})
	for _, s := range steps.In(source) {
		for line := s.Line; s.Func == "Backprop" && line <= s.End(); line++ {
			t.stepAt[line] = s.Name
		}
	}
	defer func() {
		if r := recover(); r != nil {
			refused, ok := r.(refusal)
			if !ok {
				panic(r)
			}
			err = refused.error
		}
	}()
	functions = map[string]string{}
	t.wanted = []string{"Backprop", "Feedforward", "UpdateMiniBatch"}
	for i := 0; i < len(t.wanted); i++ { // their translation wants more
		name := t.wanted[i]
		if t.declared[name] == nil {
			return nil, fmt.Errorf("nn/network.go has no function %s", name)
		}
		if functions[name] == "" {
			functions[name] = t.function(t.declared[name])
		}
	}
	return functions, nil
}

type translator struct {
	files     *token.FileSet
	declared  map[string]*ast.FuncDecl // the file's functions and methods
	wanted    []string                 // those to translate
	stepAt    map[int]string           // the step that a line belongs to
	results   string                   // the names of the function's results
	within    string                   // the step that encloses the statement at hand
	variables []string                 // those in scope, the innermost last
	scope     int                      // where the innermost begin
	real      map[string]bool          // variables that are surely of type float64
	set       []string                 // those set since the last step
	members   string                   // known names behind a dot
}

// declare makes a variable of the innermost scope; "_" is the gap in a list.
func (t *translator) declare(id *ast.Ident, real bool) string {
	switch {
	case id.Name == "_":
		return ""
	case slices.Contains(t.variables[t.scope:], id.Name):
		t.refuse(id, "a := with a variable that is there already, "+id.Name)
	case among(reserved, id.Name):
		t.refuse(id, "the name "+id.Name+", which JavaScript keeps for itself")
	}
	t.variables, t.set = append(t.variables, id.Name), append(t.set, id.Name)
	t.real[id.Name] = real
	return id.Name
}

func (t *translator) fields(list *ast.FieldList) string {
	var names []string
	for i := 0; list != nil && i < len(list.List); i++ {
		for _, id := range list.List[i].Names {
			names = append(names, t.declare(id, named(list.List[i].Type, "float64")))
		}
	}
	return strings.Join(names, ", ")
}

func (t *translator) function(f *ast.FuncDecl) string {
	t.variables, t.set, t.scope, t.real = nil, nil, 0, map[string]bool{}
	head := f.Name.Name + "(" + t.fields(f.Type.Params) + ") {\n"
	if net := t.fields(f.Recv); net != "" {
		head += "let " + net + " = this;\n"
	}
	if t.results = t.fields(f.Type.Results); t.results != "" {
		head += "let " + t.results + ";\n"
	}
	return head + t.block(f.Body.List) + "}"
}

// inScope does its work in a scope of its own.
func (t *translator) inScope(work func() string) string {
	outer, all := t.scope, len(t.variables)
	t.scope = all
	text := work()
	t.scope, t.variables = outer, t.variables[:all]
	return text
}

func (t *translator) step(p token.Pos) string { return t.stepAt[t.files.Position(p).Line] }

func (t *translator) block(list []ast.Stmt) string {
	return t.inScope(func() string {
		text, within := "", t.within
		for i, s := range list {
			step := t.step(s.Pos())
			part := step != "" && t.step(s.End()-1) != step // B6, B14: a loop's head alone
			if !part {
				t.within = step
			}
			if _, returns := s.(*ast.ReturnStmt); returns && step != "" && step != within {
				text += t.hook(step, s)
			}
			text += t.statement(s) + "\n"
			t.within = within
			if _, returns := s.(*ast.ReturnStmt); step != "" && step != within && !part && !returns && (i+1 == len(list) || t.step(list[i+1].Pos()) != step) {
				text += t.hook(step, s)
			}
		}
		return text
	})
}

// body is the block of a loop. If its head alone is a step, that is done when the
// body begins.
func (t *translator) body(loop ast.Stmt, b *ast.BlockStmt) string {
	step, hook := t.step(loop.Pos()), ""
	if step != "" && step != t.within && (b.List == nil || t.step(b.List[0].Pos()) != step) {
		if counted, ok := loop.(*ast.ForStmt); ok && counted.Init != nil {
			loop = counted.Init
		}
		hook = t.hook(step, loop)
	}
	return "{\n" + hook + t.block(b.List) + "}"
}

func (t *translator) statement(s ast.Stmt) string {
	switch s := s.(type) {
	case *ast.ExprStmt:
		if call, ok := s.X.(*ast.CallExpr); ok && named(call.Fun, "must") {
			return "" // it looks at the arguments; the page gives no wrong ones
		}
		return t.expr(s.X) + ";"
	case *ast.IncDecStmt:
		return t.expr(s.X) + s.Tok.String() + ";"
	case *ast.AssignStmt:
		right, left := t.tuple(s.Rhs, t.expr), t.expr
		if !among(" = := += -= *= ", s.Tok.String()) {
			t.refuse(s, s.Tok.String())
		} else if named(s.Lhs[0], "_") {
			return right + ";"
		} else if s.Tok != token.DEFINE {
			for _, e := range s.Lhs {
				if id, ok := e.(*ast.Ident); ok {
					t.set = append(t.set, id.Name)
				}
			}
			return t.tuple(s.Lhs, left) + " " + s.Tok.String() + " " + right + ";"
		}
		return "let " + t.tuple(s.Lhs, func(e ast.Expr) string {
			if mentions(s.Rhs, e.(*ast.Ident).Name) {
				t.refuse(s, "a := with the same name on both sides")
			}
			return t.declare(e.(*ast.Ident), len(s.Lhs) == 1 && t.isReal(s.Rhs[0]))
		}) + " = " + right + ";"
	case *ast.BlockStmt:
		return "{\n" + t.block(s.List) + "}"
	case *ast.IfStmt:
		return t.inScope(func() string {
			text := "{ "
			if s.Init != nil {
				text += t.statement(s.Init) + " "
			}
			text += "if (" + t.expr(s.Cond) + ") " + t.statement(s.Body)
			if s.Else != nil {
				text += " else " + t.statement(s.Else)
			}
			return text + " }"
		})
	case *ast.ForStmt:
		return t.inScope(func() string {
			init, cond, post := ";", "", ""
			if s.Init != nil {
				init = t.statement(s.Init)
			}
			if s.Cond != nil {
				cond = t.expr(s.Cond)
			}
			if s.Post != nil {
				post = strings.TrimSuffix(t.statement(s.Post), ";")
			}
			return "for (" + init + " " + cond + "; " + post + ") " + t.body(s, s.Body)
		})
	case *ast.RangeStmt:
		return t.inScope(func() string {
			over, names := t.expr(s.X), []string{}
			for _, e := range []ast.Expr{s.Key, s.Value} {
				if id, ok := e.(*ast.Ident); ok && s.Tok == token.DEFINE {
					names = append(names, t.declare(id, false))
				} else if e != nil {
					t.refuse(e, "a range without :=")
				}
			}
			return "for (let [" + strings.Join(names, ", ") + "] of go.range(" + over + ")) " + t.body(s, s.Body)
		})
	case *ast.ReturnStmt:
		if s.Results == nil && t.results != "" {
			return "return [" + t.results + "];"
		}
		return "return " + t.tuple(s.Results, t.expr) + ";"
	}
	t.refuse(s, "")
	return ""
}
