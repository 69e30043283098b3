package zoo

import (
	"slices"

	"backprop/internal/language"
	"backprop/matrix"
	"backprop/nn"
	"backprop/nn/gradcheck"
)

// Bugs returns the mistakes, those of backprop in the order of its steps, then
// those of the update.
//
// Where no two neighbouring layers have the same width, not-transposed and
// transposed-outer cannot be made: they are the right code there.
func Bugs() []Bug {
	return []Bug{
		inBackprop(Bug{
			Name: "sigma-in-place", Equation: "BP1", Step: "B9", Cause: "prime-of-a",
			Published: []string{"dwhitena/gophernet, main.go (github.com)"},
			Mistake:   language.Text{"σ is computed in place and spoils zs", "σ é calculada por cima do próprio z e estraga zs"},
			Changes:   []Change{{"activation = Sigmoid(z)", "activation = Sigmoid(z)\n\t\tzs[i] = activation"}},
		}, func(p *parts) {
			p.forward = func(z matrix.Matrix) matrix.Matrix {
				a := nn.Sigmoid(z)
				for j := range z {
					copy(z[j], a[j])
				}
				return a
			}
		}),
		inBackprop(Bug{
			Name: "cost-doubled", Equation: "BP1", Step: "H1", Cause: "doubled",
			Mistake: language.Text{"the gradient of ‖a - y‖², for a cost of ½‖a - y‖²", "o gradiente de ‖a - y‖², para um custo de ½‖a - y‖²"},
			Changes: []Change{{"matrix.Sub(output, y)", "matrix.Scale(2, matrix.Sub(output, y))"}},
		}, func(p *parts) {
			p.costDerivative = func(a, y matrix.Matrix) matrix.Matrix { return matrix.Scale(2, matrix.Sub(a, y)) }
		}),
		inBackprop(Bug{
			Name: "sign-flipped", Equation: "BP1", Step: "H1", Cause: "sign",
			Mistake: language.Text{"the error is y - a", "o erro é y - a"},
			Changes: []Change{{"matrix.Sub(output, y)", "matrix.Sub(y, output)"}},
		}, func(p *parts) { p.costDerivative = func(a, y matrix.Matrix) matrix.Matrix { return matrix.Sub(y, a) } }),
		inBackprop(Bug{
			Name: "no-prime-output", Equation: "BP1", Step: "B11", Cause: "prime-missing",
			Published: []string{"Bot-Academy/NeuralNetworkFromScratch, nn.py (github.com)"},
			Mistake:   language.Text{"σ′ is missing at the output", "falta σ′ na saída"},
			Changes:   []Change{{"SigmoidPrime(zs[len(zs)-1])", "matrix.Zeros(len(y), 1).Map(func(float64) float64 { return 1 })"}},
		}, func(p *parts) { p.outputPrime = func(z, _ matrix.Matrix) matrix.Matrix { return ones(z) } }),
		inBackprop(Bug{
			Name: "error-for-prime", Equation: "BP1", Step: "B11", Cause: "prime-of-error",
			Mistake:   language.Text{"(a - y)(1 - (a - y)) for (a - y) σ′(z)", "(a - y)(1 - (a - y)) em vez de (a - y) σ′(z)"},
			Published: []string{"Data Science Stack Exchange, \"Gradients for bias terms in backpropagation\""},
			Changes: []Change{{"SigmoidPrime(zs[len(zs)-1])",
				"CostDerivative(activations[len(activations)-1], y).Map(func(e float64) float64 { return 1 - e })"}},
		}, func(p *parts) {
			p.outputPrime = func(_, e matrix.Matrix) matrix.Matrix { return matrix.Sub(ones(e), e) }
		}),
		inBackprop(Bug{
			Name: "prime-is-one", Equation: "BP1", Step: "H3", Cause: "prime-missing",
			Mistake:   language.Text{"σ′ is 1 everywhere", "σ′ é 1 em toda parte"},
			Published: []string{"made2591/go-perceptron-go, transferFunction.go (github.com)"},
			Changes:   []Change{{"return s * (1 - s)", "_ = s; return 1"}},
		}, func(p *parts) {
			p.outputPrime = func(z, _ matrix.Matrix) matrix.Matrix { return ones(z) }
			p.hiddenPrime = ones
		}),
		inBackprop(Bug{
			Name: "no-prime-hidden", Equation: "BP2", Step: "B16", Cause: "prime-missing",
			Mistake: language.Text{"σ′ is missing in the hidden layers", "falta σ′ nas camadas ocultas"},
			Changes: []Change{{"sp := SigmoidPrime(z)", "sp := z.Map(func(float64) float64 { return 1 })"}},
		}, func(p *parts) { p.hiddenPrime = ones }),
		inBackprop(Bug{
			Name: "sigma-for-prime", Equation: "BP2", Step: "B16", Cause: "prime-sigma",
			Published: []string{"cyrildever/neural-networks-and-deep-learning-in-golang, network1.go (github.com)"},
			Mistake:   language.Text{"σ stands for σ′ in the hidden layers", "σ está no lugar de σ′ nas camadas ocultas"},
			Changes:   []Change{{"sp := SigmoidPrime(z)", "sp := Sigmoid(z)"}},
		}, func(p *parts) { p.hiddenPrime = nn.Sigmoid }),
		inBackprop(Bug{
			Name: "not-transposed", Equation: "BP2", Step: "B17", Cause: "back-not-transposed",
			Mistake: language.Text{"the weights are not transposed, where their matrix is square", "os pesos não são transpostos, onde sua matriz é quadrada"},
			Changes: []Change{{"w := net.Weights[len(net.Weights)-l+1]",
				"w := net.Weights[len(net.Weights)-l+1]\n\t\tif w.Rows() == w.Cols() {\n\t\t\tw = w.Transpose()\n\t\t}"}},
		}, func(p *parts) {
			p.back = func(w, _, delta, _ matrix.Matrix) matrix.Matrix {
				if w.Rows() != w.Cols() {
					w = w.Transpose()
				}
				return matrix.Dot(w, delta)
			}
		}),
		inBackprop(Bug{
			Name: "updated-weights", Equation: "BP2", Step: "B17", Cause: "back-stepped",
			Published: []string{"stevenmiller888/go-mind, mind.go (github.com)", "J. Grus, Data Science from Scratch, first-edition/code-python3/neural_networks.py (github.com)"},
			Mistake:   language.Text{"δ goes back through weights that have been updated already", "δ volta por pesos já atualizados"},
			Changes: []Change{{"matrix.Dot(w.Transpose(), delta)",
				"matrix.Dot(matrix.Sub(w, matrix.Scale(3, nablaW[len(nablaW)-l+1])).Transpose(), delta)"}},
		}, func(p *parts) {
			p.back = func(w, nablaW, delta, _ matrix.Matrix) matrix.Matrix {
				return matrix.Dot(matrix.Sub(w, matrix.Scale(3, nablaW)).Transpose(), delta)
			}
		}),
		inBackprop(Bug{
			Name: "error-carried", Equation: "BP2", Step: "B17", Cause: "back-carried",
			Mistake: language.Text{"a - y is carried back, by wᵀ alone, instead of δ", "em vez de δ, é a - y que volta, só por wᵀ"},
			Published: []string{
				"T. Rashid, Make Your Own Neural Network, part2_neural_network_mnist_data.ipynb",
				"sausheong/gonn, mlp.go (github.com)", "Stack Overflow 53287032"},
			Changes: []Change{{"delta := matrix.Hadamard(", "e := CostDerivative(activations[len(activations)-1], y)\n\tdelta := matrix.Hadamard("},
				{"delta = matrix.Hadamard(matrix.Dot(w.Transpose(), delta), sp)", "e = matrix.Dot(w.Transpose(), e)\n\t\tdelta = matrix.Hadamard(e, sp)"}},
		}, func(p *parts) {
			p.back = func(w, _, _, e matrix.Matrix) matrix.Matrix { return matrix.Dot(w.Transpose(), e) }
		}),
		inBackprop(Bug{
			Name: "error-carried-stepped", Equation: "BP2", Step: "B17", Cause: "back-carried-stepped",
			Mistake: language.Text{"a - y is carried back instead of δ, through weights that have been updated already", "em vez de δ, é a - y que volta, e por pesos já atualizados"},
			Published: []string{"CodingTrain/Toy-Neural-Network-JS, lib/nn.js (github.com)",
				"kim-marcel/basic_neural_network, NeuralNetwork.java (github.com)"},
			Changes: []Change{{"delta := matrix.Hadamard(", "e := CostDerivative(activations[len(activations)-1], y)\n\tdelta := matrix.Hadamard("},
				{"delta = matrix.Hadamard(matrix.Dot(w.Transpose(), delta), sp)", "e = matrix.Dot(matrix.Sub(w, matrix.Scale(3, nablaW[len(nablaW)-l+1])).Transpose(), e)\n\t\tdelta = matrix.Hadamard(e, sp)"}},
		}, func(p *parts) {
			p.back = func(w, nablaW, _, e matrix.Matrix) matrix.Matrix {
				return matrix.Dot(matrix.Sub(w, matrix.Scale(3, nablaW)).Transpose(), e)
			}
		}),
		inBackprop(Bug{
			Name: "first-layer-zero", Equation: "BP2", Step: "B14", Cause: "zero",
			Mistake: language.Text{"the loop ends early: the first layer's gradient stays zero", "o laço termina cedo demais: o gradiente da primeira camada fica zero"},
			Changes: []Change{{"l < numLayers;", "l < numLayers-1;"}},
		}, func(p *parts) {
			p.results = func(nablaB, nablaW, _ []matrix.Matrix) {
				if len(nablaB) > 1 {
					nablaB[0], nablaW[0] = matrix.Scale(0, nablaB[0]), matrix.Scale(0, nablaW[0])
				}
			}
		}),
		inBackprop(Bug{
			Name: "biases-zero", Equation: "BP3", Step: "B18", Cause: "zero",
			Mistake: language.Text{"the biases' gradient stays zero", "o gradiente dos vieses fica zero"},
			Changes: []Change{{"nablaB[len(nablaB)-1] = delta", "_ = delta"}, {"nablaB[len(nablaB)-l] = delta", "_ = delta"}},
		}, func(p *parts) {
			p.results = func(nablaB, _, _ []matrix.Matrix) {
				for i, delta := range nablaB {
					nablaB[i] = matrix.Scale(0, delta)
				}
			}
		}),
		inBackprop(Bug{
			Name: "biases-summed", Equation: "BP3", Step: "B18", Cause: "bias-summed",
			Mistake:   language.Text{"each bias gets the sum of δ, as by np.sum without an axis", "cada viés recebe a soma de δ, como a de np.sum sem axis"},
			Published: []string{"S. Raschka, stat453-deep-learning-ss21, softmax-regression_scratch.ipynb (github.com)"},
			Changes: []Change{{"nablaB[len(nablaB)-1] = delta", "nablaB[len(nablaB)-1] = matrix.Dot(matrix.Zeros(len(delta), len(delta)).Map(func(float64) float64 { return 1 }), delta)"},
				{"nablaB[len(nablaB)-l] = delta", "nablaB[len(nablaB)-l] = matrix.Dot(matrix.Zeros(len(delta), len(delta)).Map(func(float64) float64 { return 1 }), delta)"}},
		}, func(p *parts) {
			p.results = func(nablaB, _, _ []matrix.Matrix) {
				for i, delta := range nablaB {
					nablaB[i] = matrix.Dot(ones(matrix.Dot(delta, delta.Transpose())), delta)
				}
			}
		}),
		inBackprop(Bug{
			Name: "z-for-a", Equation: "BP4", Step: "B13", Cause: "outer-z-for-a",
			Mistake: language.Text{"the last weights' gradient takes z of the layer before, not σ(z)", "o gradiente dos últimos pesos usa z da camada anterior, não σ(z)"},
			Changes: []Change{{"matrix.Dot(delta, activations[len(activations)-2].Transpose())", "matrix.Dot(delta, zs[len(zs)-2].Transpose())"}},
		}, func(p *parts) {
			p.results = func(nablaB, nablaW, zs []matrix.Matrix) {
				last := len(zs) - 1
				nablaW[last] = matrix.Dot(nablaB[last], zs[last-1].Transpose())
			}
		}),
		inBackprop(Bug{
			Name: "transposed-outer", Equation: "BP4", Step: "B19", Cause: "outer-transposed",
			Mistake: language.Text{"the weights' gradient is a·δᵀ, where their matrix is square", "o gradiente dos pesos é o produto a·δᵀ, onde sua matriz é quadrada"},
			Changes: []Change{{"nablaW[len(nablaW)-l] = matrix.Dot(delta, activations[len(activations)-l-1].Transpose())",
				"nablaW[len(nablaW)-l] = matrix.Dot(delta, activations[len(activations)-l-1].Transpose())\n\t\tif m := nablaW[len(nablaW)-l]; m.Rows() == m.Cols() {\n\t\t\tnablaW[len(nablaW)-l] = m.Transpose()\n\t\t}"}},
		}, func(p *parts) {
			p.results = func(_, nablaW, _ []matrix.Matrix) {
				for i, w := range nablaW[:len(nablaW)-1] {
					if w.Rows() == w.Cols() {
						nablaW[i] = w.Transpose()
					}
				}
			}
		}),
		inUpdate(Bug{
			Name: "summed", Step: "U7", Cause: "step-summed",
			Mistake: language.Text{"the gradients are summed, not averaged", "os gradientes são somados, sem tirar a média"},
			Changes: []Change{{"step := eta / float64(len(miniBatch))", "step := eta"}},
		}, func(net *nn.Network, miniBatch []nn.Example, eta float64) {
			net.UpdateMiniBatch(miniBatch, eta*float64(len(miniBatch)))
		}),
		inUpdate(Bug{
			Name: "divided-by-all", Step: "U7", Cause: "step-divided-by-all",
			Mistake: language.Text{"eta is divided by the number of all training data, not of the mini-batch", "o eta é dividido pelo total de dados de treinamento, não pelo tamanho do mini-batch"},
			Changes: []Change{{"step := eta / float64(len(miniBatch))", "step := eta / 1500"}},
		}, func(net *nn.Network, miniBatch []nn.Example, eta float64) {
			net.UpdateMiniBatch(miniBatch, eta*float64(len(miniBatch))/1500)
		}),
		inUpdate(Bug{
			Name: "assigned", Step: "U6", Cause: "step-last-example",
			Mistake: language.Text{"the sums are overwritten: only the last example counts", "as somas são sobrescritas: só o último exemplo conta"},
			Changes: []Change{{"matrix.Add(nablaB[i], dnb)", "dnb"}, {"matrix.Add(nablaW[i], dnw)", "dnw"}},
		}, func(net *nn.Network, miniBatch []nn.Example, eta float64) {
			net.UpdateMiniBatch(miniBatch[len(miniBatch)-1:], eta/float64(len(miniBatch)))
		}),
		inUpdate(Bug{
			Name: "biases-not-stepped", Step: "U8", Cause: "step-none",
			Mistake:   language.Text{"the biases are never updated", "os vieses nunca são atualizados"},
			Published: []string{"mattm/simple-neural-network, neural-network.py (github.com)"},
			Changes:   []Change{{"matrix.Sub(net.Biases[i], matrix.Scale(step, nb))", "matrix.Sub(net.Biases[i], matrix.Scale(0, nb))"}},
		}, func(net *nn.Network, miniBatch []nn.Example, eta float64) {
			biases := slices.Clone(net.Biases)
			net.UpdateMiniBatch(miniBatch, eta)
			net.Biases = biases
		}),
		inUpdate(Bug{
			Name: "each-example", Step: "U7", Cause: "step-each-example-whole",
			Mistake:   language.Text{"the parameters are updated after each example, not once per mini-batch", "os parâmetros são atualizados a cada exemplo, e não uma vez por mini-batch"},
			Published: []string{"davidstutz/matlab-mnist-two-layer-perceptron, trainStochasticSquaredErrorTwoLayerPerceptron.m (github.com)"},
			Changes: []Change{{"deltaNablaB, deltaNablaW := net.Backprop(x, y)",
				"deltaNablaB, deltaNablaW := net.Backprop(x, y)\n\t\tfor i := range deltaNablaB {\n\t\t\tnet.Weights[i] = matrix.Sub(net.Weights[i], matrix.Scale(eta, deltaNablaW[i]))\n\t\t\tnet.Biases[i] = matrix.Sub(net.Biases[i], matrix.Scale(eta, deltaNablaB[i]))\n\t\t}"},
				{"step := eta / float64(len(miniBatch))", "step := 0.0"}},
		}, func(net *nn.Network, miniBatch []nn.Example, eta float64) {
			for i := range miniBatch {
				net.UpdateMiniBatch(miniBatch[i:i+1], eta)
			}
		}),
		{
			Name: "not-reset", Equation: "update", Step: "U1", Cause: "step-left-over",
			Mistake: language.Text{"the sums go on from one mini-batch to the next", "as somas continuam de um mini-batch para o outro"},
			Changes: []Change{
				{"type Network struct {", "type Network struct {\n\tsumB, sumW []matrix.Matrix"},
				{"nablaB := zerosLike(net.Biases)", "if net.sumB == nil {\n\t\tnet.sumB, net.sumW = zerosLike(net.Biases), zerosLike(net.Weights)\n\t}\n\tnablaB := net.sumB"},
				{"nablaW := zerosLike(net.Weights)", "nablaW := net.sumW"},
			},
			NewUpdate: func() gradcheck.Update {
				var keptB, keptW []matrix.Matrix
				return func(net *nn.Network, miniBatch []nn.Example, eta float64) {
					sumB, sumW := right().sums(net, miniBatch)
					for i := range keptB {
						sumB[i], sumW[i] = matrix.Add(keptB[i], sumB[i]), matrix.Add(keptW[i], sumW[i])
					}
					keptB, keptW = sumB, sumW
					step(net, sumB, sumW, eta/float64(len(miniBatch)))
				}
			},
		},
	}
}
