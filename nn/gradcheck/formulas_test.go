package gradcheck

import (
	"math"

	"backprop/matrix"
	"backprop/nn"
)

// formulas are what a backprop is made of: the sums, the functions in the forward
// pass and in the four equations.
type formulas struct {
	dot    func(a, b []float64) float64
	sigma  func(z, b float64) float64                        // a
	cost   func(a, y float64) float64                        // ∂C/∂a
	prime  func(z, a float64) float64                        // σ′(z)
	hidden func(z, a float64) float64                        // σ′(z) in the hidden layers; nil if it is the same
	back   func(w, delta, a, arrived float64) (u, v float64) // a term of wᵀδ is u·v; a and what arrived are those of the layer after
	bias   func(delta, b float64) float64                    // ∂C/∂b
	outer  func(delta, a, w float64) float64                 // ∂C/∂w
}

func rightFormulas() formulas {
	return formulas{
		dot: func(a, b []float64) float64 {
			sum := 0.0
			for k := range a {
				sum += a[k] * b[k]
			}
			return sum
		},
		sigma: func(z, _ float64) float64 { return logistic(z) },
		cost:  func(a, y float64) float64 { return a - y },
		prime: logisticPrime,
		back:  func(w, delta, _, _ float64) (u, v float64) { return w, delta },
		bias:  func(delta, _ float64) float64 { return delta },
		outer: func(delta, a, _ float64) float64 { return delta * a },
	}
}

func logistic(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

func logisticPrime(z, _ float64) float64 { return logistic(z) * (1 - logistic(z)) }

// backprop is written out entry by entry, without package nn or matrix's products.
func (f formulas) backprop(net *nn.Network) Backprop {
	return func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		as, zs := [][]float64{x.Transpose()[0]}, [][]float64{}
		for i, w := range net.Weights {
			z, a := make([]float64, len(w)), make([]float64, len(w))
			for j := range w {
				b := net.Biases[i][j][0]
				z[j] = f.dot(w[j], as[i]) + b
				a[j] = f.sigma(z[j], b)
			}
			as, zs = append(as, a), append(zs, z)
		}
		nablaB, nablaW = make(ms, len(zs)), make(ms, len(zs))
		prime := f.prime
		var deltas, arrived []float64 // those of the layer after
		for i := len(zs) - 1; i >= 0; i-- {
			nablaB[i], nablaW[i] = matrix.Zeros(len(zs[i]), 1), matrix.Zeros(len(zs[i]), len(as[i]))
			ds, arriving := make([]float64, len(zs[i])), make([]float64, len(zs[i]))
			for j, z := range zs[i] {
				if i == len(zs)-1 {
					arriving[j] = f.cost(as[i+1][j], y[j][0])
				} else {
					us, vs := make([]float64, len(deltas)), make([]float64, len(deltas))
					for k, w := range net.Weights[i+1] {
						us[k], vs[k] = f.back(w[j], deltas[k], as[i+2][k], arrived[k])
					}
					arriving[j] = f.dot(us, vs)
				}
				ds[j] = arriving[j] * prime(z, as[i+1][j])
				nablaB[i][j][0] = f.bias(ds[j], net.Biases[i][j][0])
				for k, a := range as[i] {
					nablaW[i][j][k] = f.outer(ds[j], a, net.Weights[i][j][k])
				}
			}
			deltas, arrived = ds, arriving
			if f.hidden != nil {
				prime = f.hidden
			}
		}
		return nablaB, nablaW
	}
}
