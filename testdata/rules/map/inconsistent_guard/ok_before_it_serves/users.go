// Package users reads what there is before it serves, and has no other goroutines than the handlers.
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

// Start loads what there is before anybody is served.
func (u *Users) Start(l net.Listener) {
	u.load()
	go u.Web.Serve(l)
}

func (u *Users) load() {
	u.users["nobody"] = "65534"
}
