package docs_test

import (
	"errors"
	"runtime"
	"strings"
	"testing"
)

// pagesOf makes a site of pages, over this repository, with one command,
// ./cmd/train, that has one flag, -n. In the pages ' stands for a backquote.
func pagesOf(pages map[string]string) *site {
	s := &site{root: root, flags: func(path string) (map[string]bool, error) {
		if path != "./cmd/train" {
			return nil, errors.New("cannot be built")
		}
		return map[string]bool{"h": true, "n": true}, nil
	}}
	for _, path := range []string{"README.md", "docs/x.md", "docs/en/x.md", "docs/pt-BR/x.md", "docs/pt-BR/README.md"} {
		if text, ok := pages[path]; ok {
			s.pages = append(s.pages, parse(path, strings.ReplaceAll(text, "'", "`")))
		}
	}
	return s
}

// printed is what the commands of the test's pages print.
var printed = map[string]string{
	"one":           "1.5\n",
	"lines":         "a\nb 1\nc\nd\ne\n",
	"nothing":       "",
	"trailing":      "a  \nb",
	"go test ./...": "ok  \tbackprop/nn\t0.084s\n",
}

// all checks everything. What outputs are to be is taken from printed.
func (s *site) all() (faults []fault) {
	for _, check := range []func(*site) []fault{(*site).blocks, (*site).quotes, (*site).links, (*site).commands, (*site).translations} {
		faults = append(faults, check(s)...)
	}
	for _, o := range s.outputs() {
		faults = append(faults, o.compare(printed[o.command])...)
	}
	return faults
}

// TestGoodPages: nothing is wrong with what is right.
func TestGoodPages(t *testing.T) {
	for _, text := range []string{
		"",
		"# One\n\nA [link](../README.md), [another](../nn/network.go), [a folder](../nn), [one out](https://x.org/y#z).",
		"# Épocas, δ e BP2\n[up](#épocas-δ-e-bp2) ![image](../LICENSE \"its title\") <img src=\"../go.mod\">\n\n[ref]: ../go.mod\n[^1]: a footnote",
		"# Two\n## Two\n### Two\n[1](#two) [2](#two-1) [3](x.md#two-2) [4](../README.md#where-things-are)",
		"# A 'code' heading #\n[1](#a-code-heading)",
		"'[no link](nowhere.md)' and '''[nor (this](nowhere.md)'' '''",
		"'''text\n[no link](nowhere.md)\n# no heading\n'''\n",
		"Brackets in \\'[a](../go.mod)\\' are not in code.",
		"'''go nn/network.go B7\nz := matrix.Add(matrix.Dot(w, activation), b)\n'''",
		"- in a list\n\n  '''go nn/network.go B8\n  zs = append(zs, z) // B8\n  '''",
		"'''go nn/network.go B17-B18\nw := net.Weights[len(net.Weights)-l+1] // wˡ⁺¹, p×n\ndelta = matrix.Hadamard(matrix.Dot(w.Transpose(), delta), sp)\n\n" +
			"// B18, BP3: ∂C/∂bˡ = δˡ, n×1.\nnablaB[len(nablaB)-l] = delta\n'''",
		"'''go nn/network.go B14\nfor l := 2; l < numLayers; l++ {\n'''",
		"'''go nn/source.go Source\nfunc Source() string { return source }\n'''",
		"'''go nn/data.go Examples.At\nfunc (e Examples) At(i int) (x, y matrix.Matrix) { return e[i].X, e[i].Y }\n'''",
		"'''go nn/data.go Example\ntype Example struct{ X, Y matrix.Matrix }\n'''",
		"'''go nn/source.go source\nvar source string\n'''",
		"'''console\n$ one\n1.5\n'''",
		"'''console\n$ lines\na\n...\nd\ne\n'''",
		"'''console varies\n$ lines\na\nb 29\n...\ne\n'''",
		"'''console varies\n$ one\n0.3\n'''",
		"'''console long\n$ one\n1e3\n'''",
		"'''console\n$ nothing\n'''",
		"'''console\n$ trailing\na\nb\n'''",
		"'''console\n$ trailing\na \nb\t\n'''",
		"'''console\n$ go test ./...\nok  \tbackprop/nn\t(cached)\n'''",
		"'''sh\ncd x\ngo run ./cmd/train -n 3 | sort -r\n'''",
		"'''json\n{}\n'''",
		"Type 'go run ./cmd/train -n=5', 'GOMAXPROCS=1 go run ./cmd/train -n 1 -h', 'go test ./...', 'go doc ./nn Sigmoid', 'go run\n./cmd/speed'.",
	} {
		if faults := pagesOf(map[string]string{"docs/x.md": text}).all(); len(faults) > 0 {
			t.Errorf("a page of\n%s\nis found to be wrong:\n%v", text, faults)
		}
	}
}

