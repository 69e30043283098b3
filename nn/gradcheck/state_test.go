package gradcheck

import (
	"strings"
	"testing"

	"backprop/matrix"
	"backprop/nn"
)

// TestState: what a backprop or an update keeps from one call to the next.
func TestState(t *testing.T) {
	type ms = []matrix.Matrix
	net, e := randomNetwork([]int{2, 3, 3, 2}, 1, newRand(4))
	_, other := randomNetwork(net.Sizes, 1, newRand(5))
	add := func(a, b ms) ms {
		var sums ms
		for i := range a {
			sums = append(sums, matrix.Add(a[i], b[i]))
		}
		return sums
	}
	var zs, activations ms
	var keptB, keptW ms
	calls := 0.0
	for _, test := range []struct {
		name     string
		backprop Backprop
		want     string
	}{
		{"sums go on", func(x, y matrix.Matrix) (ms, ms) {
			b, w := net.Backprop(x, y)
			if keptB != nil {
				b, w = add(b, keptB), add(w, keptW)
			}
			keptB, keptW = cloneAll(b), cloneAll(w)
			return b, w
		}, "the gradients of the calls before are still in it"},
		{"a forward pass is kept", func(x, y matrix.Matrix) (ms, ms) {
			if activations == nil {
				activations = ms{x.Clone()}
			}
			return net.Backprop(activations[0], y)
		}, "right for the example of the first call, and wrong for that of the next"},
		{"lists are never emptied", func(x, y matrix.Matrix) (ms, ms) {
			a := x
			for i, w := range net.Weights {
				zs = append(zs, matrix.Add(matrix.Dot(w, a), net.Biases[i]))
				a = nn.Sigmoid(zs[len(zs)-1])
			}
			b, w := net.Backprop(x, y)
			b[0] = matrix.Scale(zs[0][0][0]/zs[len(zs)-3][0][0], b[0]) // z² of the first call for its own
			return b, w
		}, "right for the example of the first call, and wrong for that of the next"},
		{"all of it is kept", func(x, y matrix.Matrix) (ms, ms) {
			if calls == 0 {
				keptB, keptW = net.Backprop(x, y)
			}
			calls++
			return cloneAll(keptB), cloneAll(keptW)
		}, "another example gives the same gradient"},
		{"something grows", func(x, y matrix.Matrix) (ms, ms) {
			b, w := net.Backprop(x, y)
			calls++
			b[0] = matrix.Scale(1+1e-3*calls, b[0])
			return b, w
		}, "it differs from call to call"},
	} {
		zs, activations, keptB, keptW, calls = nil, nil, nil, nil, 0
		report := Check(net, e.X, e.Y, test.backprop)
		if report.OK() || report.Findings[0].Equation != "call" || !strings.Contains(report.Findings[0].Hint, test.want) {
			t.Errorf("%s:\n%v\nwant first\ncall: … %s", test.name, report, test.want)
		}
	}

	// The chapter's U1, as a learner makes the mistake: the sums are kept in a
	// field of the network, and never set to zero.
	sums := map[*nn.Network][2]ms{}
	kept := func(net *nn.Network, miniBatch []nn.Example, eta float64) {
		sum, ok := sums[net]
		for _, e := range miniBatch {
			b, w := net.Backprop(e.X, e.Y)
			if ok {
				b, w = add(b, sum[0]), add(w, sum[1])
			}
			sum, ok = [2]ms{b, w}, true
		}
		sums[net] = sum
		for i := range net.Weights {
			net.Biases[i] = matrix.Sub(net.Biases[i], matrix.Scale(eta/float64(len(miniBatch)), sum[0][i]))
			net.Weights[i] = matrix.Sub(net.Weights[i], matrix.Scale(eta/float64(len(miniBatch)), sum[1][i]))
		}
	}
	report := CheckUpdate(net, []nn.Example{e, other}, 0.3, kept)
	want := "in a second call: the sums of the call before are still in it"
	if len(report.Findings) != 1 || !strings.HasPrefix(report.Findings[0].Hint, want) || report.Findings[0].Cause != "step-left-over" {
		t.Errorf("sums in a field:\n%v\nwant one finding, %s", report, want)
	}
	// One example alone hides the mean, and says so.
	summed := func(net *nn.Network, miniBatch []nn.Example, eta float64) {
		net.UpdateMiniBatch(miniBatch, eta*float64(len(miniBatch)))
	}
	if report := CheckUpdate(net, []nn.Example{e}, 0.3, summed); !report.OK() || !strings.Contains(report.String(), "One example alone does not show") {
		t.Errorf("a mini-batch of one, summed:\n%v\nwant no finding, and a word on what it does not show", report)
	}
	if report := CheckUpdate(net, []nn.Example{e, other, e}, 0.3, summed); len(report.Findings) != 1 || report.Findings[0].Cause != "step-summed" {
		t.Errorf("a mini-batch of three, summed:\n%v\nwant step-summed", report)
	}
}
