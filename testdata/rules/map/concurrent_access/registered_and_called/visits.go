package visits

import (
	"net/http"
	"net/http/httptest"

	"golint.test/pairs"
)

type visits struct{ byPath map[string]int }

// count is called here, and requests call it as well.
func (v *visits) count(_ http.ResponseWriter, r *http.Request) {
	v.byPath[r.URL.Path]++ // want map/concurrent-access:high "map `v.byPath` is written here while another of these goroutines writes it"
}

func (v *visits) first(r *http.Request) { v.count(nil, r) }

type route struct {
	path   string
	handle http.HandlerFunc
}

func (v *visits) routes() []route { return []route{{"/", v.count}} }

// Run has two requests.
func Run() {
	v := &visits{byPath: map[string]int{}}
	request := func() *http.Request { return httptest.NewRequest(http.MethodGet, "/", nil) }
	v.first(request())
	mux := http.NewServeMux()
	for _, one := range v.routes() {
		mux.HandleFunc(one.path, one.handle)
	}
	get := func() { mux.ServeHTTP(httptest.NewRecorder(), request()) }
	pairs.Of(get, get)
}