// TestBadPages: every kind of fault is found, and only it, in its line.
func TestBadPages(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"'''\nx\n'''", "docs/x.md:1: a block of no kind"},
		{"'''go\nx := 1\n'''", "docs/x.md:1: a block of Go wants the file and the part"},
		{"'''go nn/network.go\nx := 1\n'''", "docs/x.md:1: a block of Go wants the file and the part"},
		{"'''python\nx = 1\n'''", `docs/x.md:1: a block of an unknown kind, "python"`},
		{"'''console sometimes\n$ one\n1.5\n'''", `docs/x.md:1: a block of an unknown kind, "console sometimes"`},
		{"~~~console now\n$ one\n1.5\n~~~", `docs/x.md:1: a block of an unknown kind, "console now"`},
		{"\n'''text\nx\n", "docs/x.md:2: the block is not closed"},
		{"''''text\nx\n'''\n", "docs/x.md:1: the block is not closed"},
		{"> '''go\n> x := 1\n", "docs/x.md:1: a fence behind a mark of a list or a quotation"},
		{"one\n\n1. '''console\n   $ one\n", "docs/x.md:3: a fence behind a mark of a list or a quotation"},
		{"'''console\none\n1.5\n'''", "docs/x.md:2: the first line of a console block"},
		{"'''console\n'''", "docs/x.md:2: the first line of a console block"},
		{"'''sh\n$ ls\n'''", `docs/x.md:2: a command in a block of sh needs no "$ "`},

		{"'''go nn/network.go B7\nz := 1\n'''", "docs/x.md:2: the block is not B7 of nn/network.go:"},
		{"'''go nn/network.go B7\n'''", "docs/x.md:2: the block is not B7 of nn/network.go:\n\tpage  (ends here)\n\tfile  \"z := "},
		{"'''go nn/network.go B7\nz := matrix.Add(matrix.Dot(w, activation), b)\n\n'''", "docs/x.md:3: the block is not B7"},
		{"'''go nn/network.go B77\n'''", "docs/x.md:1: nn/network.go has no steps B77"},
		{"'''go nn/network.go B9-B7\n'''", "docs/x.md:1: nn/network.go has no steps B9-B7"},
		{"'''go nn/cost.go B7\n'''", "docs/x.md:1: B7 is a step of the chapter, and only nn/network.go"},
		{"'''go nn/network.go Backprop\n'''", "docs/x.md:1: nn/network.go declares no Backprop"},
		{"'''go nn/nowhere.go Backprop\n'''", "docs/x.md:1: there is no file nn/nowhere.go"},
		{"'''go ../nn/network.go B7\n'''", "docs/x.md:1: ../nn/network.go is not a path from the repository's root"},

		{"'''console\n$ one\n1.6\n'''", "docs/x.md:3: one prints something else:\n\tpage    \"1.6\"\n\tprinted \"1.5\"\n\tto mend it: go test ./docs -run 'TestOutputs/^one$' -update"},
		{"'''console\n$ one\n1.5\n2\n'''", "docs/x.md:4: one prints something else:\n\tpage    \"2\"\n\tprinted (ends here)"},
		{"'''console\n$ one\n'''", "docs/x.md:3: one prints something else:\n\tpage    (ends here)\n\tprinted \"1.5\""},
		{"'''console varies\n$ one\n1.5 s or so\n'''", "docs/x.md:3: one prints something else"},
		{"'''console long\n$ one\nno\n'''", "docs/x.md:3: one prints something else:\n\tpage    \"no\"\n\tprinted \"1.5\"\n\tto mend it: go test ./docs -run 'TestOutputs/^one$' -update -long"},
		{"'''console\n$ lines\na\n...\nf\n'''", "docs/x.md:5: lines prints something else"},
		{"'''console\n$ lines\na\nb 1\nc\n...\nc\nd\ne\n'''", "docs/x.md:6: lines prints something else"},

		{"[a](nowhere.md)", "docs/x.md:1: the link to nowhere.md: there is no docs/nowhere.md"},
		{"\n\n![a\nb](\nfigures/nowhere.svg)", "docs/x.md:5: the link to figures/nowhere.svg: there is no docs/figures/nowhere.svg"},
		{"[a](../../x.md)", "docs/x.md:1: the link to ../../x.md: it leads out of the repository"},
		{"[a](/nn/network.go)", "docs/x.md:1: the link to /nn/network.go: it must be relative"},
		{"[a]()", "docs/x.md:1: the link to : it is empty"},
		{"# One\n[a](#two)", "docs/x.md:2: the link to #two: docs/x.md has no heading #two"},
		{"# One\n[a](#one-1)", "docs/x.md:2: the link to #one-1: docs/x.md has no heading #one-1"},
		{"'''text\n# One\n'''\n[a](#one)", "docs/x.md:4: the link to #one: docs/x.md has no heading #one"},
		{"# Épocas\n[a](#epocas)", "docs/x.md:2: the link to #epocas: docs/x.md has no heading #epocas"},
		{"[a](../README.md#nothing)", "docs/x.md:1: the link to ../README.md#nothing: README.md has no heading #nothing"},
		{"[a](../nn/network.go#L10)", "docs/x.md:1: the link to ../nn/network.go#L10: lines move"},
		{"[a](../cmd/train/report.html#nothing)", "docs/x.md:1: the link to ../cmd/train/report.html#nothing: cmd/train/report.html has no id nothing"},
		{"[a][ref]\n\n[ref]: nowhere.md", "docs/x.md:3: the link to nowhere.md: there is no docs/nowhere.md"},
		{"<a\nhref=\"nowhere.md\">", "docs/x.md:2: the link to nowhere.md: there is no docs/nowhere.md"},
		{"Not code: ' [a](nowhere.md)\n\nand ' alone.", "docs/x.md:1: the link to nowhere.md"},

		{"x\n'go run ./cmd/nothing'", "docs/x.md:2: go run ./cmd/nothing: there is no ./cmd/nothing"},
		{"'GOMAXPROCS=1 go run ./cmd/train -m 1'", "docs/x.md:1: GOMAXPROCS=1 go run ./cmd/train -m 1: ./cmd/train has no flag -m"},
		{"'go run ./cmd/train -n 1 -bad…'", "docs/x.md:1: go run ./cmd/train -n 1 -bad…: ./cmd/train has no flag -bad"},
		{"'go run ./cmd/speed -n'", "docs/x.md:1: go run ./cmd/speed -n: cannot be built"},
		{"'go test ./nothing/...'", "docs/x.md:1: go test ./nothing/...: there is no ./nothing/..."},
		{"'''sh\n\ngo run ./cmd/train -m\n'''", "docs/x.md:3: go run ./cmd/train -m: ./cmd/train has no flag -m"},
		{"'''console long\n$ go run ./cmd/train -m\n'''", "docs/x.md:2: go run ./cmd/train -m: ./cmd/train has no flag -m"},
	} {
		if strings.HasPrefix(test.text, "'''console\n$ one\n1.6") && runtime.GOARCH != "amd64" {
			continue // there, last digits do not count
		}
		faults := pagesOf(map[string]string{"docs/x.md": test.text}).all()
		if len(faults) != 1 || !strings.HasPrefix(faults[0].String(), test.want) {
			t.Errorf("a page of\n%s\ngives\n%v\nwant the one fault\n%s", test.text, faults, test.want)
		}
	}
}

