package run

import (
	"net"
	"net/http"
	"net/http/httptest"

	"golint.test/pairs"
	visits "golint.test/rules/map/concurrent_access/after_it_serves"
)

// ask calls the handler without the network, which would order it.
func ask(serve func(l net.Listener, mux *http.ServeMux, learnt <-chan string)) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	learnt := make(chan string)
	mux := http.NewServeMux()
	go serve(l, mux, learnt)
	learnt <- "2"
	pairs.Of(
		func() { learnt <- "3" },
		func() {
			mux.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/name?0", nil))
		},
	)
	close(learnt)
}

func Run() {
	ask(visits.Serve)
	ask(visits.ServeBook)
}
