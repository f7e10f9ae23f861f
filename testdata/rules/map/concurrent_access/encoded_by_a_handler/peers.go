package peers

import (
	"encoding/json"
	"io"
	"net/http"

	"golint.test/pairs"
)

// Status is what the page shows.
type Status struct {
	Name   string         `json:"name"`
	Visits map[string]int `json:"visits"`
}

type server struct {
	status Status
	seen   chan string
}

// count runs in a goroutine of its own.
func (s *server) count() {
	for name := range s.seen {
		s.status.Visits[name]++ // want map/concurrent-access:medium "map `s.status.Visits` is written here while the handler `.*.show` encodes it"
	}
}

func (s *server) show(w http.ResponseWriter, r *http.Request) {
	json.NewEncoder(w).Encode(&s.status)
}

// Serve shows it.
func Serve() error {
	s := &server{status: Status{Visits: map[string]int{}}, seen: make(chan string)}
	go s.count()
	http.HandleFunc("/", s.show)
	return http.ListenAndServe("localhost:0", nil)
}

type page struct {
	http.ResponseWriter
	io.Writer
}

func (p page) Write(b []byte) (int, error) { return p.Writer.Write(b) }

func Run() {
	visits := map[string]int{"a": 1}
	pairs.Of(
		func() {
			s := &server{status: Status{Visits: visits}, seen: make(chan string, 1)}
			s.seen <- "a"
			close(s.seen)
			s.count()
		},
		func() {
			s := &server{status: Status{Visits: visits}}
			s.show(page{Writer: io.Discard}, nil)
		},
	)
}
