package diagnosis

import (
	"fmt"
	"slices"
	"strings"

	"backprop/internal/language"
)

// Name is how to write the weight or bias in Go: net.Weights[0][2][1].
func (e Entry) Name() string {
	if e.Bias {
		return fmt.Sprintf("net.Biases[%d][%d][0]", e.Layer-2, e.J)
	}
	return fmt.Sprintf("net.Weights[%d][%d][%d]", e.Layer-2, e.J, e.K)
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
	in := func(en, pt string) string { return language.Text{en, pt}.In(tag) }
	s := f.Line(tag)
	if e := f.Worst; e != nil {
		s += fmt.Sprintf(in("\n  worst at %s: got %.6g, numerically %.6g", "\n  o pior é %s: obtido %.6g, numérico %.6g"), e.Name(), e.Backprop, e.Numerical)
		s += fmt.Sprintf(in("\n  off by %.2g, %.2g times the layer's largest", "\n  erro de %.2g, %.2g × o maior elemento da camada"), e.Absolute, e.Relative)
		switch {
		case f.Equation == "update":
		case e.Bias:
			s += fmt.Sprintf(in("; δ there is %.6g", "; δ ali é %.6g"), e.Delta)
		default:
			s += fmt.Sprintf(in("; δ there is %.6g, and a before it %.6g", "; δ ali é %.6g, e a antes dele, %.6g"), e.Delta, e.A)
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
	in := func(en, pt string, numbers ...any) string {
		return fmt.Sprintf(language.Text{en, pt}.In(tag), numbers...)
	}
	switch {
	case f.Equation == "call":
		return in("call", "chamada")
	case f.Layer == 0:
		return f.Equation
	case f.Equation == "BP2":
		return in("BP2, going from layer %d back to layer %d", "BP2, voltando da camada %d para a camada %d", f.Layer+1, f.Layer)
	case f.Equation == "BP4":
		return in("BP4, for the weights from layer %d to layer %d", "BP4, nos pesos da camada %d à camada %d", f.Layer-1, f.Layer)
	case f.Equation == "BP3":
		return in("BP3, for the biases of layer %d", "BP3, nos vieses da camada %d", f.Layer)
	case f.Equation == "forward":
		return in("the forward pass, layer %d", "a passada para a frente, camada %d", f.Layer)
	case f.Equation == "update":
		return in("update, layer %d", "atualização, camada %d", f.Layer)
	}
	return in("%s, layer %d", "%s, camada %d", f.Equation, f.Layer)
}
