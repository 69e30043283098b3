package nn

import _ "embed"

//go:embed network.go
var source string

// Source returns the text of network.go, for programs that show it: package
// [backprop/nn/steps] finds the chapter's steps in it.
func Source() string { return source }
