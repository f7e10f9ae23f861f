package uploads

import (
	"io"
	"net/http"
)

// uploads keeps what was posted. Every request runs on a goroutine of its own.
type uploads struct {
	bodies map[string][]byte
}

func (u *uploads) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost {
		body, _ := io.ReadAll(r.Body)
		u.bodies[r.URL.Path] = body // want map/concurrent-access "bodies"
		return
	}
	_, _ = w.Write(u.bodies[r.URL.Path])
}

// Mount serves a store of uploads.
func Mount(mux *http.ServeMux) {
	mux.Handle("/", &uploads{bodies: map[string][]byte{}})
}
