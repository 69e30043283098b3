package mnist_test

import (
	"fmt"
	"math"
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
// from 16 to 255, and there are as many of each digit as the data set's own
// description says.
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
	x, _ := train.At(0)
	for j, want := range []float64{
		0, 0, 5, 13, 9, 1, 0, 0,
		0, 0, 13, 15, 10, 15, 5, 0,
		0, 3, 15, 2, 0, 11, 8, 0,
		0, 4, 12, 0, 0, 8, 8, 0,
		0, 5, 8, 0, 0, 9, 8, 0,
		0, 4, 11, 0, 1, 12, 7, 0,
		0, 2, 14, 5, 10, 12, 0, 0,
		0, 0, 6, 13, 10, 0, 0, 0,
	} {
		if math.Abs(x[j][0]-want/16) > 0.5/255+1e-15 { // half a step, from rounding to whole numbers
			t.Errorf("pixel %d of the first digit is %v, want %v/16", j, x[j][0], want)
		}
	}
}
