package cli

import (
	"errors"
	"os"
	"strings"
)

// Lang is a language that the commands speak. Code, identifiers, flags and panics
// are English in both.
type Lang string

const (
	English    Lang = "en"
	Portuguese Lang = "pt-BR"
)

// Text is a text in each language: English, then Portuguese.
type Text [2]string

// In returns the text in the language.
func (t Text) In(lang Lang) string {
	if lang == Portuguese {
		return t[1]
	}
	return t[0]
}

// Lang defines the flag -lang. Without it, the environment says the language, by
// the first of LC_ALL, LC_MESSAGES and LANG that is set.
func (f *Flags) Lang() *Lang {
	lang := English
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := os.Getenv(name); value != "" {
			if value == "pt" || strings.HasPrefix(value, "pt_") {
				lang = Portuguese
			}
			break
		}
	}
	f.Func("lang", "the `language`: en or pt-BR (default: that of the environment)", func(s string) error {
		switch s {
		case "en":
			lang = English
		case "pt", "pt-BR":
			lang = Portuguese
		default:
			return errors.New("want en or pt-BR")
		}
		return nil
	})
	return &lang
}
