package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"backprop/internal/language"
)

const goodForward = `package main

import (
	"fmt"

	"backprop/matrix"
	"backprop/nn"
)

func Forward(net *nn.Network, x matrix.Matrix) (zs, activations []matrix.Matrix) {
	activations = []matrix.Matrix{x}
	for i, b := range net.Biases {
		z := matrix.Add(matrix.Dot(net.Weights[i], activations[i]), b)
		zs = append(zs, z)
		activations = append(activations, nn.Sigmoid(z))
	}
	for range 5000 {
		fmt.Println("zs:", len(zs))
	}
	return zs, activations
}
`

// saver is an output that saves a file as soon as a text is written to it.
type saver struct {
	bytes.Buffer
	when, path, text string
}

func (s *saver) Write(b []byte) (int, error) {
	if strings.Contains(string(b), s.when) && s.when != "" {
		s.when = ""
		if err := os.WriteFile(s.path, []byte(s.text), 0o666); err != nil {
			return 0, err
		}
	}
	return s.Buffer.Write(b)
}

// TestSavedMeanwhile: what is saved while the judge is at work is judged too,
// even in an exercise that was done once.
func TestSavedMeanwhile(t *testing.T) {
	dir := t.TempDir()
	c, _ := start(t, dir, "sigmoidprime", language.English)
	c.Done["sigmoidprime"] = true
	c.save(dir)
	path := filepath.Join(dir, "sigmoidprime.go")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	out := &saver{when: "The function SigmoidPrime", path: path,
		text: strings.Replace(string(text), "return nil", "return nn.Sigmoid(z).Map(func(s float64) float64 { return s * (1 - s) })", 1)}
	c.out = out
	var stop context.CancelFunc
	c.ctx, stop = context.WithTimeout(c.ctx, time.Minute)
	defer stop()
	if err := c.watch(strings.NewReader("")); err != nil {
		t.Error(err)
	}
	wants(t, &out.Buffer, `SigmoidPrime\(z\) is not there yet.*Right\. σ′ needs`)
}

// TestYours compiles what a reader writes: with a mistake, so that it prints a
// lot and is right, so that it ends the program; and resets it.
func TestYours(t *testing.T) {
	dir := t.TempDir()
	c, out := start(t, dir, "forward", language.English)
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "forward.go"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write(strings.Replace(goodForward, "zs = append(zs, z)", "", 1) + "\nfunc unused() { a := 1 }\n")
	must(t, false)(c.work())
	wants(t, out, `It does not compile: cmd/exercises/yours/forward\.go:\d+:\d+: declared and not used: a .*_ = and its name`)
	write(strings.Replace(goodForward, "zs = append(zs, z)", "zs := append(zs, z)", 1))
	must(t, false)(c.work())
	wants(t, out, `declared and not used: zs \(The first line of the function declares it: write = for :=`)
	write(strings.Replace(goodForward, "activations =", "activations :=", 1))
	must(t, false)(c.work())
	wants(t, out, `no new variables on left side of := \(The first line of the function declares it`)
	write(goodForward)
	must(t, true)(c.work())
	wants(t, out, `Your code printed:( zs: 2){12} … \(5000\) ✓ a¹ = x B3, B4 .*Every layer's z and a .* nn/network\.go has it from line \d+ \(B7\)`)
	write(strings.Replace(strings.Replace(goodForward, `"fmt"`, `"os"`, 1), `fmt.Println("zs:", len(zs))`, "os.Exit(3)", 1))
	must(t, false)(c.work())
	wants(t, out, `Your code ended the program, with exit status 3`)
	c.reset()
	wants(t, out, `forward\.go is as it was in the beginning\. Your code is in forward\.go\.1`)
	if text, _ := os.ReadFile(filepath.Join(dir, "forward.go.1")); !strings.Contains(string(text), "os.Exit(3)") {
		t.Errorf("the copy is\n%s", text)
	}
	if text, _ := os.ReadFile(filepath.Join(dir, "forward.go")); string(text) != skeleton("forward.go", language.English) {
		t.Errorf("the skeleton is\n%s", text)
	}
}
