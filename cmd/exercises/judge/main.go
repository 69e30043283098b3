package judge

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"backprop/internal/language"
	"backprop/matrix"
	"backprop/mnist"
	"backprop/nn"
)

// memory is what the reader's code may take.
const memory = 1 << 30

// Training is the name by which Main calls train.
const Training = "Training"

// Main is what the reader's program does: it judges the part that its first
// argument names, in the language of the second, and writes the verdict as JSON
// to the file of the third. The command exercises starts it so. With the first
// argument alone, as in a debugger, it takes its time and prints.
func Main(s Solution) {
	switch {
	case len(os.Args) == 2 && slices.Contains(Names, os.Args[1]):
		v := Judge(os.Args[1], s, language.English)
		fmt.Println(strings.Join(slices.Concat(v.Steps, v.Advice), "\n"))
		return
	case len(os.Args) != 4:
		fmt.Fprintf(os.Stderr, "want one of %v; go run ./cmd/exercises says more\n", Names)
		os.Exit(2)
	}
	debug.SetMaxStack(64 << 20) // a function that calls itself for ever need not take a gigabyte
	name, tag := os.Args[1], language.Tag(os.Args[2])
	finish := func(v Verdict) {
		text, err := json.Marshal(v)
		if err == nil {
			err = os.WriteFile(os.Args[3], text, 0o600)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	go func() {
		for range time.Tick(50 * time.Millisecond) {
			var used runtime.MemStats
			if runtime.ReadMemStats(&used); used.HeapAlloc > memory {
				finish(Verdict{Advice: []string{say(tag, "%s takes more and more memory. Does a loop that appends never end?",
					"%s usa cada vez mais memória. Algum laço com append nunca termina?", name)}})
			}
		}
	}()
	if name == Training {
		finish(s.train(tag))
	}
	finish(Judge(name, s, tag))
}

// train has all the parts train a network on the digits for one epoch, as
// go run ./cmd/train begins: [nn.Network.SGD] with the reader's parts.
func (s Solution) train(tag language.Tag) Verdict {
	for _, name := range Names { // each was right once
		if v := Judge(name, s, tag); !v.Right {
			v.Advice = append([]string{name + ":"}, v.Advice...)
			return v
		}
	}
	*s.Prime = s.SigmoidPrime
	const miniBatchSize, eta = 10, 3.0
	rng := rand.New(rand.NewPCG(16, 0))
	net := nn.New([]int{64, 30, 10}, rng)
	training, test := mnist.Digits()
	before := net.Evaluate(test)
	for examples := range slices.Chunk(rng.Perm(training.Len()), miniBatchSize) {
		var miniBatch []nn.Example
		for _, i := range examples {
			x, y := training.At(i)
			miniBatch = append(miniBatch, nn.Example{X: x, Y: y})
		}
		s.UpdateMiniBatch(net, miniBatch, eta, func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
			nablaB, nablaW = zeros(net.Biases), zeros(net.Weights)
			zs, activations := s.Forward(net, x)
			delta := s.LastLayer(zs, activations, y, nablaB, nablaW)
			s.HiddenLayers(net, zs, activations, delta, nablaB, nablaW)
			return nablaB, nablaW
		})
	}
	return Verdict{Right: true, Advice: []string{say(tag,
		"One epoch with your code, on 64-30-10: %d of %d digits right, before it %d. go run ./cmd/train begins with the same epoch, and goes on.",
		"Uma época com o seu código, na 64-30-10: %d de %d dígitos certos; antes dela, %d. go run ./cmd/train começa com a mesma época e continua.",
		net.Evaluate(test), test.Len(), before)}}
}
