package mnist

import (
	"embed"
	"fmt"
)

// Where the files came from is told in digits/README.md.
//
//go:embed digits/*.gz
var digits embed.FS

// Digits returns the 1,797 real handwritten digits that come with the package:
// 1,500 to train with and 297 to test with. They come in the order of their 13
// writers, so that the test is on the hands of the last ones. The images are
// 8×8.
//
// They are the test part of "Optical Recognition of Handwritten Digits" (E.
// Alpaydin and C. Kaynak, UCI Machine Learning Repository, 1998), licensed under
// CC BY 4.0.
func Digits() (train, test *Set) {
	return embedded("train"), embedded("t10k")
}

// embedded reads a part of the embedded digits. A failure is a mistake in how
// the package was built, hence the panic.
func embedded(part string) *Set {
	images := "digits/" + part + "-images-idx3-ubyte.gz"
	labels := "digits/" + part + "-labels-idx1-ubyte.gz"
	imageFile, err := digits.Open(images)
	if err != nil {
		panic(fmt.Sprintf("mnist: Digits: %v", err))
	}
	labelFile, err := digits.Open(labels)
	if err != nil {
		panic(fmt.Sprintf("mnist: Digits: %v", err))
	}
	set, err := read(images, imageFile, labels, labelFile)
	if err != nil {
		panic(fmt.Sprintf("mnist: Digits: %v", err))
	}
	return set
}
