package handler

import (
	"fmt"
	"net/http"
)

// request belongs to one call of the handler.
type request struct {
	fields map[string]string
}

func (r *request) set(key, value string) { r.fields[key] = value }

var last = &request{fields: map[string]string{}}

func Routes(mux *http.ServeMux) {
	mux.HandleFunc("/", func(w http.ResponseWriter, req *http.Request) {
		r := &request{fields: map[string]string{}} // mutant: r := last
		r.set("path", req.URL.Path)
		r.set("method", req.Method)
		fmt.Fprintln(w, len(r.fields))
	})
}
