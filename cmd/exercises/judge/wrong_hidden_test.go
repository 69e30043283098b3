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
	}}, "", `panicked: matrix: Dot: 3×5 by 2×1.*\(wrong_\w+_test\.go:\d+\)\. Line \d+: delta := makes a new variable.*On 4-3-2, with one hidden layer, all is right`},
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
	}}, "", `index out of range \[-1\].*2 entries here, activations 3\. Does a loop go too far`},
	{"z of the layer after", Solution{HiddenLayers: back(func(l int, net *nnw, zs, as ms, delta matrix.Matrix) (d, nb, nw matrix.Matrix) {
		d = had(dot(net.Weights[len(net.Weights)-l+1].Transpose(), delta), prime(zs[len(zs)-l+1]))
		return d, d, outer(d, as[len(as)-l-1])
	})}, "", `Hadamard: 3×1 and 2×1.*Is it the z or δ of another layer`},
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
	}}, "rn-", `net\.Weights\[\d\] was not changed.*Add up the gradients`},
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
}
