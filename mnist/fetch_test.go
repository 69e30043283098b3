package mnist

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestRedirects(t *testing.T) {
	for _, test := range []struct {
		scheme, to string
		redirects  int // with this one
		ok         bool
	}{
		{"https", "https://other/", 1, true}, {"https", "http://other/", 1, false},
		{"http", "http://other/", 1, true}, {"http", "https://other/", 1, true},
		{"https", "https://other/", 5, true}, {"https", "https://other/", 6, false},
	} {
		request, _ := http.NewRequest("GET", test.to, nil)
		from := make([]*http.Request, test.redirects)
		if err := client(test.scheme).CheckRedirect(request, from); (err == nil) != test.ok {
			t.Errorf("from %s to %s, redirect %d: error %v, want followed: %v", test.scheme, test.to, test.redirects, err, test.ok)
		}
	}
}

// TestHead: what the first 512 bytes look like, and no more are kept.
func TestHead(t *testing.T) {
	for _, test := range []struct{ written, want string }{
		{"", "nothing"},
		{"<!DOCTYPE HTML><p>sign in", "an HTML page"},
		{"\x1f\x8b\x08", "a gzip file"},
		{"no such file", "text"},
		{"<?xml version=\"1.0\"?>", "text"},
		{"\x00\x01\x02", "other bytes"},
		{strings.Repeat("text", 128) + "\x00", "text"},
		{strings.Repeat("text", 127) + "tex\x00", "other bytes"},
	} {
		var h head
		for part := range slices.Chunk([]byte(test.written), 200) {
			if n, err := h.Write(part); n != len(part) || err != nil {
				t.Errorf("Write of %d bytes = %d, %v", len(part), n, err)
			}
		}
		if got := h.kind(); got != test.want {
			t.Errorf("%q looks like %s, want %s", test.written, got, test.want)
		}
		if got, want := len(h.b), min(len(test.written), 512); got != want {
			t.Errorf("of %d bytes, %d are kept, want %d", len(test.written), got, want)
		}
	}
}
