package cli

import (
	"io"
	"testing"

	"backprop/internal/language"
)

func TestLang(t *testing.T) {
	tests := []struct {
		all, messages, lang string // LC_ALL, LC_MESSAGES, LANG
		args                []string
		want                language.Tag
	}{
		{"", "", "", nil, language.English},
		{"C", "", "pt_BR.UTF-8", nil, language.English},
		{"", "", "pt_BR.UTF-8", nil, language.Portuguese},
		{"", "pt_PT", "en_US.UTF-8", nil, language.Portuguese},
		{"", "", "pt", nil, language.Portuguese},
		{"", "", "ptx", nil, language.English},
		{"", "", "pt_BR.UTF-8", []string{"-lang", "en"}, language.English},
		{"", "", "", []string{"-lang", "pt"}, language.Portuguese},
		{"", "", "", []string{"-lang", "pt-BR"}, language.Portuguese},
	}
	for _, test := range tests {
		t.Setenv("LC_ALL", test.all)
		t.Setenv("LC_MESSAGES", test.messages)
		t.Setenv("LANG", test.lang)
		flags := NewFlags("")
		lang := flags.Lang()
		if err := flags.Parse(test.args, io.Discard); err != nil || *lang != test.want {
			t.Errorf("%+v: got %s, %v", test, *lang, err)
		}
	}
	if err := NewFlags("").Parse([]string{"-lang", "de"}, io.Discard); err == nil {
		t.Error("-lang de: no error")
	}
}
