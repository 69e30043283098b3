package judge

import (
	"backprop/matrix"
	"backprop/nn"
)

var wrongHidden = []wrong{
	{"the loop: nothing", Solution{HiddenLayers: func(net *nnw, zs, as ms, delta matrix.Matrix, nablaB, nablaW ms) {}},
		"n-", `nablaB\[0\] is still zero.*Write the loop, B14`},
	{"BP4 in the loop missing", Solution{HiddenLayers: back(func(l int, net *nnw, zs, as ms, delta matrix.Matrix) (d, nb, nw matrix.Matrix) {
		d = had(dot(net.Weights[len(net.Weights)-l+1].Transpose(), delta), prime(zs[len(zs)-l]))
		return d, d, nil
	})}, "rn", `nablaW\[0\] is still zero.*Write BP4`},
	{"delta :=", Solution{HiddenLayers: func(net *nnw, zs, as ms, delta matrix.Matrix, nablaB, nablaW ms) {
		for l := 2; l < len(net.Sizes); l++ {
			w := net.Weights[len(net.Weights)-l+1]
			delta := had(dot(w.Transpose(), delta), prime(zs[len(zs)-l]))
			nablaB[len(nablaB)-l] = delta
			nablaW[len(nablaW)-l] = outer(delta, as[len(as)-l-1])
		}
	}}, "", `\d+\. matrix: Dot: 3×5 by 2×1.*\(wrong_\w+_test\.go:\d+\)\. Line \d+: delta := makes a new variable.*On 4-3-2, with one hidden layer, all is right`},
	{"appended, not put in its place", Solution{HiddenLayers: func(net *nnw, zs, as ms, delta matrix.Matrix, nablaB, nablaW ms) {
		for l := 2; l < len(net.Sizes); l++ {
			delta = had(dot(net.Weights[len(net.Weights)-l+1].Transpose(), delta), prime(zs[len(zs)-l]))
			nablaB = append(nablaB, delta)
		}
	}}, "n-", `nablaB\[0\] is still zero.*Or is the result not put into its place`},
	{"the loop ends early", Solution{HiddenLayers: func(net *nnw, zs, as ms, delta matrix.Matrix, nablaB, nablaW ms) {
		for l := 2; l < len(net.Sizes)-1; l++ {
			delta = had(dot(net.Weights[len(net.Weights)-l+1].Transpose(), delta), prime(zs[len(zs)-l]))
			nablaB[len(nablaB)-l] = delta
			nablaW[len(nablaW)-l] = outer(delta, as[len(as)-l-1])
		}
	}}, "n-", `nablaB\[0\] is still zero.*There is a loop, in line \d+\. Does it end before it comes to this layer`},
	{"the loop has one turn", Solution{HiddenLayers: func(net *nnw, zs, as ms, delta matrix.Matrix, nablaB, nablaW ms) {
		for l := 2; l < min(3, len(net.Sizes)); l++ {
			delta = had(dot(net.Weights[len(net.Weights)-l+1].Transpose(), delta), prime(zs[len(zs)-l]))
			nablaB[len(nablaB)-l] = delta
			nablaW[len(nablaW)-l] = outer(delta, as[len(as)-l-1])
		}
	}}, "rrn---", `nablaB\[1\] is still zero.*There is a loop.*all is right\. Here are three`},
	{"the loop goes too far", Solution{HiddenLayers: func(net *nnw, zs, as ms, delta matrix.Matrix, nablaB, nablaW ms) {
		for l := 2; l <= len(net.Sizes); l++ {
			delta = had(dot(net.Weights[len(net.Weights)-l+1].Transpose(), delta), prime(zs[len(zs)-l]))
			nablaB[len(nablaB)-l] = delta
		}
	}}, "", `index out of range \[-1\].*2 entries here, activations 3\. Does a loop go too far\? Does an index count from the end`},
	{"z of the layer after", Solution{HiddenLayers: back(func(l int, net *nnw, zs, as ms, delta matrix.Matrix) (d, nb, nw matrix.Matrix) {
		d = had(dot(net.Weights[len(net.Weights)-l+1].Transpose(), delta), prime(zs[len(zs)-l+1]))
		return d, d, outer(d, as[len(as)-l-1])
	})}, "", `Hadamard: 3×1 and 2×1.*is it the z or δ of another layer\? Is a transpose missing\?$`},
	{"z of another layer, where widths agree", Solution{HiddenLayers: back(func(l int, net *nnw, zs, as ms, delta matrix.Matrix) (d, nb, nw matrix.Matrix) {
		d = had(dot(net.Weights[len(net.Weights)-l+1].Transpose(), delta), prime(zs[max(len(zs)-l, 1)%len(zs)*min(len(zs)-2, 1)]))
		return d, d, outer(d, as[len(as)-l-1])
	})}, "rrrrw-", `BP2, going from layer 3 back to layer 2: σ′ of the z of the layer after`},
	{"σ′ forgotten in the loop", Solution{HiddenLayers: back(func(l int, net *nnw, zs, as ms, delta matrix.Matrix) (d, nb, nw matrix.Matrix) {
		d = dot(net.Weights[len(net.Weights)-l+1].Transpose(), delta)
		return d, d, outer(d, as[len(as)-l-1])
	})}, "w-", `BP2, going from layer 3 back to layer 2: σ′\(z\) is missing`},
	{"no transpose", Solution{HiddenLayers: back(func(l int, net *nnw, zs, as ms, delta matrix.Matrix) (d, nb, nw matrix.Matrix) {
		d = had(dot(net.Weights[len(net.Weights)-l+1], delta), prime(zs[len(zs)-l]))
		return d, d, outer(d, as[len(as)-l-1])
	})}, "", `Dot: 2×3 by 2×1.*weights from layer 2 to layer 3.*a transpose missing`},
	{"no transpose where it is square", Solution{HiddenLayers: back(func(l int, net *nnw, zs, as ms, delta matrix.Matrix) (d, nb, nw matrix.Matrix) {
		w := net.Weights[len(net.Weights)-l+1]
		if w.Rows() != w.Cols() {
			w = w.Transpose()
		}
		d = had(dot(w, delta), prime(zs[len(zs)-l]))
		return d, d, outer(d, as[len(as)-l-1])
	})}, "rrrrw-", `BP2, going from layer 3 back to layer 2: w is not transposed.*Here are three`},
	{"z for a in the loop", Solution{HiddenLayers: back(func(l int, net *nnw, zs, as ms, delta matrix.Matrix) (d, nb, nw matrix.Matrix) {
		d = had(dot(net.Weights[len(net.Weights)-l+1].Transpose(), delta), prime(zs[len(zs)-l]))
		if len(zs) > l {
			return d, d, outer(d, zs[len(zs)-l-1])
		}
		return d, d, outer(d, as[len(as)-l-1])
	})}, "rwr-rr", `BP4, for the weights from layer 3 to layer 4: z stands for a`},
	{"a change of the network", Solution{HiddenLayers: func(net *nnw, zs, as ms, delta matrix.Matrix, nablaB, nablaW ms) {
		right.HiddenLayers(net, zs, as, delta, nablaB, nablaW)
		net.Biases[0][0][0]++
	}}, "rr", `The numbers are right, but:.*changed net\.Biases\[0\]`},
	{"a change of x", Solution{Forward: func(net *nnw, x matrix.Matrix) (zs, as ms) {
		zs, as = forward(net, x.Clone())
		x[0][0]++
		return zs, as
	}}, "rrrrr", `The numbers are right, but:.*changed x`},
}

