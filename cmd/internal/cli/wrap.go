package cli

import (
	"strings"
	"unicode/utf8"
)

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
// broken off is indented by two more than its line.
func WrapLines(text string, width int) string {
	var s strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if utf8.RuneCountInString(line) <= width {
			s.WriteString(line + "\n")
			continue
		}
		words := strings.TrimLeft(line, " ")
		indent := line[:len(line)-len(words)]
		wrapped := Wrap(words, indent+"  ", width)
		s.WriteString(indent + strings.TrimLeft(wrapped, " "))
	}
	return s.String()
}
