package run

import (
	"net/http/httptest"

	"golint.test/pairs"
	locked "golint.test/rules/goroutine/racy_lazy_init/ok_locked"
)

func Run() {
	s := &locked.Server{}
	pairs.Of(func() { s.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil)) })
}
