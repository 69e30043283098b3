package mnist

import (
	"embed"
	"io/fs"
)

// digits/README.md says where the files come from.
//
//go:embed digits/*.gz
var digits embed.FS

// Digits returns the 1,797 real handwritten digits that come with the package:
// 1,500 to train with and 297 to test with. They are in the order of their 13
// writers, so the test digits are by the last of them. The images are 8×8.
//
// They are the test part of "Optical Recognition of Handwritten Digits" (E.
// Alpaydin and C. Kaynak, UCI Machine Learning Repository, 1998), licensed under
// CC BY 4.0.
func Digits() (train, test *Set) {
	from, err := fs.Sub(digits, "digits")
	if err == nil {
		train, test, err = readBoth(from, "digits")
	}
	if err != nil {
		panic(err) // a mistake in how the package was built
	}
	return train, test
}
