//go:build !linux && !darwin

package cli

import "os"

// width returns 80 for a terminal, as the standard library cannot tell how wide
// it is here, and 0 for any other file.
func width(file *os.File) int {
	info, err := file.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return 0
	}
	return 80
}
