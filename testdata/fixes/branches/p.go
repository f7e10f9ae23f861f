// Package branches has ways out that may wait: the lock is given back where they begin. What does not wait stays under
// it: a select with a default, the close of a channel.
package branches

import (
	"fmt"
	"net/http"
)

var rooms = map[string]int{}

func enter(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Path
	if _, taken := rooms[name]; taken {
		http.Error(w, "taken", http.StatusConflict)
		return
	}
	rooms[name] = 1
	w.WriteHeader(http.StatusCreated)
}

// The number is that of the change.
func leave(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, "bye")
	delete(rooms, r.URL.Path)
	fmt.Fprintln(w, len(rooms))
}

// Nothing is changed after the look: it is taken out.
func look(w http.ResponseWriter, r *http.Request) {
	if rooms != nil {
		w.WriteHeader(http.StatusOK)
	}
	if n, ok := rooms[r.URL.Path]; ok {
		fmt.Fprintln(w, n)
		return
	}
	http.NotFound(w, r)
}

// A way out of one round.
func fill(w http.ResponseWriter, r *http.Request) {
	for _, name := range r.Header.Values("room") {
		if _, taken := rooms[name]; taken {
			fmt.Fprintln(w, name)
			continue
		}
		rooms[name] = 1
	}
}

var listeners = map[string][]chan string{}

func listen(w http.ResponseWriter, r *http.Request) {
	listeners[r.URL.Path] = append(listeners[r.URL.Path], make(chan string, 1))
}

func tell(w http.ResponseWriter, r *http.Request) {
	for _, one := range listeners[r.URL.Path] {
		select {
		case one <- r.Method:
		default:
		}
	}
}

func hear(w http.ResponseWriter, r *http.Request) {
	for _, one := range listeners[r.URL.Path] {
		select {
		case word := <-one:
			fmt.Fprintln(w, word)
		case <-r.Context().Done():
		}
	}
}

func stop(w http.ResponseWriter, r *http.Request) {
	list := listeners[r.URL.Path]
	if len(list) > 0 {
		close(list[0])
		listeners[r.URL.Path] = list[1:]
	}
}

func Serve() {
	http.HandleFunc("POST /", enter)
	http.HandleFunc("DELETE /", leave)
	http.HandleFunc("GET /", look)
	http.HandleFunc("PUT /", fill)
	http.HandleFunc("POST /listen", listen)
	http.HandleFunc("POST /tell", tell)
	http.HandleFunc("GET /hear", hear)
	http.HandleFunc("POST /stop", stop)
}
