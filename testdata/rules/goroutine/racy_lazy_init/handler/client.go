package client

import "net/http"

var client *http.Client

func get() *http.Client {
	if client == nil {
		client = &http.Client{} // want goroutine/racy-lazy-init:high "`client` is set on first use without a lock"
	}
	return client
}

// Ping answers requests.
func Ping(w http.ResponseWriter, r *http.Request) {
	if get().Timeout > 0 {
		w.WriteHeader(http.StatusTeapot)
	}
}
