package visits

import (
	"net"
	"net/http"
)

var names = map[string]string{"0": "nobody"}

func name(w http.ResponseWriter, r *http.Request) {
	w.Write([]byte(names[r.URL.RawQuery]))
}

// Serve answers who is who, and learns.
func Serve(l net.Listener, mux *http.ServeMux, learnt <-chan string) {
	mux.HandleFunc("/name", name)
	names["1"] = "root"
	go http.Serve(l, mux)
	for name := range learnt {
		names[name] = "known" // want map/concurrent-access:medium "names"
	}
}

type book struct {
	names map[string]string
}

func (b *book) name(w http.ResponseWriter, r *http.Request) {
	w.Write([]byte(b.names[r.URL.RawQuery]))
}

// ServeBook does the same with a book of its own.
func ServeBook(l net.Listener, mux *http.ServeMux, learnt <-chan string) {
	b := &book{names: map[string]string{"0": "nobody"}}
	mux.HandleFunc("/name", b.name)
	b.names["1"] = "root"
	go http.Serve(l, mux)
	for name := range learnt {
		b.names[name] = "known" // want map/concurrent-access:high "names"
	}
}
