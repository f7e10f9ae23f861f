package once

import (
	"net/http"
	"sync"
)

var (
	once   sync.Once
	client *http.Client
)

func get() *http.Client {
	once.Do(func() { // mutant: func() {
		if client == nil {
			client = &http.Client{}
		}
	}) // mutant: }()
	return client
}

// Ping answers requests.
func Ping(w http.ResponseWriter, r *http.Request) {
	if get().Timeout > 0 {
		once = sync.Once{}
	}
}