var wrongUpdate = []wrong{
	{"update: nothing", Solution{UpdateMiniBatch: func(net *nnw, miniBatch []nn.Example, eta float64, backprop func(x, y matrix.Matrix) (nablaB, nablaW ms)) {
	}}, "n--", `backprop was called 0 times for 3 examples.*Write the loop over the mini-batch`},
	{"the sums alone", Solution{UpdateMiniBatch: func(net *nnw, miniBatch []nn.Example, eta float64, backprop func(x, y matrix.Matrix) (nablaB, nablaW ms)) {
		sums(miniBatch, backprop)
	}}, "rn-", `net\.Weights\[\d\] was not changed.*Add up the gradients.*w is a copy.*divides integers`},
	{"one example of three", Solution{UpdateMiniBatch: func(net *nnw, miniBatch []nn.Example, eta float64, backprop func(x, y matrix.Matrix) (nablaB, nablaW ms)) {
		right.UpdateMiniBatch(net, miniBatch[:1], eta, backprop)
	}}, "w--", `backprop was called 1 times for 3 examples`},
	{"the biases forgotten", Solution{UpdateMiniBatch: func(net *nnw, miniBatch []nn.Example, eta float64, backprop func(x, y matrix.Matrix) (nablaB, nablaW ms)) {
		_, nablaW := sums(miniBatch, backprop)
		descend(net.Weights, nablaW, eta/float64(len(miniBatch)))
	}}, "rrn", `net\.Biases\[\d\] was not changed`},
	{"= for +=", Solution{UpdateMiniBatch: func(net *nnw, miniBatch []nn.Example, eta float64, backprop func(x, y matrix.Matrix) (nablaB, nablaW ms)) {
		sums(miniBatch[1:], backprop)
		nablaB, nablaW := sums(miniBatch[:1], backprop)
		descend(net.Weights, nablaW, eta/float64(len(miniBatch)))
		descend(net.Biases, nablaB, eta/float64(len(miniBatch)))
	}}, "rw-", `The step of net\.Weights.*update.*only the first example counts`},
	{"not divided", Solution{UpdateMiniBatch: func(net *nnw, miniBatch []nn.Example, eta float64, backprop func(x, y matrix.Matrix) (nablaB, nablaW ms)) {
		right.UpdateMiniBatch(net, miniBatch, eta*float64(len(miniBatch)), backprop)
	}}, "rw-", `summed, not averaged`},
	{"uphill", Solution{UpdateMiniBatch: func(net *nnw, miniBatch []nn.Example, eta float64, backprop func(x, y matrix.Matrix) (nablaB, nablaW ms)) {
		right.UpdateMiniBatch(net, miniBatch, -eta, backprop)
	}}, "rw-", `goes up the gradient`},
	{"no zeros", Solution{UpdateMiniBatch: func(net *nnw, miniBatch []nn.Example, eta float64, backprop func(x, y matrix.Matrix) (nablaB, nablaW ms)) {
		nablaB := make(ms, len(net.Biases))
		b, _ := backprop(miniBatch[0].X, miniBatch[0].Y)
		nablaB[0] = add(nablaB[0], b[0])
	}}, "", `^It panics, in wrong_hidden_test\.go:\d+\. .*Add: nil and 3×1.*nil is a place that nothing has been put into`},
	{"x and y swapped", Solution{UpdateMiniBatch: func(net *nnw, miniBatch []nn.Example, eta float64, backprop func(x, y matrix.Matrix) (nablaB, nablaW ms)) {
		backprop(miniBatch[0].Y, miniBatch[0].X)
	}}, "", `^It panics, in wrong_hidden_test\.go:\d+\. .*x: got 2×1, want 4×1`},
	{"a step after each example", Solution{UpdateMiniBatch: func(net *nnw, miniBatch []nn.Example, eta float64, backprop func(x, y matrix.Matrix) (nablaB, nablaW ms)) {
		for i := range miniBatch {
			right.UpdateMiniBatch(net, miniBatch[i:i+1], eta, backprop)
		}
	}}, "rw-", `update, layer 3: a step of the whole eta is taken after each example`},
}
