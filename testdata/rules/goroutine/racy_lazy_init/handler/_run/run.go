package run

import (
	"net/http/httptest"

	"golint.test/pairs"
	client "golint.test/rules/goroutine/racy_lazy_init/handler"
)

func Run() {
	pairs.Of(func() { client.Ping(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil)) })
}
