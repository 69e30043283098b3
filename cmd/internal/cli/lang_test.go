package cli

import (
	"io"
	"testing"
)

func TestLang(t *testing.T) {
	tests := []struct {
		all, messages, lang string // LC_ALL, LC_MESSAGES, LANG
		args                []string
		want                Lang
	}{
		{"", "", "", nil, English},
		{"C", "", "pt_BR.UTF-8", nil, English},
		{"", "", "pt_BR.UTF-8", nil, Portuguese},
		{"", "pt_PT", "en_US.UTF-8", nil, Portuguese},
		{"", "", "pt", nil, Portuguese},
		{"", "", "ptx", nil, English},
		{"", "", "pt_BR.UTF-8", []string{"-lang", "en"}, English},
		{"", "", "", []string{"-lang", "pt"}, Portuguese},
		{"", "", "", []string{"-lang", "pt-BR"}, Portuguese},
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
