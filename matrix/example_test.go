package matrix_test

import (
	"fmt"
	"math/rand/v2"

	"backprop/matrix"
)

// One layer of a network, w a + b, with three neurons fed by two.
func Example() {
	w := matrix.Matrix{{1, 2}, {3, 4}, {5, 6}} // 3×2
	a := matrix.Column(10, 1)                  // 2×1
	b := matrix.Column(0.5, 0, -0.5)           // 3×1
	z := matrix.Add(matrix.Dot(w, a), b)       // 3×1
	fmt.Println(z)
	// Output:
	// [12.5]
	// [34  ]
	// [55.5]
}

func ExampleZeros() {
	fmt.Println(matrix.Zeros(2, 3))
	// Output:
	// [0  0  0]
	// [0  0  0]
}

func ExampleColumn() {
	fmt.Println(matrix.Column(1, 2, 3))
	// Output:
	// [1]
	// [2]
	// [3]
}

// The same seed gives the same matrix.
func ExampleRandn() {
	m := matrix.Randn(2, 2, rand.New(rand.NewPCG(1, 0)))
	again := matrix.Randn(2, 2, rand.New(rand.NewPCG(1, 0)))
	fmt.Println(matrix.Sub(m, again))
	// Output:
	// [0  0]
	// [0  0]
}

func ExampleMatrix_Shape() {
	m := matrix.Matrix{{1, 2}, {3, 4}, {5, 6}}
	fmt.Println(m.Shape(), m.Rows(), m.Cols(), m.HasShape(3, 2))
	fmt.Println(matrix.Matrix{{1, 2}, {3}}.Shape())
	// Output:
	// 3×2 3 2 true
	// ragged (row 0 has 2 entries, row 1 has 1)
}

func ExampleMatrix_Clone() {
	m := matrix.Matrix{{1, 2}}
	c := m.Clone()
	c[0][0] = 9
	fmt.Println(m, c)
	// Output: [1  2] [9  2]
}

// Each entry is a row of the first times a column of the second:
// 1·5 + 2·6 = 17, 3·5 + 4·6 = 39.
func ExampleDot() {
	a := matrix.Matrix{{1, 2}, {3, 4}}
	b := matrix.Column(5, 6)
	fmt.Println(matrix.Dot(a, b))
	// Output:
	// [17]
	// [39]
}

func ExampleMatrix_Transpose() {
	m := matrix.Matrix{{1, 2, 3}, {4, 5, 6}}
	fmt.Println(m.Transpose())
	// Output:
	// [1  4]
	// [2  5]
	// [3  6]
}

func ExampleAdd() {
	fmt.Println(matrix.Add(matrix.Matrix{{1, 2}}, matrix.Matrix{{10, 20}}))
	// Output: [11  22]
}

func ExampleSub() {
	fmt.Println(matrix.Sub(matrix.Matrix{{10, 20}}, matrix.Matrix{{1, 2}}))
	// Output: [9  18]
}

func ExampleHadamard() {
	fmt.Println(matrix.Hadamard(matrix.Matrix{{2, 3}}, matrix.Matrix{{10, 100}}))
	// Output: [20  300]
}

func ExampleScale() {
	fmt.Println(matrix.Scale(3, matrix.Matrix{{1, -2}}))
	// Output: [3  -6]
}

func ExampleMatrix_Map() {
	square := func(x float64) float64 { return x * x }
	fmt.Println(matrix.Matrix{{1, -2, 3}}.Map(square))
	// Output: [1  4  9]
}

func ExampleArgMax() {
	fmt.Println(matrix.ArgMax(matrix.Column(0.1, 0.7, 0.2)))
	// Output: 1
}

func ExampleMatrix_String() {
	fmt.Println(matrix.Matrix{{1, -0.25}, {100, 1.0 / 3}})
	// Output:
	// [  1  -0.25    ]
	// [100   0.333333]
}

func ExampleSubScaledInPlace() {
	w := matrix.Matrix{{1, 2}}
	matrix.SubScaledInPlace(w, 0.5, matrix.Matrix{{10, 20}})
	fmt.Println(w)
	// Output: [-4  -8]
}

func ExampleAddToRows() {
	m := matrix.Matrix{{1, 2}, {3, 4}}
	fmt.Println(matrix.AddToRows(m, matrix.Column(10, 20)))
	// Output:
	// [11  22]
	// [13  24]
}

func ExampleColumnSumsInto() {
	sums := matrix.Zeros(2, 1)
	matrix.ColumnSumsInto(sums, matrix.Matrix{{1, 2}, {3, 4}})
	fmt.Println(sums)
	// Output:
	// [4]
	// [6]
}

func ExampleDotInto() {
	product := matrix.Zeros(1, 2)
	for _, scale := range []float64{1, 10} {
		matrix.DotInto(product, matrix.Matrix{{scale, scale}}, matrix.Matrix{{1, 2}, {3, 4}})
		fmt.Println(product)
	}
	// Output:
	// [4  6]
	// [40  60]
}

func ExampleDotTransposed() {
	a, b := matrix.Matrix{{1, 2}}, matrix.Matrix{{3, 4}, {5, 6}, {7, 8}}
	fmt.Println(matrix.DotTransposed(a, b)) // 1·3 + 2·4, 1·5 + 2·6, 1·7 + 2·8
	// Output:
	// [11  17  23]
}

func ExampleMatrix_MaxAbs() {
	fmt.Println(matrix.Matrix{{1, -3}, {2, 0}}.MaxAbs())
	// Output: 3
}
