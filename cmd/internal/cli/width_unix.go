//go:build linux || darwin

package cli

import (
	"os"
	"syscall"
	"unsafe"
)

// width returns how many columns a terminal has, or 0 if the file is none. The
// standard library has no call for it but this one.
func width(file *os.File) int {
	var size struct{ rows, cols, x, y uint16 }
	_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, file.Fd(), syscall.TIOCGWINSZ, uintptr(unsafe.Pointer(&size)))
	switch {
	case errno != 0:
		return 0
	case size.cols == 0: // a terminal that does not know its size
		return 80
	}
	return int(size.cols)
}
