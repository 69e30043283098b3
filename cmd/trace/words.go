package main

import "backprop/internal/language"

// All of the trace's own words are here.

// story says what each step does, in the chapter's symbols and with matrices, and
// what it is for. A row names matrices, and operators between them, two spaces
// apart. Of the placeholders, ˡ is the layer at hand, ˡ⁻¹ that before it and ˡ⁺¹
// that after it, ᴸ the last; in the sentences they are {l}, {b} and {a}.
var story = map[string]struct {
	formula string
	rows    []string
	why     language.Text
}{
	"B1": {"nablaB = [0…ᴸ]", nil, language.Text{
		"A zero matrix for the derivatives with respect to the biases of each layer after the input. The backward pass replaces them, from the end.",
		"Uma matriz de zeros para as derivadas em relação aos vieses de cada camada depois da entrada. A passada para trás as substitui, a partir do fim."}},
	"B2": {"nablaW = [0…ᴸ]", nil, language.Text{
		"The same for the derivatives with respect to the weights.",
		"O mesmo para as derivadas em relação aos pesos."}},
	"B3": {"a¹ = x", []string{"x  =  a¹"}, language.Text{
		"The input is the activation of layer 1.",
		"A entrada é a ativação da camada 1."}},
	"B4": {"activations = [a¹]", nil, language.Text{
		"The activations of all layers are kept, because BP4 needs them on the way back.",
		"As ativações de todas as camadas são guardadas, porque BP4 precisa delas na volta."}},
	"B5": {"zs = []", nil, language.Text{
		"The weighted inputs z are kept too, because BP1 and BP2 need σ′(z).",
		"As entradas ponderadas z também são guardadas, porque BP1 e BP2 precisam de σ′(z)."}},
	"B6": {"b = bˡ, w = wˡ", nil, language.Text{
		"Forward, layer {l}: its biases, and the weights that lead to it from layer {b}.",
		"Para a frente, camada {l}: seus vieses e os pesos que chegam a ela a partir da camada {b}."}},
	"B7": {"zˡ = wˡ aˡ⁻¹ + bˡ", []string{"wˡ  ·  aˡ⁻¹  +  bˡ  =  zˡ"}, language.Text{
		"Each neuron of layer {l} weighs the activations of layer {b}, adds them up, and adds its bias.",
		"Cada neurônio da camada {l} pondera as ativações da camada {b}, soma tudo e acrescenta seu viés."}},
	"B8": {"zs = [z²…ˡ]", nil, language.Text{
		"z is kept for the backward pass.",
		"z é guardado para a passada para trás."}},
	"B9": {"aˡ = σ(zˡ)", []string{"σ  zˡ  =  aˡ"}, language.Text{
		"The sigmoid σ(z) = 1 / (1 + e⁻ᶻ) brings every entry into the interval from 0 to 1.",
		"A sigmoide σ(z) = 1 / (1 + e⁻ᶻ) leva cada elemento para o intervalo entre 0 e 1."}},
	"B10": {"activations = [a¹…ˡ]", nil, language.Text{
		"The activation of layer {l} is kept too, for BP4.",
		"A ativação da camada {l} também é guardada, para BP4."}},
	"B11": {"δˡ = (aˡ - y) ⊙ σ′(zˡ)", []string{"aˡ  -  y  =  ∇ₐC", "∇ₐC  ⊙  σ′(zˡ)  =  δˡ"}, language.Text{
		"Backward begins with the error of the output layer: how the cost changes with each output, times how the output changes with its z.",
		"A volta começa pelo erro da camada de saída: quanto o custo muda com cada saída, vezes quanto a saída muda com o seu z."}},
	"B12": {"∂C/∂bˡ = δˡ", []string{"δˡ  =  ∂C/∂bˡ"}, language.Text{
		"A bias is added to z as it is, so the derivative with respect to it is the error itself.",
		"O viés é somado diretamente a z, então a derivada em relação a ele é o próprio erro."}},
	"B13": {"∂C/∂wˡ = δˡ (aˡ⁻¹)ᵀ", []string{"δˡ  ·  (aˡ⁻¹)ᵀ  =  ∂C/∂wˡ"}, language.Text{
		"The derivative with respect to a weight is the error of the neuron it leads to, times the activation it carries. All pairs at once: a column times a row.",
		"A derivada em relação a um peso é o erro do neurônio aonde ele chega, vezes a ativação que ele transporta. Todos os pares de uma vez: uma coluna vezes uma linha."}},
	"B14": {"numLayers + 1 - l = {L} + 1 - {e} = {l}", nil, language.Text{
		"Backward, layer {l}. The code's l = {e} counts from the end; the formulas count from the input.",
		"Para trás, camada {l}. No código, l = {e} conta a partir do fim; as fórmulas contam a partir da entrada."}},
	"B15": {"z = zˡ", []string{"zˡ"}, language.Text{
		"The weighted input of layer {l}, kept on the way forward.",
		"A entrada ponderada da camada {l}, guardada na ida."}},
	"B16": {"sp = σ′(zˡ)", []string{"σ′  zˡ  =  σ′(zˡ)"}, language.Text{
		"How the activations of layer {l} change with z: σ′(z) = σ(z) (1 - σ(z)).",
		"Quanto as ativações da camada {l} mudam com z: σ′(z) = σ(z) (1 - σ(z))."}},
	"B17": {"δˡ = ((wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(zˡ)", []string{"(wˡ⁺¹)ᵀ  ·  δˡ⁺¹  =  (wˡ⁺¹)ᵀ δˡ⁺¹", "(wˡ⁺¹)ᵀ δˡ⁺¹  ⊙  σ′(zˡ)  =  δˡ"}, language.Text{
		"Each activation of layer {l} moves every z of layer {a}, by the weight between them. So the errors of layer {a} are added up, each times that weight: a column of wˡ⁺¹, a row of (wˡ⁺¹)ᵀ. This sum, times σ′, is the error of layer {l}.",
		"Cada ativação da camada {l} muda todos os z da camada {a}, cada um conforme o peso que o liga a ela. Por isso somam-se os erros da camada {a}, cada um vezes esse peso: uma coluna de wˡ⁺¹, uma linha de (wˡ⁺¹)ᵀ. Essa soma, vezes σ′, é o erro da camada {l}."}},
	"B18": {"∂C/∂bˡ = δˡ", []string{"δˡ  =  ∂C/∂bˡ"}, language.Text{
		"The derivative with respect to the biases of layer {l} is its error.",
		"A derivada em relação aos vieses da camada {l} é o seu erro."}},
	"B19": {"∂C/∂wˡ = δˡ (aˡ⁻¹)ᵀ", []string{"δˡ  ·  (aˡ⁻¹)ᵀ  =  ∂C/∂wˡ"}, language.Text{
		"The derivatives with respect to the weights that lead to layer {l}: its errors times the activations of layer {b}.",
		"As derivadas em relação aos pesos que chegam à camada {l}: seus erros vezes as ativações da camada {b}."}},
	"B20": {"∂C/∂b²…ᴸ, ∂C/∂w²…ᴸ", nil, language.Text{
		"The gradient is complete: a derivative for every bias and every weight.",
		"O gradiente está completo: uma derivada para cada viés e para cada peso."}},
}

