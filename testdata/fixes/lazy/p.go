package lazy

import (
	"errors"
	"net/http"
	"strings"
	"sync"
)

var names map[string]int

// Names answers requests: what is there is returned at once.
func Names(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("names", strings.Repeat("x", len(known())))
	w.Header().Set("loaded", load()+page()+resetable()+rest())
	(&server{}).ServeHTTP(w, r)
}

func known() map[string]int {
	if names != nil {
		return names
	}

	// A list of all names.
	found := map[string]int{}
	for _, one := range []string{"a", "b"} {
		if one == "b" {
			continue
		}
		found[one] = 1
	}
	names = found
	return names
}

var (
	mu     sync.Mutex
	loaded bool
	text   string // set by load
)

func load() string {
	if !loaded {
		mu.Lock()
		defer mu.Unlock()
		if !loaded {
			text = strings.ToUpper("text")
			loaded = true
		}
	}
	return text
}

type server struct {
	http.Handler
	client *http.Client // talks to others
	failed error
}

// ServeHTTP has a client of its own.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.client == nil {
		s.client = &http.Client{}
	}
	if s.client.Timeout > 0 {
		w.WriteHeader(http.StatusTeapot)
	}
	if s.get() == nil {
		w.WriteHeader(http.StatusTeapot)
	}
}

// Refused: it may fail, and is tried again.
func (s *server) get() error {
	if s.failed == nil {
		_, s.failed = http.Get("example.com")
	}
	return s.failed
}

var cachedPage *string

// Refused: left early.
func page() string {
	if cachedPage == nil {
		if text == "" {
			return "none"
		}
		cachedPage = &text
	}
	return *cachedPage
}

var state *strings.Builder

// Refused: somebody forgets it.
func resetable() string {
	if state == nil {
		state = &strings.Builder{}
	}
	return state.String()
}

func Reset() { state = nil }

var tree map[string]error

// Refused: it would wait for itself.
func rest() string {
	if tree == nil {
		tree = map[string]error{"a": grow()}
	}
	return tree["a"].Error()
}

func grow() error {
	if text == "grown" {
		return errors.New(rest())
	}
	return errors.New("small")
}
