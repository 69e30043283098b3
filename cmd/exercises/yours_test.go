package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"backprop/cmd/exercises/judge"
	"backprop/internal/language"
)

// TestYours compiles what a reader writes, right and wrong in ways that the judge
// cannot see or survive; lets all parts train; and resets one.
func TestYours(t *testing.T) {
	dir := t.TempDir()
	c, out := start(t, dir, "", language.English)
	write := func(part string, changes ...string) {
		t.Helper()
		code := strings.NewReplacer(changes...).Replace(rightCode[part])
		if err := os.WriteFile(filepath.Join(dir, strings.ToLower(part)+".go"), []byte(code), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	const end = "\treturn zs"
	c.At = "forward"
	for _, test := range []struct{ right, wrong, says string }{
		{end, "a := 1\n" + end, `It does not compile: cmd/exercises/yours/forward\.go:\d+:\d+: declared and not used: a .*_ = and its name`},
		{"zs = append", "zs := append", `declared and not used: zs \(The first line of the function declares it: write = for :=`},
		{"activations = []", "activations := []", `no new variables on left side of := \(It is declared already: write = for :=`},
		{end, "_ = matrix.Scale(1/len(zs), x)\n" + end, `of type int\) as float64 .*write float64\(len\(miniBatch\)\)`},
		{end, "_ = 0.5 * x[0][0] / len(zs)\n" + end, `mismatched types float64 and int.*write float64\(len\(miniBatch\)\)`},
		{end, "func(" + end, `It does not compile: cmd/exercises/yours/forward\.go:\d+:\d+: syntax error`},
		{end, "panic(`here`)\n" + end, `It panics, in forward\.go:\d+: here`},
		{end, "Forward(net, x)\n" + end, `with exit status 2: runtime: goroutine stack exceeds .*stack overflow… \(-hint helps`},
		{end, "for {\n}\n" + end, `Forward has not come back after 1s\. Does one of its loops never end\?`},
		{end, "for range 5000 {\nprintln(`again`)\n}\npanic(1)\n" + end, `Your code printed:( again){12} … It panics`},
		{"\"backprop/nn\"\n)", "\"backprop/nn\"\n\"os\"\n)\n\nfunc init() { os.Exit(3) }\n", `Your code ended the program, with exit status 3`},
	} {
		c.patience = time.Minute
		if strings.HasPrefix(test.wrong, "for {") {
			c.patience = time.Second
		}
		write("Forward", test.right, test.wrong)
		must(t, false)(c.work())
		wants(t, out, test.says)
	}
	c.reset()
	wants(t, out, `forward begins again\. Your code is in cmd/exercises/yours/forward\.go\.1`)
	if text, _ := os.ReadFile(filepath.Join(dir, "forward.go.1")); !strings.Contains(string(text), "os.Exit(3)") {
		t.Errorf("the copy is\n%s", text)
	}
	if pt := skeleton("forward.go", language.Portuguese); !strings.Contains(string(pt), ")\n\n// Forward é") {
		t.Errorf("the Portuguese skeleton is\n%s", pt)
	}
	if text, _ := os.ReadFile(filepath.Join(dir, "forward.go")); string(text) != string(skeleton("forward.go", language.English)) {
		t.Errorf("the skeleton is\n%s", text)
	}

	// All are right, and train together: with the reader's own σ′, which prints.
	c.At = ""
	must(t, true)(c.answer("30x1"))
	for _, part := range judge.Names {
		write(part, "s := nn", "println(1)\n\ts := nn")
		wants(t, out, ``)
		must(t, true)(c.work())
	}
	wants(t, out, `The function UpdateMiniBatch .*✓ net\.Biases\[2\] U5, U8 Right\. The sum .* line \d+ \(U1\)\. Your code printed:( 1){12} … One epoch with your code, on 64-30-10: \d+ of 297 digits right`)

	// A part that was right, and is no longer, is named instead of the training.
	write("Forward", "append(activations, activation)", "append(activations, z)")
	c.At = "updateminibatch"
	must(t, true)(c.work())
	wants(t, out, `Right\. The sum .* Forward: activations\[1\] is wrong: it is z², want a²\.$`)
}
