package nn

import "slices"

// Clone returns a copy of the network that shares no memory with it. It panics if
// a matrix is ragged or nil.
func (net *Network) Clone() *Network {
	clone := &Network{Sizes: slices.Clone(net.Sizes), Biases: slices.Clone(net.Biases), Weights: slices.Clone(net.Weights)}
	for i := range clone.Weights {
		clone.Biases[i], clone.Weights[i] = clone.Biases[i].Clone(), clone.Weights[i].Clone()
	}
	return clone
}
