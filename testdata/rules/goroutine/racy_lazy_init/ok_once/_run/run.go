package run

import (
	"net/http/httptest"

	"golint.test/pairs"
	once "golint.test/rules/goroutine/racy_lazy_init/ok_once"
)

func Run() {
	pairs.Of(func() { once.Ping(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil)) })
}
