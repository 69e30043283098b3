package calls

import (
	"fmt"
	"slices"

	"backprop/nn"
	"backprop/nn/gradcheck/diagnosis"
)

// Update calls update with the network updated, a copy of net, for the first or
// a further time. It returns a finding if that went wrong.
func Update(net, updated *nn.Network, miniBatch []nn.Example, eta float64, update func(*nn.Network, []nn.Example, float64), further int) *diagnosis.Finding {
	guard := newGuard(net)
	for i, e := range miniBatch {
		guard.add(fmt.Sprintf("miniBatch[%d].X", i), e.X)
		guard.add(fmt.Sprintf("miniBatch[%d].Y", i), e.Y)
	}
	panicked := try(net, func() { update(updated, slices.Clone(miniBatch), eta) })
	changed := guard.restore()

	var en, pt string
	switch err := updated.Validate(); {
	case panicked != nil:
		en, pt = "update panicked: "+panicked[0], "update gerou um panic: "+panicked[1]
	case changed != "":
		en = "update changed " + changed + ": it must change nothing but the network that it was given"
		pt = "update mudou " + changed + ": não deve mudar nada além da rede que recebeu"
	case err != nil:
		en, pt = fmt.Sprintf("the network is damaged after update: %v", err), fmt.Sprintf("a rede está danificada depois de update: %v", err)
	case !slices.Equal(updated.Sizes, net.Sizes):
		en = fmt.Sprintf("update changed net.Sizes from %v to %v", net.Sizes, updated.Sizes)
		pt = fmt.Sprintf("update mudou net.Sizes de %v para %v", net.Sizes, updated.Sizes)
	default:
		return nil
	}
	if further > 0 {
		en, pt = "the second call: "+en, "a segunda chamada: "+pt
	}
	finding := diagnosis.Call(en, pt)
	return &finding
}
