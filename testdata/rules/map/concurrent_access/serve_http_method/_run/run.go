package run

import (
	"net/http"
	"net/http/httptest"
	"strings"

	"golint.test/pairs"
	uploads "golint.test/rules/map/concurrent_access/serve_http_method"
)

func Run() {
	mux := http.NewServeMux()
	uploads.Mount(mux)
	do := func(method string) func() {
		return func() {
			mux.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(method, "/x", strings.NewReader("body")))
		}
	}
	pairs.Of(do("POST"), do("GET"))
}
