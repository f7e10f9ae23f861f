package run

import (
	"net/http"
	"net/http/httptest"

	"golint.test/pairs"
	_ "golint.test/rules/map/concurrent_access/http_handlers"
)

func Run() {
	pairs.Of(func() {
		http.DefaultServeMux.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/visit", nil))
	})
}
