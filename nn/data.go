package nn

import (
	"fmt"

	"backprop/matrix"
)

// Example is one example to learn from or to test with: the input X and the
// output Y that the network should give, both columns.
type Example struct{ X, Y matrix.Matrix }

// Data is a collection of examples. At makes its columns when asked, so
// what is kept may be smaller: MNIST's 60,000 images are 47 MB as bytes and 1.5
// GB as columns, whose every row is a slice of its own.
type Data interface {
	Len() int                      // the number of examples
	At(i int) (x, y matrix.Matrix) // example i, counted from 0
}

// Examples is [Data] held in memory.
type Examples []Example

// Len returns the number of examples.
func (e Examples) Len() int { return len(e) }

// At returns the columns of example i, not copies of them.
func (e Examples) At(i int) (x, y matrix.Matrix) { return e[i].X, e[i].Y }

// BatchData is Data whose examples can be had together, for [Network.SGDMatrix].
type BatchData interface {
	Data
	// Batch sets the rows of x (m×inputs) and y (m×outputs) to the examples of
	// these m indices. It must set every entry: an earlier batch may be in them.
	Batch(indices []int, x, y matrix.Matrix)
}

// Batch sets the rows of x (m×inputs) and y (m×outputs) to the examples of these
// m indices. It panics if x or y has another number of rows, or an example another
// shape.
func (e Examples) Batch(indices []int, x, y matrix.Matrix) {
	if len(x) != len(indices) || len(y) != len(indices) {
		panic(fmt.Sprintf("nn: Batch: %d indices, x is %s, y is %s: want a row for each index", len(indices), x.Shape(), y.Shape()))
	}
	for j, i := range indices {
		setRow(i, "x", x[j], e[i].X)
		setRow(i, "y", y[j], e[i].Y)
	}
}

// setRow sets the row to x or y of example i.
func setRow(i int, name string, row []float64, column matrix.Matrix) {
	if !column.HasShape(len(row), 1) {
		panic(fmt.Sprintf("nn: Batch: example %d: %s: got %s, want %d×1", i, name, column.Shape(), len(row)))
	}
	for k := range row {
		row[k] = column[k][0]
	}
}
