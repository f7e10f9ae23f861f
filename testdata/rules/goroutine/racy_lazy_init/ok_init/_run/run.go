package run

import (
	"net/http/httptest"

	"golint.test/pairs"
	zone "golint.test/rules/goroutine/racy_lazy_init/ok_init"
)

func Run() {
	pairs.Of(func() { zone.Get(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil)) })
}
