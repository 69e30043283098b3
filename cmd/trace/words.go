package main

import (
	"fmt"
	"strings"

	"backprop/internal/language"
)

// All of the trace's own words are here.

// explanations say what each step is for. {l} stands for the layer at hand, {b}
// for the layer before it and {a} for the one after.
var explanations = map[string]language.Text{
	"B1": {"A zero matrix for the derivatives by the biases of each layer after the input. The backward pass replaces them, from the end.",
		"Uma matriz de zeros para as derivadas em relação aos vieses de cada camada depois da entrada. A passada para trás as substitui, a partir do fim."},
	"B2": {"The same for the derivatives by the weights.",
		"O mesmo para as derivadas em relação aos pesos."},
	"B3": {"The input is the activation of layer 1.",
		"A entrada é a ativação da camada 1."},
	"B4": {"The activations of all layers are kept, because BP4 needs them on the way back.",
		"As ativações de todas as camadas são guardadas, porque BP4 precisa delas na volta."},
	"B5": {"The weighted inputs z are kept too, because BP1 and BP2 need σ′(z).",
		"As entradas ponderadas z também são guardadas, porque BP1 e BP2 precisam de σ′(z)."},
	"B6": {"Forward, layer {l}: its biases, and the weights that lead to it from layer {b}.",
		"Para a frente, camada {l}: seus vieses e os pesos que chegam a ela a partir da camada {b}."},
	"B7": {"Each neuron of layer {l} weighs the activations of layer {b}, adds them up, and adds its bias.",
		"Cada neurônio da camada {l} pondera as ativações da camada {b}, soma tudo e acrescenta seu viés."},
	"B8": {"z is kept for the backward pass.",
		"z é guardado para a passada para trás."},
	"B9": {"The sigmoid σ(z) = 1 / (1 + e⁻ᶻ) brings every entry into the interval from 0 to 1.",
		"A sigmoide σ(z) = 1 / (1 + e⁻ᶻ) leva cada elemento para o intervalo entre 0 e 1."},
	"B10": {"The activation of layer {l} is kept too, for BP4.",
		"A ativação da camada {l} também é guardada, para BP4."},
	"B11": {"Backward begins with the error of the output layer: how the cost changes with each output, times how the output changes with its z.",
		"A volta começa pelo erro da camada de saída: quanto o custo muda com cada saída, vezes quanto a saída muda com o seu z."},
	"B12": {"A bias is added to z as it is, so the derivative by it is the error itself.",
		"O viés é somado diretamente a z, então a derivada em relação a ele é o próprio erro."},
	"B13": {"The derivative by a weight is the error of the neuron it leads to, times the activation it carries. All pairs at once: a column times a row.",
		"A derivada em relação a um peso é o erro do neurônio aonde ele chega, vezes a ativação que ele transporta. Todos os pares de uma vez: uma coluna vezes uma linha."},
	"B14": {"Backward, layer {l}. In the code l counts from the end, in the formulas from the input.",
		"Para trás, camada {l}. No código, l conta a partir do fim; nas fórmulas, a partir da entrada."},
	"B15": {"The weighted input of layer {l}, kept on the way forward.",
		"A entrada ponderada da camada {l}, guardada na ida."},
	"B16": {"How the activations of layer {l} change with z: σ′(z) = σ(z) (1 - σ(z)).",
		"Quanto as ativações da camada {l} mudam com z: σ′(z) = σ(z) (1 - σ(z))."},
	"B17": {"The error of layer {a} goes back to layer {l}: an activation there moves each z of layer {a} that it feeds, so add up over them. Their weights are a column of w, a row of wᵀ. Times σ′, it is the error of layer {l}.",
		"O erro da camada {a} volta à camada {l}: uma ativação dali muda cada z da camada {a} que ela alimenta, então some sobre eles. Esses pesos são uma coluna de w, uma linha de wᵀ. Vezes σ′, é o erro da camada {l}."},
	"B18": {"The derivative by the biases of layer {l} is its error.",
		"A derivada em relação aos vieses da camada {l} é o seu erro."},
	"B19": {"The derivatives by the weights that lead to layer {l}: its errors times the activations of layer {b}.",
		"As derivadas em relação aos pesos que chegam à camada {l}: seus erros vezes as ativações da camada {b}."},
	"B20": {"The gradient is complete: a derivative for every bias and every weight.",
		"O gradiente está completo: uma derivada para cada viés e para cada peso."},
}

