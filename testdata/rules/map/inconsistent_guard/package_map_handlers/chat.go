package chat

import (
	"fmt"
	"net/http"
	"sync"
)

var (
	roomsMu sync.Mutex
	rooms   = map[string]int{}
)

// Routes registers the handlers.
func Routes(mux *http.ServeMux) {
	mux.HandleFunc("/join", join)
	mux.HandleFunc("/leave", leave)
	mux.HandleFunc("/rooms", list)
}

func join(w http.ResponseWriter, r *http.Request) {
	roomsMu.Lock()
	defer roomsMu.Unlock()
	rooms[r.FormValue("room")]++
}

func leave(w http.ResponseWriter, r *http.Request) {
	roomsMu.Lock()
	defer roomsMu.Unlock()
	rooms[r.FormValue("room")]--
}

func list(w http.ResponseWriter, r *http.Request) {
	for room, people := range rooms { // want map/inconsistent-guard "rooms"
		fmt.Fprintln(w, room, people)
	}
}
