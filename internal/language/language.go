// Package language holds texts in the two languages that the project speaks to
// its readers in. Code, identifiers, flags and panics are English in both.
package language

import (
	"fmt"
	"slices"
	"strings"
)

// Tag is a language.
type Tag string

const (
	English    Tag = "en"
	Portuguese Tag = "pt-BR"
)

// Of returns the language of a locale such as pt_BR.UTF-8: Portuguese, or English
// for any other.
func Of(locale string) Tag {
	if locale == "pt" || strings.HasPrefix(locale, "pt_") {
		return Portuguese
	}
	return English
}

// Text is a text in each language: English, then Portuguese.
type Text [2]string

// Textf is fmt.Sprintf in both languages. Of an argument that is itself a Text, each
// takes its own.
func Textf(en, pt string, args ...any) (text Text) {
	for tag, format := range []string{en, pt} {
		own := slices.Clone(args)
		for n, arg := range own {
			if arg, ok := arg.(Text); ok {
				own[n] = arg[tag]
			}
		}
		text[tag] = fmt.Sprintf(format, own...)
	}
	return text
}

// In returns the text in the language.
func (t Text) In(tag Tag) string {
	if tag == Portuguese {
		return t[1]
	}
	return t[0]
}