// TestPairs: what a translation must have.
func TestPairs(t *testing.T) {
	const page = "# T\n## A\n'''text\nx\n'''\n## B\n'''console\n$ one\n1.5\n'''\n"
	for _, test := range []struct{ translation, want string }{
		{page, ""},
		{"# T\n## C\n'''text\nanother\ntext\n'''\n## D\n'''console\n$ one\n1.5\n'''\n", ""},
		{"# T\n## A\n'''text\nx\n'''\n### B\n'''console\n$ one\n1.5\n'''\n", "docs/pt-BR/x.md:6: a heading of level 3, where docs/en/x.md:6 has one of level 2"},
		{"# T\n## A\n'''text\nx\n'''\n'''console\n$ one\n1.5\n'''\n", "docs/pt-BR/x.md:10: the heading of docs/en/x.md:6 is missing"},
		{page + "## C", "docs/pt-BR/x.md:11: docs/en/x.md does not have this heading"},
		{"# T\n## A\n'''console\n$ one\n1.5\n'''\n## B\n'''text\nx\n'''\n", `docs/pt-BR/x.md:3: a block of "console", where docs/en/x.md:3 has one of "text"`},
		{"# T\n## A\n'''text\nx\n'''\n## B\n'''console varies\n$ one\n1.5\n'''\n", `docs/pt-BR/x.md:7: a block of "console varies", where`},
		{"# T\n## A\n'''text\nx\n'''\n## B\n'''console\n$ nothing\n'''\n", "docs/pt-BR/x.md:8: the block is not that of docs/en/x.md:7:\n\there   \"$ nothing\"\n\tthere  \"$ one\""},
		{"# T\n## A\n'''text\nx\n'''\n## B\n", "docs/pt-BR/x.md:7: the block of docs/en/x.md:7 is missing"},
		{page + "'''sh\nls\n'''\n", "docs/pt-BR/x.md:11: docs/en/x.md does not have this block"},
	} {
		for _, paths := range [][2]string{{"docs/en/x.md", "docs/pt-BR/x.md"}, {"README.md", "docs/pt-BR/README.md"}} {
			want := strings.NewReplacer("docs/en/x.md", paths[0], "docs/pt-BR/x.md", paths[1]).Replace(test.want)
			faults := pagesOf(map[string]string{paths[0]: page, paths[1]: test.translation}).all()
			switch {
			case want == "" && len(faults) == 0:
			case want == "" || len(faults) != 1 || !strings.HasPrefix(faults[0].String(), want):
				t.Errorf("a translation\n%s\ngives\n%v\nwant %q", test.translation, faults, want)
			}
		}
	}
	for path, other := range map[string]string{
		"README.md": "docs/pt-BR/README.md", "docs/pt-BR/README.md": "README.md",
		"docs/en/x.md": "docs/pt-BR/x.md", "docs/pt-BR/x.md": "docs/en/x.md",
	} {
		faults := pagesOf(map[string]string{path: page}).all()
		if len(faults) != 1 || faults[0].String() != path+":1: there is no "+other+", its translation" {
			t.Errorf("%s alone gives %v, want that there is no %s", path, faults, other)
		}
	}
}

