package users

import (
	"net"
	"net/http"
	"sync"
)

// Users answers who is there. Web is what serves it.
type Users struct {
	mu    sync.Mutex
	users map[string]string
	Web   *http.Server
}

// New registers what it answers; nobody is served yet.
func New() *Users {
	u := &Users{users: map[string]string{"root": "0"}}
	mux := http.NewServeMux()
	mux.HandleFunc("/get", u.get)
	mux.HandleFunc("/put", u.put)
	u.Web = &http.Server{Handler: mux}
	return u
}

func (u *Users) get(w http.ResponseWriter, r *http.Request) {
	u.mu.Lock()
	defer u.mu.Unlock()
	w.Write([]byte(u.users[r.URL.RawQuery]))
}

func (u *Users) put(w http.ResponseWriter, r *http.Request) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.users[r.URL.RawQuery] = "1"
}

// Begin counts after the first may have come.
func (u *Users) Begin(l net.Listener) int {
	go u.Web.Serve(l)
	return u.count()
}

func (u *Users) count() int {
	found := 0
	for range u.users { // want map/inconsistent-guard:high "in 2 of 4 functions"
		found++
	}
	return found
}

// Again serves on one more, and has served on another one.
func (u *Users) Again(listeners []net.Listener) {
	for _, l := range listeners {
		u.users[l.Addr().String()] = "2" // want map/inconsistent-guard:high "in 2 of 4 functions"
		go u.Web.Serve(l)
	}
}
