package zoo_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"backprop/internal/golden"
	"backprop/internal/language"
	"backprop/nn/gradcheck/diagnosis"
	"backprop/nn/gradcheck/zoo"
)

// TestMistakesPages: docs/*/mistakes.md say what the tables say.
//
//	go test ./nn/gradcheck/zoo -run MistakesPages -update
func TestMistakesPages(t *testing.T) {
	for _, tag := range []language.Tag{language.English, language.Portuguese} {
		golden.Compare(t, "../../../docs/"+string(tag)+"/mistakes.md", page(tag), `\r`)
	}
}

func page(tag language.Tag) string {
	var s strings.Builder
	say := func(en, pt string) { s.WriteString(language.Text{en, pt}.In(tag) + "\n\n") }
	cell := func(text string) string { return strings.ReplaceAll(text, "|", "\\|") }
	code := func(text string) string {
		if text == "" {
			return ""
		}
		return "`" + cell(text) + "`"
	}
	say("# Mistakes", "# Erros")
	say("What the checker can name, by the identifiers with which its reports end. A test\nwrites this page from the tables in\n[nn/gradcheck/diagnosis](../../nn/gradcheck/diagnosis) and\n[nn/gradcheck/zoo](../../nn/gradcheck/zoo).",
		"O que o verificador sabe nomear, pelos identificadores com que seus relatórios\nterminam. Um teste escreve esta página a partir das tabelas em\n[nn/gradcheck/diagnosis](../../nn/gradcheck/diagnosis) e\n[nn/gradcheck/zoo](../../nn/gradcheck/zoo).")
	say("Most mistakes are one wrong factor, and a report may put two together: \"σ(z)\nstands where σ′(z) should; and the sign of δ is flipped\". In the formulas, l is\nthe layer at hand and L the last; a, z, b and δ are those of layer l. An unknown\nnumber, such as λ, is worked out from the values. Some λ always fits a single\nvalue, so it takes two large ones. Other numbers below are examples: the 3 of\n`factor`, the 100 and the 10 of `step-divided-by-all`.\n\nA finding of a `call` has no row here, as its report says all: there was a panic, a\nmatrix of another shape, a network that was changed, or a result that depends on the\ncall before.",
		"Quase todo erro é um fator trocado, e um relatório pode juntar dois: \"σ(z) está no\nlugar de σ′(z); e o sinal de δ está trocado\". Nas fórmulas, l é a camada em\nquestão e L, a última; a, z, b e δ são os da camada l. Um número desconhecido,\ncomo λ, é calculado a partir dos valores. Para um só valor sempre há um λ que\nserve; por isso são precisos dois grandes. Os outros números abaixo são exemplos: o 3\nde `factor`, o 100 e o 10 de `step-divided-by-all`.\n\nUm problema de `chamada` não tem linha aqui, pois seu relatório já diz tudo: houve um\npanic, uma matriz de outro formato, uma rede alterada ou um resultado que depende da\nchamada anterior.")
	for _, part := range []struct{ equation, en, pt string }{
		{"BP1, BP2, BP3, BP4", "## In any equation\n\n\"It\" is what the report names: δ, ∂C/∂b, ∂C/∂w or the step.", "## Em qualquer equação\n\n\"Isso\" é o que o relatório cita: δ, ∂C/∂b, ∂C/∂w ou o passo."},
		{"BP1, BP2", "## BP1 and BP2", "## BP1 e BP2"},
		{"BP1", "## BP1", "## BP1"}, {"BP2", "## BP2", "## BP2"},
		{"BP3", "## BP3", "## BP3"}, {"BP4", "## BP4", "## BP4"},
		{"forward", "## The forward pass", "## A passada para a frente"},
		{"update", "## The update", "## A atualização"},
	} {
		say(part.en, part.pt)
		s.WriteString(language.Text{"| identifier | what is wrong | likely code |", "| identificador | o que está errado | código provável |"}.In(tag) + "\n|---|---|---|\n")
		for _, m := range diagnosis.Mistakes() {
			if m.Equation == part.equation || part.equation == "BP1, BP2, BP3, BP4" && m.Equation == part.equation+", update" {
				hint := strings.NewReplacer("de {it}", "disso", "{it}", language.Text{"it", "isso"}.In(tag)).Replace(m.Hint.In(tag))
				fmt.Fprintf(&s, "| <a id=\"%s\"></a>`%s` | %s | %s |\n", m.ID, m.ID, cell(hint), code(m.Code))
			}
		}
		s.WriteString("\n")
	}
	say("## Wrong in the wild", "## Erros publicados")
	say("These rules are in books and programs that people learn from. A network learns by\nnearly all of them, by some very badly, but none is the chapter's. Below is what the\nchecker says of each, on a network of 5-6-6-3. `go run ./cmd/gradcheck -bugs` trains\na network with each, and `-bug NAME` reports on one.",
		"Estas regras estão em livros e programas com que se aprende. Com quase todas\na rede aprende, com algumas muito mal, mas nenhuma é a regra do capítulo. Abaixo\nestá o que o verificador diz de cada uma numa rede 5-6-6-3. `go run\n./cmd/gradcheck -bugs` treina uma rede com cada uma, e `-bug NOME` mostra o relatório de uma.")
	for _, bug := range zoo.Bugs() {
		if len(bug.Published) == 0 {
			continue
		}
		net, miniBatch := network([]int{5, 6, 6, 3}, 6, 1)
		fmt.Fprintf(&s, "- **`%s`**: %s.\n", bug.Name, bug.Mistake.In(tag))
		fmt.Fprintf(&s, "  %s %s.\n", language.Text{"Published in:", "Publicado em:"}.In(tag), strings.Join(bug.Published, "; "))
		for _, f := range bug.Check(net, miniBatch, 3).Findings {
			fmt.Fprintf(&s, "  %s %s.\n", language.Text{"The checker:", "O verificador:"}.In(tag), strings.TrimSuffix(f.Line(tag), "?"))
		}
	}
	return s.String()
}

// TestEveryCauseIsInTheTable: what the zoo's bugs are called is a row of it, and
// every row has an identifier, an equation, and a hint in both languages. A word
// of the English that is in the Portuguese was left untranslated, but for a few.
func TestEveryCauseIsInTheTable(t *testing.T) {
	known := map[string]bool{}
	word := regexp.MustCompile(`[A-Za-z]{2,}|{it}`)
	both := strings.Fields("{it} batch diagonal eta float leaky max mini momentum NaN ReLU softmax tanh zero")
	for _, m := range diagnosis.Mistakes() {
		known[m.ID] = true
		hint := m.Hint
		if m.ID == "" || m.Equation == "" || hint[0] == "" || hint[1] == "" {
			t.Errorf("a row of the table is incomplete: %q, %q, %q", m.ID, m.Equation, hint)
		}
		portuguese := word.FindAllString(hint[1], -1)
		for _, english := range word.FindAllString(hint[0], -1) {
			if slices.Contains(portuguese, english) && !slices.Contains(both, english) {
				t.Errorf("%s: %q is not translated: %s", m.ID, english, hint[1])
			}
		}
	}
	for _, bug := range zoo.Bugs() {
		if !known[bug.Cause] {
			t.Errorf("%s: the table of mistakes has no %q", bug.Name, bug.Cause)
		}
	}
}
