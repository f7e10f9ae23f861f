// Package two_steps has maps of which an element is looked at and then changed: one section, a second look, or none.
package two_steps

import "net/http"

type watch struct{ stop func() }

type source interface{ Watch(name string) func() }

var watches = map[string]watch{}

// A second look: what is called between may wait.
func watchTable(from source) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		name := r.URL.Path
		if _, ok := watches[name]; ok {
			return
		}
		watches[name] = watch{from.Watch(name)}
	}
}

var counts = map[string]int{}

// One section: nothing between waits, and the way out is before the change.
func count(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Path
	if _, ok := counts[name]; ok {
		return
	}
	n := len(name)
	if n > 3 {
		n = 3
	}
	m := n * 2
	m++
	counts[name] = m
	w.WriteHeader(200)
	w.Write(nil)
}

var seen = map[string]int{}

// Two sections: the element that is stored has nothing to do with the one that was read, and a look is repeated.
func apart(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Path
	if r.Method == "GET" {
		w.WriteHeader(seen[name])
		return
	}
	w.WriteHeader(200)
	seen[name] = 1
	w.Write(nil)
	w.Write(nil)
}

var again = map[string]int{}

func lookAgain(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Path
	if _, ok := again[name]; ok {
		w.WriteHeader(200)
		return
	}
	w.Write(nil)
	if _, ok := again[name]; !ok {
		again[name] = 1
	}
	w.Write(nil)
	w.Write(nil)
}

var full = map[string]int{}

// Refused: elements are counted before one is added.
func limited(w http.ResponseWriter, r *http.Request) {
	if len(full) > 10 {
		w.WriteHeader(500)
		return
	}
	w.WriteHeader(200)
	full[r.URL.Path] = 1
	w.Write(nil)
	w.Write(nil)
}

var queue = map[string]int{}

// Refused: what is added between the loop and the new map would be lost.
func flush(w http.ResponseWriter, r *http.Request) {
	for name := range queue {
		w.Write([]byte(name))
	}
	queue = make(map[string]int)
}

func push(w http.ResponseWriter, r *http.Request) {
	queue[r.URL.Path]++
}

type layer struct {
	name string
	used map[string]int
}

var last layer

// Refused: copies of the struct would have a mutex of their own.
func (l *layer) use(w http.ResponseWriter, r *http.Request) {
	l.used[r.URL.Path]++
	last = *l
}

func Serve(from source) {
	http.HandleFunc("/watch", watchTable(from))
	http.HandleFunc("/count", count)
	http.HandleFunc("/apart", apart)
	http.HandleFunc("/again", lookAgain)
	http.HandleFunc("/full", limited)
	http.HandleFunc("/flush", flush)
	http.HandleFunc("/push", push)
	http.HandleFunc("/use", (&layer{used: map[string]int{}}).use)
}
