package cli

import (
	"strconv"
	"strings"
)

// Dashed writes the sizes of a network's layers as the chapter does: 784-30-10.
func Dashed(sizes []int) string { return joined(sizes, "-") }

// Commas writes sizes as flags take them: 100,30.
func Commas(sizes []int) string { return joined(sizes, ",") }

func joined(sizes []int, separator string) string {
	var texts []string
	for _, n := range sizes {
		texts = append(texts, strconv.Itoa(n))
	}
	return strings.Join(texts, separator)
}

// Parameters returns how many weights and biases a network has. It is an int64
// since what the flags allow overflows an int of 32 bits.
func Parameters(sizes []int) int64 {
	n := int64(0)
	for i := 1; i < len(sizes); i++ {
		n += int64(sizes[i]) * int64(sizes[i-1]+1)
	}
	return n
}
