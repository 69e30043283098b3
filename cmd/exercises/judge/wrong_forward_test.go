package judge

import (
	"backprop/matrix"
)

var wrongForward = []wrong{
	{"σ′: nothing", Solution{SigmoidPrime: func(z matrix.Matrix) matrix.Matrix { return nil }},
		"n", `not there yet.*Compute σ\(z\) first`},
	{"σ′ is σ", Solution{SigmoidPrime: sigma}, "w", `^For z = \([^)]+\): SigmoidPrime\(z\) is wrong: it is \([^)]+\), want \([^)]+\)\. σ\(z\) stands where σ′\(z\) should$`},
	{"σ′ of σ", Solution{SigmoidPrime: func(z matrix.Matrix) matrix.Matrix { return prime(sigma(z)) }},
		"w", `σ′\(a\) stands where`},
	{"σ′ is 1 - σ", Solution{SigmoidPrime: func(z matrix.Matrix) matrix.Matrix {
		return sigma(z).Map(func(s float64) float64 { return 1 - s })
	}}, "w", `1 - σ\(z\) stands`},
	{"σ′ in place of z", Solution{SigmoidPrime: func(z matrix.Matrix) matrix.Matrix {
		s := prime(z)
		copy(z, s)
		return s
	}}, "w", `SigmoidPrime changed z`},

	{"forward: nothing", Solution{Forward: func(net *nnw, x matrix.Matrix) (zs, as ms) { return nil, nil }},
		"n----", `activations\[0\] is not there yet.*begins with the input`},
	{"B4 alone", Solution{Forward: func(net *nnw, x matrix.Matrix) (zs, as ms) { return nil, ms{x} }},
		"rn---", `zs\[0\] is not there yet.*Write the loop, B6`},
	{"B8 without B9", Solution{Forward: func(net *nnw, x matrix.Matrix) (zs, as ms) {
		zs, _ = forward(net, x)
		return zs, ms{x}
	}}, "rrnr-", `activations\[1\] is not there yet.*a = σ\(z\) becomes activation`},
	{"the input left out", Solution{Forward: func(net *nnw, x matrix.Matrix) (zs, as ms) {
		zs, as = forward(net, x)
		return zs, as[1:]
	}}, "wr-r-", `activations\[0\] is 3×1, want 4×1.*It is a²: B4 puts x`},
	{"b forgotten", forwardWith(func(w, a, b matrix.Matrix) matrix.Matrix { return dot(w, a) }, sigma),
		"rw---", `zs\[0\] is wrong: it is \(.*want.*b is missing`},
	{"Dot(a, w)", forwardWith(func(w, a, b matrix.Matrix) matrix.Matrix { return add(dot(a, w), b) }, sigma),
		"", `Dot: 4×1 by 3×4.*the other way round, 3×4 by 4×1, they fit$`},
	{"b subtracted", forwardWith(func(w, a, b matrix.Matrix) matrix.Matrix { return sub(dot(w, a), b) }, sigma),
		"rw---", `the forward pass, layer 2: w a - b stands where z = w a \+ b should`},
	{"σ in zs", forwardWith(func(w, a, b matrix.Matrix) matrix.Matrix { return sigma(z(w, a, b)) }, func(z matrix.Matrix) matrix.Matrix { return z }),
		"rwr-r", `This is a = σ\(z\): zs gets z`},
	{"σ forgotten", forwardWith(z, func(z matrix.Matrix) matrix.Matrix { return z }),
		"rrw--", `activations\[1\] is wrong.*forward pass, layer 2: σ is missing: a is z`},
	{"zs begins with x", Solution{Forward: func(net *nnw, x matrix.Matrix) (zs, as ms) {
		zs, as = forward(net, x)
		return append(ms{x}, zs...), as
	}}, "rw-r-r-", `zs\[0\] is x\. x has no z: B5`},
	{"activation :=", Solution{Forward: func(net *nnw, x matrix.Matrix) (zs, activations ms) {
		activation := x
		activations = append(activations, x)
		for i, b := range net.Biases {
			z := add(dot(net.Weights[i], activation), b)
			zs = append(zs, z)
			activation := sigma(z)
			activations = append(activations, activation)
		}
		return zs, activations
	}}, "", `\d+\. matrix: Dot: 2×3 by 4×1.*\(wrong_\w+_test\.go:\d+\)\. Line \d+: activation := makes a new variable`},
	{"two appended in a turn", Solution{Forward: func(net *nnw, x matrix.Matrix) (zs, as ms) {
		zs, as = forward(net, x)
		return zs, ms{as[0], as[1], as[1], as[2]}
	}}, "rrrrw-", `activations\[2\] is 3×1, want 2×1.*appended twice`},
	{"the loop back ends early", Solution{Forward: func(net *nnw, x matrix.Matrix) (zs, as ms) {
		zs, as = forward(net, x)
		for range net.Biases[1:] {
			return zs[:1], as[:2]
		}
		return zs, as
	}}, "rrrn-", `zs\[1\] is not there yet.*There is a loop, in line \d+\. Does it end before`},
	{"b of the wrong layer", Solution{Forward: func(net *nnw, x matrix.Matrix) (zs, as ms) {
		return ms{add(dot(net.Weights[0], x), net.Biases[1])}, ms{x}
	}}, "", `Add: 3×1 and 2×1.*\(wrong_\w+_test\.go:\d+\).*another layer`},
}

