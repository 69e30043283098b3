package main

import (
	"os"

	"backprop/internal/language"
)

// Example is the step of BP2 in the trace of the 2-3-2 network; the whole of it
// is in testdata.
func Example() {
	t := newTrace(example())
	t.writeStep(os.Stdout, entry{"B17", 2, symbols(2, 3)}, language.English, maxWidth)
	// Output:
	// ── B17, BP2, layer 2 ─────────────────────────────────────────────────────────
	//     w := net.Weights[len(net.Weights)-l+1]
	//     delta = matrix.Hadamard(matrix.Dot(w.Transpose(), delta), sp)
	// The error of layer 3 goes back to layer 2: an activation there moves each z of
	// layer 3 that it feeds, so add up over them. Their weights are a column of w, a
	// row of wᵀ. Times σ′, it is the error of layer 2.
	//
	//   δ² = ((w³)ᵀ δ³) ⊙ σ′(z²)
	//
	//   (w³)ᵀ 3×2      δ³ 2×1       (w³)ᵀ δ³ 3×1
	//   [ 0.5 -0.4]  · [-0.1081]  = [-0.1133]
	//   [-0.8  0.9]    [ 0.1480]    [ 0.2197]
	//   [ 0.6  0.3]                 [-0.0205]
	//
	//   (w³)ᵀ δ³ 3×1    σ′(z²) 3×1    δ² 3×1
	//   [-0.1133]     ⊙ [0.2475]    = [-0.0280]
	//   [ 0.2197]       [0.2494]      [ 0.0548]
	//   [-0.0205]       [0.1874]      [-0.0038]
	//
	//   Let x₁ grow at rate 1: z² then changes at a rate ż², and C at a rate Ċ.
	//   δ²·ż² = -0.030334 and Ċ = -0.030334: it is one number in all layers.
}
