// Package dataset gives a command its digits, by the flag -data.
package dataset

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path"
	"path/filepath"

	"backprop/cmd/internal/cli"
	"backprop/internal/language"
	"backprop/mnist"
)

// Flag is the flag that says which digits to use.
type Flag struct {
	data *string
	lang *language.Tag
}

// Define defines the flag. Its messages will be in that language.
func Define(flags *cli.Flags, lang *language.Tag) Flag {
	return Flag{lang: lang, data: flags.String("data", "digits", "what to learn, by `name`: digits, the 1,797 that come with the program; mnist, which is downloaded when first asked for, 11.6 MB; or a folder with MNIST's four files, train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, plain or .gz")}
}

// Argument returns the flag as it would be given again.
func (f Flag) Argument() string { return "-data " + cli.Quote(*f.data) }

// Files returns the files of a folder that may be read.
func (f Flag) Files() (paths []string) {
	entries, _ := os.ReadDir(*f.data)
	for _, entry := range entries {
		if read, _ := path.Match("*?idx[13]-ubyte*", entry.Name()); read {
			paths = append(paths, filepath.Join(*f.data, entry.Name()))
		}
	}
	return paths
}

// Data are digits to learn and to test with.
type Data struct {
	Name           string
	Training, Test *mnist.Set
	Left           int // images to train with that were left out
}

// Load reads the digits, after downloading them where that is needed. Messages
// about that go to stderr.
func (f Flag) Load(stderr io.Writer) (Data, error) {
	d := Data{Name: *f.data}
	dir := *f.data
	var err error
	switch *f.data {
	case "digits":
		d.Training, d.Test = mnist.Digits()
		return d, nil
	case "mnist":
		if dir, err = f.download(stderr); err != nil {
			return Data{}, err
		}
	case "":
		return Data{}, cli.Usagef("-data is empty, want digits, mnist or a folder")
	}
	d.Training, d.Test, err = mnist.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return Data{}, fmt.Errorf("-data %s: there is no such folder; want digits, mnist or a folder", *f.data)
	}
	if err != nil {
		return Data{}, err
	}
	if mnist.Altered(d.Training, d.Test) {
		fmt.Fprintf(stderr, language.Text{
			"Note: %s has MNIST's sizes but other digits: another data set, or damaged files\n",
			"Nota: %s tem os tamanhos do MNIST, mas outros dígitos: outro conjunto de dados ou arquivos danificados\n",
		}.In(*f.lang), cli.Printable(dir))
	}
	// Of MNIST's images the book keeps 10,000 for choosing hyperparameters such as
	// eta, so the test images need not be looked at for that.
	if d.Training.Len() == 60_000 {
		d.Training, d.Left = d.Training.Slice(0, 50_000), 10_000
	}
	return d, nil
}

// download makes sure that MNIST is in the user's cache folder, and returns its
// place there. Ctrl-C ends it in good order.
func (f Flag) download(stderr io.Writer) (string, error) {
	user, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("there is no folder to keep MNIST in (%w): download its four files and name their folder with -data", err)
	}
	dir := filepath.Join(user, "backprop", "mnist")
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()

	terminal := cli.TerminalOf(stderr)
	err = mnist.Download(ctx, dir, func(name string, done, size int) {
		terminal.Rewrite(fmt.Sprintf("%s: %d / %d kB", name, done/1000, size/1000))
	})
	terminal.Clear()
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(stderr, language.Text{
			"The download was stopped; the files that were whole are kept",
			"O download foi interrompido; os arquivos completos foram guardados",
		}.In(*f.lang))
		return "", cli.ErrInterrupted
	}
	if err != nil {
		return "", fmt.Errorf("%w; if you have the four files, name their folder with -data", err)
	}
	return dir, nil
}