var wrongLast = []wrong{
	{"last layer: nothing", lastWith(func(a, before, z, y matrix.Matrix) (d, nb, nw matrix.Matrix) { return nil, nil, nil }),
		"n--", `delta is not there yet.*Write BP1`},
	{"δ alone", lastWith(func(a, before, z, y matrix.Matrix) (d, nb, nw matrix.Matrix) {
		return had(sub(a, y), prime(z)), nil, nil
	}), "rn-", `nablaB\[1\] is still zero.*BP3 puts δ into its place`},
	{"BP4 missing", lastWith(func(a, before, z, y matrix.Matrix) (d, nb, nw matrix.Matrix) {
		d = had(sub(a, y), prime(z))
		return d, d, nil
	}), "rrn", `nablaW\[1\] is still zero.*Write BP4`},
	{"δ not returned", lastWith(func(a, before, z, y matrix.Matrix) (d, nb, nw matrix.Matrix) {
		d = had(sub(a, y), prime(z))
		return nil, d, outer(d, before)
	}), "nrr", `delta is not there yet.*nablaB has it, but it is not returned`},
	{"y - a", lastWith(func(a, before, z, y matrix.Matrix) (d, nb, nw matrix.Matrix) {
		d = had(sub(y, a), prime(z))
		return d, d, outer(d, before)
	}), "w--", `BP1, layer 3: the sign of δ is flipped`},
	{"y - a alone", lastWith(func(a, before, z, y matrix.Matrix) (d, nb, nw matrix.Matrix) {
		return had(sub(y, a), prime(z)), nil, nil
	}), "w--", `want \(\S+ \S+\)\. BP1, layer 3: the sign of δ is flipped`},
	{"z for σ′(z) alone", lastWith(func(a, before, z, y matrix.Matrix) (d, nb, nw matrix.Matrix) {
		return had(sub(a, y), z), nil, nil
	}), "w--", `want \(\S+ \S+\)\. BP1, layer 3: z stands where σ′\(z\) should`},
	{"σ′ forgotten", lastWith(func(a, before, z, y matrix.Matrix) (d, nb, nw matrix.Matrix) {
		d = sub(a, y)
		return d, d, outer(d, before)
	}), "w--", `BP1, layer 3: σ′\(z\) is missing`},
	{"a for z", lastWith(func(a, before, z, y matrix.Matrix) (d, nb, nw matrix.Matrix) {
		d = had(sub(a, y), prime(a))
		return d, d, outer(d, before)
	}), "w--", `BP1, layer 3: σ′\(a\) stands where`},
	{"BP4 with the last activation", lastWith(func(a, before, z, y matrix.Matrix) (d, nb, nw matrix.Matrix) {
		d = had(sub(a, y), prime(z))
		return d, d, outer(d, a)
	}), "rrw", `^nablaW\[1\], for layer 3, is 2×2, want 2×3.*δ times the a of this layer\?`},
	{"BP4 the other way round", lastWith(func(a, before, z, y matrix.Matrix) (d, nb, nw matrix.Matrix) {
		d = had(sub(a, y), prime(z))
		return d, d, outer(before, d)
	}), "rrw", `^nablaW\[1\], for layer 3, is 3×2, want 2×3.*is it transposed`},
	{"Dot for Hadamard", lastWith(func(a, before, z, y matrix.Matrix) (d, nb, nw matrix.Matrix) {
		return dot(sub(a, y), prime(z)), nil, nil
	}), "", `^It panics, in judge_test\.go:\d+\. .*Dot: 2×1 by 2×1.*wrong_forward_test.*; a product entry by entry, ⊙, is matrix\.Hadamard$`},
	{"BP4 without a transpose", lastWith(func(a, before, z, y matrix.Matrix) (d, nb, nw matrix.Matrix) {
		d = had(sub(a, y), prime(z))
		return d, d, dot(d, before)
	}), "", `\d+\. matrix: Dot: 2×1 by 3×1.*\(wrong_\w+_test\.go:\d+\).*a transpose missing`},
}