// words are the labels of the text.
var words = struct {
	title, intro, digit, example, random, loaded, seed, layer, along, checked, tooWide, withoutScript, wrong language.Text
}{
	title:         language.Text{"Backprop on %s, step by step", "Backprop em %s, passo a passo"},
	intro:         language.Text{"The numbers and lines are those of nn/network.go.", "Os números e as linhas são os de nn/network.go."},
	digit:         language.Text{"The input is a handwritten %d, of %d×%d pixels.", "A entrada é um %d escrito à mão, de %d×%d pixels."},
	example:       language.Text{"Weights, biases and input have one decimal each.", "Pesos, vieses e entrada têm uma casa decimal cada."},
	random:        language.Text{"The input is random numbers from 0 to 1.", "A entrada são números sorteados entre 0 e 1."},
	loaded:        language.Text{"The network is that of %s.", "A rede é a de %s."},
	seed:          language.Text{"Its weights and biases are random.", "Seus pesos e vieses são aleatórios."},
	layer:         language.Text{"layer %d", "camada %d"},
	tooWide:       language.Text{"The page draws networks of up to %d layers of up to %d neurons. Of this one, here are all steps as text.", "A página desenha redes de até %d camadas de até %d neurônios. Desta, aqui estão todos os passos em texto."},
	withoutScript: language.Text{"With JavaScript, this page runs the code, and you can change the numbers; on paper stand those that it begins with.", "Com JavaScript, esta página executa o código, e você pode mudar os números; no papel ficam os do início."},
	// What gradcheck.DotTest computes, with ż = w ȧ and ȧ = σ′(z) ⊙ ż.
	along: language.Text{"To check δˡ: if x₁ grows at rate 1, zˡ changes at a rate żˡ, and C at a rate Ċ. As δˡ is ∂C/∂zˡ, δˡ·żˡ must be Ċ: δˡ·żˡ = {n} and Ċ = {C}, the same number in all layers.",
		"Conferindo δˡ: se x₁ cresce com taxa 1, zˡ muda com uma taxa żˡ, e C, com uma taxa Ċ. Como δˡ é ∂C/∂zˡ, δˡ·żˡ tem de dar Ċ: δˡ·żˡ = {n} e Ċ = {C}, o mesmo número em todas as camadas."},
	checked: language.Text{"✓ All %d derivatives agree with numerical ones; go run ./cmd/gradcheck says more.", "✓ Todas as %d derivadas conferem com as numéricas; go run ./cmd/gradcheck diz mais."},
	wrong: language.Text{"net.Backprop fails the check; go run ./cmd/gradcheck says more, and go run ./cmd/trace -html my.html shows what it does",
		"net.Backprop não passa na verificação; go run ./cmd/gradcheck diz mais, e go run ./cmd/trace -html my.html mostra o que ele faz"},
}
