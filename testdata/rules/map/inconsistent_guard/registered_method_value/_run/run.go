package run

import (
	"net/http"
	"net/http/httptest"

	"golint.test/pairs"
	debug "golint.test/rules/map/inconsistent_guard/registered_method_value"
)

func Run() {
	mux := http.NewServeMux()
	s := debug.NewServer(mux)
	pairs.Of(
		func() { s.Start("gc") },
		func() { mux.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/debug/running", nil)) },
		func() { s.Stop("gc") },
	)
}
