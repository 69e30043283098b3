package nn

// Parameters returns how many weights and biases a network of these sizes has. It
// is an int64 because an int may have 32 bits, which two large layers overflow.
func Parameters(sizes []int) int64 {
	n := int64(0)
	for i := 1; i < len(sizes); i++ {
		n += int64(sizes[i]) * int64(sizes[i-1]+1)
	}
	return n
}
