// Package gradcheck compares backpropagation with numerical gradients, and says
// which of the four equations is wrong where they differ.
//
// [Check] takes a network, an example and a backprop to judge: the method
// [nn.Network.Backprop], or a reader's own.
//
//	report := gradcheck.Check(net, x, y, net.Backprop)
//	fmt.Println(report)
//
// [CheckUpdate] does the same for UpdateMiniBatch. [Forward] is the chapter's
// formula for a numerical gradient, [Central] and [Complex] are better ones; the
// checks rest on Complex, which is right to the last digits.
//
// Read numerical.go first, then complex.go, check.go and compare.go. Package
// calls has what a call must keep to besides right numbers, and package diagnosis
// says which mistake makes the numbers what they are.
package gradcheck
