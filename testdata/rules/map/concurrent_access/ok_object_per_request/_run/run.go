package run

import (
	"net/http"
	"net/http/httptest"

	"golint.test/pairs"
	handler "golint.test/rules/map/concurrent_access/ok_object_per_request"
)

func Run() {
	mux := http.NewServeMux()
	handler.Routes(mux)
	pairs.Of(func() {
		mux.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/a", nil))
	})
}
