package diagnosis

import (
	"fmt"
	"slices"
	"strings"

	"backprop/internal/language"
)

// Finding is a mistake.
type Finding struct {
	// Equation is the equation that does not hold: "BP1", "BP2", "BP3" or
	// "BP4"; "forward" for the forward pass; "update" for a wrong step of
	// gradient descent; or "call" where the call itself went wrong: a panic,
	// results of the wrong shape, a changed network.
	Equation string
	// Layer is the layer whose values the equation gives, as the equations count
	// them: 1 is the input, len(net.Sizes) the output. It is 0 where no one
	// layer is to blame.
	Layer int
	// Cause is the identifier of the mistake in [Mistakes]; "" if it is not
	// known. Where two mistakes together explain the numbers, it is both, with
	// a + between them; where several explain them, the first.
	Cause string
	// Hint says what is wrong, as far as can be told, in English.
	Hint string
	// Worst is the entry of that layer that is furthest off; nil if there is
	// nothing to compare.
	Worst *Entry

	text     language.Text // the hint
	readings []reading
	also     []int         // the other layers with the same mistake
	byHand   language.Text // where no mistake fits, what to check by hand
}

// In reports whether the finding is one of this layer, too.
func (f Finding) In(layer int) bool { return f.Layer == layer || slices.Contains(f.also, layer) }

// Call returns a finding of a call that went wrong.
func Call(en, pt string) Finding {
	return Finding{Equation: "call", Hint: en, text: language.Text{en, pt}}
}

// Elsewhere is what to say of findings from another example than the one that gave right
// numbers. Kept tells that they are right with a part of that one.
func Elsewhere(findings []Finding, kept bool) []Finding {
	if len(findings) > 0 && (kept || slices.ContainsFunc(findings, Finding.unknown)) {
		return []Finding{Call("the gradient is right for the example of the first call, and wrong for that of the next: is a list, x, y, a forward pass or the result kept from the first, or is there a bound or an if that only the next reaches?",
			"o gradiente está certo para o exemplo da primeira chamada, e errado para o da seguinte: uma lista, x, y, uma passada para a frente ou o resultado fica guardado da primeira, ou há um limite ou um if que só a seguinte alcança?")}
	}
	for n, f := range findings {
		findings[n].text = language.Textf("with another example, as yours gives the right gradient: %s", "com outro exemplo, pois o seu dá o gradiente certo: %s", f.text)
		findings[n].Hint = findings[n].text[0]
	}
	return findings
}

func (f Finding) unknown() bool { return f.readings[0].far >= unknown }

// finish writes the hint from the readings, three of them at most.
func (f *Finding) finish() {
	f.Cause, f.text = f.readings[0].id(), f.readings[0].hint()
	for _, r := range f.readings[1:min(3, len(f.readings))] {
		f.text = language.Textf("%s; or %s", "%s; ou %s", f.text, r.hint())
	}
	if n := len(f.also); n == 1 {
		f.text = language.Textf("%s; the same in layer %d", "%s; o mesmo na camada %d", f.text, f.also[0])
	} else if n > 1 {
		layers := strings.ReplaceAll(strings.Trim(fmt.Sprint(f.also[:n-1]), "[]"), " ", ", ")
		f.text = language.Textf("%s; the same in layers %s and %d", "%s; o mesmo nas camadas %s e %d", f.text, layers, f.also[n-1])
	}
	it, ok := map[string]language.Text{"BP3": {"∂C/∂b", "∂C/∂b"}, "BP4": {"∂C/∂w", "∂C/∂w"}, "update": {"the step", "o passo"}}[f.Equation]
	if !ok {
		it = language.Text{"δ", "δ"}
	}
	for tag := range f.text {
		f.text[tag] = strings.ReplaceAll(f.text[tag], "{it}", it[tag])
	}
	f.Hint = f.text[0]
}

// Identifiers are those of the mistakes in the hint, for the page of mistakes.
func (f Finding) Identifiers() []string {
	var ids []string
	for _, r := range f.readings {
		for _, m := range r.mistakes {
			if !slices.Contains(ids, m.ID) && len(ids) < 3 {
				ids = append(ids, m.ID)
			}
		}
	}
	return ids
}

// String returns the finding in English: where and what, and the worst entry.
func (f Finding) String() string { return f.Text(language.English) }

// Text returns the finding in a language.
func (f Finding) Text(tag language.Tag) string {
	s := f.Line(tag)
	if e := f.Worst; e != nil {
		s += language.Textf("\n  worst at %s: got %.6g, numerically %.6g\n  off by %.2g, %.2g times the layer's largest entry",
			"\n  o pior é %s: obtido %.6g, numérico %.6g\n  erro de %.2g, %.2g × o maior elemento da camada", e.Name(), e.Backprop, e.Numerical, e.Absolute, e.Relative).In(tag)
		switch {
		case f.Equation == "update":
		case e.Bias:
			s += language.Textf("; δ there is %.6g", "; δ ali é %.6g", e.Delta).In(tag)
		default:
			s += language.Textf("; δ there is %.6g, and the activation before it %.6g", "; δ ali é %.6g, e a ativação da camada anterior, %.6g", e.Delta, e.A).In(tag)
		}
	}
	if byHand := f.byHand.In(tag); byHand != "" {
		s += "\n  " + strings.ReplaceAll(byHand, "\n", "\n  ")
	}
	return s
}

// Line returns the finding as one line, without numbers.
func (f Finding) Line(tag language.Tag) string { return f.Place(tag) + ": " + f.text.In(tag) }

// Short is Line without what follows from a panic.
func (f Finding) Short(tag language.Tag) string {
	if f.Equation != "call" {
		return f.Line(tag)
	}
	short, _, _ := strings.Cut(f.Line(tag), "; ")
	return short
}

// Place names the equation and the layers that it connects.
func (f Finding) Place(tag language.Tag) string {
	place := language.Textf("%s, layer %d", "%s, camada %d", f.Equation, f.Layer)
	switch f.Equation {
	case "call":
		place = language.Text{"call", "chamada"}
	case "BP2":
		place = language.Textf("BP2, going from layer %d back to layer %d", "BP2, voltando da camada %d para a camada %d", f.Layer+1, f.Layer)
	case "BP3":
		place = language.Textf("BP3, for the biases of layer %d", "BP3, nos vieses da camada %d", f.Layer)
	case "BP4":
		place = language.Textf("BP4, for the weights from layer %d to layer %d", "BP4, nos pesos da camada %d à camada %d", f.Layer-1, f.Layer)
	case "forward":
		place = language.Textf("forward pass, layer %d", "passada para a frente, camada %d", f.Layer)
	case "update":
		place = language.Textf("update, layer %d", "atualização, camada %d", f.Layer)
	}
	return place.In(tag)
}
