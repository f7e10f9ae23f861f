package spans

import (
	"net/http"

	"golint.test/pairs"
)

// visits are counted by the one goroutine that takes what was logged.
type visits struct {
	byPath map[string]int
	logged chan *http.Request
}

// record has the parameters of a handler, which no library calls it with.
func (v *visits) record(_ http.ResponseWriter, r *http.Request) {
	v.byPath[r.URL.Path]++
}

func (v *visits) loop() {
	for r := range v.logged {
		v.record(nil, r)
	}
}

// Serve logs each request.
func (v *visits) Serve(_ http.ResponseWriter, r *http.Request) {
	v.logged <- r // mutant: v.record(nil, r)
}

// Run has two requests.
func Run() {
	v := &visits{byPath: map[string]int{}, logged: make(chan *http.Request)}
	go v.loop()
	r, _ := http.NewRequest(http.MethodGet, "/", nil)
	pairs.Of(func() { v.Serve(nil, r) }, func() { v.Serve(nil, r) })
}
