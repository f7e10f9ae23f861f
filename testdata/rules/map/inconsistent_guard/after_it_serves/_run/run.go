package run

import (
	"net"
	"net/http"
	"net/http/httptest"

	"golint.test/pairs"
	users "golint.test/rules/map/inconsistent_guard/after_it_serves"
)

func listen() net.Listener {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	return l
}

// asks calls the handlers without the network, which would order them.
func asks(u *users.Users, what string) func() {
	return func() {
		u.Web.Handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, what, nil))
	}
}

func Run() {
	u := users.New()
	put := asks(u, "/put?root")
	pairs.Of(put, func() { u.Begin(listen()) })
	pairs.Of(put, func() { u.Again([]net.Listener{listen()}) })
}
