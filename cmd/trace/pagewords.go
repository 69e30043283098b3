package main

import (
	"backprop/internal/language"
	"backprop/nn/gradcheck/zoo"
)

// notTransposed is the mistake that shows why BP2 has the weights transposed:
// the shapes do not fit. It is here and not in the zoo, as it gives no gradient
// to check.
var notTransposed = zoo.Bug{
	Name: "no-transpose", Equation: "BP2", Step: "B17",
	Mistake: language.Text{"w stands for wᵀ, so the shapes do not fit", "w está no lugar de wᵀ, e os formatos não combinam"},
	Changes: []zoo.Change{{Right: "matrix.Dot(w.Transpose(), delta)", Wrong: "matrix.Dot(w, delta)"}},
}

// pageWords are the words of the page that can be used.
var pageWords = map[string]language.Text{
	"heading": {"Backprop, step by step", "Backprop, passo a passo"},
	"hint":    {"Go on with → and change any number. What the signs mean", "Avance com → e mude qualquer número. O que os sinais significam"},
	"signs": {"The steps B1 to B20 are those of Backprop in nn/network.go. C = ½‖a − y‖² is the cost of one example, with a for the output and y for the wanted output, and δ is ∂C/∂z. A line is a weight: the thicker, the larger; dashed and purple, if negative. Orange are the derivatives; one beside a weight is ∂C/∂w. In the plot, the slope of the straight line is what Backprop returns: if it is right, the line touches the curve. <code>go run ./cmd/trace -html my.html</code> makes this page anew, with your nn/network.go in it.",
		"Os passos B1 a B20 são os de Backprop em nn/network.go. C = ½‖a − y‖² é o custo de um exemplo, em que a é a saída e y, a saída desejada; δ é ∂C/∂z. Cada linha é um peso: quanto mais grossa, maior; tracejada e roxa, se for negativo. Em laranja estão as derivadas; ao lado de um peso, ∂C/∂w. No gráfico, a inclinação da reta é o que Backprop devolve: se estiver certa, a reta tangencia a curva. <code>go run ./cmd/trace -html my.html</code> gera esta página de novo, com o seu nn/network.go."},
	"network":   {"Network", "Rede"},
	"predict":   {"Predict each result", "Prever cada resultado"},
	"steps":     {"Steps", "Passos"},
	"back":      {"back", "voltar"},
	"next":      {"next", "avançar"},
	"keys":      {"arrow keys, Home, End; with Shift without the bookkeeping; ↑ and ↓ within the code and the drawing", "setas, Home, End; com Shift, sem os passos que só guardam valores; ↑ e ↓ dentro do código e do desenho"},
	"code":      {"Backprop in nn/network.go; choose a line to go to its step", "Backprop em nn/network.go; escolha uma linha para ir ao passo dela"},
	"start":     {"start", "início"},
	"layer":     {"layer", "camada"},
	"guess":     {"How much is", "Quanto vale"},
	"try":       {"check", "conferir"},
	"reveal":    {"show", "mostrar"},
	"guessed":   {"right", "certo"},
	"rounded":   {"Right so far: give more decimals.", "Certo até aí: dê mais casas decimais."},
	"number":    {"Type a number, such as −0.25.", "Digite um número, como −0,25."},
	"known":     {"That is what you get with this mistake: {m}.", "É o que dá com este erro de código: {m}."},
	"unspoiled": {"That is what the code gives without the mistake.", "É o que o código dá sem o erro."},
	"sign":      {"The sign is the other one.", "O sinal é o contrário."},
	"unknown":   {"No, and it is none of the known mistakes.", "Não, e não é o que dá nenhum dos erros conhecidos."},
	"costOf":    {"The cost as a function of", "O custo em função de"},
	"value":     {"value", "valor"},
	"mistake":   {"Make a mistake", "Ponha um erro no código"},
	"none":      {"none: the code as it is", "nenhum: o código como está"},
	"descent":   {"Gradient descent", "Gradiente descendente"},
	"twice":     {"mini-batch: this example, twice", "mini-batch: este exemplo, 2 vezes"},
	"step":      {"take a step", "dar um passo"},
	"reset":     {"back to start", "reiniciar"},
	"after":     {"after step {n}", "após o passo {n}"},
	"map":       {"f: the function in this line of the code", "f: a função nesta linha do código"},
	"badStep":   {"the step is not −η ∂C/∂w", "o passo não é −η ∂C/∂w"},
	"failed":    {"The code stops here", "O código é interrompido aqui"},
	"shapes":    {"the gradient has the wrong shapes:", "o gradiente tem os formatos errados:"},
	"right":     {"✓ all {of} derivatives agree", "✓ todas as {of} derivadas conferem"},
	"update":    {"the mistake is in the update: take a step", "o erro de código está na atualização: dê um passo"},
	"nothing":   {"in this network the mistake changes nothing: take 3-4-4-2", "nesta rede o erro de código não muda nada: escolha 3-4-4-2"},
	"without":   {"In the right code:", "No código certo:"},
	"wrong":     {"✗ {n} of {of} derivatives are wrong, from {bp}, layer {l}, on", "✗ {n} de {of} derivadas estão erradas, a partir de {bp}, camada {l}"},
	"overflow":  {"the numbers are too large to be checked", "os números são grandes demais para conferir"},
	"drawing":   {"The network {net}; layer {l} is at work; the cost C is {C}.", "A rede {net}; a camada {l} está em ação; o custo C é {C}."},
	"curve":     {"The cost as a function of {w}, and the line with the slope that Backprop gave, {s}.", "O custo em função de {w}, e a reta com a inclinação que Backprop deu, {s}."},
	"yours":     {"yours", "a sua"},
}
