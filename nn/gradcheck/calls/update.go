package calls

import (
	"fmt"
	"slices"

	"backprop/internal/language"
	"backprop/nn"
	"backprop/nn/gradcheck/diagnosis"
)

// Update calls update with the network updated, a copy of net, for the first or
// a further time. It returns a finding if that went wrong.
func Update(net, updated *nn.Network, miniBatch []nn.Example, eta float64, update func(*nn.Network, []nn.Example, float64), further bool) *diagnosis.Finding {
	guard := newGuard(net)
	for i, e := range miniBatch {
		guard.add(fmt.Sprintf("miniBatch[%d].X", i), e.X)
		guard.add(fmt.Sprintf("miniBatch[%d].Y", i), e.Y)
	}
	panicked := try(net, "update", func() { update(updated, slices.Clone(miniBatch), eta) })
	changed := guard.restore()

	var text language.Text
	switch err := updated.Validate(); {
	case panicked != nil:
		text = *panicked
	case changed != "":
		text = language.Textf("update changed %s: it must change nothing but the network that it was given",
			"update mudou %s: não deve mudar nada além da rede que recebeu", changed)
	case err != nil:
		text = language.Textf("the network is damaged after update: %v", "a rede está danificada depois de update: %v", err)
	case !slices.Equal(updated.Sizes, net.Sizes):
		text = language.Textf("update changed net.Sizes from %v to %v", "update mudou net.Sizes de %v para %v", net.Sizes, updated.Sizes)
	default:
		return nil
	}
	if further {
		text = language.Textf("the second call: %s", "a segunda chamada: %s", text)
	}
	finding := diagnosis.Call(text[0], text[1])
	return &finding
}
