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

// Again repeats the first call of update, which took net to updated. It returns a
// finding if that goes otherwise.
func Again(net, updated *nn.Network, miniBatch []nn.Example, eta float64, update func(*nn.Network, []nn.Example, float64)) *diagnosis.Finding {
	again := net.Clone()
	if f := Update(net, again, miniBatch, eta, update, true); f != nil {
		return f
	}
	if slices.EqualFunc(again.Biases, updated.Biases, sameBits) && slices.EqualFunc(again.Weights, updated.Weights, sameBits) {
		return nil
	}
	f := diagnosis.Call("the same network and mini-batch gave another step in a second call: is the update random, or is something left over from the first?",
		"a mesma rede e o mesmo mini-batch deram outro passo numa segunda chamada: a atualização é aleatória, ou algo sobra da primeira?")
	return &f
}
