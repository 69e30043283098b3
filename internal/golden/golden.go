// Package golden keeps files of the repository that tests make: pages, figures,
// outputs. It is for tests alone.
package golden

import (
	"flag"
	"os"
	"regexp"
	"testing"
)

var update = flag.Bool("update", false, "write the files that the tests make anew")

// Compare wants a file to have this text, but for what is like the regular expression
// unlike. With the flag -update it writes the file first.
func Compare(t testing.TB, file, got, unlike string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	without := func(s string) string { return regexp.MustCompile(unlike).ReplaceAllString(s, "") }
	if err != nil || without(got) != without(string(want)) {
		t.Errorf("%s is stale (error %v): if the change is meant, run go test -run %s -update in this folder", file, err, t.Name())
	}
}
