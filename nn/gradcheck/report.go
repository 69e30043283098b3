package gradcheck

import (
	"fmt"
	"strings"

	"backprop/internal/language"
	"backprop/nn/gradcheck/diagnosis"
)

// Finding is a mistake: its equation, its layer, and what is wrong there.
type Finding = diagnosis.Finding

// Entry is a weight or a bias, with its derivative from both sides.
type Entry = diagnosis.Entry

// Report is what a check found.
type Report struct {
	Findings   []Finding // one for each mistake; empty if all is well
	Layers     []Layer   // how far each layer agrees, the last layer first; empty if there was nothing to compare
	OneExample bool      // an update was checked with one example, which cannot show all
}

// OK reports whether the check found no mistake.
func (r Report) OK() bool { return len(r.Findings) == 0 }

// String returns the report in English.
func (r Report) String() string { return r.In(language.English) }

// In returns the report in a language: the findings in full, or that all is well;
// a line for each layer; and where to read more.
func (r Report) In(tag language.Tag) string {
	var s strings.Builder
	say := func(en, pt string) { fmt.Fprintln(&s, language.Text{en, pt}.In(tag)) }
	for _, f := range r.Findings {
		fmt.Fprintln(&s, f.Text(tag))
	}
	if r.OK() {
		say("ok: every weight and bias agrees with the numerical gradient", "ok: cada peso e cada viés concorda com o gradiente numérico")
	}
	if r.OneExample {
		say("(One example alone does not show mistakes in the sum over the mini-batch or in its mean.)",
			"(Um só exemplo não mostra erros na soma sobre o mini-batch, nem na média.)")
	}
	if len(r.Layers) > 0 {
		say("layer  parameters  worst error / largest entry", "camada parâmetros  pior erro / maior elemento")
	}
	for _, l := range r.Layers {
		row := fmt.Sprintf("%5d  %10d  %-8.2g ", l.Number, l.Parameters, l.Worst.Relative)
		say(row+"at "+l.Worst.Name(), row+"em "+l.Worst.Name())
	}
	for _, f := range r.Findings {
		for _, id := range f.Identifiers() {
			say("more: docs/en/mistakes.md#"+id, "veja docs/pt-BR/mistakes.md#"+id)
		}
	}
	return strings.TrimSuffix(s.String(), "\n")
}
