// Package dataset is how commands come by their digits: the flags -data, -cache
// and -mirror.
package dataset

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"backprop/cmd/internal/cli"
	"backprop/mnist"
)

// Flags are the flags that say which digits to use.
type Flags struct {
	data, cache, mirror *string
}

// Define defines the flags.
func Define(flags *cli.Flags) *Flags {
	return &Flags{
		data:   flags.String("data", "digits", "what to learn, by `name`: digits, the 1,797 that come with the program; mnist, which is downloaded when first asked for, 11.6 MB; or a folder with MNIST's four files, train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, plain or .gz"),
		cache:  flags.String("cache", "", "with -data mnist: the `folder` to keep it in (default backprop/mnist in the user's cache folder)"),
		mirror: flags.String("mirror", "", "with -data mnist: a `URL` to download from before the usual ones are tried"),
	}
}

// Check returns an error if the flags contradict each other.
func (f *Flags) Check(given map[string]bool) error {
	switch {
	case *f.data == "":
		return cli.Usagef("-data is empty, want digits, mnist or a folder")
	case *f.data != "mnist" && (given["cache"] || given["mirror"]):
		return cli.Usagef("-cache and -mirror go with -data mnist")
	case given["cache"] && *f.cache == "":
		return cli.Usagef("-cache is empty, want a folder")
	}
	if given["mirror"] {
		if u, err := url.Parse(*f.mirror); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return cli.Usagef("-mirror %q: want an http or https address", *f.mirror)
		}
	}
	return nil
}

// Arguments returns the flags as they would be given again; without -mirror, as
// the files are the same from everywhere.
func (f *Flags) Arguments() string {
	arguments := "-data " + cli.Quote(*f.data)
	if *f.cache != "" {
		arguments += " -cache " + cli.Quote(*f.cache)
	}
	return arguments
}

// Data are digits to learn and to test with.
type Data struct {
	Name           string
	Training, Test *mnist.Set
	Left           int // images to train with that were left out
}

// Of MNIST's 60,000 images to train with the chapter takes 50,000. It keeps the
// other 10,000 to choose parameters such as eta by, so that the test images need
// not be looked at for that.
const (
	mnistTraining   = 60_000
	chapterTraining = 50_000
)

// Load reads the digits, after downloading them where that is needed, with a
// line of progress on stderr.
func (f *Flags) Load(ctx context.Context, stderr io.Writer) (Data, error) {
	d := Data{Name: *f.data}
	var err error
	switch *f.data {
	case "digits":
		d.Training, d.Test = mnist.Digits()
		return d, nil
	case "mnist":
		dir, err := f.download(ctx, stderr)
		if err != nil {
			return Data{}, err
		}
		d.Training, d.Test, err = mnist.ReadDownloaded(dir)
		if err != nil {
			return Data{}, err
		}
	default:
		d.Training, d.Test, err = mnist.ReadDir(*f.data)
		if errors.Is(err, fs.ErrNotExist) {
			return Data{}, fmt.Errorf("-data %s: there is no such folder; want digits, mnist or a folder", *f.data)
		}
		if err != nil {
			return Data{}, err
		}
	}
	if d.Training.Len() == mnistTraining {
		d.Training, d.Left = d.Training.Slice(0, chapterTraining), mnistTraining-chapterTraining
	}
	return d, nil
}

// download sees to it that MNIST is in the cache, and returns the cache's folder.
func (f *Flags) download(ctx context.Context, stderr io.Writer) (string, error) {
	dir := *f.cache
	if dir == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return "", fmt.Errorf("there is no folder to keep MNIST in (%w): name one with -cache", err)
		}
		dir = filepath.Join(user, "backprop", "mnist")
	}
	mirrors := mnist.Mirrors()
	if *f.mirror != "" {
		mirrors = append([]string{*f.mirror}, mirrors...)
	}

	terminal := cli.TerminalOf(stderr)
	shown := time.Time{}
	err := mnist.Download(ctx, dir, mirrors, func(name string, done, size int64) {
		if done < size && time.Since(shown) < 100*time.Millisecond {
			return
		}
		shown = time.Now()
		terminal.Rewrite(fmt.Sprintf("%s: %s of %s bytes", name, grouped(done), grouped(size)))
		if done == size {
			terminal.Clear()
			fmt.Fprintf(stderr, "received %s, %s bytes\n", name, grouped(size))
		}
	})
	terminal.Clear()
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(stderr, "The download was stopped; the files that were whole are kept")
		return "", cli.ErrInterrupted
	}
	if err != nil {
		return "", fmt.Errorf("%w; if you have the four files, name their folder with -data", err)
	}
	return dir, nil
}

// grouped writes a number with commas: 9,912,422.
func grouped(n int64) string {
	digits := fmt.Sprint(n)
	var groups []string
	for len(digits) > 3 {
		groups = append([]string{digits[len(digits)-3:]}, groups...)
		digits = digits[:len(digits)-3]
	}
	return strings.Join(append([]string{digits}, groups...), ",")
}
