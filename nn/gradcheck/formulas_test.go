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
	bias   func(delta, z, b float64) float64                 // ∂C/∂b
	outer  func(delta, arrived, a, w float64) float64        // ∂C/∂w
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
		bias:  func(delta, _, _ float64) float64 { return delta },
		outer: func(delta, _, a, _ float64) float64 { return delta * a },
	}
}

func logistic(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

func logisticPrime(z, _ float64) float64 { return logistic(z) * (1 - logistic(z)) }

// backprop is written out entry by entry, without package nn or matrix's products.
func (f formulas) backprop(net *nn.Network) Backprop {
	return func(x, y matrix.Matrix) (nablaB, nablaW []matrix.Matrix) {
		as, zs := [][]float64{x.Transpose()[0]}, [][]float64{}
		for i, w := range net.Weights {
			var z, a []float64
			for j := range w {
				b := net.Biases[i][j][0]
				z = append(z, f.dot(w[j], as[i])+b)
				a = append(a, f.sigma(z[j], b))
			}
			as, zs = append(as, a), append(zs, z)
		}
		nablaB, nablaW = make(ms, len(zs)), make(ms, len(zs))
		var delta, arrived []float64 // those of the layer after
		for i := len(zs) - 1; i >= 0; i-- {
			var ds, arriving []float64
			nablaW[i] = matrix.Zeros(len(zs[i]), len(as[i]))
			for j, z := range zs[i] {
				prime := f.prime
				if i == len(zs)-1 {
					arriving = append(arriving, f.cost(as[i+1][j], y[j][0]))
				} else {
					if f.hidden != nil {
						prime = f.hidden
					}
					us, vs := make([]float64, len(delta)), make([]float64, len(delta))
					for k, w := range net.Weights[i+1] {
						us[k], vs[k] = f.back(w[j], delta[k], as[i+2][k], arrived[k])
					}
					arriving = append(arriving, f.dot(us, vs))
				}
				ds = append(ds, arriving[j]*prime(z, as[i+1][j]))
				for k, a := range as[i] {
					nablaW[i][j][k] = f.outer(ds[j], arriving[j], a, net.Weights[i][j][k])
				}
			}
			nablaB[i] = matrix.Column(ds...)
			for j, z := range zs[i] {
				nablaB[i][j][0] = f.bias(ds[j], z, net.Biases[i][j][0])
			}
			delta, arrived = ds, arriving
		}
		return nablaB, nablaW
	}
}
