package main

import (
	"bytes"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"strings"

	"backprop/cmd/internal/cli"
	"backprop/cmd/internal/plot"
	"backprop/matrix"
)

//go:embed report.html
var reportHTML string

// shownNeurons is how many of the first hidden layer the report draws.
const shownNeurons = 100

// writeReport writes the page about the run.
func (r *run) writeReport(w io.Writer) error {
	s := scoreOf(r.answers)
	var charts strings.Builder
	for _, chart := range r.charts() {
		if err := chart.SVG(&charts); err != nil {
			return err
		}
	}
	mistakes := ""
	if s.right < s.of {
		mistakes = r.mistakesSVG()
	}
	var confusion [10][10]int // by what a digit shows and what it is taken for
	for _, a := range r.answers {
		confusion[a.label][a.said]++
	}
	// A network without hidden layers has the digits' own neurons here.
	type neuron struct{ Weights, Learned template.URL }
	var neurons []neuron
	weights := r.net.Weights[0]
	learned := matrix.Sub(weights, r.before)
	for j := range weights[:min(shownNeurons, len(weights))] {
		neurons = append(neurons, neuron{r.weightsURL(weights, j), r.weightsURL(learned, j)})
	}
	number := func(format string, n float64) string {
		return strings.Replace(fmt.Sprintf(format, n), ".", r.words(".", ","), 1)
	}
	return template.Must(template.New("report").Funcs(template.FuncMap{
		"t": r.words, "printable": cli.Printable,
		"share": func(n int, row [10]int) float64 {
			sum := 0
			for _, count := range row {
				sum += count
			}
			return float64(n) / float64(max(sum, 1))
		},
	}).Parse(reportHTML)).Execute(w, map[string]any{
		"Lang": r.lang, "Accuracy": number("%.2f", s.percent()), "Sizes": cli.Dashed(r.net.Sizes),
		"Loaded": r.load, "Trained": r.watched.seen > 0, "Training": r.training.Len(), "Test": s.of,
		"Time": number("%.1f", r.took.Seconds()), "Interrupted": r.interrupted, "Epochs": len(r.curve),
		"Charts": template.HTML(charts.String()), "Confusion": confusion, "Mistakes": template.HTML(mistakes),
		"Neurons": neurons, "MoreNeurons": len(weights) - len(neurons), "Command": r.arguments(),
	})
}

// charts are the pictures of how the run went, if it had an epoch.
func (r *run) charts() []plot.Chart {
	if len(r.curve) == 0 {
		return nil
	}
	x := r.words("epoch", "época")
	line := func(name string, y func(epoch) float64) plot.Line {
		l := plot.Line{Name: name}
		for j, e := range r.curve {
			l.Points = append(l.Points, plot.Point{X: float64(j), Y: y(e)})
		}
		return l
	}
	test, training := r.words("test digits", "dígitos de teste"), r.words("training digits", "dígitos de treinamento")
	var layers []plot.Line
	for l := range r.curve[0].errors {
		layers = append(layers, line(r.words("layer %d", "camada %d", l+2), func(e epoch) float64 { return e.errors[l] }))
	}
	return []plot.Chart{
		{Title: r.words("Digits right after each epoch (%%)", "Acertos após cada época (%%)"), X: x, LinearX: true, LinearY: true,
			Lines: []plot.Line{line(test, func(e epoch) float64 { return e.test.percent() }), line(training, func(e epoch) float64 { return e.training.percent() })}},
		{Title: r.words("Cost after each epoch", "Custo após cada época"), X: x, LinearX: true, LinearY: true,
			Lines: []plot.Line{line(test, func(e epoch) float64 { return e.test.cost }), line(training, func(e epoch) float64 { return e.training.cost })}},
		{Title: r.words("Mean |δ| in each layer after each epoch", "|δ| médio de cada camada após cada época"), X: x, LinearX: true, Lines: layers},
	}
}

// dataURL returns the image as an address that holds it whole.
func dataURL(img image.Image) template.URL {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err) // the image has no pixels
	}
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes()))
}

// weightsURL paints the weights that lead from the pixels to neuron j: blue above
// 0, orange below, transparent at 0, and stronger the larger a weight is beside
// those of all neurons.
func (r *run) weightsURL(weights matrix.Matrix, j int) template.URL {
	rows, cols := r.test.Size()
	largest := max(weights.MaxAbs(), math.SmallestNonzeroFloat64)
	img := image.NewNRGBA(image.Rect(0, 0, cols, rows))
	for k, v := range weights[j] {
		c := color.NRGBA{0x00, 0x72, 0xb2, uint8(math.Round(255 * math.Abs(v) / largest))}
		if v < 0 {
			c.R, c.G, c.B = 0xd5, 0x5e, 0x00
		}
		img.SetNRGBA(k%cols, k/cols, c)
	}
	return dataURL(img)
}
