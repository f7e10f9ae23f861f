package dial

import (
	"time"

	"golint.test/pairs"
)

// Request has a header.
type Request struct{ header map[string]string }

// Set is for requests of callers.
func (r *Request) Set(key, value string) { r.header[key] = value }

func (r *Request) write(to chan<- int) { to <- len(r.header) }

// shared is only used in the mutant.
var shared = &Request{header: map[string]string{}}

// Connect makes a request of its own, which a goroutine writes.
func Connect(told func(*Request)) int {
	connect := &Request{header: map[string]string{}} // mutant: connect := shared
	written := make(chan int, 1)
	go func() { connect.write(written) }()
	select {
	case n := <-written:
		told(connect) // mutant: connect.Set("a", "b")
		return n
	case <-time.After(time.Second):
		return -1
	}
}

func Run() {
	pairs.Of(func() { Connect(func(*Request) {}) })
}
