package mime

import "net/http"

var types = map[string]string{
	".css":  "text/css",
	".html": "text/html",
}

func init() {
	types[".htm"] = types[".html"]
}

// Handler looks types up; nothing writes them after init.
func Handler(w http.ResponseWriter, r *http.Request) {
	ext := r.URL.Path
	w.Header().Set("Content-Type", types[ext]) // mutant: types[ext] = ext
}

func Routes(mux *http.ServeMux) { mux.HandleFunc("/", Handler) }