// TestMend writes quotes and outputs anew, and nothing else.
func TestMend(t *testing.T) {
	s := pagesOf(map[string]string{
		"docs/x.md": "# T\n'''console\n$ one\nold\n'''\nbetween\n- list\n\n  '''go nn/network.go B17\n  old\n  '''\n" +
			"'''console\n$ lines\nold\n...\nold\n'''\n'''text\nold\n'''\n'''console varies\n$ one\n7\n'''\nend",
		"README.md": "'''console\n$ one\n1.5\n'''\n",
	})
	faults := s.quotes()
	for _, o := range s.outputs() {
		faults = append(faults, o.rewrite(printed[o.command])...)
	}
	texts := s.mend(faults)
	want := strings.ReplaceAll("# T\n'''console\n$ one\n1.5\n'''\nbetween\n- list\n\n  '''go nn/network.go B17\n  w := net.Weights[len(net.Weights)-l+1] // wˡ⁺¹, p×n\n"+
		"  delta = matrix.Hadamard(matrix.Dot(w.Transpose(), delta), sp)\n  '''\n"+
		"'''console\n$ lines\na\n...\ne\n'''\n'''text\nold\n'''\n'''console varies\n$ one\n1.5\n'''\nend", "'", "`")
	if texts["docs/x.md"] != want || len(texts) != 1 {
		t.Errorf("mended, the pages are\n%v\nwant docs/x.md alone, as\n%s", texts, want)
	}
	if faults := pagesOf(map[string]string{"docs/x.md": strings.ReplaceAll(want, "`", "'")}).all(); len(faults) > 0 {
		t.Errorf("in the mended page there is wrong\n%v", faults)
	}
}

// TestRunner runs commands as a reader's shell would.
func TestRunner(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the commands are written for a Unix shell")
	}
	r := newRunner(root)
	for command, want := range map[string]string{
		"echo one; echo two >&2; echo three":       "one\ntwo\nthree\n",
		"ls go.mod":                                "go.mod\n",
		"go run ./cmd/gradcheck -method x":         "gradcheck: -method \"x\": want forward, central, complex or all; -h explains the flags\nexit status 2\n",
		"go run ./cmd/gradcheck -method x | wc -c": "gradcheck: -method \"x\": want forward, central, complex or all; -h explains the flags\nexit status 2\n0\n",
		"go run ./cmd/gradcheck -x || echo $?":     "gradcheck: flag provided but not defined: -x; -h explains the flags\nexit status 2\n1\n",
		"go env GOFLAGS | wc -l | tr -d ' '":       "1\n",
		"echo $" + inside:                          "1\n",
	} {
		if got, err := r.run(command, false); got != want || err != nil {
			t.Errorf("%s prints\n%s(error %v), want\n%s", command, got, err, want)
		}
	}
	flags, err := r.flags("./cmd/gradcheck")
	if err != nil || !flags["sweep"] || !flags["bug"] || !flags["h"] || flags["neurons"] || len(flags) != 8 {
		t.Errorf("the flags of gradcheck are %v, error %v", flags, err)
	}
}
