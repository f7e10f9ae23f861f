package run

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"golint.test/pairs"
	adapters "golint.test/rules/map/concurrent_access/registered_while_serving"
)

func Run() {
	adapters.Register("text/plain", strings.ToUpper)
	auth := &adapters.Auth{}
	auth.Provision([]string{"a"})
	request := func() {
		r := httptest.NewRequest(http.MethodGet, "/path", nil)
		r.Header.Set("Content-Type", "text/plain")
		r.Header.Set("User", "a")
		auth.ServeHTTP(httptest.NewRecorder(), r)
	}
	pairs.Of(
		request,
		func() { adapters.Register(time.Now().String(), strings.ToUpper) },
		func() { auth.Provision([]string{"a"}) },
	)
}
