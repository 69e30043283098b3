package docs_test

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

var (
	codeSpan   = regexp.MustCompile("`[^`]+`")
	link       = regexp.MustCompile(`\]\(([^)\s]*)|\b(?:href|src|srcset)="([^"]*)"`)
	withScheme = regexp.MustCompile(`^[a-z]+:`)
)

// TestLinks finds links that lead nowhere. What has a scheme leads out of the
// repository, and is not followed.
func TestLinks(t *testing.T) {
	for _, p := range pages(t) {
		for _, match := range link.FindAllStringSubmatch(codeSpan.ReplaceAllString(p.prose, ""), -1) {
			target := match[1] + match[2]
			if withScheme.MatchString(target) {
				continue
			}
			if wrong := follow(t, p, target); wrong != "" {
				t.Errorf("%s: the link to %s: %s", p.path, target, wrong)
			}
		}
	}
}

// follow says what is wrong with a link, or returns "".
func follow(t *testing.T, from *page, target string) (wrong string) {
	file, fragment, hasFragment := strings.Cut(target, "#")
	to := from.path
	if file != "" {
		to = path.Join(path.Dir(from.path), file)
	}
	_, err := os.Stat(filepath.Join(root, to))
	switch {
	case target == "" || strings.HasPrefix(file, "/") || !filepath.IsLocal(to):
		return "want a path inside the repository, relative to the page"
	case err != nil:
		return "there is no " + to
	case hasFragment && path.Ext(to) != ".md":
		return "lines move: link to the whole file"
	case hasFragment && !slices.ContainsFunc(read(t, to).headings, func(h string) bool { return slug(h) == fragment }):
		return fmt.Sprintf("%s has no heading #%s", to, fragment)
	}
	return ""
}

// slug makes an anchor of a heading as GitHub does: lower case; letters of any
// alphabet with their accents, digits, - and _ stay; blanks become -; all else
// goes.
func slug(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-', unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Pc):
			return r
		}
		return -1
	}, strings.ToLower(strings.TrimSpace(heading)))
}
