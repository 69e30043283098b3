// Package gradcheck compares backpropagation with numerical gradients, and says
// which of the four equations is wrong where they differ.
//
//	report := gradcheck.Check(net, x, y, net.Backprop)
//	fmt.Println(report)
//
// Read it in this order: numerical.go has the chapter's formula for a gradient,
// complex.go a formula that is right to the last digits, check.go and compare.go
// the comparison, report.go its words. Package calls checks what else a call must
// keep to, and package diagnosis says which mistake makes the numbers what they are.
package gradcheck
