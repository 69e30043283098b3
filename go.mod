module backprop

go 1.24
