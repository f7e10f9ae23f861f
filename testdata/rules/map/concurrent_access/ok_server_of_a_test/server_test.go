package server

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestCalls(t *testing.T) {
	calls := map[string]int{}
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls[r.URL.Path]++
	}))
	defer ts.Close()
	for _, path := range []string{"/a", "/b"} {
		get(t, ts.URL+path) // mutant: done := make(chan bool); go func() { calls[path]++; done <- true }(); calls[path]++; <-done
	}
	for path, n := range calls {
		if n != 1 {
			t.Errorf("%s: %d", path, n)
		}
	}
}

func get(t *testing.T, url string) {
	resp, err := http.Get(url)
	if err != nil {
		t.Error(err)
		return
	}
	resp.Body.Close()
}
