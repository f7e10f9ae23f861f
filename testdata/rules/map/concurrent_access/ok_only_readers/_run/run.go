package run

import (
	"net/http"
	"net/http/httptest"

	"golint.test/pairs"
	mime "golint.test/rules/map/concurrent_access/ok_only_readers"
)

func Run() {
	mux := http.NewServeMux()
	mime.Routes(mux)
	pairs.Of(func() {
		mux.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/a", nil))
	})
}
