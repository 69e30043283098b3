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
)

//go:embed report.html
var reportHTML string

var reportTemplate = template.Must(template.New("report").Parse(reportHTML))

// The report has pictures of so many neurons and mistakes.
const (
	shownNeurons  = 100
	shownMistakes = 12
)

// writeReport writes the page about the run.
func (r *run) writeReport(w io.Writer) error {
	type count struct {
		N     int
		Class string
	}
	type row struct {
		Shown  int
		Counts [10]count
	}
	type mistake struct {
		Image       template.URL
		Number      int
		Label, Said int
		Wanted, Got string
	}
	page := struct {
		Accuracy, Sizes, Data, Time, Command string
		Loaded                               string // the file that it began with, if any
		Training, Test, Epochs, Batch        int
		Eta                                  float64
		Seed                                 uint64
		Interrupted                          bool
		Curve                                template.HTML
		Digits                               []int
		Confusion                            []row
		Mistakes                             []mistake
		Neurons                              []template.URL
		MoreNeurons                          int
	}{
		Accuracy: fmt.Sprintf("%.2f %%", 100*r.accuracy()),
		Sizes:    cli.Dashed(r.net.Sizes),
		Data:     r.data.Name,
		Time:     fmt.Sprintf("%.1f s", r.took.Seconds()),
		Loaded:   r.load,
		Command:  r.command(),
		Training: r.data.Training.Len(), Test: r.data.Test.Len(),
		Epochs: len(r.curve), Batch: r.batch, Eta: r.eta, Seed: r.seed,
		Interrupted: r.interrupted,
		Curve:       curveSVG(r.curve, r.data.Test.Len()),
	}

	counts := [10][10]int{}
	answers := answers(r.net, r.data.Test)
	for _, a := range answers {
		counts[a.label][a.said]++
	}
	for label := range counts {
		page.Digits = append(page.Digits, label)
		row := row{Shown: label}
		for said, n := range counts[label] {
			class := "wrong"
			switch {
			case n == 0:
				class = "none"
			case said == label:
				class = "right"
			}
			row.Counts[said] = count{n, class}
		}
		page.Confusion = append(page.Confusion, row)
	}
	for _, a := range worstMistakes(answers, shownMistakes) {
		img, err := dataURL(r.data.Test.Image(a.i))
		if err != nil {
			return err
		}
		page.Mistakes = append(page.Mistakes, mistake{
			img, a.i, a.label, a.said,
			fmt.Sprintf("%.2f", a.output[a.label][0]), fmt.Sprintf("%.2f", a.output[a.said][0]),
		})
	}
	rows, cols := r.data.Test.Size()
	weights := r.net.Weights[0]
	for _, w := range weights[:min(shownNeurons, len(weights))] {
		img, err := dataURL(weightsImage(w, rows, cols, weights.MaxAbs()))
		if err != nil {
			return err
		}
		page.Neurons = append(page.Neurons, img)
	}
	page.MoreNeurons = len(weights) - len(page.Neurons)
	return reportTemplate.Execute(w, page)
}

// dataURL returns the image as an address that holds it whole.
func dataURL(img image.Image) (template.URL, error) {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return "", err
	}
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes())), nil
}

// weightsImage paints a neuron's weights: blue above 0, orange below, the more
// so the larger, and see-through at 0.
func weightsImage(w []float64, rows, cols int, scale float64) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, cols, rows))
	for k, v := range w {
		c := color.NRGBA{0x00, 0x72, 0xb2, 0}
		if v < 0 {
			c = color.NRGBA{0xd5, 0x5e, 0x00, 0}
		}
		if scale > 0 {
			c.A = uint8(math.Round(255 * math.Abs(v) / scale))
		}
		img.SetNRGBA(k%cols, k/cols, c)
	}
	return img
}

// curveSVG draws the share of test digits right after each epoch.
func curveSVG(curve []int, test int) template.HTML {
	if len(curve) == 0 {
		return ""
	}
	const width, height, left, right, top, bottom = 640.0, 260.0, 78.0, 12.0, 16.0, 30.0
	lowest := 100.0
	for _, correct := range curve {
		lowest = math.Min(lowest, 100*float64(correct)/float64(test))
	}
	// From the ten below the lowest point to 100 per cent.
	floor := math.Max(0, 10*math.Floor(lowest/10))
	if floor == 100 {
		floor = 90
	}
	x := func(epoch int) float64 {
		return left + (width-left-right)*float64(epoch)/math.Max(1, float64(len(curve)-1))
	}
	y := func(percent float64) float64 {
		return top + (height-top-bottom)*(100-percent)/(100-floor)
	}
	var s strings.Builder
	fmt.Fprintf(&s, `<svg viewBox="0 0 %g %g" role="img" aria-label="learning curve: from %.1f to %.1f per cent in %d epochs">`,
		width, height, 100*float64(curve[0])/float64(test), 100*float64(curve[len(curve)-1])/float64(test), len(curve))
	step := 10.0
	if 100-floor <= 20 {
		step = 5
	}
	for percent := floor; percent <= 100; percent += step {
		fmt.Fprintf(&s, `<line class="axis" x1="%g" y1="%.1f" x2="%g" y2="%.1f"/><text x="%g" y="%.1f" text-anchor="end">%g</text>`,
			left, y(percent), width-right, y(percent), left-6, y(percent)+4, percent)
	}
	every := (len(curve)-1)/10 + 1
	for epoch := 0; epoch < len(curve); epoch += every {
		fmt.Fprintf(&s, `<text x="%.1f" y="%g" text-anchor="middle">%d</text>`, x(epoch), height-8, epoch)
	}
	fmt.Fprintf(&s, `<text x="%g" y="%g" text-anchor="end">epoch</text>`, left-12, height-8)
	var points []string
	for epoch, correct := range curve {
		points = append(points, fmt.Sprintf("%.1f,%.1f", x(epoch), y(100*float64(correct)/float64(test))))
	}
	fmt.Fprintf(&s, `<polyline class="curve" points="%s"/>`, strings.Join(points, " "))
	last := len(curve) - 1
	fmt.Fprintf(&s, `<circle class="dot" r="4" cx="%.1f" cy="%.1f"/></svg>`, x(last), y(100*float64(curve[last])/float64(test)))
	return template.HTML(s.String())
}
