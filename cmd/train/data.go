package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"

	"backprop/cmd/internal/cli"
	"backprop/mnist"
)

const dataUsage = "what to learn, by `name`: digits, the 1,797 that come with the program; mnist, which is downloaded when first asked for, 11.6 MB; or a folder with MNIST's four files, train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, plain or .gz"

// readData reads the digits, after downloading them where that is needed. It sets
// left to the number of images to train with that are left out.
func (r *run) readData() (err error) {
	dir := r.options.data
	switch dir {
	case "digits":
		r.training, r.test = mnist.Digits()
		return nil
	case "mnist":
		if dir, err = r.download(); err != nil {
			return err
		}
	}
	r.training, r.test, err = mnist.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("-data %s: there is no such folder; want digits, mnist or a folder", dir)
	}
	if err != nil {
		return err
	}
	if mnist.Altered(r.training, r.test) {
		fmt.Fprintln(r.stderr, r.words("Note: %s has MNIST's sizes but other digits: another data set, or damaged files",
			"Nota: %s tem os tamanhos do MNIST, mas outros dígitos: outro conjunto de dados ou arquivos danificados", cli.Printable(dir)))
	}
	// Of MNIST's images the book keeps 10,000 for choosing hyperparameters such as
	// eta, so the test images need not be looked at for that.
	if r.training.Len() == 60_000 {
		r.training, r.left = r.training.Slice(0, 50_000), 10_000
	}
	return nil
}

// download makes sure that MNIST is in the user's cache folder, and returns its
// place there. Ctrl-C ends it in good order.
func (r *run) download() (string, error) {
	user, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("there is no folder to keep MNIST in (%w): download its four files and name their folder with -data", err)
	}
	dir := filepath.Join(user, "backprop", "mnist")
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	terminal := cli.TerminalOf(r.stderr)
	err = mnist.Download(ctx, dir, func(name string, done, size int) {
		terminal.Rewrite(fmt.Sprintf("%s: %d / %d kB", name, done/1000, size/1000))
	})
	terminal.Clear()
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(r.stderr, r.words("The download was stopped; the files that were whole are kept",
			"O download foi interrompido; os arquivos completos foram guardados"))
		return "", cli.ErrInterrupted
	}
	if err != nil {
		return "", fmt.Errorf("%w; if you have the four files, name their folder with -data", err)
	}
	return dir, nil
}
