package allow

import (
	"net/http"
	"net/http/httptest"

	"golint.test/pairs"
)

// Allow fills its map before there are requests, which only read it.
func Allow(next http.Handler, hosts ...string) http.Handler {
	allowed := map[string]bool{}
	for _, host := range hosts {
		allowed[host] = true
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen := map[string]bool{} // mutant: seen := allowed
		seen[r.Host] = true
		if allowed[r.Host] {
			next.ServeHTTP(w, r)
		}
	})
}

func Run() {
	handler := Allow(http.NotFoundHandler(), "a", "b")
	pairs.Of(func() {
		handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
	})
}
