package table

import (
	"net/http"
	"sync"
)

var (
	mu    sync.Mutex
	table map[string]int
)

func get() map[string]int {
	if table == nil {
		mu.Lock()
		defer mu.Unlock()
		if table == nil {
			table = map[string]int{"a": 1} // want goroutine/racy-lazy-init:high "looked at without the lock under which it is set here"
		}
	}
	return table
}

// Size answers requests.
func Size(w http.ResponseWriter, r *http.Request) {
	if len(get()) == 0 {
		w.WriteHeader(http.StatusTeapot)
	}
}