// words are the labels.
var words = struct {
	title, intro, digit, example, random, loaded, layer, line, numerical, parameter, central, difference, check, worst, more,
	leftOut, rows, columns, along, seed, tooWide, withoutScript, differs, panics, missing language.Text
}{
	title:         language.Text{"Backprop on %s, step by step", "Backprop em %s, passo a passo"},
	intro:         language.Text{"The numbers and lines are those of nn/network.go.", "Os números e as linhas são os de nn/network.go."},
	digit:         language.Text{"The input is a handwritten %s, of %d×%d pixels.", "A entrada é um %s escrito à mão, de %d×%d pixels."},
	example:       language.Text{"Weights, biases and input have one decimal each.", "Pesos, vieses e entrada têm uma casa decimal cada."},
	random:        language.Text{"The input is random numbers from 0 to 1.", "A entrada são números sorteados entre 0 e 1."},
	loaded:        language.Text{"The network is that of %s.", "A rede é a de %s."},
	tooWide:       language.Text{"The page draws networks of up to %d layers of up to %d neurons. Of this one, here are all steps as text.", "A página desenha redes de até %d camadas de até %d neurônios. Desta, aqui estão todos os passos em texto."},
	withoutScript: language.Text{"With JavaScript, this page runs the code, and you can change the numbers.", "Com JavaScript, esta página executa o código, e você pode mudar os números."},
	along:         language.Text{"A dot is a rate of change as x₁ grows: %s = %s in every layer, and Ċ = %s is the same number.", "O ponto é a taxa de variação quando x₁ cresce: %s = %s em todas as camadas, e Ċ = %s é o mesmo número."},
	seed:          language.Text{"Its weights and biases are random.", "Seus pesos e vieses são aleatórios."},
	layer:         language.Text{"layer %d", "camada %d"},
	line:          language.Text{"line %d", "linha %d"},
	numerical:     language.Text{"at most %s from the central difference", "difere da diferença central em no máximo %s"},
	parameter:     language.Text{"parameter", "parâmetro"},
	central:       language.Text{"central", "central"},
	difference:    language.Text{"difference", "diferença"},
	check:         language.Text{"The check: (C(w + ε) - C(w - ε)) / 2ε with ε = %g, for every parameter", "A conferência: (C(w + ε) - C(w - ε)) / 2ε com ε = %g, para cada parâmetro"},
	worst:         language.Text{"largest difference: %s, at %s", "maior diferença: %s, em %s"},
	more:          language.Text{"… %d more", "… mais %d"},
	leftOut:       language.Text{"left out: %s", "omitidas: %s"},
	rows:          language.Text{"%d of %d rows", "%d de %d linhas"},
	differs: language.Text{"the steps give another gradient than net.Backprop: has nn/network.go been changed? go run ./cmd/trace -html my.html shows what it does, and go run ./cmd/gradcheck says whether it is right",
		"os passos dão outro gradiente que o de net.Backprop: nn/network.go foi mudado? go run ./cmd/trace -html my.html mostra o que ele faz, e go run ./cmd/gradcheck diz se está certo"},
	panics: language.Text{"net.Backprop panics: %v; go run ./cmd/gradcheck says where",
		"net.Backprop gera um panic: %v; go run ./cmd/gradcheck diz onde"},
	missing: language.Text{"nn/network.go has no comment that begins with %q: it marks the step's line, and is needed here",
		"nn/network.go não tem um comentário que comece com %q: ele marca a linha do passo e é preciso aqui"},
	columns: language.Text{"%d of %d columns", "%d de %d colunas"},
}

// explain returns what a step is for.
func (e entry) explain(l language.Tag) string {
	return strings.NewReplacer("{l}", fmt.Sprint(e.Layer), "{b}", fmt.Sprint(e.Layer-1), "{a}", fmt.Sprint(e.Layer+1)).
		Replace(explanations[e.Name].In(l))
}
