package docs_test

import (
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

var (
	inlineLink = regexp.MustCompile(`\]\(\s*<?([^)\s>]*)>?[^)]*\)`)
	definition = regexp.MustCompile(`(?m)^ {0,3}\[[^\]^][^\]]*\]:[ \t]*<?([^\s>]+)`)
	attribute  = regexp.MustCompile(`\b(?:href|src|srcset)="([^"\s]*)[^"]*"`)
	withScheme = regexp.MustCompile(`^[a-z][a-z0-9+.-]*:`)
)

// links finds links that lead nowhere. What has a scheme leads out of the
// repository, and is not followed.
func (s *site) links() (faults []fault) {
	for _, p := range s.pages {
		for _, kind := range []*regexp.Regexp{inlineLink, definition, attribute} {
			for _, at := range kind.FindAllStringSubmatchIndex(p.prose, -1) {
				target := p.prose[at[2]:at[3]]
				if withScheme.MatchString(target) {
					continue
				}
				if wrong := s.follow(p, target); wrong != "" {
					line := 1 + strings.Count(p.prose[:at[2]], "\n")
					faults = append(faults, fault{page: p, line: line, text: fmt.Sprintf("the link to %s: %s", target, wrong)})
				}
			}
		}
	}
	return faults
}

// follow says what is wrong with a link, or returns "".
func (s *site) follow(from *page, target string) (wrong string) {
	file, fragment, hasFragment := strings.Cut(target, "#")
	file, err := url.PathUnescape(file)
	if err != nil {
		return err.Error()
	}
	fragment, err = url.PathUnescape(fragment)
	if err != nil {
		return err.Error()
	}
	switch {
	case target == "":
		return "it is empty"
	case strings.HasPrefix(file, "/"):
		return "it must be relative to the page"
	}
	to := from.path
	if file != "" {
		to = path.Join(path.Dir(from.path), file)
	}
	switch {
	case !filepath.IsLocal(to):
		return "it leads out of the repository"
	case !s.exists(to):
		return fmt.Sprintf("there is no %s", to)
	case !hasFragment:
		return ""
	}

	switch path.Ext(to) {
	case ".md":
		page := s.page(to)
		if page == nil {
			text, err := os.ReadFile(filepath.Join(s.root, filepath.FromSlash(to)))
			if err != nil {
				return err.Error()
			}
			page = parse(to, string(text))
		}
		if !anchors(page)[fragment] {
			return fmt.Sprintf("%s has no heading #%s", to, fragment)
		}
	case ".html":
		text, err := os.ReadFile(filepath.Join(s.root, filepath.FromSlash(to)))
		if err != nil {
			return err.Error()
		}
		if !strings.Contains(string(text), fmt.Sprintf(`id="%s"`, fragment)) {
			return fmt.Sprintf("%s has no id %s", to, fragment)
		}
	default:
		return "lines move: link to the whole file"
	}
	return ""
}

// anchors returns what a link may have behind the # for a page: what GitHub
// makes of its headings. The second of a name has -1 at the end, the third -2.
func anchors(p *page) map[string]bool {
	all := map[string]bool{}
	seen := map[string]int{}
	for _, h := range p.headings {
		slug := slug(h.text)
		n := seen[slug]
		seen[slug]++
		if n > 0 {
			slug = fmt.Sprintf("%s-%d", slug, n)
		}
		all[slug] = true
	}
	return all
}

var linkText = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)

// slug makes an anchor of a heading as GitHub does: lower case; letters of any
// alphabet with their accents, digits, - and _ stay; blanks become -; all else
// goes.
func slug(heading string) string {
	heading = linkText.ReplaceAllString(heading, "$1")
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

func TestSlug(t *testing.T) {
	for heading, want := range map[string]string{
		"Where things are":                 "where-things-are",
		"A passada para trás: δ de cada":   "a-passada-para-trás-δ-de-cada",
		"Épocas, minilotes e η = 3,0":      "épocas-minilotes-e-η--30",
		"`Network.Backprop` in Go":         "networkbackprop-in-go",
		"The [chapter](x.md) - BP2":        "the-chapter---bp2",
		"In what sense is it *fast*?":      "in-what-sense-is-it-fast",
		"snake_case stays":                 "snake_case-stays",
		"δˡ = ((wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(zˡ)":     "δˡ--wˡᵀ-δˡ--σzˡ",
		"**2.** What ‖a - y‖² is – or not": "2-what-a---y-is--or-not",
	} {
		if got := slug(heading); got != want {
			t.Errorf("slug(%q) = %q, want %q", heading, got, want)
		}
	}
}
