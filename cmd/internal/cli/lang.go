package cli

import (
	"errors"
	"os"

	"backprop/internal/language"
)

// Lang defines the flag -lang. Without it, the environment says the language, by
// the first of LC_ALL, LC_MESSAGES and LANG that is set.
func (f *Flags) Lang() *language.Tag {
	tag := language.English
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := os.Getenv(name); locale != "" {
			tag = language.Of(locale)
			break
		}
	}
	f.Func("lang", "the `language`: en or pt-BR (default: that of the environment)", func(s string) error {
		switch s {
		case "en":
			tag = language.English
		case "pt", "pt-BR":
			tag = language.Portuguese
		default:
			return errors.New("want en or pt-BR")
		}
		return nil
	})
	return &tag
}
