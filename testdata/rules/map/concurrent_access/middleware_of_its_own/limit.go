package limit

import (
	"net/http"
	"net/http/httptest"

	"golint.test/pairs"
)

// Limit counts requests in a map that all of them share.
func Limit(next http.Handler) http.Handler {
	visits := map[string]int{}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		visits[r.RemoteAddr]++ // want map/concurrent-access:high "visits"
		next.ServeHTTP(w, r)
	})
}

func Run() {
	handler := Limit(http.NotFoundHandler())
	pairs.Of(func() {
		handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
	})
}
