package cli

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"unicode/utf8"
)

// Terminal is the window that a writer writes to, if it writes to one.
type Terminal struct {
	w     io.Writer
	Width int // columns; 0 if it is not a terminal
}

// TerminalOf returns the terminal that w writes to. A terminal that calls itself
// dumb, and cannot go back to the beginning of a line, counts as none.
func TerminalOf(w io.Writer) Terminal {
	if c, ok := w.(*checked); ok { // as Run hands it to a command
		w = c.w
	}
	t := Terminal{w: w}
	if file, ok := w.(*os.File); ok && os.Getenv("TERM") != "dumb" {
		t.Width = width(file)
	}
	return t
}

// Rewrite writes a line in the place of the one that the last Rewrite wrote, cut
// to the width of the window; nothing if there is no terminal.
func (t Terminal) Rewrite(line string) {
	if t.Width == 0 {
		return
	}
	// The last column stays free, because a character there makes some terminals
	// go on to the next line; and two more, in which the terminal shows ^C.
	room := max(t.Width-3, 0)
	fmt.Fprintf(t.w, "\r%-*.*s", room, room, line)
}

// Clear takes away what Rewrite wrote, and a ^C.
func (t Terminal) Clear() {
	if t.Width > 0 {
		fmt.Fprintf(t.w, "\r%*s\r", t.Width-1, "")
	}
}

// width returns how many columns a terminal has, or 0 if the file is not one. The
// standard library cannot tell; the command stty can, where there is one.
func width(file *os.File) int {
	info, err := file.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return 0
	}
	const usual = 80
	stty, err := exec.LookPath("stty")
	if err != nil {
		return usual
	}
	cmd := exec.Command(stty, "size") // of its stdin
	cmd.Stdin = file
	out, err := cmd.Output()
	if err != nil {
		return 0 // such as /dev/null
	}
	rows, columns := 0, 0
	fmt.Sscan(string(out), &rows, &columns)
	return cmp.Or(columns, usual) // 0: the terminal does not know
}

// Wrap breaks a text between words into lines of at most width characters, each
// of which begins with the indent and ends with a newline.
func Wrap(text, indent string, width int) string {
	var s strings.Builder
	line := indent
	for _, word := range strings.Fields(text) {
		if line != indent && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			s.WriteString(line + "\n")
			line = indent
		}
		if line != indent {
			line += " "
		}
		line += word
	}
	return s.String() + line + "\n"
}

// WrapLines breaks those lines of a text that are longer than width; what is
// broken off is indented by two more than its line. Width 0, no window, breaks none.
func WrapLines(text string, width int) string {
	var s strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		words := strings.TrimLeft(line, " ")
		indent := line[:len(line)-len(words)]
		if width > 0 && utf8.RuneCountInString(line) > width {
			line = indent + strings.TrimSpace(Wrap(words, indent+"  ", width))
		}
		s.WriteString(line + "\n")
	}
	return s.String()
}
