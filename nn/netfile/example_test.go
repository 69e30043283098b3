package netfile_test

import (
	"fmt"

	"backprop/matrix"
	"backprop/nn/netfile"
)

// A network that was written by hand answers; one that cmd/train -save wrote does
// in the same way.
func ExampleLoad() {
	net, err := netfile.Load("../../cmd/trace/testdata/mazur.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, output := range net.Feedforward(matrix.Column(0.05, 0.10)) {
		fmt.Printf("%.8f\n", output[0])
	}
	// Output:
	// 0.75136507
	// 0.77292847
}
