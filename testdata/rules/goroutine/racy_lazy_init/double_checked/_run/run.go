package run

import (
	"net/http/httptest"

	"golint.test/pairs"
	table "golint.test/rules/goroutine/racy_lazy_init/double_checked"
)

func Run() {
	pairs.Of(func() { table.Size(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil)) })
}
