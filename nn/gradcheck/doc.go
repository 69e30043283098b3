// Package gradcheck compares backpropagation with numerical gradients, and says
// which of the chapter's equations is wrong where they differ.
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
package gradcheck
