package mnist_test

import (
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"os"
	"strconv"
	"testing"

	"backprop/mnist"
)

func Example() {
	train, test := mnist.Digits()
	x, y := train.At(0)
	fmt.Println(train.Len(), "to train with,", test.Len(), "to test with")
	fmt.Println("the first shows a", train.Label(0), "in", x.Shape(), "pixels; y is")
	fmt.Println(y.Transpose())
	// Output:
	// 1500 to train with, 297 to test with
	// the first shows a 0 in 64×1 pixels; y is
	// [1  0  0  0  0  0  0  0  0  0]
}

// TestDigits: the first digit is the first line of the published data, scaled
// from 16 to 255, and the number of each digit is what the data set's own
// description says: 178, 182, 177, 183, 181, 182, 181, 179, 174, 180.
func TestDigits(t *testing.T) {
	train, test := mnist.Digits()
	if train.Len() != 1500 || test.Len() != 297 {
		t.Fatalf("%d and %d digits, want 1500 and 297", train.Len(), test.Len())
	}
	var count [10]int
	for _, set := range []*mnist.Set{train, test} {
		for i := range set.Len() {
			count[set.Label(i)]++
		}
	}
	if want := [10]int{178, 182, 177, 183, 181, 182, 181, 179, 174, 180}; count != want {
		t.Errorf("there are %v of each digit, want %v", count, want)
	}
	first := [64]float64{
		0, 0, 5, 13, 9, 1, 0, 0,
		0, 0, 13, 15, 10, 15, 5, 0,
		0, 3, 15, 2, 0, 11, 8, 0,
		0, 4, 12, 0, 0, 8, 8, 0,
		0, 5, 8, 0, 0, 9, 8, 0,
		0, 4, 11, 0, 1, 12, 7, 0,
		0, 2, 14, 5, 10, 12, 0, 0,
		0, 0, 6, 13, 10, 0, 0, 0,
	}
	x, _ := train.At(0)
	for j, want := range first {
		// Half a step of 1/255, from rounding to whole numbers.
		if d := x[j][0] - want/16; d > 0.5/255+1e-15 || d < -0.5/255-1e-15 {
			t.Errorf("pixel %d of the first digit is %v, want %v/16", j, x[j][0], want)
		}
	}
}

// TestDigitsSource holds every pixel and label against the published data, in the
// copy that the environment variable BACKPROP_DIGITS names; digits/README.md says
// where there is one. A line of it is a digit: 64 pixels from 0 to 16, the label.
func TestDigitsSource(t *testing.T) {
	path := os.Getenv("BACKPROP_DIGITS")
	if path == "" {
		t.Skip("BACKPROP_DIGITS names no digits.csv.gz")
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(unpacked).ReadAll()
	if err != nil || len(lines) != 1797 {
		t.Fatalf("%d lines, error %v; want 1797", len(lines), err)
	}
	train, test := mnist.Digits()
	for i, line := range lines {
		set, i := train, i
		if i >= 1500 {
			set, i = test, i-1500
		}
		x, _ := set.At(i)
		for k, row := range x {
			pixel, _ := strconv.Atoi(line[k])
			if got, want := row[0], float64((pixel*255+8)/16)/255; got != want {
				t.Fatalf("digit %d: pixel %d is %v, want %v for %s", i, k, got, want, line[k])
			}
		}
		if got := strconv.Itoa(set.Label(i)); got != line[64] {
			t.Fatalf("digit %d: label %s, want %s", i, got, line[64])
		}
	}
}
