package run

import (
	"net/http"
	"net/http/httptest"

	"golint.test/pairs"
	chat "golint.test/rules/map/inconsistent_guard/package_map_handlers"
)

func Run() {
	mux := http.NewServeMux()
	chat.Routes(mux)
	get := func(url string) func() {
		return func() { mux.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", url, nil)) }
	}
	pairs.Of(get("/join?room=go"), get("/rooms"), get("/leave?room=go"))
}
