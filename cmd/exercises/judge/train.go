package judge

import (
	"math/rand/v2"

	"backprop/internal/language"
	"backprop/matrix"
	"backprop/mnist"
	"backprop/nn"
)

// Train has all the parts train a network on the digits for one epoch, as
// go run ./cmd/train begins.
func Train(s Solution, tag language.Tag) Verdict {
	for _, name := range Names {
		if v := Judge(name, s, tag); !v.Right {
			v.Advice = append([]string{name + ":"}, v.Advice...)
			return v
		}
	}
	if s.Prime != nil {
		*s.Prime = s.SigmoidPrime
	}
	before, after, all := s.epoch()
	return Verdict{Right: true, Advice: []string{(&trial{tag: tag}).say(
		"One epoch with your code, on 64-30-10: %d of %d digits right, before it %d. go run ./cmd/train begins with the same epoch, and goes on.",
		"Uma época com o seu código, na 64-30-10: %d de %d dígitos certos; antes dela, %d. go run ./cmd/train começa com a mesma época e continua.",
		after, all, before)}}
}

// epoch is nn.Network.SGD for one epoch, with the reader's parts.
func (s Solution) epoch() (before, after, all int) {
	const miniBatchSize, eta = 10, 3.0
	rng := rand.New(rand.NewPCG(16, 0))
	net := nn.New([]int{64, 30, 10}, rng)
	training, test := mnist.Digits()
	before = net.Evaluate(test)
	order := rng.Perm(training.Len())
	for k := 0; k < len(order); k += miniBatchSize {
		var miniBatch []nn.Example
		for _, i := range order[k:min(k+miniBatchSize, len(order))] {
			x, y := training.At(i)
			miniBatch = append(miniBatch, nn.Example{X: x, Y: y})
		}
		s.UpdateMiniBatch(net, miniBatch, eta, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
			return s.backprop(net, x, y)
		})
	}
	return before, net.Evaluate(test), test.Len()
}

// backprop puts the reader's parts together: what is left of the chapter's is B1,
// B2 and B20.
func (s Solution) backprop(net *nn.Network, x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
	nablaB, nablaW = cloned(net.Biases), cloned(net.Weights)
	zero(nablaB, nablaW, 0, len(nablaB))
	zs, activations := s.Forward(net, x)
	delta := s.LastLayer(zs, activations, y, nablaB, nablaW)
	s.HiddenLayers(net, zs, activations, delta, nablaB, nablaW)
	return nablaB, nablaW
}
